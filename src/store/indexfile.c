/* The file of the index: made, opened, checked, thrown away. */
#include "store/indexfile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VERSION = 2 }; /* of the file; another one is made anew */

static const char tables[] =
	"CREATE TABLE state (library TEXT NOT NULL, item INTEGER NOT NULL, change INTEGER NOT"
	" NULL);"
	"CREATE TABLE version (item INTEGER PRIMARY KEY, version INTEGER NOT NULL);"
	"CREATE VIRTUAL TABLE words USING fts5(title, author, text, content='', columnsize=0,"
	" tokenize='lede');";

static void close_index(Index *index)
{
	sqlite3_stmt *statements[] = {index->reach, index->best, index->all, index->versions,
		index->begin, index->commit, index->rollback, index->add, index->set,
		index->version, index->last_version};

	for (size_t i = 0; i < COUNT(statements); i++)
		sqlite3_finalize(statements[i]);
	sqlite3_close(index->db);
	free(index);
}

void index_close(Library *lib)
{
	Index *index = atomic_exchange(&lib->index, NULL);

	if (index)
		close_index(index);
}

void index_interrupt(Library *lib)
{
	Index *index = atomic_load(&lib->index);

	if (index)
		sqlite3_interrupt(index->db);
}

/* The name the library has for its index: a file of another one is not believed. */
static bool library_name(Library *lib, Arena *arena, Str *out, Err *err)
{
	return library_value(lib, S("index"), arena, out, err);
}

static bool is_ours(sqlite3 *db, Str name)
{
	sqlite3_stmt *get = NULL;
	bool ours = false;

	if (sqlite3_prepare_v2(db,
		    "SELECT library = ?1 AND (SELECT user_version FROM pragma_user_version) = ?2"
		    " FROM state",
		    -1, &get, NULL) == SQLITE_OK) {
		db_bind_str(get, 1, name);
		sqlite3_bind_int(get, 2, VERSION);
		ours = sqlite3_step(get) == SQLITE_ROW && sqlite3_column_int(get, 0);
	}
	sqlite3_finalize(get);
	return ours;
}

static bool run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool make_tables(sqlite3 *db, Str name)
{
	char *sql = sqlite3_mprintf("BEGIN IMMEDIATE;%sINSERT INTO state VALUES (%.*Q, 0, 0);"
				    "PRAGMA user_version=%d;COMMIT",
		tables, (int)name.n, name.s, VERSION);
	bool ok = sql && run(db, sql);

	sqlite3_free(sql);
	return ok;
}

static sqlite3 *open_file(const char *path, bool make, bool read_only)
{
	sqlite3 *db = NULL;

	/* As private as the library; SQLite would follow the umask. */
	if (make)
		db_make_private(path);
	if (db_open(path, read_only || (!make && db_is_read_only(path)), &db) &&
		tokenizer_add(db) && sqlite3_busy_timeout(db, 2000) == SQLITE_OK)
		return db;
	sqlite3_close(db);
	return NULL;
}

static void remove_file(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm"};

	for (size_t i = 0; i < COUNT(ends); i++) {
		char *name = sqlite3_mprintf("%s%s", path, ends[i]);

		if (name)
			unlink(name);
		sqlite3_free(name);
	}
}

/* To write: a file that is not there, not ours or broken is made anew. */
static sqlite3 *open_to_write(const char *path, Str name)
{
	sqlite3 *db = open_file(path, true, false);

	if (db && is_ours(db, name))
		return db;
	sqlite3_close(db);
	remove_file(path);
	db = open_file(path, true, false);
	if (db && run(db, "PRAGMA page_size=4096;PRAGMA journal_mode=WAL") && make_tables(db, name))
		return db;
	sqlite3_close(db);
	return NULL;
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
	return statement;
}

static bool prepare_to_read(Index *index)
{
	sqlite3 *db = index->db;

	index->reach = prepared(db, "SELECT item, change FROM state");
	index->best = prepared(db, "SELECT rowid, score(words) FROM words WHERE words MATCH ?"
				   " ORDER BY rowid DESC LIMIT ?");
	index->all = prepared(db, "SELECT rowid FROM words WHERE words MATCH ?");
	index->versions = prepared(db, "SELECT item, version FROM version ORDER BY item");
	return index->reach && index->best && index->all && index->versions;
}

static bool prepare_to_write(Index *index)
{
	sqlite3 *db = index->db;

	if (!run(db, "PRAGMA synchronous=NORMAL;PRAGMA cache_size=-4096;"
		     "PRAGMA journal_size_limit=33554432;PRAGMA wal_autocheckpoint=4000"))
		return false;
	index->begin = prepared(db, "BEGIN IMMEDIATE");
	index->commit = prepared(db, "COMMIT");
	index->rollback = prepared(db, "ROLLBACK");
	index->add =
		prepared(db, "INSERT INTO words (rowid, title, author, text) VALUES (?, ?, ?, ?)");
	index->set = prepared(db, "UPDATE state SET item = ?, change = ?");
	index->version =
		prepared(db, "INSERT INTO version VALUES (?, 1) ON CONFLICT (item) DO UPDATE SET"
			     " version = version + 1 RETURNING version");
	index->last_version = prepared(db, "SELECT ifnull(max(item), 0) FROM version");
	return index->last_version && index->begin && index->commit && index->rollback &&
	       index->add && index->set && index->version;
}

Index *index_of(Library *lib, bool writes, Err *err)
{
	Index *index = atomic_load(&lib->index);
	Arena *arena;
	char *path;
	Str name;

	if (index && index->writes >= writes)
		return index;
	index_close(lib);
	arena = arena_open();
	path = arena_strz(arena, arena_printf(arena, "%s-search", lib->path));
	index = memory_alloc(sizeof *index);
	index->writes = writes;
	if (library_name(lib, arena, &name, err))
		index->db =
			writes ? open_to_write(path, name) : open_file(path, false, lib->read_only);
	if (!index->db || (!writes && !is_ours(index->db, name)) || !prepare_to_read(index) ||
		(writes && !prepare_to_write(index))) {
		close_index(index);
		index = NULL;
	}
	arena_close(arena);
	atomic_store(&lib->index, index);
	return index;
}

bool index_fail(Library *lib, const Index *index, Err *err)
{
	int code = index ? sqlite3_errcode(index->db) : SQLITE_CANTOPEN;

	if ((code & 0xff) == SQLITE_INTERRUPT)
		return err_set(err, ERR_STORE, code, "interrupted");
	return err_set(err, ERR_STORE, code, "the index of words, %s-search: %s", lib->path,
		index ? sqlite3_errmsg(index->db) : "it can't be opened");
}

static bool says_ok(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *check = NULL;
	bool ok = sqlite3_prepare_v2(db, sql, -1, &check, NULL) == SQLITE_OK &&
		  sqlite3_step(check) == SQLITE_ROW &&
		  strcmp((const char *)sqlite3_column_text(check, 0), "ok") == 0;

	sqlite3_finalize(check);
	return ok;
}

bool index_sound(Library *lib)
{
	char *path = sqlite3_mprintf("%s-search", lib->path);
	bool sound = path && access(path, F_OK) != 0;
	sqlite3 *db = sound || !path ? NULL : open_file(path, false, false);

	if (db)
		sound = says_ok(db, "PRAGMA quick_check(1)") &&
			run(db, "INSERT INTO words (words) VALUES ('integrity-check')");
	sqlite3_close(db);
	sqlite3_free(path);
	return sound;
}

void index_remove(Library *lib)
{
	char *path = sqlite3_mprintf("%s-search", lib->path);

	index_close(lib);
	if (path)
		remove_file(path);
	sqlite3_free(path);
}
