/* Changes as they were made, to take them back: which mark, on or off, and of which articles it did
 * change; or what was done to `urls`. */
#include <stdlib.h>
#include <time.h>

#include "base/vec.h"
#include "store/marks.h"

/* The oldest go when there are more, or more bytes: a step of a million articles has 600 to
 * 130,000. */
enum { MOST_STEPS = 1000, MOST_BYTES = 8 << 20, MANY_BYTES = 10000 };

static bool forget_undone(Library *lib, Err *err)
{
	sqlite3_stmt *forget = db_statement(lib,
		"DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE undone)", err);

	return forget && db_run(lib, forget, err);
}

static bool forget_oldest(Library *lib, ItemId latest, Err *err)
{
	sqlite3_stmt *forget = db_statement(lib,
		"DELETE FROM journal WHERE id <= max(?1, (SELECT ifnull(max(id), 0) FROM (SELECT"
		" id, sum(length(ids)) OVER (ORDER BY id DESC) AS bytes FROM journal)"
		" WHERE bytes > ?2 AND id < ?3))",
		err);

	if (!forget)
		return false;
	sqlite3_bind_int64(forget, 1, latest - MOST_STEPS);
	sqlite3_bind_int64(forget, 2, MOST_BYTES);
	sqlite3_bind_int64(forget, 3, latest);
	return db_run(lib, forget, err);
}

static Str title_of(Library *lib, ItemId id, Arena *arena)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT title FROM item WHERE id = ?", NULL);
	Str title = S("");
	bool ok;

	if (!get)
		return title;
	sqlite3_bind_int64(get, 1, id);
	if (db_row(lib, get, &ok, NULL)) {
		title = db_str(get, 0, arena);
		sqlite3_reset(get);
	}
	return title;
}

bool journal_add(Library *lib, int64_t kind, bool on, const IdSet *ids, Str of, Err *err)
{
	sqlite3_stmt *put;
	Arena *arena;
	Buf bytes = {0};
	ItemId id;
	bool ok;

	/* What was taken back before can no longer be done again. */
	if (!forget_undone(lib, err))
		return false;
	put = db_statement(lib,
		"INSERT INTO journal (time, kind, is_on, count, of, ids) VALUES (?, ?, ?, ?, ?, ?)",
		err);
	if (!put)
		return false;
	arena = arena_open();
	/* What was muted tells its rule. */
	if (ids->count == 1 && kind != MARK_MUTED)
		of = title_of(lib, idset_next(ids, 0), arena);
	idset_pack(ids, &bytes);
	sqlite3_bind_int64(put, 1, time(NULL));
	sqlite3_bind_int64(put, 2, kind);
	sqlite3_bind_int(put, 3, on);
	sqlite3_bind_int64(put, 4, (int64_t)ids->count);
	db_bind_str(put, 5, of);
	db_bind_blob(put, 6, buf_str(&bytes));
	ok = db_run(lib, put, err);
	id = sqlite3_last_insert_rowid(lib->db);
	if (ok && (bytes.n > MANY_BYTES || id % 64 == 0))
		ok = forget_oldest(lib, id, err);
	buf_drop(&bytes);
	arena_close(arena);
	return ok;
}

/* Changes of `urls` have kinds below 0, and in place of articles what undoes them, in three lines.
 */
bool library_note(Library *lib, const UrlsChange *change, Str name, Err *err)
{
	Arena *arena = arena_open();
	sqlite3_stmt *put = NULL;
	bool ok = db_begin(lib, err);

	if (!ok)
		goto out;
	if (forget_undone(lib, err))
		put = db_statement(lib,
			"INSERT INTO journal (time, kind, is_on, count, of, ids)"
			" VALUES (?, ?, ?, ?, ?, ?)",
			err);
	if (put) {
		sqlite3_bind_int64(put, 1, time(NULL));
		sqlite3_bind_int64(put, 2, -(int64_t)change->kind);
		sqlite3_bind_int(put, 3, change->joined);
		sqlite3_bind_int64(put, 4, (int64_t)change->lines);
		db_bind_str(put, 5, name);
		db_bind_blob(put, 6,
			arena_printf(arena, "%.*s\n%.*s\n%.*s", STR_ARG(change->url),
				STR_ARG(change->before), STR_ARG(change->after)));
	}
	ok = db_end(lib, put && db_run(lib, put, err), err);
out:
	arena_close(arena);
	return ok;
}

#define STEP_COLUMNS "id, time, kind, is_on, count, of, undone"

static bool read_step(Library *lib, sqlite3_stmt *row, Arena *arena, Step *out, Err *err)
{
	int64_t kind = sqlite3_column_int64(row, 2);

	*out = (Step){
		.id = sqlite3_column_int64(row, 0),
		.time = sqlite3_column_int64(row, 1),
		.mark = {.on = sqlite3_column_int(row, 3) != 0, .of = db_str(row, 5, arena)},
		.count = (uint64_t)sqlite3_column_int64(row, 4),
		.undone = sqlite3_column_int(row, 6) != 0,
	};
	if (kind < 0) {
		out->urls = (UrlsChange){.kind = -kind <= URLS_TAGGED ? (UrlsKind)-kind : URLS_NONE,
			.lines = out->count,
			.joined = out->mark.on};
		return true;
	}
	if (kind >= MARK_TAGS)
		return tags_name(lib, kind, arena, &out->mark.tag, err);
	out->mark.flag = (uint32_t)1 << kind;
	return true;
}

bool library_steps(Library *lib, Arena *arena, const Step **out, size_t *count, Err *err)
{
	sqlite3_stmt *all =
		db_statement(lib, "SELECT " STEP_COLUMNS " FROM journal ORDER BY id DESC", err);
	VEC(Step) steps = {0};
	bool ok = false, sound = true;

	while (all && sound && db_row(lib, all, &ok, err))
		sound = read_step(lib, all, arena, vec_push_in(&steps, arena), err);
	if (!sound)
		sqlite3_reset(all);
	*out = steps.items;
	*count = steps.count;
	return ok && sound;
}

static bool set_undone(Library *lib, int64_t id, bool undone, Err *err)
{
	sqlite3_stmt *set = db_statement(lib, "UPDATE journal SET undone = ? WHERE id = ?", err);

	if (!set)
		return false;
	sqlite3_bind_int(set, 1, undone);
	sqlite3_bind_int64(set, 2, id);
	return db_run(lib, set, err);
}

/* The step is read whole, then its statement is done with: what follows writes. */
static bool read_one(Library *lib, sqlite3_stmt *get, Arena *arena, Step *step, int64_t *kind,
	IdSet *ids, Err *err)
{
	bool ok = false;
	Str bytes;

	if (!get || !db_row(lib, get, &ok, err))
		return get && ok;
	ok = read_step(lib, get, arena, step, err);
	*kind = sqlite3_column_int64(get, 2);
	bytes = db_str(get, 7, arena);
	sqlite3_reset(get);
	if (*kind < 0) {
		str_cut(&bytes, '\n', &step->urls.url);
		str_cut(&bytes, '\n', &step->urls.before);
		step->urls.after = bytes;
		return ok;
	}
	return ok && (idset_unpack(bytes, ids) ||
			     err_set(err, ERR_STORE, SQLITE_CORRUPT,
				     "a step of the journal in %s is damaged", lib->path));
}

static void list_ids(const IdSet *set, IdList *out)
{
	ItemId id = -1;

	*out = (IdList){.count = set->count};
	if (set->count)
		out->ids = memory_alloc(set->count * sizeof *out->ids);
	for (size_t i = 0; i < set->count; i++)
		out->ids[i] = id = idset_next(set, id + 1);
}

static bool go(Library *lib, sqlite3_stmt *get, bool back, Arena *arena, Step *step, IdSet *ids,
	Err *err)
{
	int64_t kind = 0;

	if (!read_one(lib, get, arena, step, &kind, ids, err))
		return false;
	if (kind < 0)
		return set_undone(lib, step->id, back, err);
	return step->id == 0 || (marks_change(lib, kind, step->mark.on != back, ids, err) &&
					set_undone(lib, step->id, back, err));
}

/* One step back or on; what did change. */
static bool go_step(Library *lib, bool back, Arena *arena, Step *step, IdList *changed, Err *err)
{
	IdSet ids = {0};
	bool ok;

	*step = (Step){0};
	*changed = (IdList){0};
	if (!db_begin(lib, err))
		return false;
	ok = go(lib,
		back ? db_statement(lib,
			       "SELECT " STEP_COLUMNS ", ids FROM journal WHERE NOT undone"
			       " ORDER BY id DESC LIMIT 1",
			       err)
		     : db_statement(lib,
			       "SELECT " STEP_COLUMNS ", ids FROM journal WHERE undone"
			       " ORDER BY id LIMIT 1",
			       err),
		back, arena, step, &ids, err);
	ok = db_end(lib, ok, err);
	if (ok)
		list_ids(&ids, changed);
	idset_drop(&ids);
	return ok;
}

bool library_undo(Library *lib, Arena *arena, Step *step, IdList *changed, Err *err)
{
	return go_step(lib, true, arena, step, changed, err);
}

bool library_redo(Library *lib, Arena *arena, Step *step, IdList *changed, Err *err)
{
	return go_step(lib, false, arena, step, changed, err);
}
