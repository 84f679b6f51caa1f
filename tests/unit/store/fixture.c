#include "tests/unit/store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

int fixture_setup(void **state)
{
	static const Subscription subs[FEEDS] = {{.url = {"https://a.example/", 18}},
		{.url = {"https://b.example/", 18}}, {.url = {"https://c.example/", 18}}};
	char template[] = "/tmp/lede-store-XXXXXX";
	Fixture *f = calloc(1, sizeof *f);
	Err err = {0};

	f->arena = arena_open();
	f->folder = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->path = arena_printf(f->arena, "%s/lede.db", f->folder).s;
	f->random = 7;
	*state = f;
	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	if (f->lib && library_subscribe(f->lib, subs, FEEDS, &err))
		return 0;
	fprintf(stderr, "%s\n", err.text);
	return -1;
}

int fixture_teardown(void **state)
{
	Fixture *f = *state;
	FILE *remove;

	library_close(f->lib);
	remove = popen(arena_printf(f->arena, "rm -rf %s", f->folder).s, "r");
	pclose(remove);
	arena_close(f->arena);
	free(f);
	return 0;
}

unsigned fixture_pick(Fixture *f, unsigned below)
{
	f->random = f->random * 1664525 + 1013904223;
	return (f->random >> 8) % below;
}

void fixture_reopen(Fixture *f, LibraryMode mode)
{
	Err err = {0};

	library_close(f->lib);
	f->lib = library_open(f->path, mode, &err);
	if (!f->lib)
		fail_msg("%s", err.text);
}

uint32_t fixture_merge(Fixture *f, FeedId feed, const Entry *entries, size_t count, int64_t now)
{
	Parsed parsed = {.feed = {.title = S("The Feed"), .site = S("https://site.example/")},
		.entries = entries,
		.entry_count = count};
	uint32_t added = 0;
	Err err = {0};

	if (!library_merge(f->lib, feed, &parsed, now, &added, &err))
		fail_msg("%s", err.text);
	return added;
}

IdList fixture_list(Fixture *f, const char *text)
{
	IdList ids = {0};
	Query query;
	Err err = {0};

	if (!query_parse(str_from(text), f->arena, &query, &err) ||
		!library_list(f->lib, &query, &ids, &err))
		fail_msg("%s: %s", text, err.text);
	arena_keep(f->arena, ids.ids, ids.count * sizeof *ids.ids);
	return ids;
}

const char *fixture_titles(Fixture *f, const char *query)
{
	IdList ids = fixture_list(f, query);
	Item *items = arena_array(f->arena, ids.count, sizeof *items);
	Buf out = {0};
	Err err = {0};

	if (!library_rows(f->lib, ids.ids, ids.count, f->arena, items, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < ids.count; i++)
		buf_printf(&out, i ? " %.*s" : "%.*s", STR_ARG(items[i].title));
	return arena_strz(f->arena, buf_take(&out, f->arena));
}

Article fixture_article(Fixture *f, ItemId id)
{
	Article article;
	Err err = {0};

	if (!library_article(f->lib, id, f->arena, &article, &err))
		fail_msg("%s", err.text);
	return article;
}

Feed fixture_feed(Fixture *f, FeedId id)
{
	Feed feed;
	Err err = {0};

	if (!library_feed(f->lib, id, f->arena, &feed, &err))
		fail_msg("%s", err.text);
	return feed;
}

int64_t fixture_number(Fixture *f, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	sqlite3 *db;
	int64_t number;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

void fixture_run(Fixture *f, const char *sql)
{
	char *said = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK)
		fail_msg("%s: %s", sql, said);
	sqlite3_close(db);
}
