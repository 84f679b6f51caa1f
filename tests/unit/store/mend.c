/* store: what is wrong is found, told and put right; nothing is written over; and where nothing can
 * be written, that is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "store/database.h"
#include "tests/unit/store/fixture.h"

enum { ARTICLES = 400, NOBODY = 65534 };

static void add(Fixture *f, int from, int count)
{
	Entry *entries = arena_array(f->arena, (size_t)count, sizeof *entries);

	for (int i = 0; i < count; i++)
		entries[i] = (Entry){.guid = arena_printf(f->arena, "g%d", from + i),
			.title = arena_printf(f->arena, "t%d", from + i),
			.url = arena_printf(f->arena, "https://a.example/%d", from + i),
			.html = arena_printf(f->arena,
				"<p>Number %d: a text that is long enough to be stored as a "
				"compressed one, as most of those that feeds bring are, and with "
				"words that stand in no other: %x %x.",
				from + i, fixture_pick(f, 1 << 20), fixture_pick(f, 1 << 20)),
			.published = NOW - from - i};
	assert_int_equal(fixture_merge(f, 1, entries, (size_t)count, NOW), count);
}

static Ailments examine(Fixture *f)
{
	Ailments what;
	Err err = {0};

	if (!library_examine(f->lib, &what, &err))
		fail_msg("%s", err.text);
	return what;
}

static void assert_well(Fixture *f)
{
	Ailments what = examine(f);
	Arena *arena = arena_open();
	bool sound;
	Str why;

	assert_true(library_sound(f->lib, &sound, arena, &why, NULL) && sound);
	assert_int_equal(what.counts, 0);
	assert_int_equal(what.orphans, 0);
	assert_int_equal(what.hollow, 0);
	assert_false(what.words || what.fixed);
	arena_close(arena);
}

static void index_words(Fixture *f)
{
	uint64_t left = 1;

	while (left)
		assert_true(library_index(f->lib, 1000, NULL, &left, NULL));
}

static void a_sound_library_is_left_alone(void **state)
{
	Fixture *f = *state;

	add(f, 0, ARTICLES);
	index_words(f);
	assert_well(f);
	assert_true(library_mend(f->lib, &(Ailments){0}, NULL));
	assert_null(library_copy(f->lib));
}

static void what_does_not_fit_together_is_put_right(void **state)
{
	Fixture *f = *state;
	Ailments what;
	Err err = {0};

	add(f, 0, ARTICLES);
	index_words(f);
	fixture_run(f, "UPDATE feed SET unread = 7 WHERE id = 1;"
		       "UPDATE feed SET total = 3 WHERE id = 2;"
		       "DELETE FROM item WHERE id = 5;"
		       "INSERT INTO place VALUES (5, 1, 1);"
		       "DELETE FROM content WHERE id = 6;"
		       "UPDATE content SET html = substr(html, 1, 60) WHERE id = 7");
	fixture_reopen(f, LIBRARY_WRITE);
	what = examine(f);
	assert_int_equal(what.counts, 2);
	assert_int_equal(what.orphans, 3); /* a text, a place, a mark */
	assert_int_equal(what.hollow, 2);
	if (!library_mend(f->lib, &what, &err))
		fail_msg("%s", err.text);
	assert_well(f);
	assert_int_equal(fixture_feed(f, 1).unread, ARTICLES - 1);
	assert_int_equal(fixture_feed(f, 2).total, 0);
	/* It was kept as it was. */
	f->path = arena_strz(f->arena, str_from(library_copy(f->lib)));
	assert_int_equal(fixture_number(f, "SELECT unread FROM feed WHERE id = 1"), 7);
}

/* The feed brings what was lost, and nothing becomes new. */
static void lost_texts_come_back_with_the_feed(void **state)
{
	Fixture *f = *state;
	Ailments what;
	Entry e;

	add(f, 0, 20);
	fixture_run(f, "UPDATE content SET html = substr(html, 1, 60) WHERE id = 7");
	what = examine(f);
	assert_int_equal(what.hollow, 1);
	assert_true(library_mend(f->lib, &what, NULL));
	e = fixture_article(f, 7).entry;
	assert_int_equal(e.html.n, 0);
	e.html = fixture_article(f, 8).entry.html;
	assert_int_equal(fixture_merge(f, 1, &e, 1, NOW), 0);
	assert_true(str_eq(fixture_article(f, 7).entry.html, e.html));
}

static void a_damaged_index_of_words_is_made_anew(void **state)
{
	Fixture *f = *state;
	const char *path = arena_printf(f->arena, "%s-search", f->path).s;
	Ailments what;
	FILE *file;

	add(f, 0, ARTICLES);
	index_words(f);
	library_close(f->lib);
	file = fopen(path, "r+");
	fseek(file, 4096 * 4, SEEK_SET);
	for (int i = 0; i < 4096 * 3; i++)
		fputc(0x5a, file);
	fclose(file);
	f->lib = library_open(f->path, LIBRARY_WRITE, NULL);
	what = examine(f);
	assert_true(what.words);
	assert_true(library_mend(f->lib, &what, NULL));
	index_words(f);
	assert_well(f);
	assert_string_equal(fixture_titles(f, "\"number 17\""), "t17");
}

/* Pages in the middle are overwritten: what is around them is saved. */
static void a_damaged_file_gives_what_it_has(void **state)
{
	enum { PAGE = 16384 };
	Fixture *f = *state;
	struct stat about;
	Salvage saved;
	Str kept;
	FILE *file;
	Err err = {0};
	int wrecked = 0;

	add(f, 0, 4 * ARTICLES);
	library_close(f->lib);
	f->lib = NULL;
	fixture_run(f, "PRAGMA wal_checkpoint(TRUNCATE)");
	stat(f->path, &about);
	file = fopen(f->path, "r+");
	for (long at = PAGE * 12; at + PAGE < about.st_size && wrecked < 2; at += PAGE * 8) {
		fseek(file, at, SEEK_SET);
		for (int i = 0; i < PAGE; i++)
			fputc(0x5a, file);
		wrecked++;
	}
	fclose(file);
	if (!library_salvage(f->path, &saved, f->arena, &kept, &err))
		fail_msg("%s", err.text);
	assert_int_equal(saved.feeds, FEEDS);
	assert_true(saved.articles > 3 * ARTICLES);
	assert_true(saved.texts > 2 * ARTICLES);
	assert_string_equal(kept.s, arena_printf(f->arena, "%s-damaged", f->path).s);
	assert_int_equal(access(kept.s, F_OK), 0);
	fixture_reopen(f, LIBRARY_WRITE);
	assert_well(f);
	assert_int_equal(fixture_feed(f, 1).total, saved.articles);
}

static void what_is_no_library_gives_nothing_and_stays(void **state)
{
	Fixture *f = *state;
	Buf bytes = {0};
	Salvage saved;
	Str kept;
	Err err = {0};

	library_close(f->lib);
	f->lib = NULL;
	f->path = arena_printf(f->arena, "%s/other", f->folder).s;
	assert_true(file_write(f->path,
		S("not a database at all, but long enough to look like "
		  "one that has lost its head in the course of things"),
		NULL));
	assert_null(library_open(f->path, LIBRARY_WRITE, &err));
	assert_non_null(strstr(err.text, "lede doctor library"));
	assert_false(library_salvage(f->path, &saved, f->arena, &kept, &err));
	assert_non_null(strstr(err.text, "left as it is"));
	assert_true(file_read(f->path, 1000, &bytes, NULL));
	assert_true(str_starts(buf_str(&bytes), S("not a database at all")));
	buf_drop(&bytes);
}

/* A disk without room: what was shown as done stays, the rest is told, and later it goes on. */
static void a_full_disk_loses_nothing_that_was_done(void **state)
{
	Fixture *f = *state;
	Entry entries[ARTICLES];
	Parsed parsed = {.entries = entries, .entry_count = ARTICLES};
	ItemId id = 3;
	uint32_t added;
	Err err = {0};

	add(f, 0, 50);
	assert_true(library_mark(f->lib, &id, 1, ITEM_STARRED, true, NULL, NULL, NULL));
	assert_true(db_execute(f->lib,
		arena_printf(f->arena, "PRAGMA max_page_count=%d",
			(int)fixture_number(f, "PRAGMA page_count") + 2)
			.s,
		NULL));
	for (int i = 0; i < ARTICLES; i++)
		entries[i] = (Entry){.guid = arena_printf(f->arena, "new%d", i),
			.title = arena_printf(f->arena, "new%d", i),
			.html = arena_printf(f->arena, "%0400d", i)};
	assert_false(library_merge(f->lib, 2, &parsed, NOW, &added, &err));
	assert_non_null(strstr(err.text, "no room on the disk"));
	assert_int_equal(fixture_feed(f, 2).total, 0);
	assert_string_equal(fixture_titles(f, "starred"), "t47");
	assert_true(db_execute(f->lib, "PRAGMA max_page_count=1000000", NULL));
	assert_true(library_merge(f->lib, 2, &parsed, NOW, &added, &err));
	assert_int_equal(added, ARTICLES);
	assert_well(f);
}

/* Someone who may not write there: as root may, this is tried as nobody. */
static void where_nothing_can_be_written_that_is_said(void **state)
{
	Fixture *f = *state;
	int status = 0;
	pid_t child;

	library_close(f->lib);
	f->lib = NULL;
	assert_int_equal(chmod(f->folder, 0555), 0);
	assert_int_equal(chmod(f->path, 0444), 0);
	child = fork();
	if (child == 0) {
		Err err = {0};

		if (geteuid() == 0 && seteuid(NOBODY) != 0)
			_exit(2);
		_exit(!library_open(f->path, LIBRARY_WRITE, &err) &&
					strstr(err.text, "can't open the library") &&
					strstr(err.text, "Permission denied")
				? 0
				: 1);
	}
	waitpid(child, &status, 0);
	chmod(f->folder, 0755);
	assert_int_equal(status, 0);
}

/* What a reader does there: 0, or the line that failed. */
static int read_alone(const char *path)
{
	Library *lib = library_open(path, LIBRARY_EITHER, NULL);
	Arena *arena = arena_open();
	const ItemId first = 1;
	Article article;
	uint64_t left, count;
	Query query;
	Err err = {0};

	if (!lib || !library_is_read_only(lib))
		return __LINE__;
	if (!query_parse(S("text:3"), arena, &query, NULL) ||
		!library_count(lib, &query, &count, NULL) || count != 1)
		return __LINE__;
	if (!library_article(lib, 1, arena, &article, NULL) || !article.entry.html.n)
		return __LINE__;
	if (!library_index(lib, 1000, NULL, &left, NULL) || left)
		return __LINE__;
	if (library_mark(lib, &first, 1, ITEM_STARRED, true, NULL, NULL, &err) ||
		!strstr(err.text, "can only be read"))
		return __LINE__;
	if (library_set_place(lib, 1, 2, 3, &err) || !strstr(err.text, "can only be read"))
		return __LINE__;
	library_close(lib);
	arena_close(arena);
	return 0;
}

static void what_may_only_be_read_is_read(void **state)
{
	Fixture *f = *state;
	int status = 0;
	pid_t child;

	add(f, 0, 5);
	for (int indexed = 0; indexed < 2; indexed++) {
		if (indexed)
			index_words(f);
		library_close(f->lib);
		f->lib = NULL;
		assert_int_equal(chmod(f->folder, 0555), 0);
		child = fork();
		if (child == 0) {
			if (geteuid() == 0)
				chmod(f->path, 0444);
			if (geteuid() == 0 && seteuid(NOBODY) != 0)
				_exit(2);
			_exit(read_alone(f->path));
		}
		waitpid(child, &status, 0);
		chmod(f->folder, 0755);
		chmod(f->path, 0600);
		assert_int_equal(WEXITSTATUS(status), 0);
		fixture_reopen(f, LIBRARY_WRITE);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sound_library_is_left_alone),
		TEST(what_does_not_fit_together_is_put_right),
		TEST(lost_texts_come_back_with_the_feed),
		TEST(a_damaged_index_of_words_is_made_anew),
		TEST(a_damaged_file_gives_what_it_has),
		TEST(what_is_no_library_gives_nothing_and_stays),
		TEST(a_full_disk_loses_nothing_that_was_done),
		TEST(where_nothing_can_be_written_that_is_said),
		TEST(what_may_only_be_read_is_read),
	};

	return cmocka_run_group_tests_name("store/mend", tests, NULL, NULL);
}
