/* store: a library of any older format is brought to today's with all that was in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/database.h"
#include "tests/unit/store/fixture.h"

enum { ITEMS = 30, MARKS_APART = 6 };

/* An article of each kind as that format had it: a starred one, one read and kept for later, a
 * deleted one, a muted one, the others unread. One stands far behind: in another row of marks. */
static void fill(Fixture *f, int64_t format)
{
	Buf sql = {0};

	buf_add(&sql, S("BEGIN;INSERT INTO feed (url, place, unread, total) VALUES"
			" ('https://a.example/', 0, 26, 28);"));
	for (int i = 0; i < ITEMS; i++) {
		int id = i == 0 ? 20000 : i + 1;
		int marks = i == 3 ? 3 : i == 29 ? 4 : i == 5 ? 9 : i == 7 ? 129 : 1;

		buf_printf(&sql,
			"INSERT INTO item (id, feed, key, hash, published, seen, %s, words, title,"
			" url, author, summary, tags) VALUES (%d, 1, %d, %d, %d, %d, %d, 3, '%02d',"
			" 'https://a.example/%d', 'A', 'S', '');",
			format < MARKS_APART ? "flags" : "media", id, i + 1000, i, NOW - i, NOW,
			64 | (format < MARKS_APART ? marks : 0), i, i);
		buf_printf(&sql,
			"INSERT INTO content (id, guid, html, base, comments, image, enclosures,"
			" updated) VALUES (%d, 'g%d', '<p>text %d', '', '', '', '', 0);",
			id, i, i);
	}
	if (format >= MARKS_APART)
		buf_add(&sql, S("CREATE TEMP TABLE bits (kind, item);"));
	buf_add(&sql, S("INSERT INTO value VALUES ('theme', 'paper');COMMIT"));
	fixture_run(f, buf_z(&sql));
	buf_drop(&sql);
}

/* The library as it was is kept, once. */
static void assert_copy(Fixture *f, int64_t format)
{
	const char *path = f->path, *copy = library_copy(f->lib);

	assert_string_equal(copy, arena_printf(f->arena, "%s-format-%d", path, (int)format).s);
	f->path = arena_strz(f->arena, str_from(copy));
	assert_int_equal(fixture_number(f, "PRAGMA user_version"), format);
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM content"), ITEMS);
	f->path = path;
	fixture_reopen(f, LIBRARY_WRITE);
	assert_null(library_copy(f->lib));
}

static void a_step_that_fails_leaves_all_as_it_was(void **state)
{
	Fixture *f = *state;
	Err err = {0};

	library_close(f->lib);
	f->path = arena_printf(f->arena, "%s/old.db", f->folder).s;
	assert_true(library_make_old(f->path, 5, NULL));
	fill(f, 5);
	/* In the way of a later step. */
	fixture_run(f, "CREATE TABLE gone (x)");
	f->lib = library_open(f->path, LIBRARY_WRITE, &err);
	assert_null(f->lib);
	assert_int_equal(fixture_number(f, "PRAGMA user_version"), 5);
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM content"), ITEMS);
	assert_int_not_equal(access(arena_printf(f->arena, "%s-format-5", f->path).s, F_OK), 0);
	fixture_run(f, "DROP TABLE gone");
	fixture_reopen(f, LIBRARY_WRITE);
}

static void every_older_format_is_read(void **state)
{
	Fixture *f = *state;
	Err err = {0};
	Str value;

	for (int64_t format = 1; format < schema_formats(); format++) {
		library_close(f->lib);
		f->lib = NULL;
		f->path = arena_printf(f->arena, "%s/old-%d.db", f->folder, (int)format).s;
		if (!library_make_old(f->path, format, &err))
			fail_msg("format %d: %s", (int)format, err.text);
		assert_int_equal(fixture_number(f, "PRAGMA user_version"), format);
		fill(f, format);
		fixture_reopen(f, LIBRARY_WRITE);
		assert_int_equal(fixture_number(f, "PRAGMA user_version"), schema_formats());
		assert_copy(f, format);
		assert_string_equal(fixture_titles(f, "title:04"), "04");
		assert_int_equal(fixture_list(f, "has:image").count,
			format < MARKS_APART ? ITEMS - 2 : ITEMS);
		assert_true(str_eq(fixture_article(f, 5).entry.html, S("<p>text 4")));
		assert_true(library_value(f->lib, S("theme"), f->arena, &value, NULL));
		assert_true(str_eq(value, S("paper")));
		if (format >= MARKS_APART)
			continue;
		assert_string_equal(fixture_titles(f, "starred"), "03");
		assert_string_equal(fixture_titles(f, "later"), "29");
		assert_string_equal(fixture_titles(f, "read"), "29");
		assert_string_equal(fixture_titles(f, "muted"), "07");
		assert_int_equal(fixture_list(f, "unread").count, ITEMS - 3);
	}
}

/* Articles of before are known again when their feed gives them other guids. */
static void articles_of_an_older_format_are_known_by_their_address(void **state)
{
	Fixture *f = *state;
	Entry entry = {.guid = S("new"),
		.title = S("04"),
		.url = S("https://a.example/4"),
		.html = S("<p>text 4"),
		.published = NOW - 4};

	library_close(f->lib);
	f->lib = NULL;
	f->path = arena_printf(f->arena, "%s/old.db", f->folder).s;
	assert_true(library_make_old(f->path, 5, NULL));
	fill(f, 5);
	fixture_reopen(f, LIBRARY_WRITE);
	assert_int_equal(fixture_merge(f, 1, &entry, 1, NOW), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_older_format_is_read, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(a_step_that_fails_leaves_all_as_it_was,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			articles_of_an_older_format_are_known_by_their_address, fixture_setup,
			fixture_teardown),
	};

	return cmocka_run_group_tests_name("store/formats", tests, NULL, NULL);
}
