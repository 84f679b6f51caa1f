/* store/newsboat: a cache that newsboat 2.21 made comes in, once; what is read goes back. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/path.h"
#include "store/newsboat.h"

enum { NOW = 1795334400, MOST = 1 << 20 };

#define HARBOUR "https://harbourpost.example/feed.xml"
#define KURIER  "https://kurier.example/atom"

typedef struct {
	Arena *arena;
	const char *folder, *cache;
	Library *lib;
} Fixture;

static int setup(void **state)
{
	const Subscription subs[] = {{.url = S(HARBOUR)}, {.url = S(KURIER)}};
	const char *source = getenv("srcdir");
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-newsboat-XXXXXX";
	Buf bytes = {0};
	Err err = {0};
	bool ok;

	f->arena = arena_open();
	f->folder = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->cache = arena_printf(f->arena, "%s/cache.db", f->folder).s;
	f->lib = library_open(arena_printf(f->arena, "%s/lede.db", f->folder).s, LIBRARY_WRITE,
		&err);
	ok = f->lib && library_subscribe(f->lib, subs, COUNT(subs), &err) &&
	     file_read(
		     arena_printf(f->arena, "%s/tests/newsboat/cache.db", source ? source : ".").s,
		     MOST, &bytes, &err) &&
	     file_write(f->cache, buf_str(&bytes), &err);
	buf_drop(&bytes);
	*state = f;
	if (!ok)
		fprintf(stderr, "%s\n", err.text);
	return ok ? 0 : -1;
}

static int teardown(void **state)
{
	Fixture *f = *state;
	char *argv[] = {(char *)"rm", (char *)"-rf", (char *)f->folder, NULL};
	pid_t child;

	library_close(f->lib);
	child = fork();
	if (child == 0) {
		execvp(argv[0], argv);
		_exit(1);
	}
	waitpid(child, NULL, 0);
	arena_close(f->arena);
	free(f);
	return 0;
}

static NewsboatTaken take(Fixture *f)
{
	NewsboatTaken taken;
	Err err = {0};

	if (!newsboat_take(f->lib, f->cache, NOW, &taken, &err))
		fail_msg("%s", err.text);
	return taken;
}

/* What the cache says, as SQLite prints it: a row a line, '|' between the columns. */
static void assert_rows(const char *path, const char *sql, const char *wanted)
{
	sqlite3 *db;
	sqlite3_stmt *rows;
	Buf out = {0};

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
	while (sqlite3_step(rows) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(rows); i++)
			buf_printf(&out, "%s%c", (const char *)sqlite3_column_text(rows, i),
				i + 1 < sqlite3_column_count(rows) ? '|' : '\n');
	sqlite3_finalize(rows);
	sqlite3_close(db);
	assert_string_equal(buf_z(&out), wanted);
	buf_drop(&out);
}

static void change_cache(Fixture *f, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->cache, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static FeedId feed_of(Fixture *f, const char *url)
{
	const Feed *feeds;
	size_t count;

	assert_true(library_feeds(f->lib, f->arena, &feeds, &count, NULL));
	for (size_t i = 0; i < count; i++)
		if (str_eq(feeds[i].url, str_from(url)))
			return feeds[i].id;
	fail_msg("no feed %s", url);
	return 0;
}

static ItemId item_of(Fixture *f, const char *feed, const char *guid)
{
	ItemId id = 0;

	assert_true(library_find(f->lib, feed_of(f, feed), str_from(guid), &id, NULL));
	return id;
}

static Article article_of(Fixture *f, const char *feed, const char *guid)
{
	Article article;

	assert_true(library_article(f->lib, item_of(f, feed, guid), f->arena, &article, NULL));
	return article;
}

static void articles_come_with_all_that_is_known_of_them(void **state)
{
	Fixture *f = *state;
	NewsboatTaken taken = take(f);
	Article hour, tides;
	Feed feed;

	assert_int_equal(taken.feeds, 2);
	assert_int_equal(taken.articles, 6);
	assert_int_equal(taken.added, 6);
	assert_int_equal(taken.others, 4);
	hour = article_of(f, HARBOUR, "hp-1");
	assert_true(str_eq(hour.item.title, S("The Harbour Hour, episode 212")));
	assert_true(str_eq(hour.item.url, S("https://harbourpost.example/hour-212")));
	assert_true(str_eq(hour.entry.html, S("A lock keeper and a cartographer.")));
	assert_int_equal(hour.item.published, 1795107600);
	assert_true(hour.item.flags & ITEM_UNREAD);
	assert_true(hour.item.flags & ITEM_AUDIO);
	assert_int_equal(hour.entry.enclosure_count, 1);
	assert_true(str_eq(hour.entry.enclosures[0].type, S("audio/mpeg")));
	/* newsboat made an identity up, of address and date: here it is the address. */
	tides = article_of(f, HARBOUR, "https://harbourpost.example/tides");
	assert_true(str_eq(tides.item.title, S("Tides & tables for December")));
	assert_false(tides.item.flags & ITEM_UNREAD);
	assert_true(library_feed(f->lib, feed_of(f, HARBOUR), f->arena, &feed, NULL));
	assert_true(str_eq(feed.title, S("The Harbour Post")));
	assert_int_equal(feed.unread, 2);
	assert_int_equal(feed.total, 3);
}

static void what_the_feed_gives_later_is_the_same_article(void **state)
{
	Fixture *f = *state;
	Entry entries[] = {
		{.guid = S("https://harbourpost.example/tides"),
			.url = S("https://harbourpost.example/tides"),
			.title = S("Tides & tables for December"),
			.published = 1795165200},
		{.guid = S("hp-3"), .url = S("https://harbourpost.example/fog"), .title = S("Fog")},
	};
	Parsed parsed = {.entries = entries, .entry_count = COUNT(entries)};
	uint32_t added;

	take(f);
	assert_true(library_merge(f->lib, feed_of(f, HARBOUR), &parsed, NOW, &added, NULL));
	assert_int_equal(added, 0);
	assert_true(article_of(f, HARBOUR, "hp-3").item.flags & ITEM_DELETED);
}

static void a_second_time_only_what_is_new_comes_in(void **state)
{
	Fixture *f = *state;
	ItemId hour;
	NewsboatTaken taken;

	take(f);
	hour = item_of(f, HARBOUR, "hp-1");
	assert_true(library_mark(f->lib, &hour, 1, ITEM_UNREAD, false, NULL, NULL, NULL));
	taken = take(f);
	assert_int_equal(taken.added + taken.read + taken.deleted + taken.flagged, 0);
	/* Read here stays read, though newsboat does not know it. */
	assert_false(article_of(f, HARBOUR, "hp-1").item.flags & ITEM_UNREAD);
	change_cache(f, "UPDATE rss_item SET unread = 0, flags = 'w' WHERE guid = 'hp-0'");
	taken = take(f);
	assert_int_equal(taken.read, 1);
	assert_int_equal(taken.flagged, 1);
}

static void caches_of_other_versions_are_read(void **state)
{
	Fixture *f = *state;
	NewsboatTaken taken;

	change_cache(f, "ALTER TABLE rss_item ADD COLUMN content_mime_type VARCHAR(255) NOT NULL"
			" DEFAULT '';"
			"UPDATE rss_item SET content_mime_type = 'text/plain', content = 'a < b'"
			" WHERE guid = 'hp-1';"
			"DROP INDEX idx_deleted; ALTER TABLE rss_item DROP COLUMN deleted;"
			"ALTER TABLE rss_item DROP COLUMN base;");
	taken = take(f);
	assert_int_equal(taken.added, 6);
	assert_int_equal(taken.deleted, 0);
	assert_true(str_eq(article_of(f, HARBOUR, "hp-1").entry.html, S("<p>a &lt; b</p>")));
}

static void bytes_that_are_no_text_are_made_text(void **state)
{
	Fixture *f = *state;

	change_cache(f,
		"UPDATE rss_item SET title = CAST(x'41ff1b42' AS TEXT) WHERE guid = 'hp-1'");
	take(f);
	assert_true(str_eq(article_of(f, HARBOUR, "hp-1").item.title, S("A\xef\xbf\xbd"
									"B")));
}

static void what_is_wrong_leaves_the_library_as_it_is(void **state)
{
	Fixture *f = *state;
	NewsboatTaken taken;
	Err err;

	assert_true(file_write(f->cache, S("no database, but long enough to be looked at"), &err));
	assert_false(newsboat_take(f->lib, f->cache, NOW, &taken, &err));
	assert_non_null(strstr(err.text, "damaged or no cache of newsboat's"));
	unlink(f->cache);
	change_cache(f, "CREATE TABLE other (x)");
	assert_false(newsboat_take(f->lib, f->cache, NOW, &taken, &err));
	assert_non_null(strstr(err.text, "is no cache of newsboat's: no such table"));
	assert_int_equal(item_of(f, HARBOUR, "hp-1"), 0);
}

static void what_is_read_goes_back(void **state)
{
	Fixture *f = *state;
	ItemId hour, tides;
	NewsboatGiven given;
	Err err = {0};

	take(f);
	hour = item_of(f, HARBOUR, "hp-1");
	tides = item_of(f, HARBOUR, "https://harbourpost.example/tides");
	assert_true(library_mark(f->lib, &hour, 1, ITEM_UNREAD, false, NULL, NULL, &err));
	assert_true(library_mark(f->lib, &tides, 1, ITEM_UNREAD, true, NULL, NULL, &err));
	change_cache(f, "UPDATE rss_item SET flags = 'qz' WHERE guid = 'urn:kurier:2';"
			"DELETE FROM rss_item WHERE guid = 'urn:kurier:1'");
	assert_true(newsboat_give(f->lib, f->cache, f->arena, &given, &err));
	assert_int_equal(given.articles, 6);
	assert_int_equal(given.added, 1);
	assert_int_equal(given.changed, 3);
	assert_rows(f->cache,
		"SELECT guid, unread, deleted, ifnull(flags, '') FROM rss_item"
		" WHERE feedurl <> 'https://gone.example/feed.xml' ORDER BY guid",
		"hp-0|1|0|\nhp-1|0|0|\nhp-3|0|1|Xs\n"
		"https://harbourpost.example/tidesFri, 20 Nov 2026 09:00:00 GMT|1|0|\n"
		"urn:kurier:1|1|0|\nurn:kurier:2|0|0|kqz\n");
	assert_rows(given.backup, "SELECT guid, unread FROM rss_item WHERE guid LIKE 'hp%'",
		"hp-0|1\nhp-1|1\nhp-3|0\n");
	assert_true(newsboat_give(f->lib, f->cache, f->arena, &given, &err));
	assert_int_equal(given.added + given.changed, 0);
}

static void a_new_cache_is_made(void **state)
{
	Fixture *f = *state;
	NewsboatGiven given;
	Err err = {0};

	take(f);
	unlink(f->cache);
	assert_true(newsboat_give(f->lib, f->cache, f->arena, &given, &err));
	assert_int_equal(given.added, 6);
	assert_null(given.backup);
	assert_rows(f->cache, "SELECT content, enclosure_url FROM rss_item WHERE guid = 'hp-1'",
		"A lock keeper and a cartographer.|https://harbourpost.example/hour-212.mp3\n");
	assert_rows(f->cache, "SELECT * FROM metadata", "2|11\n");
}

static void newsboat_must_not_run_meanwhile(void **state)
{
	Fixture *f = *state;
	const char *lock = arena_printf(f->arena, "%s.lock", f->cache).s;
	NewsboatGiven given;
	int ready[2], status;
	char byte;
	pid_t child;
	Err err = {0};

	assert_true(file_write(lock, S(""), &err));
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		FILE *file = fopen(lock, "r+");

		if (!file || lockf(fileno(file), F_LOCK, 0) != 0 || write(ready[1], "x", 1) != 1)
			_exit(1);
		pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_false(newsboat_give(f->lib, f->cache, f->arena, &given, &err));
	assert_non_null(strstr(err.text, "newsboat is running"));
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	assert_true(newsboat_give(f->lib, f->cache, f->arena, &given, &err));
	close(ready[0]);
	close(ready[1]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(articles_come_with_all_that_is_known_of_them),
		TEST(what_the_feed_gives_later_is_the_same_article),
		TEST(a_second_time_only_what_is_new_comes_in),
		TEST(caches_of_other_versions_are_read),
		TEST(bytes_that_are_no_text_are_made_text),
		TEST(what_is_wrong_leaves_the_library_as_it_is),
		TEST(what_is_read_goes_back),
		TEST(a_new_cache_is_made),
		TEST(newsboat_must_not_run_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
