/* store: one article stays one, whatever guid, date and text its feed gives it from day to day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/same.h"
#include "tests/unit/store/fixture.h"

#define TEXT                                                                                       \
	"<p>The council of the town met for the first time this year and talked about the old"     \
	" bridge over the river, which nobody has crossed since the flood.</p>"

static Entry entry(const char *guid, const char *url, const char *title, const char *html)
{
	return (Entry){.guid = str_from(guid),
		.url = str_from(url),
		.title = str_from(title),
		.html = str_from(html),
		.published = NOW - 100};
}

static void read_all(Fixture *f)
{
	IdList all = fixture_list(f, "");

	assert_true(library_mark(f->lib, all.ids, all.count, ITEM_UNREAD, false, NULL, NULL, NULL));
}

static void new_guids_for_all_make_nothing_unread(void **state)
{
	Fixture *f = *state;
	Entry a[] = {entry("1", "https://a.example/2024/one", "one", TEXT),
		entry("2", "https://a.example/2024/two", "two", TEXT),
		entry("3", "", "three", TEXT), entry("4", "https://a.example/", "four", "")};

	assert_int_equal(fixture_merge(f, 1, a, COUNT(a), NOW), 4);
	read_all(f);
	for (size_t i = 0; i < COUNT(a); i++)
		a[i].guid = arena_printf(f->arena, "tag:a.example,%zu", i);
	assert_int_equal(fixture_merge(f, 1, a, COUNT(a), NOW + 60), 0);
	assert_int_equal(fixture_feed(f, 1).unread, 0);
	assert_int_equal(fixture_feed(f, 1).total, 4);
	/* They are known by the new ones from now on. */
	a[0].title = S("otherwise");
	a[0].url = S("https://a.example/elsewhere");
	assert_int_equal(fixture_merge(f, 1, a, COUNT(a), NOW + 120), 0);
	assert_true(str_eq(fixture_article(f, fixture_list(f, "otherwise").ids[0]).entry.guid,
		a[0].guid));
}

static void a_site_that_moved_brings_nothing_new(void **state)
{
	Fixture *f = *state;
	Entry a = entry("http://a.example/2024/one", "http://a.example/2024/one", "one", TEXT);

	assert_int_equal(fixture_merge(f, 1, &a, 1, NOW), 1);
	a.guid = a.url = S("https://www.a.example/2024/one/?utm_source=rss");
	assert_int_equal(fixture_merge(f, 1, &a, 1, NOW), 0);
	a.guid = a.url = S("https://b.example/2024/one");
	assert_int_equal(fixture_merge(f, 1, &a, 1, NOW), 0);
	assert_int_equal(fixture_feed(f, 1).total, 1);
}

static void an_article_listed_twice_is_one(void **state)
{
	Fixture *f = *state;
	Entry a[] = {entry("2", "https://a.example/2024/one?utm_medium=feed", "one", TEXT "<p>new"),
		entry("1", "https://a.example/2024/one", "one", TEXT)};

	assert_int_equal(fixture_merge(f, 1, a, 2, NOW), 1);
	assert_int_equal(fixture_merge(f, 1, a, 2, NOW), 0);
	assert_int_equal(fixture_feed(f, 1).total, 1);
	/* The first is the one that counts, and stays it. */
	assert_true(
		str_ends(fixture_article(f, fixture_list(f, "").ids[0]).entry.html, S("<p>new")));
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM version"), 1);
}

/* What has an address in common and is not the same stays apart. */
static void articles_of_one_address_stay_apart(void **state)
{
	static const char *const addresses[] = {"https://a.example/", "https://a.example/weather",
		"https://a.example/2024/thread-about-the-bridge", ""};
	Fixture *f = *state;

	for (size_t i = 0; i < COUNT(addresses); i++) {
		Entry a[] = {entry("1", addresses[i], "Re: Bridge",
				     "<p>I have seen it myself only last week, it is a disgrace"),
			entry("2", addresses[i], "Re: Bridge",
				"<p>Who is going to pay for all of this in the end?"),
			entry("3", addresses[i], "Monday", "<p>Rain")};

		a[1].published = NOW - 50;
		assert_int_equal(fixture_merge(f, 1, a, 3, NOW), 3);
		/* One after the other, too. */
		a[0].guid = S("4");
		a[0].published = NOW;
		a[0].html = S("<p>None of you has ever been there, have you? I thought so.");
		assert_int_equal(fixture_merge(f, 1, a, 1, NOW), 1);
		fixture_run(f, "DELETE FROM item; DELETE FROM content");
	}
	assert_int_equal(fixture_merge(f, 2,
				 (Entry[]){entry("1", "https://a.example/2024/one", "one", TEXT)},
				 1, NOW),
		1);
}

static void a_corrected_text_keeps_what_it_was(void **state)
{
	Fixture *f = *state;
	Entry a = entry("1", "https://a.example/1", "one", TEXT);
	const ItemVersion *versions;
	ItemId id;
	size_t count;

	fixture_merge(f, 1, &a, 1, NOW);
	id = fixture_list(f, "").ids[0];
	assert_int_equal(fixture_article(f, id).changed, 0);
	for (int i = 1; i <= 6; i++) {
		a.html = arena_printf(f->arena, TEXT "<p>Correction number %d was made here.", i);
		assert_int_equal(fixture_merge(f, 1, &a, 1, NOW + i), 0);
	}
	assert_true(library_versions(f->lib, id, f->arena, &versions, &count, NULL));
	assert_int_equal(count, 4);
	assert_int_equal(fixture_article(f, id).versions, 4);
	assert_int_equal(fixture_article(f, id).changed, NOW + 6);
	assert_true(str_find(versions[0].html, S("number 5")) > 0);
	assert_int_equal(versions[0].at, NOW + 5);
	assert_true(str_find(versions[2].html, S("number 3")) > 0);
	assert_true(str_eq(versions[3].html, S(TEXT)));
	assert_int_equal(versions[3].at, NOW);
}

static void white_space_and_counters_are_no_correction(void **state)
{
	Fixture *f = *state;
	Entry a = entry("1", "https://a.example/1", "one", TEXT "<p><b>12</b> comments</p>");
	ItemId id;

	fixture_merge(f, 1, &a, 1, NOW);
	id = fixture_list(f, "").ids[0];
	assert_true(library_set_page(f->lib, id, &(PageState){0}, S("page"), NULL));
	a.html = S("<div class=x> " TEXT "</div>\n\n<p><i>13</i>  comments</p>");
	fixture_merge(f, 1, &a, 1, NOW + 5);
	assert_true(str_eq(fixture_article(f, id).entry.html, a.html));
	assert_int_equal(fixture_article(f, id).changed, 0);
	assert_int_equal(fixture_article(f, id).versions, 0);
	assert_true(str_eq(fixture_article(f, id).full, S("page")));
	/* A number within a sentence is said. */
	assert_false(same_text(S("<p>They counted 12 people at the bridge."),
		S("<p>They counted 13 people at the bridge."), f->arena));
}

static void odd_dates_are_shown_but_not_sorted_by(void **state)
{
	Fixture *f = *state;
	Entry a[] = {entry("1", "https://a.example/1", "future", ""),
		entry("2", "https://a.example/2", "sound", ""),
		entry("3", "https://a.example/3", "ancient", ""),
		entry("4", "https://a.example/4", "undated", "")};
	const int64_t claimed[] = {NOW + 90 * 86400, NOW - 100, -2000000000, NOW};

	a[0].published = claimed[0];
	a[2].published = claimed[2];
	a[3].published = INT64_MIN;
	for (int round = 0; round < 2; round++) {
		fixture_merge(f, 1, a, COUNT(a), NOW + round);
		assert_string_equal(fixture_titles(f, ""), "future ancient undated sound");
		for (size_t i = 0; i < COUNT(a); i++) {
			IdList ids = fixture_list(f,
				arena_printf(f->arena, "%.*s", STR_ARG(a[i].title)).s);

			assert_int_equal(fixture_article(f, ids.ids[0]).entry.published,
				claimed[i]);
			a[i].author = S("A");
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(new_guids_for_all_make_nothing_unread),
		TEST(a_site_that_moved_brings_nothing_new),
		TEST(an_article_listed_twice_is_one),
		TEST(articles_of_one_address_stay_apart),
		TEST(a_corrected_text_keeps_what_it_was),
		TEST(white_space_and_counters_are_no_correction),
		TEST(odd_dates_are_shown_but_not_sorted_by),
	};

	return cmocka_run_group_tests_name("store/identity", tests, NULL, NULL);
}
