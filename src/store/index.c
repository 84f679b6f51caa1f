#include "store/index.h"

#include <assert.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/vec.h"
#include "feed/html/strip.h"
#include "store/database.h"
#include "store/fullpages.h"
#include "store/pack.h"

enum {
	VERSION = 2, /* of the file; another one is made anew */
	AT_ONCE = 32,
	WORTH_TRIMMING = 1000,
	SHIFT = 40, /* of the number of a row, above the id */
};

static const int64_t ID_MASK = ((int64_t)1 << SHIFT) - 1;

static const char tables[] =
	"CREATE TABLE state (library TEXT NOT NULL, item INTEGER NOT NULL, change INTEGER NOT"
	" NULL);"
	"CREATE TABLE version (item INTEGER PRIMARY KEY, version INTEGER NOT NULL);"
	"CREATE VIRTUAL TABLE words USING fts5(title, author, text, content='', columnsize=0,"
	" tokenize='lede');";

struct Index {
	sqlite3 *db;
	bool writes;
	sqlite3_stmt *reach, *best, *all, *versions;                                  /* reading */
	sqlite3_stmt *begin, *commit, *rollback, *add, *set, *version, *last_version; /* writing */
};

/* --- the file --------------------------------------------------------------------------------- */

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

static sqlite3 *open_file(const char *path, bool make)
{
	/* As private as the library; SQLite would follow the umask. */
	int fd = make ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
	sqlite3 *db = NULL;

	if (fd >= 0)
		close(fd);
	if (db_open(path, !make && db_is_read_only(path), &db) && tokenizer_add(db) &&
		sqlite3_busy_timeout(db, 2000) == SQLITE_OK)
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
	sqlite3 *db = open_file(path, true);

	if (db && is_ours(db, name))
		return db;
	sqlite3_close(db);
	remove_file(path);
	db = open_file(path, true);
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

/* NULL: there is none (yet), or it can't be used. */
static Index *index_of(Library *lib, bool writes, Err *err)
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
		index->db = writes ? open_to_write(path, name) : open_file(path, false);
	if (!index->db || (!writes && !is_ours(index->db, name)) || !prepare_to_read(index) ||
		(writes && !prepare_to_write(index))) {
		close_index(index);
		index = NULL;
	}
	arena_close(arena);
	atomic_store(&lib->index, index);
	return index;
}

static bool fail(Library *lib, const Index *index, Err *err)
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
	sqlite3 *db = sound || !path ? NULL : open_file(path, false);

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

/* --- looking ---------------------------------------------------------------------------------- */

static bool read_reach(Library *lib, Index *index, IndexReach *out, Err *err)
{
	bool ok;

	sqlite3_reset(index->reach);
	ok = sqlite3_step(index->reach) == SQLITE_ROW;
	if (ok)
		*out = (IndexReach){sqlite3_column_int64(index->reach, 0),
			sqlite3_column_int64(index->reach, 1)};
	sqlite3_reset(index->reach);
	return ok || fail(lib, index, err);
}

bool index_reach(Library *lib, IndexReach *out, Err *err)
{
	Index *index = index_of(lib, false, err);

	*out = (IndexReach){0};
	return !index || read_reach(lib, index, out, err);
}

/* Which rows of the index are the latest of their article, and none of those left out. */
typedef struct {
	const ItemId *stale;
	size_t stale_count;
	VEC(ItemId) items; /* rising; with them their versions */
	VEC(int64_t) versions;
} Filter;

static bool filter_read(Library *lib, Index *index, Filter *filter, Err *err)
{
	int code;

	sqlite3_reset(index->versions);
	while ((code = sqlite3_step(index->versions)) == SQLITE_ROW) {
		*vec_push(&filter->items) = sqlite3_column_int64(index->versions, 0);
		*vec_push(&filter->versions) = sqlite3_column_int64(index->versions, 1);
	}
	sqlite3_reset(index->versions);
	return code == SQLITE_DONE || fail(lib, index, err);
}

static void filter_drop(Filter *filter)
{
	vec_drop(&filter->items);
	vec_drop(&filter->versions);
}

/* Where the id is in rising ids, or `count`. */
static size_t place_of(const ItemId *ids, size_t count, ItemId id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && ids[low] == id ? low : count;
}

static bool passes(const Filter *filter, int64_t row)
{
	ItemId id = row & ID_MASK;
	size_t at;

	if (filter->stale_count &&
		place_of(filter->stale, filter->stale_count, id) < filter->stale_count)
		return false;
	if (filter->items.count == 0)
		return true;
	at = place_of(filter->items.items, filter->items.count, id);
	return row >> SHIFT == (at < filter->items.count ? filter->versions.items[at] : 0);
}

static int by_id(const void *a, const void *b)
{
	ItemId x = *(const ItemId *)a, y = *(const ItemId *)b;

	return (x > y) - (x < y);
}

static int by_scored_id(const void *a, const void *b)
{
	return by_id(&((const Scored *)a)->id, &((const Scored *)b)->id);
}

bool index_best(Library *lib, Str match, const ItemId *stale, size_t stale_count, Hits *out,
	Err *err)
{
	Index *index = index_of(lib, false, err);
	Filter filter = {stale, stale_count, {0}, {0}};
	size_t seen = 0;
	int code = SQLITE_ERROR;

	*out = (Hits){.few = true};
	if (!index)
		return true;
	out->best = memory_alloc(HITS_BEST * sizeof *out->best);
	sqlite3_reset(index->best);
	db_bind_str(index->best, 1, match);
	sqlite3_bind_int(index->best, 2, HITS_BEST + 1);
	if (!filter_read(lib, index, &filter, err))
		goto out;
	while ((code = sqlite3_step(index->best)) == SQLITE_ROW) {
		int64_t row = sqlite3_column_int64(index->best, 0);

		if (++seen <= HITS_BEST && passes(&filter, row))
			out->best[out->best_count++] =
				(Scored){row & ID_MASK, sqlite3_column_double(index->best, 1)};
	}
	out->few = seen <= HITS_BEST;
	qsort(out->best, out->best_count, sizeof *out->best, by_scored_id);
	if (out->few) {
		out->count = out->best_count;
		out->ids = memory_alloc((out->count + 1) * sizeof *out->ids);
		for (size_t i = 0; i < out->count; i++)
			out->ids[i] = out->best[i].id;
	}
	if (code != SQLITE_DONE)
		fail(lib, index, err);
out:
	sqlite3_reset(index->best);
	filter_drop(&filter);
	return code == SQLITE_DONE;
}

static void set_bits(Hits *hits)
{
	hits->bit_count = (size_t)hits->ids[hits->count - 1] + 1;
	hits->bits = memory_alloc((hits->bit_count / 64 + 1) * sizeof *hits->bits);
	for (size_t i = 0; i < hits->count; i++)
		hits->bits[hits->ids[i] / 64] |= (uint64_t)1 << hits->ids[i] % 64;
}

bool index_all(Library *lib, Str match, const ItemId *stale, size_t stale_count, Hits *out,
	Err *err)
{
	Index *index = index_of(lib, false, err);
	Filter filter = {stale, stale_count, {0}, {0}};
	VEC(ItemId) ids = {0};
	int code = SQLITE_ERROR;

	if (out->few || out->ids || !index)
		return true;
	sqlite3_reset(index->all);
	db_bind_str(index->all, 1, match);
	if (filter_read(lib, index, &filter, err)) {
		while ((code = sqlite3_step(index->all)) == SQLITE_ROW) {
			int64_t row = sqlite3_column_int64(index->all, 0);

			if (passes(&filter, row))
				*vec_push(&ids) = row & ID_MASK;
		}
		if (code != SQLITE_DONE)
			fail(lib, index, err);
	}
	sqlite3_reset(index->all);
	out->ids = ids.items;
	out->count = ids.count;
	/* Rows come in their order, so those of changed articles come last. */
	if (filter.items.count && ids.count)
		qsort(ids.items, ids.count, sizeof *ids.items, by_id);
	if (ids.count)
		set_bits(out);
	filter_drop(&filter);
	return code == SQLITE_DONE;
}

void hits_drop(Hits *hits)
{
	free(hits->best);
	free(hits->ids);
	free(hits->bits);
	*hits = (Hits){0};
}

bool hits_have(const Hits *hits, ItemId id)
{
	if (hits->few)
		return place_of(hits->ids, hits->count, id) < hits->count;
	return id >= 0 && (size_t)id < hits->bit_count && (hits->bits[id / 64] >> id % 64 & 1);
}

double hits_score(const Hits *hits, ItemId id)
{
	size_t low = 0, high = hits->best_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hits->best[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < hits->best_count && hits->best[low].id == id ? hits->best[low].score : 0;
}

/* --- building --------------------------------------------------------------------------------- */

typedef struct {
	Library *lib;
	Index *index;
	IndexReach reach;
	const atomic_bool *stop;
	int64_t until; /* ms */
	bool found;    /* anything in the last step */
	ItemId known;  /* the highest id that ever had more than one row */
	Arena *arena;
} Build;

static int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_time(const Build *build)
{
	return clock_ms() >= build->until || (build->stop && atomic_load(build->stop));
}

static bool step(Build *build, sqlite3_stmt *statement, Err *err)
{
	int code = sqlite3_step(statement);

	sqlite3_reset(statement);
	return code == SQLITE_DONE || code == SQLITE_ROW || fail(build->lib, build->index, err);
}

static bool add_row(Build *build, int64_t row, sqlite3_stmt *item, Err *err)
{
	sqlite3_stmt *add = build->index->add;
	Str text, page;

	arena_reset(build->arena);
	/* What is damaged has no words; the rest has. */
	pack_column(build->lib, item, 3, build->arena, &text, NULL);
	text = strip_html(text, build->arena);
	pack_column(build->lib, item, 4, build->arena, &page, NULL);
	page = fullpage_text(page, build->arena);
	if (page.n)
		text = arena_printf(build->arena, "%.*s\n%.*s", STR_ARG(text), STR_ARG(page));
	sqlite3_bind_int64(add, 1, row);
	sqlite3_bind_value(add, 2, sqlite3_column_value(item, 1));
	sqlite3_bind_value(add, 3, sqlite3_column_value(item, 2));
	db_bind_str(add, 4, text);
	return step(build, add, err);
}

#define ITEM_TEXT "SELECT item.id, title, author, html, full_text FROM item JOIN content USING (id)"

/* A row with the next number; an article that is gone has none with its latest number. */
static bool add_again(Build *build, ItemId id, Err *err)
{
	sqlite3_stmt *next = build->index->version;
	sqlite3_stmt *get = db_statement(build->lib, ITEM_TEXT " WHERE item.id = ?", err);
	int64_t version;
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(next, 1, id);
	if (sqlite3_step(next) != SQLITE_ROW) {
		sqlite3_reset(next);
		return fail(build->lib, build->index, err);
	}
	version = sqlite3_column_int64(next, 0);
	if (!step(build, next, err))
		return false;
	sqlite3_bind_int64(get, 1, id);
	if (!db_row(build->lib, get, &ok, err))
		return ok;
	ok = add_row(build, (version << SHIFT) + id, get, err);
	sqlite3_reset(get);
	return ok;
}

static bool add_items(Build *build, Err *err)
{
	sqlite3_stmt *get = db_statement(build->lib,
		ITEM_TEXT " WHERE item.id > ? ORDER BY item.id LIMIT ?", err);
	bool ok = false;

	build->found = false;
	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, build->reach.item);
	sqlite3_bind_int(get, 2, AT_ONCE);
	while (db_row(build->lib, get, &ok, err)) {
		int64_t id = sqlite3_column_int64(get, 0);

		build->found = true;
		if (!(id > build->known ? add_row(build, id, get, err)
					: add_again(build, id, err))) {
			sqlite3_reset(get);
			return false;
		}
		build->reach.item = id;
	}
	return ok;
}

static bool add_changes(Build *build, Err *err)
{
	sqlite3_stmt *get = db_statement(build->lib,
		"SELECT seq, item FROM changed WHERE seq > ? ORDER BY seq LIMIT ?", err);
	int64_t seqs[AT_ONCE], items[AT_ONCE];
	size_t count = 0;
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, build->reach.change);
	sqlite3_bind_int(get, 2, AT_ONCE);
	while (db_row(build->lib, get, &ok, err)) {
		seqs[count] = sqlite3_column_int64(get, 0);
		items[count++] = sqlite3_column_int64(get, 1);
	}
	build->found = count > 0;
	for (size_t i = 0; i < count && ok; i++) {
		if (items[i] <= build->reach.item)
			ok = add_again(build, items[i], err);
		build->reach.change = seqs[i];
	}
	return ok;
}

static bool number(Library *lib, sqlite3_stmt *get, int64_t *out, Err *err)
{
	bool ok = false;

	if (get && db_row(lib, get, &ok, err)) {
		*out = sqlite3_column_int64(get, 0);
		sqlite3_reset(get);
	}
	return ok;
}

/* An id is given to another article once the last one is gone: the index goes no further than the
 * articles do. */
static bool write_reach(Build *build, Err *err)
{
	sqlite3_stmt *set = build->index->set;
	int64_t last = 0;

	if (!number(build->lib, db_statement(build->lib, "SELECT max(id) FROM item", err), &last,
		    err))
		return false;
	if (build->reach.item > last)
		build->reach.item = last;
	sqlite3_bind_int64(set, 1, build->reach.item);
	sqlite3_bind_int64(set, 2, build->reach.change);
	return step(build, set, err);
}

static bool add_all(Build *build, Err *err)
{
	do
		if (!add_changes(build, err))
			return false;
	while (build->found && !is_time(build));
	do
		if (!add_items(build, err))
			return false;
	while (build->found && !is_time(build));
	return write_reach(build, err);
}

static bool count_left(Library *lib, const IndexReach *reach, uint64_t *left, Err *err)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT max(0, ifnull((SELECT max(id) FROM item), 0) - ?1) +"
		" (SELECT count(*) FROM changed WHERE seq > ?2)",
		err);
	int64_t count = 0;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, reach->item);
	sqlite3_bind_int64(get, 2, reach->change);
	if (!number(lib, get, &count, err))
		return false;
	*left = (uint64_t)count;
	return true;
}

static bool read_known(Build *build, Err *err)
{
	sqlite3_stmt *get = build->index->last_version;
	bool ok;

	sqlite3_reset(get);
	ok = sqlite3_step(get) == SQLITE_ROW;
	build->known = ok ? sqlite3_column_int64(get, 0) : 0;
	sqlite3_reset(get);
	return ok || fail(build->lib, build->index, err);
}

bool library_index(Library *lib, int64_t ms, const atomic_bool *stop, uint64_t *left, Err *err)
{
	Build build = {.lib = lib, .stop = stop};
	bool ok;

	*left = 0;
	if (lib->read_only)
		return true;
	build.index = index_of(lib, true, err);
	if (!build.index)
		return fail(lib, NULL, err);
	assert(build.index->writes);
	build.until = clock_ms() + ms;
	if (!step(&build, build.index->begin, err))
		return false;
	build.arena = arena_open();
	ok = read_reach(lib, build.index, &build.reach, err) && read_known(&build, err) &&
	     add_all(&build, err);
	ok = ok && step(&build, build.index->commit, err);
	if (!ok && !sqlite3_get_autocommit(build.index->db))
		step(&build, build.index->rollback, NULL);
	arena_close(build.arena);
	return ok && count_left(lib, &build.reach, left, err);
}

bool library_index_trim(Library *lib, Err *err)
{
	sqlite3_stmt *drop;
	IndexReach reach;
	int64_t count = 0;

	if (!number(lib,
		    db_statement(lib, "SELECT ifnull(max(seq) - min(seq), 0) FROM changed", err),
		    &count, err))
		return false;
	if (count < WORTH_TRIMMING)
		return true;
	drop = db_statement(lib, "DELETE FROM changed WHERE seq <= ?", err);
	if (!drop || !index_reach(lib, &reach, err))
		return false;
	sqlite3_bind_int64(drop, 1, reach.change);
	return db_run(lib, drop, err);
}
