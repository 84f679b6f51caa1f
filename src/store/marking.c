/* Marks that change, and the counts of feeds that follow from them. */
#include <stdlib.h>

#include "store/marks.h"

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
	int64_t last = 0;

	if (!db_number(lib, "SELECT max(id) FROM feed", &last, err))
		return false;
	changes->count = (size_t)last + 1;
	changes->feeds = memory_alloc(changes->count * sizeof *changes->feeds);
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

typedef struct {
	Library *lib;
	int64_t kind;
	bool on;
	Changes changes;
	IdSet wanted; /* those that are not yet so */
	IdSet done;   /* those of them that there are */
} Marking;

static void flip(Marking *m, ItemId id, FeedId feed)
{
	uint32_t before = marks_of(m->lib, id);

	marks_put(m->lib, id, m->kind, m->on);
	note(&m->changes, feed, before, marks_of(m->lib, id));
	idset_put(&m->done, id);
}

static bool flip_each(Marking *m, Err *err)
{
	sqlite3_stmt *get = db_statement(m->lib, "SELECT feed FROM item WHERE id = ?", err);
	bool ok = get != NULL;

	for (ItemId id = idset_next(&m->wanted, 0); ok && id >= 0;
		id = idset_next(&m->wanted, id + 1)) {
		sqlite3_bind_int64(get, 1, id);
		if (db_row(m->lib, get, &ok, err)) {
			flip(m, id, sqlite3_column_int64(get, 0));
			sqlite3_reset(get);
		}
	}
	return ok;
}

/* The same of many: reading on in an index takes 0.1 us an article, looking one up 2. */
static bool flip_many(Marking *m, Err *err)
{
	sqlite3_stmt *all =
		db_statement(m->lib, "SELECT id, feed FROM item INDEXED BY item_feed", err);
	bool ok = false;

	while (all && db_row(m->lib, all, &ok, err))
		if (idset_has(&m->wanted, sqlite3_column_int64(all, 0)))
			flip(m, sqlite3_column_int64(all, 0), sqlite3_column_int64(all, 1));
	return ok;
}

static bool flip_all(Marking *m, Err *err)
{
	int64_t last = 0;

	if (!db_number(m->lib, "SELECT max(id) FROM item", &last, err))
		return false;
	return (m->wanted.count > (size_t)last / 20 ? flip_many : flip_each)(m, err);
}

bool marks_change(Library *lib, int64_t kind, bool on, IdSet *ids, Err *err)
{
	Marking m = {.lib = lib, .kind = kind, .on = on};
	bool ok = marks_fresh(lib, err) && changes_init(lib, &m.changes, err);

	if (ok) {
		idset_or(&m.wanted, ids);
		(on ? idset_minus : idset_and)(&m.wanted, marks_set(lib, kind));
		ok = flip_all(&m, err) && write_counts(lib, &m.changes, err);
	}
	free(m.changes.feeds);
	idset_drop(&m.wanted);
	idset_drop(ids);
	*ids = m.done;
	return ok;
}

/* Those of `ids` that did change, in their order and once. */
static size_t tell(IdSet *done, const ItemId *ids, size_t n, ItemId *changed)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (!idset_has(done, ids[i]))
			continue;
		idset_remove(done, ids[i]);
		changed[count++] = ids[i];
	}
	return count;
}

/* `journal`: so that it can be undone. */
static bool change(Library *lib, const Mark *mark, bool journal, IdSet *set, Err *err)
{
	int64_t kind = mark->flag ? __builtin_ctz(mark->flag) : 0;

	if (!mark->flag && !tags_kind(lib, mark->tag, mark->on, &kind, err))
		return false;
	if (!mark->flag && kind == 0) {
		idset_drop(set);
		return true;
	}
	/* A rule that hides nothing yet is a step, too: it stands in the config. */
	return marks_change(lib, kind, mark->on, set, err) &&
	       (!journal || (set->count == 0 && kind != MARK_MUTED) ||
		       journal_add(lib, kind, mark->on, set, mark->of, err));
}

static bool change_all(Library *lib, const Mark *mark, bool journal, const ItemId *ids, size_t n,
	ItemId *changed, size_t *changed_count, Err *err)
{
	IdSet set = {0};
	bool ok;

	if (changed_count)
		*changed_count = 0;
	for (size_t i = 0; i < n; i++)
		if (ids[i] > 0)
			idset_put(&set, ids[i]);
	ok = db_begin(lib, err) && db_end(lib, change(lib, mark, journal, &set, err), err);
	if (ok && changed_count)
		*changed_count = changed ? tell(&set, ids, n, changed) : set.count;
	idset_drop(&set);
	return ok;
}

bool library_mark(Library *lib, const ItemId *ids, size_t n, uint32_t flag, bool on,
	ItemId *changed, size_t *changed_count, Err *err)
{
	const Mark mark = {.flag = flag, .on = on};

	return change_all(lib, &mark, false, ids, n, changed, changed_count, err);
}

bool library_change(Library *lib, const Mark *mark, const ItemId *ids, size_t n, ItemId *changed,
	size_t *changed_count, Err *err)
{
	return change_all(lib, mark, true, ids, n, changed, changed_count, err);
}
