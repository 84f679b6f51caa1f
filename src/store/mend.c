/* What can be wrong in a sound file, and puts it right: numbers that are kept beside what they
 * count, and rows that belong to others. */
#include "base/vec.h"
#include "store/index.h"
#include "store/marks.h"
#include "store/pack.h"

bool library_sound(Library *lib, bool *sound, Arena *arena, Str *why, Err *err)
{
	sqlite3_stmt *check = db_statement(lib, "PRAGMA integrity_check(1)", err);
	bool ok = false;

	*why = S("");
	*sound = false;
	if (!check)
		return false;
	if (db_row(lib, check, &ok, err)) {
		*why = db_str(check, 0, arena);
		*sound = str_eq(*why, S("ok"));
		sqlite3_reset(check);
	}
	return ok;
}

/* --- counts ----------------------------------------------------------------------------------- */

/* Beside each feed's counts, what there is: marks(id) & 9 is ITEM_UNREAD of what is counted. */
#define RECOUNT                                                                                    \
	"WITH real AS (SELECT feed AS id, sum(marks(id) & 136 = 0) AS total,"                      \
	" sum(marks(id) & 137 = 1) AS unread FROM item GROUP BY feed),"                            \
	" wrong AS (SELECT feed.id AS id, ifnull(real.total, 0) AS total,"                         \
	" ifnull(real.unread, 0) AS unread FROM feed LEFT JOIN real USING (id)"                    \
	" WHERE feed.total <> ifnull(real.total, 0) OR feed.unread <> ifnull(real.unread, 0))"
_Static_assert(ITEM_UNREAD == 1 && (ITEM_DELETED | ITEM_MUTED) == 136, "as it stands in SQL");

static bool count_of(Library *lib, sqlite3_stmt *get, uint64_t *out, Err *err)
{
	bool ok = false;

	if (get && db_row(lib, get, &ok, err)) {
		*out += (uint64_t)sqlite3_column_int64(get, 0);
		sqlite3_reset(get);
	}
	return ok;
}

/* --- rows of what is not there ---------------------------------------------------------------- */

static const int64_t marked[] = {MARK_UNREAD, MARK_STARRED, MARK_LATER, MARK_DELETED, MARK_MUTED};

static bool has_item(Library *lib, ItemId id, bool *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT 1 FROM item WHERE id = ?", err);
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, id);
	*out = db_row(lib, get, &ok, err);
	sqlite3_reset(get);
	return ok;
}

/* Counts the marks of what is not there; takes them off, too. */
static bool stray_marks(Library *lib, int64_t kind, bool mend, uint64_t *count, Err *err)
{
	const IdSet *set = marks_set(lib, kind);

	for (ItemId id = idset_next(set, 0); id >= 0; id = idset_next(set, id + 1)) {
		bool there = false;

		if (!has_item(lib, id, &there, err))
			return false;
		*count += !there;
		if (!there && mend)
			marks_put(lib, id, kind, false);
	}
	return true;
}

static bool all_stray_marks(Library *lib, bool mend, uint64_t *count, Err *err)
{
	for (size_t i = 0; i < COUNT(marked); i++)
		if (!stray_marks(lib, marked[i], mend, count, err))
			return false;
	for (int64_t tag = MARK_TAGS; (tag = marks_next_tag(lib, tag)) != 0;)
		if (!stray_marks(lib, tag, mend, count, err))
			return false;
	return true;
}

static bool count_orphans(Library *lib, uint64_t *out, Err *err)
{
	return count_of(lib,
		       db_statement(lib,
			       "SELECT (SELECT count(*) FROM content WHERE id NOT IN"
			       " (SELECT id FROM item)) + (SELECT count(*) FROM version WHERE item"
			       " NOT IN (SELECT id FROM item)) + (SELECT count(*) FROM place WHERE"
			       " item NOT IN (SELECT id FROM item))",
			       err),
		       out, err) &&
	       all_stray_marks(lib, false, out, err);
}

static bool drop_orphans(Library *lib, Err *err)
{
	uint64_t ignored = 0;

	return db_execute(lib,
		       "DELETE FROM content WHERE id NOT IN (SELECT id FROM item);"
		       "DELETE FROM version WHERE item NOT IN (SELECT id FROM item);"
		       "DELETE FROM place WHERE item NOT IN (SELECT id FROM item)",
		       err) &&
	       all_stray_marks(lib, true, &ignored, err);
}

/* --- texts ------------------------------------------------------------------------------------ */

typedef VEC(ItemId) Ids;

/* Articles without a text that can be read. */
static bool find_hollow(Library *lib, Arena *arena, Ids *out, Err *err)
{
	sqlite3_stmt *all = db_statement(lib,
		"SELECT item.id, content.id, html FROM item LEFT JOIN content USING (id)", err);
	bool ok = false;
	Str text;

	while (all && db_row(lib, all, &ok, err)) {
		const char *s = (const char *)sqlite3_column_blob(all, 2);
		size_t n = (size_t)sqlite3_column_bytes(all, 2);

		if (sqlite3_column_type(all, 1) == SQLITE_NULL ||
			!pack_text(lib, str_of(s ? s : "", s ? n : 0), &text))
			*vec_push_in(out, arena) = sqlite3_column_int64(all, 0);
	}
	return ok;
}

/* An empty text, and a hash that no entry has: the next merge brings the text again. */
static bool fill_hollow(Library *lib, Err *err)
{
	sqlite3_stmt *forget = db_statement(lib, "UPDATE item SET hash = 0 WHERE id = ?", err);
	sqlite3_stmt *put = db_statement(lib,
		"INSERT INTO content (id, guid, html, base, comments, image, enclosures, updated)"
		" VALUES (?, '', '', '', '', '', '', 0) ON CONFLICT (id) DO UPDATE SET html = ''",
		err);
	Arena *arena = arena_open();
	Ids ids = {0};
	bool ok = forget && put && find_hollow(lib, arena, &ids, err);

	for (size_t i = 0; ok && i < ids.count; i++) {
		sqlite3_bind_int64(forget, 1, ids.items[i]);
		sqlite3_bind_int64(put, 1, ids.items[i]);
		ok = db_run(lib, forget, err) && db_run(lib, put, err);
	}
	/* The same bytes of the feed would else not be merged again. */
	ok = ok && db_execute(lib, "UPDATE feed SET body = 0, etag = '', modified = ''", err);
	arena_close(arena);
	return ok;
}

/* --- all of it -------------------------------------------------------------------------------- */

bool library_examine(Library *lib, Ailments *out, Err *err)
{
	Arena *arena = arena_open();
	uint64_t mode = 0;
	Ids hollow = {0};
	bool ok;

	*out = (Ailments){0};
	ok = marks_fresh(lib, err) &&
	     count_of(lib, db_statement(lib, RECOUNT " SELECT count(*) FROM wrong", err),
		     &out->counts, err) &&
	     count_orphans(lib, &out->orphans, err) && find_hollow(lib, arena, &hollow, err) &&
	     count_of(lib, db_statement(lib, "PRAGMA auto_vacuum", err), &mode, err);
	out->hollow = hollow.count;
	out->fixed = mode == 0;
	out->words = !index_sound(lib);
	arena_close(arena);
	return ok;
}

static bool mend_rows(Library *lib, const Ailments *what, Err *err)
{
	if (!marks_fresh(lib, err) ||
		((what->orphans || what->hollow) && !backup_make(lib, "before-doctor", err)))
		return false;
	if ((what->orphans && !drop_orphans(lib, err)) || (what->hollow && !fill_hollow(lib, err)))
		return false;
	return db_execute(lib,
		RECOUNT " UPDATE feed SET total = wrong.total, unread = wrong.unread FROM wrong"
			" WHERE wrong.id = feed.id",
		err);
}

bool library_mend(Library *lib, const Ailments *what, Err *err)
{
	if (what->words)
		index_remove(lib);
	if ((what->counts || what->orphans || what->hollow) &&
		(!db_begin(lib, err) || !db_end(lib, mend_rows(lib, what, err), err)))
		return false;
	return !what->fixed || db_execute(lib, "PRAGMA auto_vacuum=INCREMENTAL;VACUUM", err);
}
