#include "store/library.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "store/database.h"
#include "store/index.h"
#include "store/marks.h"
#include "store/pack.h"

/* A new file is its owner's alone; SQLite would follow the umask. */
static bool make_file(const char *path, Err *err)
{
	struct stat about;

	if (!path_make_folder_of(path, err))
		return false;
	if (db_make_private(path))
		return true;
	if (errno == EEXIST && stat(path, &about) == 0 && S_ISDIR(about.st_mode))
		errno = EISDIR;
	else if (errno == EEXIST && faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) == 0)
		return true;
	return err_system(err, "can't open the library %s", path);
}

static bool must_be_there(const char *path, Err *err)
{
	struct stat about;

	if (stat(path, &about) == 0)
		return true;
	if (errno == ENOENT)
		return err_set(err, ERR_STORE, SQLITE_CANTOPEN,
			"there is no library yet at %s; lede update makes one", path);
	return err_system(err, "can't open the library %s", path);
}

/* The log takes many pages before they move into the file: an update writes each page of the file
 * once, not after every thousandth. */
static const char write_pragmas[] = "PRAGMA journal_mode=WAL;"
				    "PRAGMA synchronous=NORMAL;"
				    "PRAGMA wal_autocheckpoint=2000;"
				    "PRAGMA journal_size_limit=33554432;"
				    "PRAGMA cache_size=-8192;"
				    "PRAGMA temp_store=MEMORY";
static const char read_pragmas[] = "PRAGMA query_only=1;"
				   "PRAGMA cache_size=-1024;"
				   "PRAGMA temp_store=MEMORY";

/* Opened, and nothing in it looked at. */
static Library *open_file(const char *path, bool make, bool no_room, Err *err)
{
	Library *lib;

	/* Nobody asks how much memory SQLite has, and counting takes a lock each time. Only the
	 * first call does something: when nothing runs yet. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (!(make ? make_file(path, err) : must_be_there(path, err)))
		return NULL;
	lib = memory_alloc(sizeof *lib);
	lib->path = memory_strz(path);
	lib->claim = lib->asks = -1;
	lib->no_room = no_room;
	lib->read_only = no_room || (!make && db_is_read_only(path));
	if (!db_open(path, lib->read_only, &lib->db)) {
		db_fail(lib, err);
		library_close(lib);
		return NULL;
	}
	sqlite3_busy_handler(lib->db, claim_wait, lib);
	if (scan_prepare(lib, err) && marks_prepare(lib, err))
		return lib;
	library_close(lib);
	return NULL;
}

static Library *open_as(const char *path, bool writes, bool no_room, Err *err)
{
	Library *lib = open_file(path, writes, no_room, err);

	/* Looked at before a byte is changed: setting the journal mode writes. */
	if (lib && (writes ? schema_migrate(lib, err) && db_execute(lib, write_pragmas, err)
			   : schema_check(lib, err) && db_execute(lib, read_pragmas, err)))
		return lib;
	library_close(lib);
	return NULL;
}

/* SQLite lays a file of 32 kB beside a library, even to read it. On a full disk one can do without,
 * if nobody else has it open. */
static bool lacks_room(const char *path, const Err *err)
{
	int code = err->code & 0xff;
	struct stat about;

	return err->kind == ERR_STORE && (code == SQLITE_IOERR || code == SQLITE_FULL) &&
	       stat(path, &about) == 0 && about.st_size > 0 && db_is_at_rest(path);
}

Library *library_open(const char *path, LibraryMode mode, Err *err)
{
	bool writes = mode == LIBRARY_WRITE || (mode == LIBRARY_EITHER && !db_is_read_only(path));
	Err why = {0};
	Library *lib = open_as(path, writes, false, &why);

	if (!lib && mode != LIBRARY_WRITE && lacks_room(path, &why))
		lib = open_as(path, false, true, NULL);
	if (!lib && err)
		*err = why;
	return lib;
}

bool library_make_old(const char *path, int64_t format, Err *err)
{
	Library *lib = open_file(path, true, false, err);
	bool ok = lib && schema_make_old(lib, format, err);

	library_close(lib);
	return ok;
}

void library_close(Library *lib)
{
	if (!lib)
		return;
	for (size_t i = 0; i < lib->cached_count; i++)
		sqlite3_finalize(lib->cached[i].statement);
	free(lib->cached);
	index_close(lib);
	marks_close(lib);
	pack_close(lib->pack);
	library_release(lib);
	claim_thank(lib);
	sqlite3_free(lib->copy);
	sqlite3_close(lib->db);
	free(lib->path);
	free(lib);
}

bool library_is_read_only(const Library *lib)
{
	return lib->read_only;
}

bool library_may_change(const Library *lib, Err *err)
{
	if (!lib->read_only)
		return true;
	if (lib->no_room)
		return err_set(err, ERR_STORE, SQLITE_FULL,
			"the disk is full: what is there can be read, but nothing that is done is "
			"kept");
	return err_set(err, ERR_STORE, SQLITE_READONLY,
		"%s can only be read: nothing that is done to it is kept", lib->path);
}

bool library_version(Library *lib, int64_t *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "PRAGMA data_version", err);
	bool ok = false;

	if (!get || !db_row(lib, get, &ok, err))
		return false;
	*out = sqlite3_column_int64(get, 0);
	sqlite3_reset(get);
	return true;
}

void library_interrupt(Library *lib)
{
	sqlite3_interrupt(lib->db);
	index_interrupt(lib);
}

bool library_is_busy(const Err *err)
{
	return err->kind == ERR_STORE && (err->code & 0xff) == SQLITE_BUSY;
}

bool library_is_interrupted(const Err *err)
{
	return err->kind == ERR_STORE && (err->code & 0xff) == SQLITE_INTERRUPT;
}

bool library_begin(Library *lib, Err *err)
{
	return db_begin(lib, err);
}

bool library_commit(Library *lib, Err *err)
{
	return db_end(lib, true, err);
}

bool library_place(Library *lib, ItemId id, uint32_t *block, uint32_t *offset, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT block, at FROM place WHERE item = ?", err);
	bool ok = false;

	*block = *offset = 0;
	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, id);
	if (db_row(lib, get, &ok, err)) {
		*block = (uint32_t)sqlite3_column_int64(get, 0);
		*offset = (uint32_t)sqlite3_column_int64(get, 1);
		sqlite3_reset(get);
	}
	return ok;
}

bool library_set_place(Library *lib, ItemId id, uint32_t block, uint32_t offset, Err *err)
{
	sqlite3_stmt *set = db_statement(lib,
		"INSERT INTO place (item, block, at) VALUES (?, ?, ?) ON CONFLICT (item) DO UPDATE"
		" SET block = excluded.block, at = excluded.at",
		err);

	if (!set)
		return false;
	sqlite3_bind_int64(set, 1, id);
	sqlite3_bind_int64(set, 2, block);
	sqlite3_bind_int64(set, 3, offset);
	return db_run(lib, set, err);
}

bool library_value(Library *lib, Str name, Arena *arena, Str *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT value FROM value WHERE name = ?", err);
	bool ok = false;

	*out = S("");
	if (!get)
		return false;
	db_bind_str(get, 1, name);
	if (db_row(lib, get, &ok, err)) {
		*out = db_str(get, 0, arena);
		sqlite3_reset(get);
	}
	return ok;
}

bool library_set_value(Library *lib, Str name, Str value, Err *err)
{
	sqlite3_stmt *set = db_statement(lib,
		"INSERT INTO value (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET"
		" value = excluded.value",
		err);

	if (!set)
		return false;
	db_bind_str(set, 1, name);
	db_bind_str(set, 2, value);
	return db_run(lib, set, err);
}
