/* What sites ask of programs, as it was last read (feed/robots.h). */
#include "store/database.h"

enum { KEPT_S = 60 * 86400 };

bool library_robots(Library *lib, Str site, Arena *arena, int64_t *fetched, Str *rules, Err *err)
{
	sqlite3_stmt *get =
		db_statement(lib, "SELECT fetched, rules FROM robots WHERE site = ?", err);
	bool ok = false;

	*fetched = 0;
	*rules = S("");
	if (!get)
		return false;
	db_bind_str(get, 1, site);
	if (!db_row(lib, get, &ok, err))
		return ok;
	*fetched = sqlite3_column_int64(get, 0);
	*rules = db_str(get, 1, arena);
	sqlite3_reset(get);
	return true;
}

static bool drop_old(Library *lib, int64_t now, Err *err)
{
	sqlite3_stmt *drop = db_statement(lib, "DELETE FROM robots WHERE fetched < ?", err);

	if (!drop)
		return false;
	sqlite3_bind_int64(drop, 1, now - KEPT_S);
	return db_run(lib, drop, err);
}

bool library_set_robots(Library *lib, Str site, int64_t now, Str rules, Err *err)
{
	sqlite3_stmt *set = db_statement(lib,
		"INSERT OR REPLACE INTO robots (site, fetched, rules) VALUES (?, ?, ?)", err);

	if (!set || !drop_old(lib, now, err))
		return false;
	db_bind_str(set, 1, site);
	sqlite3_bind_int64(set, 2, now);
	db_bind_str(set, 3, rules);
	return db_run(lib, set, err);
}
