/* Texts that an older lede stored as they came are compressed, a few at a time. Value "unpacked":
 * those of articles behind this id are done with; from there downwards. */
#include <stdio.h>

#include "store/database.h"
#include "store/pack.h"

enum { ROWS_AT_ONCE = 50 }; /* some ms */

static bool read_place(Library *lib, int64_t *out, Err *err)
{
	Arena *arena = arena_open();
	Str text;
	bool ok = library_value(lib, S("unpacked"), arena, &text, err);

	if (!ok || !str_number(text, out))
		*out = 0;
	arena_close(arena);
	return ok;
}

static bool write_place(Library *lib, int64_t place, Err *err)
{
	sqlite3_stmt *drop = db_statement(lib, "DELETE FROM value WHERE name = 'unpacked'", err);
	char text[24];

	if (place <= 0)
		return drop && db_run(lib, drop, err);
	snprintf(text, sizeof text, "%lld", (long long)place);
	return library_set_value(lib, S("unpacked"), str_from(text), err);
}

static bool pack_one(Library *lib, const char *update, sqlite3_stmt *row, int column, Err *err)
{
	const char *s = (const char *)sqlite3_column_blob(row, column);
	Str stored = str_of(s ? s : "", s ? (size_t)sqlite3_column_bytes(row, column) : 0);
	sqlite3_stmt *put;

	if (!pack_would(stored))
		return true;
	put = db_statement(lib, update, err);
	if (!put)
		return false;
	pack_bind(lib, put, 1, stored);
	sqlite3_bind_int64(put, 2, sqlite3_column_int64(row, 0));
	return db_run(lib, put, err);
}

static bool pack_some(Library *lib, int64_t *place, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT id, html, full_text FROM content WHERE id <= ? ORDER BY id DESC LIMIT ?",
		err);
	int64_t behind = 0;
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, *place);
	sqlite3_bind_int(get, 2, ROWS_AT_ONCE);
	while (db_row(lib, get, &ok, err)) {
		behind = sqlite3_column_int64(get, 0) - 1;
		if (!pack_one(lib, "UPDATE content SET html = ? WHERE id = ?", get, 1, err) ||
			!pack_one(lib, "UPDATE content SET full_text = ? WHERE id = ?", get, 2,
				err)) {
			sqlite3_reset(get);
			return false;
		}
	}
	*place = behind;
	return ok;
}

bool library_repack(Library *lib, bool *more, Err *err)
{
	int64_t place = 0;
	bool ok;

	*more = false;
	if (!read_place(lib, &place, err))
		return false;
	if (place <= 0)
		return true;
	if (!db_begin(lib, err))
		return false;
	ok = pack_learn(lib, place, err) && pack_some(lib, &place, err) &&
	     write_place(lib, place, err);
	ok = db_end(lib, ok, err);
	*more = ok && place > 0;
	return ok;
}
