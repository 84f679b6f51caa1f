/* store: what was merged comes back, once; counts are exact whatever happens; lists are what the
 * query says; a file that is not ours is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/path.h"
#include "store/library.h"

enum { NOW = 1700000000 };

typedef struct {
	Arena *arena;
	const char *folder, *path;
	Library *lib;
} Fixture;

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-store-XXXXXX";
	static const Subscription subs[] = {
		{.url = {"https://a.example/", 18},
			.folder = {"News", 4},
			.tags = {"daily\nbig", 9}},
		{.url = {"https://b.example/", 18},
			.title = {"Mine", 4},
			.folder = {"News/Local", 10}},
		{.url = {"https://c.example/", 18}, .hidden = true},
	};
	Err err = {0};

	f->arena = arena_open();
	f->folder = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->path = arena_printf(f->arena, "%s/data/lede.db", f->folder).s;
	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	*state = f;
	if (f->lib && library_subscribe(f->lib, subs, COUNT(subs), &err))
		return 0;
	fprintf(stderr, "%s\n", err.text);
	return -1;
}

static int teardown(void **state)
{
	static const char *const names[] = {"data/lede.db", "data/lede.db-wal", "data/lede.db-shm",
		"data/lede.db-search", "data/lede.db-search-wal", "data/lede.db-search-shm",
		"data"};
	Fixture *f = *state;

	library_close(f->lib);
	for (size_t i = 0; i < COUNT(names); i++)
		remove(arena_printf(f->arena, "%s/%s", f->folder, names[i]).s);
	rmdir(f->folder);
	arena_close(f->arena);
	free(f);
	return 0;
}

static void assert_str(Str got, const char *wanted)
{
	char copy[600];

	snprintf(copy, sizeof copy, "%.*s", STR_ARG(got));
	assert_string_equal(copy, wanted);
}

static Entry entry(const char *guid, const char *title, int64_t published)
{
	return (Entry){.guid = str_from(guid), .title = str_from(title), .published = published};
}

static uint32_t merge(Fixture *f, FeedId feed, const Entry *entries, size_t count, int64_t now)
{
	Parsed parsed = {.feed = {.title = S("The Feed"), .site = S("https://site.example/")},
		.entries = entries,
		.entry_count = count};
	uint32_t added;
	Err err = {0};

	if (!library_merge(f->lib, feed, &parsed, now, &added, &err))
		fail_msg("%s", err.text);
	return added;
}

static IdList list(Fixture *f, const char *text)
{
	IdList ids = {0};
	Query query;
	Err err = {0};

	if (!query_parse(str_from(text), f->arena, &query, &err) ||
		!library_list(f->lib, &query, &ids, &err))
		fail_msg("%s: %s", text, err.text);
	return ids;
}

static void assert_list(Fixture *f, const char *text, const char *titles)
{
	IdList ids = list(f, text);
	Item *items = arena_array(f->arena, ids.count, sizeof *items);
	Buf out = {0};

	assert_true(library_rows(f->lib, ids.ids, ids.count, f->arena, items, NULL));
	for (size_t i = 0; i < ids.count; i++)
		buf_printf(&out, i ? " %.*s" : "%.*s", STR_ARG(items[i].title));
	assert_string_equal(buf_z(&out), titles);
	buf_drop(&out);
	free(ids.ids);
}

static Feed feed(Fixture *f, FeedId id)
{
	Feed out;

	assert_true(library_feed(f->lib, id, f->arena, &out, NULL));
	return out;
}

static int64_t sql_number(Fixture *f, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *statement;
	int64_t number;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void merging_twice_adds_nothing(void **state)
{
	Fixture *f = *state;
	Entry entries[] = {entry("1", "one", NOW - 10), entry("2", "two", NOW - 20)};

	assert_int_equal(merge(f, 1, entries, 2, NOW), 2);
	assert_int_equal(merge(f, 1, entries, 2, NOW + 60), 0);
	assert_int_equal(feed(f, 1).unread, 2);
	assert_int_equal(feed(f, 1).total, 2);
	assert_int_equal(feed(f, 1).newest, NOW - 10);
	assert_str(feed(f, 1).title, "The Feed");
	assert_list(f, "", "one two");
}

static void one_guid_in_two_feeds_is_two_items(void **state)
{
	Fixture *f = *state;
	Entry entries[] = {entry("1", "one", NOW - 10)};

	assert_int_equal(merge(f, 1, entries, 1, NOW), 1);
	assert_int_equal(merge(f, 2, entries, 1, NOW), 1);
	assert_list(f, "", "one one");
}

static void of_one_guid_twice_in_a_feed_the_first_counts(void **state)
{
	Fixture *f = *state;
	Entry entries[] = {entry("1", "first", NOW - 10), entry("1", "second", NOW - 10)};

	assert_int_equal(merge(f, 1, entries, 2, NOW), 1);
	assert_int_equal(merge(f, 1, entries, 2, NOW), 0);
	assert_list(f, "", "first");
}

static void a_changed_entry_is_updated_and_stays_read(void **state)
{
	Fixture *f = *state;
	Entry entries[] = {entry("1", "old", NOW - 10)};
	IdList ids;
	Article article;
	PageState page;

	merge(f, 1, entries, 1, NOW);
	ids = list(f, "");
	assert_true(library_mark(f->lib, ids.ids, 1, ITEM_UNREAD, false, NULL, NULL, NULL));
	assert_true(library_set_page(f->lib, ids.ids[0], &(PageState){0}, S("\1\2"), NULL));
	entries[0].title = S("new");
	entries[0].html = S("<p>more");
	assert_int_equal(merge(f, 1, entries, 1, NOW + 5), 0);
	assert_list(f, "read", "new");
	assert_true(library_article(f->lib, ids.ids[0], f->arena, &article, NULL));
	assert_str(article.entry.html, "<p>more");
	/* The page may say the same as before or not: that is to be seen. */
	assert_int_equal(article.full.n, 2);
	assert_true(library_page(f->lib, ids.ids[0], f->arena, &page, NULL));
	assert_int_equal(page.due, 1);
	assert_int_equal(article.item.seen, NOW);
	free(ids.ids);
}

static void dates_in_the_future_are_those_of_first_sight(void **state)
{
	Fixture *f = *state;
	Entry entries[] = {entry("1", "pinned", NOW + 86400), entry("2", "undated", 0),
		entry("3", "dated", NOW - 10)};
	IdList ids;
	Item item;

	merge(f, 1, entries, 3, NOW);
	assert_list(f, "", "pinned undated dated");
	ids = list(f, "pinned");
	assert_true(library_rows(f->lib, ids.ids, 1, f->arena, &item, NULL));
	assert_int_equal(item.published, NOW);
	free(ids.ids);
	entries[0].title = S("still");
	merge(f, 1, entries, 3, NOW + 40000);
	assert_list(f, "", "still undated dated");
	assert_int_equal(feed(f, 1).newest, NOW);
}

static void everything_of_an_article_comes_back(void **state)
{
	Fixture *f = *state;
	const Enclosure enclosures[] = {
		{.url = S("https://a.example/e.mp3"),
			.type = S("audio/mpeg"),
			.title = S("Ep. 1"),
			.bytes = 5000000000,
			.seconds = 61},
		{.url = S("https://a.example/p.png"), .type = S("image/png")},
	};
	Entry e = {.guid = S("g"),
		.url = S("https://a.example/1"),
		.title = S("T"),
		.author = S("A"),
		.html = S("<p>x"),
		.base = S("https://a.example/"),
		.summary = S(" two\nlines  here "),
		.tags = S("x\nlong tag"),
		.comments = S("https://a.example/1#c"),
		.image = S("https://a.example/i.png"),
		.published = NOW - 9,
		.updated = NOW - 3,
		.words = 7,
		.enclosures = enclosures,
		.enclosure_count = 2};
	IdList ids;
	Article a;

	merge(f, 2, &e, 1, NOW);
	ids = list(f, "");
	assert_true(
		library_set_page(f->lib, ids.ids[0], &(PageState){0}, str_of("\1\0\2", 3), NULL));
	assert_true(library_article(f->lib, ids.ids[0], f->arena, &a, NULL));
	assert_int_equal(a.item.flags, ITEM_UNREAD | ITEM_AUDIO | ITEM_PICTURE);
	assert_str(a.item.summary, "two lines here");
	assert_str(a.entry.guid, "g");
	assert_str(a.entry.base, "https://a.example/");
	assert_str(a.entry.tags, "x\nlong tag");
	assert_str(a.entry.comments, "https://a.example/1#c");
	assert_str(a.entry.image, "https://a.example/i.png");
	assert_int_equal(a.entry.updated, NOW - 3);
	assert_int_equal(a.entry.words, 7);
	assert_int_equal(a.entry.enclosure_count, 2);
	assert_str(a.entry.enclosures[0].title, "Ep. 1");
	assert_true(a.entry.enclosures[0].bytes == 5000000000);
	assert_int_equal(a.entry.enclosures[0].seconds, 61);
	assert_str(a.entry.enclosures[1].type, "image/png");
	assert_str(a.feed_title, "Mine");
	assert_str(a.feed_url, "https://b.example/");
	assert_int_equal(a.full.n, 3);
	assert_memory_equal(a.full.s, "\1\0\2", 3);
	free(ids.ids);
}

static void what_came_of_a_page_is_kept(void **state)
{
	Fixture *f = *state;
	Entry entries[] = {entry("1", "One", NOW - 10), entry("2", "Two", NOW - 20),
		entry("3", "Three", NOW - 30), entry("4", "Old", NOW - 1000)};
	PageState page;
	const ItemId *due;
	size_t count;
	Item row;
	IdList ids;

	merge(f, 1, entries, COUNT(entries), NOW);
	ids = list(f, "");
	assert_true(library_page(f->lib, ids.ids[0], f->arena, &page, NULL));
	assert_false(page.known);
	page = (PageState){.due = NOW + 60, .tries = 2, .kind = 1, .better = true};
	page.note = S("why");
	page.etag = S("\"e\"");
	assert_true(library_set_page(f->lib, ids.ids[0], &page, S("wire"), NULL));
	/* The text stays when another state comes without one. */
	page.due = NOW + 50;
	assert_true(library_set_page(f->lib, ids.ids[0], &page, S(""), NULL));
	assert_true(library_page(f->lib, ids.ids[0], f->arena, &page, NULL));
	assert_true(page.known && page.better);
	assert_int_equal(page.due, NOW + 50);
	assert_int_equal(page.tries, 2);
	assert_str(page.note, "why");
	assert_str(page.etag, "\"e\"");
	assert_true(library_rows(f->lib, ids.ids, 1, f->arena, &row, NULL));
	assert_int_equal(row.page, 1);

	assert_true(library_pages_due(f->lib, 1, NOW - 100, NOW, true, 10, f->arena, &due, &count,
		NULL));
	assert_int_equal(count, 2);
	assert_int_equal(due[0], ids.ids[1]);
	assert_true(library_pages_due(f->lib, 1, NOW - 100, NOW + 50, true, 2, f->arena, &due,
		&count, NULL));
	assert_int_equal(count, 2);
	assert_int_equal(due[0], ids.ids[0]);
	assert_int_equal(due[1], ids.ids[1]);
	assert_true(library_pages_due(f->lib, 1, NOW - 100, NOW + 50, false, 2, f->arena, &due,
		&count, NULL));
	assert_int_equal(count, 1);
	assert_int_equal(due[0], ids.ids[0]);

	/* An article that changed is looked at again, whatever was planned. */
	page.due = 0;
	assert_true(library_set_page(f->lib, ids.ids[0], &page, S(""), NULL));
	entries[0].html = S("<p>another text");
	merge(f, 1, entries, 1, NOW + 5);
	assert_true(library_pages_due(f->lib, 1, NOW - 100, NOW, true, 1, f->arena, &due, &count,
		NULL));
	assert_int_equal(count, 1);
	assert_int_equal(due[0], ids.ids[0]);
	free(ids.ids);
}

static void fill(Fixture *f)
{
	int64_t now = time(NULL);
	Entry a[] = {entry("1", "Kernel", now - 100), entry("2", "Old", now - 86400 * 9)};
	Entry b[] = {entry("1", "Local", now - 200), entry("2", "Grande", now - 50)};
	Entry c[] = {entry("1", "Hidden", now - 300)};

	a[0].html = S("<p class=zebra>about the <b>scheduler</b></p>");
	a[1].author = S("Ida Brandt");
	a[1].words = 3000;
	b[1].tags = S("sport\nsnow");
	b[1].url = S("https://b.example/2");
	merge(f, 1, a, 2, now);
	merge(f, 2, b, 2, now);
	merge(f, 3, c, 1, now);
}

static void queries_find_what_they_name(void **state)
{
	static const char *const cases[][2] = {
		{"", "Grande Kernel Local Hidden Old"},
		{"feed:mine", "Grande Local"},
		{"feed:c.example", "Hidden"},
		{"in:news", "Grande Kernel Local Old"},
		{"in:News/Local", "Grande Local"},
		{"in:New", ""},
		{"tag:daily", "Kernel Old"},
		{"tag:sport", "Grande"},
		{"tag:spor", ""},
		{"tag:news -tag:big", ""},
		{"SCHEDULER", "Kernel"},
		{"zebra", ""},
		{"author:ida", "Old"},
		{"older:1w", "Old"},
		{"newer:1w -title:loc", "Grande Kernel Hidden"},
		{"title:l", ""},
		{"url:EXAMPLE/2 -lang:de", "Grande"},
		{"len:>10", "Old"},
		{"title:/^(k|o)/", "Kernel Old"},
		{"feed:/^the f/ OR title:local", "Kernel Local Hidden Old"},
		{"feedtitle = \"Mine\" and link =~ \"/2$\"", "Grande"},
		{"unread = \"yes\" and tags # \"daily\" and age < 3", "Kernel"},
		{"age > -1", "Grande Kernel Local Hidden Old"},
		{"guid = \"2\"", "Grande Old"},
	};
	Fixture *f = *state;

	fill(f);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_list(f, cases[i][0], cases[i][1]);
}

static void stars_show_and_deleted_items_do_not(void **state)
{
	Fixture *f = *state;
	IdList ids;

	fill(f);
	ids = list(f, "title:kernel OR title:local");
	assert_true(library_mark(f->lib, ids.ids, 1, ITEM_STARRED, true, NULL, NULL, NULL));
	assert_true(library_mark(f->lib, ids.ids + 1, 1, ITEM_DELETED, true, NULL, NULL, NULL));
	free(ids.ids);
	assert_list(f, "starred", "Kernel");
	assert_list(f, "", "Grande Kernel Hidden Old");
}

static void order_and_limit_are_obeyed(void **state)
{
	Fixture *f = *state;
	Entry a[] = {entry("1", "b", NOW - 10), entry("2", "C", NOW - 20),
		entry("3", "a", NOW - 30)};
	static const struct {
		Order order;
		ItemId ids[3];
	} cases[] = {
		{ORDER_NEWEST, {3, 2, 1}},
		{ORDER_OLDEST, {1, 2, 3}},
		{ORDER_TITLE, {1, 3, 2}},
		{ORDER_FEED, {3, 2, 1}},
	};

	merge(f, 1, a, 3, NOW);
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t limit = 0; limit < 3; limit++) {
			Query query = query_for_all(f->arena);
			IdList ids;

			query.order = cases[i].order;
			query.limit = limit;
			assert_true(library_list(f->lib, &query, &ids, NULL));
			assert_int_equal(ids.count, limit ? limit : 3);
			assert_memory_equal(ids.ids, cases[i].ids, ids.count * sizeof(ItemId));
			free(ids.ids);
		}
}

static void feeds_that_left_urls_keep_their_items(void **state)
{
	Fixture *f = *state;
	Subscription one = {.url = S("https://b.example/"), .title = S("Renamed")};
	Entry a[] = {entry("1", "kept", NOW - 10)}, b[] = {entry("2", "there", NOW - 10)};
	Query query = query_for_feed(1, f->arena);
	const Feed *feeds;
	IdList ids;
	size_t count;

	merge(f, 1, a, 1, NOW);
	merge(f, 2, b, 1, NOW);
	assert_true(library_subscribe(f->lib, &one, 1, NULL));
	assert_true(library_feeds(f->lib, f->arena, &feeds, &count, NULL));
	assert_int_equal(count, 1);
	assert_int_equal(feeds[0].id, 2);
	assert_str(feeds[0].title, "Renamed");
	assert_list(f, "", "there");
	assert_true(library_list(f->lib, &query, &ids, NULL));
	assert_int_equal(ids.count, 1);
	free(ids.ids);
}

static void a_feed_moves_with_its_articles_and_back(void **state)
{
	Fixture *f = *state;
	Entry one = entry("1", "One", NOW), two = entry("2", "Two", NOW);
	const Subscription only = {.url = S("https://a.example/")};
	Feed feed;
	Err err;

	merge(f, 1, &one, 1, NOW);
	merge(f, 2, &two, 1, NOW);
	assert_false(
		library_move_feed(f->lib, S("https://a.example/"), S("https://b.example/"), &err));
	assert_int_equal(err.kind, ERR_USER);
	/* One that is no longer listed gives way, and nothing of it is lost. */
	assert_true(library_subscribe(f->lib, &only, 1, NULL));
	for (int there = 1; there >= 0; there--) {
		Str first = there ? S("https://a.example/") : S("https://b.example/");
		Str second = there ? S("https://b.example/") : S("https://a.example/");

		assert_true(library_move_feed(f->lib, first, second, &err));
		assert_true(library_feed(f->lib, 1, f->arena, &feed, NULL));
		assert_true(str_eq(feed.url, second));
		assert_int_equal(feed.total, 1);
		assert_true(library_feed(f->lib, 2, f->arena, &feed, NULL));
		assert_true(str_eq(feed.url, first));
		assert_int_equal(feed.total, 1);
	}
}

static void listing_the_same_feeds_again_writes_nothing(void **state)
{
	Fixture *f = *state;
	Subscription one = {.url = S("https://b.example/")};
	const char *log = arena_printf(f->arena, "%s-wal", f->path).s;
	struct stat before, after;

	assert_true(library_subscribe(f->lib, &one, 1, NULL));
	assert_int_equal(stat(log, &before), 0);
	assert_true(library_subscribe(f->lib, &one, 1, NULL));
	assert_int_equal(stat(log, &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	assert_true(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
	assert_int_equal(sql_number(f, "SELECT count(*) FROM feed"), 3);
}

/* A small generator: the same numbers in every run. */
static uint32_t random_below(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % n;
}

/* What the feeds say they have is what a look at each article finds. */
static void assert_counts(Fixture *f)
{
	ItemId last = sql_number(f, "SELECT max(id) FROM item");
	uint32_t unread[4] = {0}, total[4] = {0};

	for (ItemId id = 1; id <= last; id++) {
		Item item;

		assert_true(library_rows(f->lib, &id, 1, f->arena, &item, NULL));
		assert_int_equal(item.id, id);
		total[item.feed] += !(item.flags & ITEM_DELETED);
		unread[item.feed] += !(item.flags & ITEM_DELETED) && item.flags & ITEM_UNREAD;
	}
	for (FeedId id = 1; id <= 3; id++) {
		assert_int_equal(feed(f, id).unread, unread[id]);
		assert_int_equal(feed(f, id).total, total[id]);
	}
}

static void counts_are_exact_after_any_changes(void **state)
{
	static const uint32_t flags[] = {ITEM_UNREAD, ITEM_STARRED, ITEM_LATER, ITEM_DELETED};
	Fixture *f = *state;
	uint32_t seed = 7;
	char guids[40][8];

	for (int i = 0; i < 40; i++)
		snprintf(guids[i], sizeof guids[i], "%d", i);
	for (int round = 0; round < 300; round++) {
		if (random_below(&seed, 3) == 0) {
			Entry entries[5];

			for (size_t i = 0; i < 5; i++)
				entries[i] = entry(guids[random_below(&seed, 40)],
					guids[random_below(&seed, 40)],
					NOW - random_below(&seed, 1000));
			merge(f, 1 + random_below(&seed, 3), entries, 5, NOW);
		} else {
			ItemId ids[6], changed[6];
			size_t count;

			for (size_t i = 0; i < 6; i++)
				ids[i] = random_below(&seed, 130);
			assert_true(library_mark(f->lib, ids, 6, flags[random_below(&seed, 4)],
				random_below(&seed, 2), changed, &count, NULL));
			assert_true(count <= 6);
		}
	}
	assert_true(sql_number(f, "SELECT count(*) FROM item") > 100);
	assert_counts(f);
	assert_true(sql_number(f, "SELECT sum(unread) FROM feed") > 0);
}

static void marking_tells_what_changed(void **state)
{
	Fixture *f = *state;
	Entry a[] = {entry("1", "x", NOW), entry("2", "y", NOW), entry("3", "z", NOW)};
	ItemId ids[] = {1, 2, 99, 3}, changed[4];
	size_t count;

	merge(f, 1, a, 3, NOW);
	assert_true(library_mark(f->lib, ids + 1, 1, ITEM_UNREAD, false, NULL, NULL, NULL));
	assert_true(library_mark(f->lib, ids, 4, ITEM_UNREAD, false, changed, &count, NULL));
	assert_int_equal(count, 2);
	assert_int_equal(changed[0], 1);
	assert_int_equal(changed[1], 3);
	assert_int_equal(feed(f, 1).unread, 0);
	assert_true(library_mark(f->lib, changed, 2, ITEM_UNREAD, true, NULL, NULL, NULL));
	assert_int_equal(feed(f, 1).unread, 2);
}

static void a_batch_is_kept_whole(void **state)
{
	Fixture *f = *state;
	Entry a[] = {entry("1", "x", NOW)};

	assert_true(library_begin(f->lib, NULL));
	merge(f, 1, a, 1, NOW);
	assert_int_equal(sql_number(f, "SELECT count(*) FROM item"), 0);
	merge(f, 2, a, 1, NOW);
	assert_true(library_commit(f->lib, NULL));
	assert_int_equal(sql_number(f, "SELECT count(*) FROM item"), 2);
}

static void a_batch_of_which_a_part_failed_is_not_kept(void **state)
{
	Fixture *f = *state;
	Entry a[] = {entry("1", "x", NOW)};
	Parsed parsed = {.entries = a, .entry_count = 1};
	uint32_t added;
	Err err = {0};

	run_sql(f->path, "CREATE TRIGGER no BEFORE INSERT ON content WHEN new.id > 1 BEGIN SELECT"
			 " RAISE(ABORT, 'disk on fire'); END");
	assert_true(library_begin(f->lib, NULL));
	merge(f, 1, a, 1, NOW);
	assert_false(library_merge(f->lib, 2, &parsed, NOW, &added, &err));
	assert_non_null(strstr(err.text, "disk on fire"));
	assert_false(library_merge(f->lib, 1, &parsed, NOW, &added, &err));
	err = (Err){0};
	assert_false(library_commit(f->lib, &err));
	assert_non_null(strstr(err.text, "disk on fire"));
	assert_int_equal(sql_number(f, "SELECT count(*) FROM item"), 0);
	run_sql(f->path, "DROP TRIGGER no");
	merge(f, 2, a, 1, NOW);
	assert_int_equal(feed(f, 2).unread, 1);
	assert_int_equal(feed(f, 1).unread, 0);
}

static void a_reader_sees_what_is_written_beside_it(void **state)
{
	Fixture *f = *state;
	Library *reader = library_open(f->path, LIBRARY_READ, NULL);
	Entry a[] = {entry("1", "x", NOW)};
	Item item;
	ItemId id = 1;
	Err err;

	assert_non_null(reader);
	merge(f, 1, a, 1, NOW);
	assert_true(library_rows(reader, &id, 1, f->arena, &item, NULL));
	assert_str(item.title, "x");
	assert_false(library_set_value(reader, S("x"), S("y"), &err));
	assert_int_equal(err.kind, ERR_STORE);
	id = 2;
	assert_true(library_rows(reader, &id, 1, f->arena, &item, NULL));
	assert_int_equal(item.id, 0);
	library_close(reader);
}

static void states_places_and_values_are_kept(void **state)
{
	Fixture *f = *state;
	FeedState out, in = {.etag = S("W/\"x\""),
			       .modified = S("Tue"),
			       .checked = 1,
			       .due = 2,
			       .interval = 3,
			       .failures = 4,
			       .trouble = S("404"),
			       .trouble_since = 5,
			       .moved_to = S("https://n.example/"),
			       .moved_count = 6,
			       .body = UINT64_MAX - 1};
	uint32_t block, offset;
	Str value;

	assert_true(library_set_state(f->lib, 1, &in, NULL));
	assert_true(library_state(f->lib, 1, f->arena, &out, NULL));
	assert_str(out.etag, "W/\"x\"");
	assert_str(out.moved_to, "https://n.example/");
	assert_true(out.body == UINT64_MAX - 1);
	assert_int_equal(out.trouble_since, 5);
	assert_int_equal(feed(f, 1).failures, 4);
	assert_false(library_state(f->lib, 77, f->arena, &out, NULL));
	assert_true(library_set_place(f->lib, 5, 7, 9, NULL));
	assert_true(library_set_place(f->lib, 5, 8, 9, NULL));
	assert_true(library_place(f->lib, 5, &block, &offset, NULL));
	assert_int_equal(block, 8);
	assert_true(library_place(f->lib, 6, &block, &offset, NULL));
	assert_int_equal(block, 0);
	assert_true(library_set_value(f->lib, S("theme"), S("ink"), NULL));
	assert_true(library_set_value(f->lib, S("theme"), S("paper"), NULL));
	assert_true(library_value(f->lib, S("theme"), f->arena, &value, NULL));
	assert_str(value, "paper");
	assert_true(library_value(f->lib, S("none"), f->arena, &value, NULL));
	assert_int_equal(value.n, 0);
}

static void assert_left_alone(Fixture *f, Str bytes, const char *words)
{
	Buf after = {0};
	Err err;

	library_close(f->lib);
	f->lib = NULL;
	assert_true(file_write(f->path, bytes, NULL));
	assert_null(library_open(f->path, LIBRARY_WRITE, &err));
	assert_non_null(strstr(err.text, words));
	assert_null(library_open(f->path, LIBRARY_READ, &err));
	assert_true(file_read(f->path, 1 << 24, &after, NULL));
	assert_int_equal(after.n, bytes.n);
	assert_memory_equal(after.s, bytes.s, bytes.n);
	buf_drop(&after);
}

static void a_file_that_is_no_database_is_left_alone(void **state)
{
	assert_left_alone(*state,
		S("This is a letter to my grandmother, and much longer than the hundred bytes that "
		  "a header of a database has; it must not be written over."),
		"damaged or no library");
}

static void a_damaged_file_is_left_alone(void **state)
{
	Fixture *f = *state;
	Buf bytes = {0};

	library_close(f->lib);
	f->lib = NULL;
	assert_true(file_read(f->path, 1 << 24, &bytes, NULL));
	memset(bytes.s + 100, 0xa5, 3000);
	assert_left_alone(f, buf_str(&bytes), "damaged");
	buf_drop(&bytes);
}

static void a_newer_file_is_left_alone(void **state)
{
	Fixture *f = *state;
	Err err;

	run_sql(f->path, "PRAGMA user_version=999");
	library_close(f->lib);
	f->lib = NULL;
	assert_null(library_open(f->path, LIBRARY_WRITE, &err));
	assert_non_null(strstr(err.text, "newer lede"));
	assert_null(library_open(f->path, LIBRARY_READ, &err));
	assert_int_equal(sql_number(f, "PRAGMA user_version"), 999);
}

static void another_programs_database_is_left_alone(void **state)
{
	Fixture *f = *state;
	Err err;

	library_close(f->lib);
	f->lib = NULL;
	remove(f->path);
	run_sql(f->path, "CREATE TABLE rss_item (id)");
	assert_null(library_open(f->path, LIBRARY_WRITE, &err));
	assert_non_null(strstr(err.text, "another program"));
	assert_int_equal(sql_number(f, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void a_new_file_is_its_owners_alone(void **state)
{
	Fixture *f = *state;
	struct stat about;
	Err err;

	assert_int_equal(stat(f->path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_null(library_open("/nonexistent/lede.db", LIBRARY_READ, &err));
	assert_non_null(strstr(err.text, "no library yet"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(merging_twice_adds_nothing),
		TEST(one_guid_in_two_feeds_is_two_items),
		TEST(of_one_guid_twice_in_a_feed_the_first_counts),
		TEST(a_changed_entry_is_updated_and_stays_read),
		TEST(dates_in_the_future_are_those_of_first_sight),
		TEST(everything_of_an_article_comes_back),
		TEST(what_came_of_a_page_is_kept),
		TEST(queries_find_what_they_name),
		TEST(stars_show_and_deleted_items_do_not),
		TEST(order_and_limit_are_obeyed),
		TEST(feeds_that_left_urls_keep_their_items),
		TEST(a_feed_moves_with_its_articles_and_back),
		TEST(listing_the_same_feeds_again_writes_nothing),
		TEST(counts_are_exact_after_any_changes),
		TEST(marking_tells_what_changed),
		TEST(a_batch_is_kept_whole),
		TEST(a_batch_of_which_a_part_failed_is_not_kept),
		TEST(a_reader_sees_what_is_written_beside_it),
		TEST(states_places_and_values_are_kept),
		TEST(a_file_that_is_no_database_is_left_alone),
		TEST(a_damaged_file_is_left_alone),
		TEST(a_newer_file_is_left_alone),
		TEST(another_programs_database_is_left_alone),
		TEST(a_new_file_is_its_owners_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
