/* What can still be read of a damaged library, into a new one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/index.h"
#include "store/marks.h"

/* Tables whose rows are taken over one by one, by their rowid, and those that are small. */
static const char *const tables[] = {"feed", "item", "content", "version", "place", "page", "mark",
	"tag", "journal", "dictionary"};
static const char *const small_tables[] = {"value", "gone"};

typedef struct {
	sqlite3 *from;
	sqlite3_stmt *put;
	int columns;
	uint64_t count;
} Transfer;

/* "INSERT OR IGNORE INTO t (a, b) VALUES (?1, ?2)", of the columns that the damaged one has. */
static sqlite3_stmt *insertion(Library *into, const char *table, sqlite3_stmt *row)
{
	sqlite3_stmt *put = NULL;
	Buf sql = {0};
	int n = sqlite3_column_count(row);

	buf_printf(&sql, "INSERT OR IGNORE INTO %s (", table);
	for (int i = 0; i < n; i++)
		buf_printf(&sql, i ? ", \"%s\"" : "\"%s\"", sqlite3_column_name(row, i));
	buf_add(&sql, S(") VALUES ("));
	for (int i = 0; i < n; i++)
		buf_printf(&sql, i ? ", ?%d" : "?%d", i + 1);
	buf_char(&sql, ')');
	sqlite3_prepare_v2(into->db, buf_z(&sql), -1, &put, NULL);
	buf_drop(&sql);
	return put;
}

static bool put_row(Transfer *t, sqlite3_stmt *row)
{
	for (int i = 0; i < t->columns; i++)
		sqlite3_bind_value(t->put, i + 1, sqlite3_column_value(row, i));
	t->count += sqlite3_step(t->put) == SQLITE_DONE;
	return sqlite3_reset(t->put) == SQLITE_OK;
}

static sqlite3_stmt *selection(sqlite3 *from, const char *table, const char *rest)
{
	char *sql = sqlite3_mprintf("SELECT * FROM %s NOT INDEXED %s", table, rest);
	sqlite3_stmt *get = NULL;

	if (sql)
		sqlite3_prepare_v2(from, sql, -1, &get, NULL);
	sqlite3_free(sql);
	return get;
}

/* Rows in one direction until there is no way on; *last: the last one that was read. */
static bool walk(Transfer *t, const char *table, bool back, int64_t stop, int64_t *last)
{
	sqlite3_stmt *get = selection(t->from, table,
		back ? "WHERE rowid > ? ORDER BY rowid DESC" : "WHERE rowid > ? ORDER BY rowid");
	int code = SQLITE_ERROR;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, stop);
	/* The first column of all of them is the rowid. */
	while ((code = sqlite3_step(get)) == SQLITE_ROW) {
		*last = sqlite3_column_int64(get, 0);
		put_row(t, get);
	}
	sqlite3_finalize(get);
	return code == SQLITE_DONE;
}

/* Between what is found from both ends, each row by itself. */
static void pick(Transfer *t, const char *table, int64_t low, int64_t high)
{
	enum { MOST = 5000000 };
	sqlite3_stmt *get = selection(t->from, table, "WHERE rowid = ?");
	int64_t gap;

	/* The ends are what a damaged file says. */
	if (__builtin_sub_overflow(high, low, &gap) || gap > MOST)
		high = low + MOST;
	for (int64_t id = low + 1; get && id < high; id++) {
		sqlite3_bind_int64(get, 1, id);
		if (sqlite3_step(get) == SQLITE_ROW)
			put_row(t, get);
		sqlite3_reset(get);
	}
	sqlite3_finalize(get);
}

static uint64_t transfer(Library *into, sqlite3 *from, const char *table)
{
	Transfer t = {.from = from};
	sqlite3_stmt *shape = selection(from, table, "LIMIT 0");
	int64_t low = INT64_MIN, high = INT64_MAX;

	if (!shape)
		return 0;
	t.columns = sqlite3_column_count(shape);
	t.put = insertion(into, table, shape);
	sqlite3_finalize(shape);
	if (!t.put)
		return 0;
	if (!walk(&t, table, false, INT64_MIN, &low) && !walk(&t, table, true, low, &high) &&
		low > INT64_MIN && high < INT64_MAX)
		pick(&t, table, low, high);
	sqlite3_finalize(t.put);
	return t.count;
}

static void transfer_small(Library *into, sqlite3 *from, const char *table)
{
	Transfer t = {.from = from};
	sqlite3_stmt *get = selection(from, table, "");

	t.put = get ? insertion(into, table, get) : NULL;
	t.columns = get ? sqlite3_column_count(get) : 0;
	while (t.put && sqlite3_step(get) == SQLITE_ROW)
		put_row(&t, get);
	sqlite3_finalize(t.put);
	sqlite3_finalize(get);
}

static bool fill(Library *into, const char *path, Salvage *out, Err *err)
{
	sqlite3 *from = NULL;
	uint64_t counts[COUNT(tables)];

	if (sqlite3_open_v2(path, &from, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
		sqlite3_close(from);
		return err_set(err, ERR_STORE, SQLITE_CANTOPEN, "can't read %s", path);
	}
	sqlite3_exec(from, "PRAGMA cell_size_check=ON", NULL, NULL, NULL);
	for (size_t i = 0; i < COUNT(tables); i++)
		counts[i] = transfer(into, from, tables[i]);
	for (size_t i = 0; i < COUNT(small_tables); i++)
		transfer_small(into, from, small_tables[i]);
	sqlite3_close(from);
	*out = (Salvage){.feeds = counts[0], .articles = counts[1], .texts = counts[2]};
	return true;
}

static bool move(const char *from, const char *to, Err *err)
{
	static const char *const tails[] = {"-wal", "-shm"};
	bool ok = true;

	if (rename(from, to) != 0)
		return err_system(err, "can't rename %s", from);
	for (size_t i = 0; i < COUNT(tails); i++) {
		char *old = sqlite3_mprintf("%s%s", from, tails[i]);
		char *behind = sqlite3_mprintf("%s%s", to, tails[i]);

		/* A log that stays behind would be taken for that of the new file. */
		if (!old || !behind)
			ok = err_set(err, ERR_STORE, SQLITE_NOMEM, "can't rename what is beside %s",
				from);
		else if (ok && rename(old, behind) != 0 && errno != ENOENT)
			ok = err_system(err, "can't rename %s", old);
		sqlite3_free(old);
		sqlite3_free(behind);
	}
	return ok;
}

/* PATH-damaged, or the first such name that is free. */
static const char *name_for_damaged(const char *path, Arena *arena)
{
	const char *name = arena_printf(arena, "%s-damaged", path).s;

	for (int i = 2; access(name, F_OK) == 0; i++)
		name = arena_printf(arena, "%s-damaged-%d", path, i).s;
	return name;
}

bool library_salvage(const char *path, Salvage *out, Arena *arena, Str *kept, Err *err)
{
	const char *fresh = arena_printf(arena, "%s-salvaged", path).s;
	const char *damaged = name_for_damaged(path, arena);
	Ailments ailments;
	Library *lib;
	bool ok;

	unlink(fresh);
	lib = library_open(fresh, LIBRARY_WRITE, err);
	if (!lib)
		return false;
	ok = db_begin(lib, err) && db_end(lib, fill(lib, path, out, err), err);
	marks_forget(lib);
	if (ok && out->articles == 0 && out->feeds == 0)
		ok = err_set(err, ERR_STORE, SQLITE_CORRUPT,
			"nothing in %s can be read; it was left as it is. Move it away to start "
			"anew",
			path);
	ok = ok && library_examine(lib, &ailments, err) && library_mend(lib, &ailments, err);
	backup_drop(lib);
	/* One file: the log is written into it. */
	ok = ok && db_execute(lib, "PRAGMA journal_mode=DELETE", err);
	library_close(lib);
	if (!ok) {
		unlink(fresh);
		return false;
	}
	*kept = str_from(damaged);
	return move(path, damaged, err) && move(fresh, path, err);
}
