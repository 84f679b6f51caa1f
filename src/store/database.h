/* store/database.h: the connection and its statements, for the files of this folder alone. */
#ifndef LEDE_STORE_DATABASE_H
#define LEDE_STORE_DATABASE_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "store/library.h"

typedef struct {
	const char *sql;
	sqlite3_stmt *statement;
} Cached;

typedef struct Index Index; /* index.h */
typedef struct Lister Lister;
typedef struct Marks Marks; /* marks.h */

struct Library {
	sqlite3 *db;
	char *path;
	Cached *cached; /* by the address of their text, in the order of first use */
	size_t cached_count, cached_room;
	bool read_only;         /* the file may not be written */
	bool no_room;           /* and that is since its disk is full */
	unsigned depth;         /* library_begin without library_commit, and what runs within */
	_Atomic(Index *) index; /* of words; opened when it is first wanted */
	char *copy;             /* backup.c: of sqlite3_malloc; the last that was made */
	int claim;              /* claim.c: its turn to update; below 0: not */
	int asks;               /* the same: waits to write, and says so; below 0: not */
	int64_t waits_since;    /* ms */
	bool shrinking;         /* vacuum.c */
	struct Pack *pack;      /* pack.h; made when it is first wanted */
	Lister *lister;         /* the list that runs, for the functions in its SQL */
	Marks *marks;
	const Rule *rules; /* borrowed */
	size_t rule_count;
	Err doom; /* why the batch was rolled back, until it is committed */
};

/* Whether the file is there, and it or its folder may not be written. */
bool db_is_read_only(const char *path);
/* Whether all of it is in the file, and nobody writes. */
bool db_is_at_rest(const char *path);
/* Makes an empty file that is its owner's alone. False: errno tells; EEXIST, if it was there. One
 * that is there is not even opened: closing it would take from this process every lock that SQLite
 * has on it for another connection (POSIX fcntl), and another lede might clear the log away. */
bool db_make_private(const char *path);
/* Opens it, to read and write if not `read_only`. False: SQLite knows why of *out. */
bool db_open(const char *path, bool read_only, sqlite3 **out);

/* What SQLite's last failure means to a reader. Returns false. */
bool db_fail(Library *lib, Err *err);

/* A statement kept for the next time, reset, nothing bound. `sql` is a literal. NULL on failure. */
sqlite3_stmt *db_statement(Library *lib, const char *sql, Err *err);
/* Text is borrowed until the statement is done. */
void db_bind_str(sqlite3_stmt *statement, int at, Str str);
void db_bind_blob(sqlite3_stmt *statement, int at, Str bytes);
/* Runs one that gives no rows, and resets it. */
bool db_run(Library *lib, sqlite3_stmt *statement, Err *err);
/* The next row: false at the end and on failure, and then *ok says which and it is reset. */
bool db_row(Library *lib, sqlite3_stmt *statement, bool *ok, Err *err);
/* Copied into the arena. */
Str db_str(sqlite3_stmt *statement, int column, Arena *arena);
/* The number that a query of one row gives; 0 if it gives none. */
bool db_number(Library *lib, const char *sql, int64_t *out, Err *err);
bool db_execute(Library *lib, const char *sql, Err *err);

/* A transaction of one's own, or a part of the one that is open. A part that fails dooms the whole:
 * all of it is rolled back, and library_commit says why. */
bool db_begin(Library *lib, Err *err);
bool db_end(Library *lib, bool ok, Err *err);
/* claim.c: SQLite's busy handler of a library: waits, and asks whoever updates to let it write. */
int claim_wait(void *lib, int times);
/* What it waited for is done, or given up. */
void claim_thank(Library *lib);
/* What is read between these two is of one moment. Within a transaction they do nothing. */
bool db_snapshot(Library *lib, bool *mine, Err *err);
void db_snapshot_end(Library *lib, bool mine);

/* store/schema.c: tables as this lede knows them. */
bool schema_migrate(Library *lib, Err *err);
/* Whether the file is one of ours and of this version. */
bool schema_check(Library *lib, Err *err);
/* For tests: formats are 1 to schema_formats(), the one of today. library_make_old makes a file as
 * an older lede did (library.c). */
int64_t schema_formats(void);
bool schema_make_old(Library *lib, int64_t format, Err *err);
bool library_make_old(const char *path, int64_t format, Err *err);

/* store/backup.c: a copy named PATH-`what`, or with a number behind it if there is one. What others
 * wrote until then is in it. */
bool backup_make(Library *lib, const char *what, Err *err);
/* What it was made for came to nothing. */
void backup_drop(Library *lib);

/* store/scan.c: adds the functions that the SQL of lists calls. */
bool scan_prepare(Library *lib, Err *err);

#endif
