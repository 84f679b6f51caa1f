#include "store/database.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/vec.h"
#include "store/marks.h"
#include "store/pack.h"

static bool may_write(const char *path)
{
	return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

bool db_is_read_only(const char *path)
{
	Arena *arena = arena_open();
	bool locked = access(path, F_OK) == 0 &&
		      (!may_write(path) || !may_write(path_folder(arena, path)));

	arena_close(arena);
	return locked;
}

bool db_make_private(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	return fd >= 0 && close(fd) == 0;
}

/* SQLite can't share a file with others where it may not make one beside it. If its log is empty
 * nobody writes, and all of it is in the file. */
bool db_is_at_rest(const char *path)
{
	char *log = sqlite3_mprintf("%s-wal", path);
	struct stat about;
	bool rests = log && (stat(log, &about) != 0 || about.st_size == 0);

	sqlite3_free(log);
	return rests;
}

/* "file:/a%20b?immutable=1" */
static void write_uri(const char *path, Buf *out)
{
	buf_add(out, S("file:"));
	for (; *path; path++)
		if (char_is_alpha(*path) || char_is_digit(*path) || strchr("/._-~", *path))
			buf_char(out, *path);
		else
			buf_printf(out, "%%%02X", (unsigned char)*path);
	buf_add(out, S("?immutable=1"));
}

bool db_open(const char *path, bool read_only, sqlite3 **out)
{
	int flags = SQLITE_OPEN_NOMUTEX |
		    (read_only ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE);
	Buf uri = {0};
	int code;

	if (read_only && db_is_at_rest(path))
		write_uri(path, &uri);
	code = sqlite3_open_v2(uri.n ? buf_z(&uri) : path, out, flags, NULL);
	buf_drop(&uri);
	return code == SQLITE_OK;
}

static bool is_of_sharing(int code)
{
	return code == SQLITE_IOERR_SHMOPEN || code == SQLITE_IOERR_SHMSIZE ||
	       code == SQLITE_IOERR_SHMMAP;
}

bool db_fail(Library *lib, Err *err)
{
	sqlite3 *db = lib->db;
	const char *path = lib->path;
	int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;

	switch (code & 0xff) {
	case SQLITE_FULL:
		return err_set(err, ERR_STORE, code, "no room on the disk for the library %s",
			path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_STORE, code,
			"another lede is writing to %s; try again in a moment", path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		/* Opened without what tells of others, for want of room. */
		if (lib->no_room)
			return err_set(err, ERR_STORE, code,
				"%s was changed by another lede; leave this one and start it anew",
				path);
		return err_set(err, ERR_STORE, code,
			"%s is damaged or no library; it was left as it is. Mend it with: lede "
			"doctor library; or move it away to start anew",
			path);
	case SQLITE_READONLY:
		return err_set(err, ERR_STORE, code,
			"%s can only be read: nothing that is done to it is kept", path);
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		if (lib->read_only)
			return err_set(err, ERR_STORE, code,
				"the last changes to %s are in %s-wal, which can't be read where "
				"nothing may be written; copy both to another folder",
				path, path);
		return err_set(err, ERR_STORE, code, "can't open the library %s: %s", path,
			sqlite3_errmsg(db));
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_STORE, code, "interrupted");
	case SQLITE_IOERR:
		/* 32 kB beside the file, before anything can be read. */
		if (db && is_of_sharing(sqlite3_extended_errcode(db)))
			return err_set(err, ERR_STORE, code,
				"no room on the disk to open the library %s; a megabyte would do",
				path);
		/* fall through */
	default:
		return err_set(err, ERR_STORE, code, "the library %s: %s", path,
			db ? sqlite3_errmsg(db) : "out of memory");
	}
}

sqlite3_stmt *db_statement(Library *lib, const char *sql, Err *err)
{
	sqlite3_stmt *statement = NULL;
	Cached *fresh;

	for (size_t i = 0; i < lib->cached_count; i++)
		if (lib->cached[i].sql == sql) {
			sqlite3_reset(lib->cached[i].statement);
			sqlite3_clear_bindings(lib->cached[i].statement);
			return lib->cached[i].statement;
		}
	if (sqlite3_prepare_v3(lib->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
		SQLITE_OK) {
		db_fail(lib, err);
		return NULL;
	}
	lib->cached = vec_grow(lib->cached, lib->cached_count, &lib->cached_room,
		sizeof *lib->cached, NULL);
	fresh = &lib->cached[lib->cached_count++];
	fresh->sql = sql;
	fresh->statement = statement;
	return statement;
}

void db_bind_str(sqlite3_stmt *statement, int at, Str str)
{
	sqlite3_bind_text64(statement, at, str.n ? str.s : "", str.n, SQLITE_STATIC, SQLITE_UTF8);
}

void db_bind_blob(sqlite3_stmt *statement, int at, Str bytes)
{
	sqlite3_bind_blob64(statement, at, bytes.n ? bytes.s : "", bytes.n, SQLITE_STATIC);
}

bool db_run(Library *lib, sqlite3_stmt *statement, Err *err)
{
	int code = sqlite3_step(statement);
	bool ok = code == SQLITE_DONE || code == SQLITE_ROW || db_fail(lib, err);

	sqlite3_reset(statement);
	claim_thank(lib);
	return ok;
}

bool db_row(Library *lib, sqlite3_stmt *statement, bool *ok, Err *err)
{
	int code = sqlite3_step(statement);

	*ok = code == SQLITE_ROW || code == SQLITE_DONE || db_fail(lib, err);
	claim_thank(lib);
	if (code == SQLITE_ROW)
		return true;
	sqlite3_reset(statement);
	return false;
}

Str db_str(sqlite3_stmt *statement, int column, Arena *arena)
{
	const char *s = (const char *)sqlite3_column_blob(statement, column);
	int n = sqlite3_column_bytes(statement, column);

	return s && n > 0 ? arena_str(arena, str_of(s, (size_t)n)) : S("");
}

bool db_number(Library *lib, const char *sql, int64_t *out, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, sql, err);
	bool ok = false;

	*out = 0;
	if (get && db_row(lib, get, &ok, err)) {
		*out = sqlite3_column_int64(get, 0);
		sqlite3_reset(get);
	}
	return ok;
}

bool db_execute(Library *lib, const char *sql, Err *err)
{
	bool ok = sqlite3_exec(lib->db, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(lib, err);

	claim_thank(lib);
	return ok;
}

bool db_begin(Library *lib, Err *err)
{
	sqlite3_stmt *begin;

	if (lib->doom.kind != ERR_NONE) {
		if (err)
			*err = lib->doom;
		return false;
	}
	if (lib->read_only)
		return library_may_change(lib, err);
	if (lib->depth == 0) {
		/* The write lock at once: waiting for it later would fail, not wait. */
		begin = db_statement(lib, "BEGIN IMMEDIATE", err);
		if (!begin || !db_run(lib, begin, err))
			return false;
	}
	lib->depth++;
	return true;
}

static void roll_back(Library *lib)
{
	sqlite3_stmt *rollback;

	marks_forget(lib);
	pack_forget(lib);
	/* A full disk has rolled back by itself. */
	if (sqlite3_get_autocommit(lib->db))
		return;
	rollback = db_statement(lib, "ROLLBACK", NULL);
	if (rollback)
		db_run(lib, rollback, NULL);
}

bool db_end(Library *lib, bool ok, Err *err)
{
	sqlite3_stmt *commit;
	Err doom;

	lib->depth--;
	if (ok && lib->depth == 0 && lib->doom.kind == ERR_NONE)
		ok = marks_flush(lib, err);
	doom = lib->doom;
	if (!ok && doom.kind == ERR_NONE && err)
		doom = *err;
	if (!ok && doom.kind == ERR_NONE)
		err_set(&doom, ERR_STORE, 0, "a change to the library failed");
	if (doom.kind != ERR_NONE) {
		roll_back(lib);
		lib->doom = doom;
		if (lib->depth == 0)
			lib->doom = (Err){0};
		if (err)
			*err = doom;
		return false;
	}
	if (lib->depth > 0)
		return true;
	commit = db_statement(lib, "COMMIT", err);
	if (commit && db_run(lib, commit, err))
		return true;
	roll_back(lib);
	return false;
}

bool db_snapshot(Library *lib, bool *mine, Err *err)
{
	sqlite3_stmt *begin;

	*mine = sqlite3_get_autocommit(lib->db) != 0;
	if (!*mine)
		return true;
	begin = db_statement(lib, "BEGIN", err);
	*mine = begin && db_run(lib, begin, err);
	return *mine;
}

void db_snapshot_end(Library *lib, bool mine)
{
	/* One that is interrupted just here has to be asked again. */
	for (int i = 0; mine && i < 3 && !sqlite3_get_autocommit(lib->db); i++) {
		sqlite3_stmt *end = db_statement(lib, "ROLLBACK", NULL);

		if (end)
			db_run(lib, end, NULL);
	}
}
