/* What goes: the oldest of a feed of which more are not to be kept. A trace stays, so that they do
 * not come back while the feed still lists them. */
#include "base/date.h"
#include "base/vec.h"
#include "store/marks.h"
#include "store/same.h"

typedef struct {
	ItemId id;
	uint64_t key, ghost;
	uint32_t marks;
} Old;

typedef struct {
	Library *lib;
	FeedId feed;
	int64_t now;
	size_t limit;
	VEC(Old) olds;
	Arena *arena;
} Expiry;

/* Starred, kept for later or tagged by the reader: never goes. */
static bool is_wanted(const Library *lib, ItemId id)
{
	if (marks_of(lib, id) & (ITEM_STARRED | ITEM_LATER))
		return true;
	for (int64_t tag = MARK_TAGS; (tag = marks_next_tag(lib, tag)) != 0;)
		if (idset_has(marks_set(lib, tag), id))
			return true;
	return false;
}

static void consider(Expiry *e, sqlite3_stmt *row)
{
	Old old = {.id = sqlite3_column_int64(row, 0),
		.key = (uint64_t)sqlite3_column_int64(row, 1)};

	if (old.id == sqlite3_column_int64(row, 5) || is_wanted(e->lib, old.id))
		return;
	old.marks = marks_of(e->lib, old.id);
	old.ghost = same_ghost((uint64_t)sqlite3_column_int64(row, 2), db_str(row, 3, e->arena),
		sqlite3_column_int64(row, 4));
	*vec_push_in(&e->olds, e->arena) = old;
}

#define OLD_COLUMNS                                                                                \
	"SELECT item.id, key, link, title, ifnull(claimed, published), (SELECT max(id) FROM item)" \
	" FROM item JOIN content USING (id) WHERE feed = ?1"

/* The latest article of the library stays in any case: no id is given twice, or what the journal
 * says of one would be done to another. */
static bool choose(Expiry *e, Keep keep, Err *err)
{
	sqlite3_stmt *get = keep.days ? db_statement(e->lib,
						OLD_COLUMNS " AND published < ?2 AND seen < ?2"
							    " ORDER BY published, item.id",
						err)
				      : db_statement(e->lib,
						OLD_COLUMNS " ORDER BY published DESC, item.id DESC"
							    " LIMIT -1 OFFSET ?2",
						err);
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, e->feed);
	sqlite3_bind_int64(get, 2,
		keep.days ? e->now - (int64_t)keep.days * DAY : (int64_t)keep.count);
	while (e->olds.count < e->limit && db_row(e->lib, get, &ok, err))
		consider(e, get);
	sqlite3_reset(get);
	return ok || e->olds.count == e->limit;
}

static bool run_for(Library *lib, sqlite3_stmt *statement, ItemId id, Err *err)
{
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, id);
	return db_run(lib, statement, err);
}

static bool leave_trace(const Expiry *e, uint64_t key, Err *err)
{
	sqlite3_stmt *put = db_statement(e->lib,
		"INSERT OR REPLACE INTO gone (feed, key, met) VALUES (?, ?, ?)", err);

	if (!put)
		return false;
	sqlite3_bind_int64(put, 1, e->feed);
	sqlite3_bind_int64(put, 2, (int64_t)key);
	sqlite3_bind_int64(put, 3, e->now);
	return db_run(e->lib, put, err);
}

static bool remove_one(const Expiry *e, const Old *old, Err *err)
{
	Library *lib = e->lib;

	marks_put_all(lib, old->id, 0);
	return leave_trace(e, old->key, err) && (!old->ghost || leave_trace(e, old->ghost, err)) &&
	       run_for(lib, db_statement(lib, "DELETE FROM item WHERE id = ?", err), old->id,
		       err) &&
	       run_for(lib, db_statement(lib, "DELETE FROM content WHERE id = ?", err), old->id,
		       err) &&
	       run_for(lib, db_statement(lib, "DELETE FROM version WHERE item = ?", err), old->id,
		       err) &&
	       run_for(lib, db_statement(lib, "DELETE FROM place WHERE item = ?", err), old->id,
		       err);
}

static bool remove_all(const Expiry *e, Err *err)
{
	sqlite3_stmt *count = db_statement(e->lib,
		"UPDATE feed SET unread = unread - ?2, total = total - ?3 WHERE id = ?1", err);
	int64_t unread = 0, total = 0;

	for (size_t i = 0; i < e->olds.count; i++) {
		const Old *old = &e->olds.items[i];
		bool counted = !(old->marks & (ITEM_DELETED | ITEM_MUTED));

		total += counted;
		unread += counted && (old->marks & ITEM_UNREAD);
		if (!remove_one(e, old, err))
			return false;
	}
	if (!count)
		return false;
	sqlite3_bind_int64(count, 1, e->feed);
	sqlite3_bind_int64(count, 2, unread);
	sqlite3_bind_int64(count, 3, total);
	return db_run(e->lib, count, err);
}

bool library_expire(Library *lib, FeedId feed, Keep keep, int64_t now, size_t limit,
	size_t *removed, Err *err)
{
	Expiry e = {.lib = lib, .feed = feed, .now = now, .limit = limit};
	bool ok;

	*removed = 0;
	if (keep.days == 0 && keep.count == 0)
		return true;
	if (!db_begin(lib, err))
		return false;
	e.arena = arena_open();
	ok = marks_fresh(lib, err) && choose(&e, keep, err) &&
	     (e.olds.count == 0 || remove_all(&e, err));
	arena_close(e.arena);
	if (!db_end(lib, ok, err))
		return false;
	*removed = e.olds.count;
	return true;
}
