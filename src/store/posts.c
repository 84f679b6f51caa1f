/* Posts elsewhere that articles show, as their servers told of them. */
#include "store/database.h"

enum { KEPT_S = 2 * 365 * 86400 };

bool library_post(Library *lib, Str address, Arena *arena, int64_t *fetched, Str *wire, Err *err)
{
	sqlite3_stmt *get =
		db_statement(lib, "SELECT fetched, wire FROM post WHERE address = ?", err);
	bool ok = false;

	*fetched = 0;
	*wire = S("");
	if (!get)
		return false;
	db_bind_str(get, 1, address);
	if (!db_row(lib, get, &ok, err))
		return ok;
	*fetched = sqlite3_column_int64(get, 0);
	*wire = arena_str(arena,
		str_of(sqlite3_column_blob(get, 1), (size_t)sqlite3_column_bytes(get, 1)));
	sqlite3_reset(get);
	return true;
}

static bool drop_old(Library *lib, int64_t now, Err *err)
{
	sqlite3_stmt *drop = db_statement(lib, "DELETE FROM post WHERE fetched < ?", err);

	if (!drop)
		return false;
	sqlite3_bind_int64(drop, 1, now - KEPT_S);
	return db_run(lib, drop, err);
}

bool library_set_post(Library *lib, Str address, int64_t now, Str wire, Err *err)
{
	sqlite3_stmt *set = db_statement(lib,
		"INSERT OR REPLACE INTO post (address, fetched, wire) VALUES (?, ?, ?)", err);

	if (!set || !drop_old(lib, now, err))
		return false;
	db_bind_str(set, 1, address);
	sqlite3_bind_int64(set, 2, now);
	db_bind_blob(set, 3, wire);
	return db_run(lib, set, err);
}
