/* store: a library written by an older lede is taken over with all that stands in it. The tables
 * stand here as they were then: what is released is never changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "store/library.h"

/* Version 5, the last in which marks stood in the rows of articles. */
static const char version_5[] =
	"CREATE TABLE feed (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE,"
	" own_title TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',"
	" site TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '',"
	" folder TEXT NOT NULL DEFAULT '', hidden INTEGER NOT NULL DEFAULT 0, place INTEGER,"
	" unread INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,"
	" newest INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0,"
	" due INTEGER NOT NULL DEFAULT 0, interval INTEGER NOT NULL DEFAULT 0,"
	" failures INTEGER NOT NULL DEFAULT 0, trouble TEXT NOT NULL DEFAULT '',"
	" trouble_since INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '',"
	" modified TEXT NOT NULL DEFAULT '', body INTEGER NOT NULL DEFAULT 0,"
	" moved_to TEXT NOT NULL DEFAULT '', moved_count INTEGER NOT NULL DEFAULT 0);"
	"CREATE TABLE item (id INTEGER PRIMARY KEY, feed INTEGER NOT NULL, key INTEGER NOT NULL,"
	" hash INTEGER NOT NULL, published INTEGER NOT NULL, seen INTEGER NOT NULL,"
	" flags INTEGER NOT NULL, words INTEGER NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,"
	" author TEXT NOT NULL, summary TEXT NOT NULL, tags TEXT NOT NULL);"
	"CREATE INDEX item_key ON item (feed, key, hash);"
	"CREATE INDEX item_date ON item (published, id, feed, flags);"
	"CREATE INDEX item_feed ON item (feed, published, id, flags);"
	"CREATE TABLE content (id INTEGER PRIMARY KEY, guid TEXT NOT NULL, html TEXT NOT NULL,"
	" base TEXT NOT NULL, comments TEXT NOT NULL, image TEXT NOT NULL,"
	" enclosures TEXT NOT NULL, updated INTEGER NOT NULL, full_text BLOB);"
	"CREATE TABLE place (item INTEGER PRIMARY KEY, block INTEGER NOT NULL,"
	" at INTEGER NOT NULL);"
	"CREATE TABLE value (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
	"ALTER TABLE feed ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE content ADD COLUMN lang TEXT NOT NULL DEFAULT '';"
	"CREATE TABLE changed (seq INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL);"
	"CREATE TRIGGER item_changed AFTER UPDATE OF hash ON item WHEN old.hash <> new.hash"
	" BEGIN INSERT INTO changed (item) VALUES (old.id); END;"
	"CREATE TRIGGER item_gone AFTER DELETE ON item"
	" BEGIN INSERT INTO changed (item) VALUES (old.id); END;"
	"INSERT INTO value (name, value) VALUES ('index', hex(randomblob(16)));"
	"CREATE INDEX item_kept ON item (published, id, feed, flags) WHERE flags & 6;"
	"PRAGMA user_version = 5; PRAGMA application_id = 0x6c656465;";

static const char articles[] =
	"INSERT INTO feed (id, url, place, total, unread) VALUES (1, 'https://a.example/', 0, 29,"
	" 26);"
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
	"INSERT INTO item SELECT iif(i = 30, 20000, i), 1, i, 0, 1700000000 - i, 1700000000, 64 + "
	"1,"
	" 9, printf('%02d', i), '', '', '', 'a topic' FROM n;"
	"INSERT INTO content (id, guid, html, base, comments, image, enclosures, updated)"
	" SELECT id, title, 'text', '', '', '', '', 0 FROM item;"
	"UPDATE item SET flags = 2 WHERE title = '03';"
	"UPDATE item SET flags = 2 + 4 WHERE title = '30';"
	"UPDATE item SET flags = 8 WHERE title = '05';"
	"UPDATE item SET flags = 128 + 1 WHERE title = '07';"
	/* Tags that rules gave. */
	"UPDATE item SET tags = tags || char(10) || '+sea' || char(10) || '+ship' WHERE title IN"
	" ('03', '30');"
	"UPDATE item SET tags = '+Sea' WHERE title = '08';";

typedef struct {
	Arena *arena;
	char folder[40], path[60];
	Library *lib;
} Fixture;

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);

	f->arena = arena_open();
	snprintf(f->folder, sizeof f->folder, "/tmp/lede-migrate-XXXXXX");
	if (!mkdtemp(f->folder))
		return -1;
	snprintf(f->path, sizeof f->path, "%s/lede.db", f->folder);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	static const char *const tails[] = {"", "-wal", "-shm"};
	Fixture *f = *state;

	library_close(f->lib);
	for (size_t i = 0; i < COUNT(tails); i++)
		remove(arena_printf(f->arena, "%s%s", f->path, tails[i]).s);
	rmdir(f->folder);
	arena_close(f->arena);
	free(f);
	return 0;
}

static void write_file(Fixture *f, const char *tables, const char *rows)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, tables, NULL, NULL, &why) != SQLITE_OK ||
		sqlite3_exec(db, rows, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	sqlite3_close(db);
}

static void assert_list(Fixture *f, const char *text, const char *titles)
{
	IdList ids;
	Query query;
	Item *items;
	Buf out = {0};
	Err err = {0};

	if (!query_parse(str_from(text), f->arena, &query, &err) ||
		!library_list(f->lib, &query, &ids, &err))
		fail_msg("%s: %s", text, err.text);
	items = arena_array(f->arena, ids.count, sizeof *items);
	assert_true(library_rows(f->lib, ids.ids, ids.count, f->arena, items, NULL));
	for (size_t i = 0; i < ids.count; i++)
		buf_printf(&out, i ? " %.*s" : "%.*s", STR_ARG(items[i].title));
	assert_string_equal(buf_z(&out), titles);
	buf_drop(&out);
	free(ids.ids);
}

static void marks_and_tags_are_kept(void **state)
{
	Fixture *f = *state;
	Err err = {0};
	Article article;

	write_file(f, version_5, articles);
	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	if (!f->lib)
		fail_msg("%s", err.text);
	assert_list(f, "starred", "03 30");
	assert_list(f, "later", "30");
	assert_list(f, "read", "03 30");
	assert_list(f, "muted", "07");
	assert_list(f, "unread -has:image", "");
	assert_list(f, "tag:sea", "03 08 30");
	assert_list(f, "tag:ship later", "30");
	assert_list(f, "tag:\"a topic\" read", "03 30");
	assert_true(library_article(f->lib, 3, f->arena, &article, NULL));
	assert_true(str_eq(article.entry.tags, S("a topic")));
	assert_true(library_article(f->lib, 8, f->arena, &article, NULL));
	assert_true(str_eq(article.entry.tags, S("")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks_and_tags_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
