/* Filling the index: it follows the library. */
#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "feed/html/strip.h"
#include "store/fullpages.h"
#include "store/indexfile.h"
#include "store/pack.h"

enum {
	AT_ONCE = 32,
	WORTH_TRIMMING = 1000,
};

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

static bool is_time(const Build *build)
{
	return clock_ms() >= build->until || (build->stop && atomic_load(build->stop));
}

static bool step(Build *build, sqlite3_stmt *statement, Err *err)
{
	int code = sqlite3_step(statement);

	sqlite3_reset(statement);
	return code == SQLITE_DONE || code == SQLITE_ROW ||
	       index_fail(build->lib, build->index, err);
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
		return index_fail(build->lib, build->index, err);
	}
	version = sqlite3_column_int64(next, 0);
	if (!step(build, next, err))
		return false;
	sqlite3_bind_int64(get, 1, id);
	if (!db_row(build->lib, get, &ok, err))
		return ok;
	ok = add_row(build, (version << INDEX_SHIFT) + id, get, err);
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

/* An id is given to another article once the last one is gone: the index goes no further than the
 * articles do. */
static bool write_reach(Build *build, Err *err)
{
	sqlite3_stmt *set = build->index->set;
	int64_t last = 0;

	if (!db_number(build->lib, "SELECT max(id) FROM item", &last, err))
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
	bool ok = false;

	if (!get)
		return false;
	sqlite3_bind_int64(get, 1, reach->item);
	sqlite3_bind_int64(get, 2, reach->change);
	if (db_row(lib, get, &ok, err)) {
		*left = (uint64_t)sqlite3_column_int64(get, 0);
		sqlite3_reset(get);
	}
	return ok;
}

static bool read_known(Build *build, Err *err)
{
	sqlite3_stmt *get = build->index->last_version;
	bool ok;

	sqlite3_reset(get);
	ok = sqlite3_step(get) == SQLITE_ROW;
	build->known = ok ? sqlite3_column_int64(get, 0) : 0;
	sqlite3_reset(get);
	return ok || index_fail(build->lib, build->index, err);
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
		return index_fail(lib, NULL, err);
	assert(build.index->writes);
	build.until = clock_ms() + ms;
	if (!step(&build, build.index->begin, err))
		return false;
	build.arena = arena_open();
	ok = index_read_reach(lib, build.index, &build.reach, err) && read_known(&build, err) &&
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

	if (!db_number(lib, "SELECT ifnull(max(seq) - min(seq), 0) FROM changed", &count, err))
		return false;
	if (count < WORTH_TRIMMING)
		return true;
	drop = db_statement(lib, "DELETE FROM changed WHERE seq <= ?", err);
	if (!drop || !index_reach(lib, &reach, err))
		return false;
	sqlite3_bind_int64(drop, 1, reach.change);
	return db_run(lib, drop, err);
}
