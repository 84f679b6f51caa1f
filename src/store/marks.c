/* Read, starred, later, deleted; and the counts of feeds that follow from them. */
#include <stdlib.h>

#include "store/database.h"

typedef struct {
	int64_t unread, total;
} Change;

/* Indexed by FeedId, which are small numbers: one row for each address ever subscribed. */
typedef struct {
	Change *feeds;
	size_t count;
} Changes;

static bool changes_init(Library *lib, Changes *changes, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT ifnull(max(id), 0) FROM feed", err);
	bool ok = false;

	if (!get || !db_row(lib, get, &ok, err))
		return false;
	changes->count = (size_t)sqlite3_column_int64(get, 0) + 1;
	changes->feeds = memory_alloc(changes->count * sizeof *changes->feeds);
	sqlite3_reset(get);
	return true;
}

static bool counts(uint32_t flags)
{
	return !(flags & (ITEM_DELETED | ITEM_MUTED));
}

static bool counts_as_unread(uint32_t flags)
{
	return (flags & ITEM_UNREAD) && counts(flags);
}

static void note(Changes *changes, FeedId feed, uint32_t before, uint32_t after)
{
	Change *change;

	if (feed <= 0 || (size_t)feed >= changes->count)
		return;
	change = &changes->feeds[feed];
	change->unread += counts_as_unread(after) - counts_as_unread(before);
	change->total += counts(after) - counts(before);
}

static bool write_counts(Library *lib, const Changes *changes, Err *err)
{
	sqlite3_stmt *set = db_statement(lib,
		"UPDATE feed SET unread = unread + ?, total = total + ? WHERE id = ?", err);

	if (!set)
		return false;
	for (size_t i = 0; i < changes->count; i++) {
		if (changes->feeds[i].unread == 0 && changes->feeds[i].total == 0)
			continue;
		sqlite3_bind_int64(set, 1, changes->feeds[i].unread);
		sqlite3_bind_int64(set, 2, changes->feeds[i].total);
		sqlite3_bind_int64(set, 3, (int64_t)i);
		if (!db_run(lib, set, err))
			return false;
	}
	return true;
}

/* *did: whether the flag was not so already. */
static bool mark_one(Library *lib, ItemId id, uint32_t flag, bool on, Changes *changes, bool *did,
	Err *err)
{
	sqlite3_stmt *set = on ? db_statement(lib,
					 "UPDATE item SET flags = flags | ?2 WHERE id = ?1"
					 " AND flags & ?2 = 0 RETURNING feed, flags",
					 err)
			       : db_statement(lib,
					 "UPDATE item SET flags = flags & ~?2 WHERE id = ?1"
					 " AND flags & ?2 <> 0 RETURNING feed, flags",
					 err);
	bool ok = false;

	*did = false;
	if (!set)
		return false;
	sqlite3_bind_int64(set, 1, id);
	sqlite3_bind_int64(set, 2, flag);
	while (db_row(lib, set, &ok, err)) {
		uint32_t after = (uint32_t)sqlite3_column_int64(set, 1);

		note(changes, sqlite3_column_int64(set, 0), after ^ flag, after);
		*did = true;
	}
	return ok;
}

bool library_mark(Library *lib, const ItemId *ids, size_t n, uint32_t flag, bool on,
	ItemId *changed, size_t *changed_count, Err *err)
{
	Changes changes = {0};
	size_t count = 0;
	bool ok;

	if (changed_count)
		*changed_count = 0;
	if (!db_begin(lib, err))
		return false;
	ok = changes_init(lib, &changes, err);
	for (size_t i = 0; i < n && ok; i++) {
		bool did;

		ok = mark_one(lib, ids[i], flag, on, &changes, &did, err);
		if (ok && did && changed)
			changed[count] = ids[i];
		count += ok && did;
	}
	ok = ok && write_counts(lib, &changes, err);
	free(changes.feeds);
	if (!db_end(lib, ok, err))
		return false;
	if (changed_count)
		*changed_count = count;
	return true;
}
