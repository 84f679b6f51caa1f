/* store: texts are small on disk and come back as they were, whichever way they lie there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/database.h"
#include "tests/unit/store/fixture.h"

/* About 4 kB that are not all the same, with a word in the middle. */
static Str long_text(Fixture *f, const char *word)
{
	Buf out = {0};

	for (int i = 0; i < 60; i++) {
		buf_printf(&out, "<p>The %u sheep of <em>farm %u</em> came home.</p>",
			fixture_pick(f, 1000), fixture_pick(f, 50));
		if (i == 30)
			buf_printf(&out, "<p>And %s with them.</p>", word);
	}
	return buf_take(&out, f->arena);
}

static ItemId add(Fixture *f, const char *title, Str html)
{
	Entry entry = {.guid = str_from(title), .title = str_from(title), .html = html};

	assert_int_equal(fixture_merge(f, 1, &entry, 1, NOW), 1);
	return fixture_list(f, title).ids[0];
}

static void assert_text(Fixture *f, ItemId id, Str wanted)
{
	Str got = fixture_article(f, id).entry.html;

	assert_int_equal(got.n, wanted.n);
	assert_memory_equal(got.s, wanted.s, wanted.n);
}

static void texts_are_small_and_come_back(void **state)
{
	Fixture *f = *state;
	Str text = long_text(f, "Rex"), page = long_text(f, "Bello");
	ItemId id = add(f, "long", text);
	Article article;

	assert_text(f, id, text);
	assert_true(fixture_number(f, "SELECT length(html) FROM content") * 2 < (int64_t)text.n);
	assert_true(library_set_page(f->lib, id, &(PageState){0}, page, NULL));
	article = fixture_article(f, id);
	assert_true(str_eq(article.full, page));
	assert_true(
		fixture_number(f, "SELECT length(full_text) FROM content") * 2 < (int64_t)page.n);
}

static void short_and_empty_texts_come_back(void **state)
{
	Fixture *f = *state;

	assert_text(f, add(f, "short", S("<p>x")), S("<p>x"));
	assert_text(f, add(f, "empty", S("")), S(""));
}

/* What was stored before there was compression. */
static void plain_rows_are_read_like_packed_ones(void **state)
{
	Fixture *f = *state;
	Str text = long_text(f, "Rex");
	ItemId id = add(f, "old", S(""));

	add(f, "new", text);
	fixture_run(f, arena_printf(f->arena, "UPDATE content SET html = '%.*s' WHERE id = %lld",
			       STR_ARG(text), (long long)id)
			       .s);
	assert_text(f, id, text);
	assert_string_equal(fixture_titles(f, "text:rex"), "new old");
}

static int64_t stored_bytes(Fixture *f)
{
	return fixture_number(f, "SELECT sum(length(CAST(html AS BLOB)) +"
				 " ifnull(length(CAST(full_text AS BLOB)), 0)) FROM content");
}

/* A library of before there was compression becomes small while nothing else is to be done. */
static void texts_of_an_older_library_are_packed_some_day(void **state)
{
	enum { ITEMS = 700 };
	Fixture *f = *state;
	Str texts[ITEMS];
	int64_t before, after;
	int steps = 0;
	bool more = true;
	Buf sql = {0};

	library_close(f->lib);
	f->lib = NULL;
	f->path = arena_printf(f->arena, "%s/old.db", f->folder).s;
	assert_true(library_make_old(f->path, 6, NULL));
	buf_add(&sql, S("BEGIN;INSERT INTO feed (url, place, total) VALUES"
			" ('https://a.example/', 0, 700);"));
	for (int i = 0; i < ITEMS; i++) {
		texts[i] = i % 7 ? long_text(f, "Rex") : S("<p>short");
		buf_printf(&sql,
			"INSERT INTO item VALUES (%d, 1, %d, %d, 5, 5, 0, 3, 't', '', '', '', '');"
			"INSERT INTO content VALUES (%d, 'g%d', '%.*s', '', '', '', '', 0,"
			" iif(%d = 9, CAST('%.*s' AS BLOB), NULL), '');",
			i + 1, i, i, i + 1, i, STR_ARG(texts[i]), i, STR_ARG(texts[i]));
	}
	buf_add(&sql, S("COMMIT"));
	fixture_run(f, buf_z(&sql));
	buf_drop(&sql);
	fixture_reopen(f, LIBRARY_WRITE);
	before = stored_bytes(f);
	while (more) {
		assert_true(library_repack(f->lib, &more, NULL));
		if (++steps == 5)
			fixture_reopen(f, LIBRARY_WRITE);
	}
	assert_in_range(steps, 10, 20);
	after = stored_bytes(f);
	assert_true(after * 3 < before);
	for (int i = 0; i < ITEMS; i++)
		assert_text(f, i + 1, texts[i]);
	assert_true(str_eq(fixture_article(f, 10).full, texts[9]));
	assert_true(library_repack(f->lib, &more, NULL));
	assert_false(more);
	assert_int_equal(stored_bytes(f), after);
}

static void all_ways_to_search_look_into_packed_texts(void **state)
{
	static const char *const queries[] = {"rex", "text:rex", "\"rex with them\"", "/and r.x/"};
	Fixture *f = *state;
	uint64_t left;
	Str snippet;
	Needle needle;

	add(f, "one", long_text(f, "Rex"));
	add(f, "two", long_text(f, "nobody"));
	for (int indexed = 0; indexed < 2; indexed++) {
		for (size_t i = 0; i < COUNT(queries); i++)
			assert_string_equal(fixture_titles(f, queries[i]), "one");
		assert_true(library_index(f->lib, 1000, NULL, &left, NULL));
		assert_int_equal(left, 0);
	}
	assert_true(needle_make(S("rex"), false, f->arena, &needle));
	assert_true(library_snippet(f->lib, fixture_list(f, "one").ids[0], &needle, 1, f->arena,
		&snippet, NULL));
	assert_true(str_find(snippet, S("And Rex with them")) >= 0);
}

static void a_damaged_text_costs_that_article_alone(void **state)
{
	Fixture *f = *state;
	ItemId id = add(f, "one", long_text(f, "Rex"));
	Article article;
	Err err = {0};
	uint64_t left;

	add(f, "two", long_text(f, "Rex"));
	fixture_run(f, "UPDATE content SET html = substr(html, 1, length(html) - 20) WHERE id = 1");
	assert_false(library_article(f->lib, id, f->arena, &article, &err));
	assert_non_null(strstr(err.text, "damaged"));
	assert_string_equal(fixture_titles(f, "rex"), "two");
	assert_true(library_index(f->lib, 1000, NULL, &left, NULL));
	assert_string_equal(fixture_titles(f, "rex"), "two");
	assert_string_equal(fixture_titles(f, "title:one"), "one");
}

/* What articles of a feed have in common. */
static Str short_text(Fixture *f, const char *word)
{
	return arena_printf(f->arena,
		"<p>Report %s of the harbour office: %u ships came in, %u left; wind from the "
		"south-west, sea slight, visibility good.</p><p><a "
		"href=\"https://a.example/%s\">Read more</a></p>",
		word, fixture_pick(f, 900), fixture_pick(f, 900), word);
}

static void add_many(Fixture *f, int count, const char *word)
{
	Entry *entries = arena_array(f->arena, (size_t)count, sizeof *entries);

	for (int i = 0; i < count; i++) {
		const char *name = arena_printf(f->arena, "%s%d", word, i).s;

		entries[i] = (Entry){.guid = str_from(name),
			.title = str_from(name),
			.url = str_from(name),
			.html = short_text(f, name)};
	}
	assert_int_equal(fixture_merge(f, 1, entries, (size_t)count, NOW), count);
}

static void assert_all_are_read(Fixture *f)
{
	IdList all;

	fixture_reopen(f, LIBRARY_WRITE);
	all = fixture_list(f, "");
	for (size_t i = 0; i < all.count; i++) {
		Article article = fixture_article(f, all.ids[i]);

		assert_true(str_find(article.entry.html, article.item.title) > 0);
	}
}

static void many_texts_make_a_dictionary_for_later_ones(void **state)
{
	Fixture *f = *state;
	int64_t before;

	add_many(f, 600, "a");
	before = fixture_number(f, "SELECT avg(length(html)) FROM content");
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM dictionary"), 1);
	add_many(f, 100, "b");
	assert_true(fixture_number(f, "SELECT avg(length(html)) FROM content WHERE id > 600") <
		    before * 4 / 5);
	assert_all_are_read(f);
	add_many(f, 1900, "c");
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM dictionary"), 2);
	add_many(f, 10, "d");
	assert_all_are_read(f);
}

static void a_dictionary_that_was_rolled_back_is_used_no_more(void **state)
{
	Fixture *f = *state;
	Err err = {0};

	Entry bad = {.guid = S("bad"), .title = S("bad")};
	Parsed parsed = {.entries = &bad, .entry_count = 1};
	uint32_t added;

	fixture_run(f, "CREATE TRIGGER no BEFORE INSERT ON content WHEN new.guid = 'bad' BEGIN"
		       " SELECT RAISE(ABORT, 'disk on fire'); END");
	add_many(f, 450, "a");
	assert_true(library_begin(f->lib, NULL));
	add_many(f, 100, "b");
	add_many(f, 10, "c");
	assert_false(library_merge(f->lib, 1, &parsed, NOW, &added, &err));
	assert_false(library_commit(f->lib, &err));
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM dictionary"), 0);
	add_many(f, 20, "d");
	assert_all_are_read(f);
}

/* An article whose text was compressed ahead, with that book. */
static void add_pressed(Fixture *f, Book *book, const char *title, Str html)
{
	Entry entry = {.guid = str_from(title), .title = str_from(title), .html = html};
	Parsed parsed = {.entries = &entry, .entry_count = 1};
	Press *press = press_open();
	uint32_t added;

	assert_non_null(book);
	assert_true(library_merge_pressed(f->lib, 1, &parsed,
		press_texts(press, book, &parsed, f->arena), NOW, &added, NULL));
	assert_int_equal(added, 1);
	press_close(press);
}

static void texts_may_be_packed_ahead(void **state)
{
	Fixture *f = *state;
	Str text = short_text(f, "Rex");
	Book *old = library_book(f->lib);

	add_many(f, 600, "a");
	add_pressed(f, library_book(f->lib), "ahead", text);
	add_pressed(f, old, "of before the dictionary", text);
	add_pressed(f, library_book(f->lib), "short", S("<p>x"));
	add(f, "now", text);
	assert_text(f, 601, text);
	assert_text(f, 602, text);
	assert_text(f, 603, S("<p>x"));
	assert_int_equal(fixture_number(f, "SELECT length(html) FROM content WHERE id = 601"),
		fixture_number(f, "SELECT length(html) FROM content WHERE id = 604"));
	assert_true(fixture_number(f, "SELECT length(html) FROM content WHERE id = 602") >
		    fixture_number(f, "SELECT length(html) FROM content WHERE id = 601"));
}

static void what_was_packed_ahead_outlives_a_rollback(void **state)
{
	Fixture *f = *state;
	Book *book;
	Err err = {0};
	Entry bad = {.guid = S("bad"), .title = S("bad")};
	Parsed parsed = {.entries = &bad, .entry_count = 1};
	uint32_t added;

	fixture_run(f, "CREATE TRIGGER no BEFORE INSERT ON content WHEN new.guid = 'bad' BEGIN"
		       " SELECT RAISE(ABORT, 'disk on fire'); END");
	add_many(f, 450, "a");
	assert_true(library_begin(f->lib, NULL));
	add_many(f, 100, "b");
	book = library_book(f->lib);
	assert_false(library_merge(f->lib, 1, &parsed, NOW, &added, &err));
	assert_false(library_commit(f->lib, &err));
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM dictionary"), 0);
	add_pressed(f, book, "ahead", long_text(f, "ahead"));
	assert_all_are_read(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(texts_may_be_packed_ahead, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(what_was_packed_ahead_outlives_a_rollback,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(texts_are_small_and_come_back, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(short_and_empty_texts_come_back, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(texts_of_an_older_library_are_packed_some_day,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(plain_rows_are_read_like_packed_ones, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(all_ways_to_search_look_into_packed_texts,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(a_damaged_text_costs_that_article_alone,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(many_texts_make_a_dictionary_for_later_ones,
			fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(a_dictionary_that_was_rolled_back_is_used_no_more,
			fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests_name("store/pack", tests, NULL, NULL);
}
