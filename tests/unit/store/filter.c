/* store: filters in newsboat's language find what newsboat finds: every attribute, compared in
 * every way that makes sense of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/unit/store/fixture.h"

enum { DAY_S = 86400 };

static int64_t now(void)
{
	return time(NULL);
}

static int setup(void **state)
{
	static const Enclosure sound[] = {
		{.url = {"https://cdn.example/cover.png", 29}, .type = {"image/png", 9}},
		{.url = {"https://cdn.example/1.mp3", 25}, .type = {"audio/mpeg", 10}},
	};
	static const Subscription subs[] = {
		{.url = {"https://a.example/", 18},
			.title = {"Harbour Post", 12},
			.folder = {"News", 4},
			.tags = {"daily\nbig", 9}},
		{.url = {"https://b.example/", 18},
			.title = {"Tides", 5},
			.folder = {"by the sea", 10}},
	};
	Fixture *f;
	Entry first[] = {
		{.guid = S("1"),
			.title = S("one"),
			.url = S("https://a.example/1"),
			.published = now() - 100,
			.enclosures = sound,
			.enclosure_count = 2},
		{.guid = S("2"), .title = S("two words"), .published = now() - 3 * DAY_S - 60},
		{.guid = S("3"), .title = S("three"), .published = now() - 10 * DAY_S},
	};
	Entry second[] = {{.guid = S("4"),
		.title = S("four"),
		.author = S("Ida Brandt"),
		.tags = S("topic"),
		.published = now() - 5 * DAY_S - 60}};
	ItemId read[] = {3}; /* "one": articles are merged from the end */

	if (fixture_setup(state) != 0)
		return -1;
	f = *state;
	assert_true(library_subscribe(f->lib, subs, 2, NULL));
	fixture_merge(f, 1, first, 3, now());
	fixture_merge(f, 2, second, 1, now());
	assert_true(library_mark(f->lib, read, 1, ITEM_UNREAD, false, NULL, NULL, NULL));
	return 0;
}

static void assert_finds(Fixture *f, const char *filter, const char *titles)
{
	if (strcmp(fixture_titles(f, filter), titles) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", filter, fixture_titles(f, filter), titles);
}

static void articles_by_what_they_are(void **state)
{
	Fixture *f = *state;

	assert_finds(f, "title = \"two words\"", "two words");
	assert_finds(f, "title # \"words\"", "two words");
	assert_finds(f, "title # \"word\"", "");
	assert_finds(f, "title !~ \"o\"", "three");
	assert_finds(f, "author =~ \"brandt$\"", "four");
	assert_finds(f, "unread = \"no\"", "one");
	assert_finds(f, "age between 3:6", "two words four");
	assert_finds(f, "age > 5", "three");
	assert_finds(f, "guid = \"3\" or link =~ \"/1$\"", "one three");
	assert_finds(f, "enclosure_url = \"https://cdn.example/1.mp3\"", "one");
	assert_finds(f, "enclosure_type # \"audio/mpeg\"", "one");
	assert_finds(f, "enclosure_url = \"\"", "two words four three");
	assert_finds(f, "date =~ \"^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} \"",
		"one two words four three");
}

static void articles_by_their_feeds(void **state)
{
	Fixture *f = *state;

	assert_finds(f, "feedtitle # \"Post\"", "one two words three");
	assert_finds(f, "feedtitle # \"post\"", "");
	assert_finds(f, "rssurl =~ \"B\\.EXAMPLE\"", "four");
	assert_finds(f, "feedlink =~ \"site\"", "one two words four three");
	assert_finds(f, "tags # \"daily\" and unread = \"yes\"", "two words three");
	/* newsboat's are those of feeds; one with blanks it can't find. */
	assert_finds(f, "tags # \"topic\"", "");
	assert_finds(f, "tags # \"big\"", "one two words three");
	assert_finds(f, "tags # \"daily big\"", "");
	assert_finds(f, "tags # \"by the sea\" and tags # \"sea\"", "four");
	assert_finds(f, "tags =~ \"^News daily\"", "one two words three");
	assert_finds(f, "tags = \"News daily big \"", "one two words three");
	assert_finds(f, "tags = \"News daily big\"", "");
	assert_finds(f, "unread = \"perhaps\"", "");
	assert_finds(f, "tags # \"\"", "");
	assert_finds(f, "unread != \"perhaps\" and feedindex = 2", "four");
	assert_finds(f, "unread_count = 2", "one two words three");
	assert_finds(f, "total_count < 3", "four");
	assert_finds(f, "total_count >= \"3\"", "one two words three");
	assert_finds(f, "feedindex = 2", "four");
	assert_finds(f, "feedindex between 2:1", "one two words four three");
	assert_finds(f, "latest_article_age > 4", "four");
	assert_finds(f, "latest_article_age != 0 and title =~ \".\"", "four");
}

/* a and b or c is a and (b or c). */
static void or_binds_to_the_right(void **state)
{
	Fixture *f = *state;

	assert_finds(f, "unread = \"yes\" and title = \"one\" or title = \"four\"", "four");
	assert_finds(f, "(unread = \"yes\" and title = \"four\") or title = \"one\"", "one four");
}

static void flags_are_tags_of_one_letter(void **state)
{
	Fixture *f = *state;
	const Mark a = {.tag = S("a"), .on = true}, b = {.tag = S("b"), .on = true},
		   sea = {.tag = S("sea"), .on = true};
	ItemId ids[] = {3, 2}; /* "one", "two words" */

	assert_true(library_change(f->lib, &b, ids, 1, NULL, NULL, NULL));
	assert_true(library_change(f->lib, &a, ids, 2, NULL, NULL, NULL));
	assert_true(library_change(f->lib, &sea, ids, 2, NULL, NULL, NULL));
	assert_finds(f, "flags = \"ab\"", "one");
	assert_finds(f, "flags =~ \"a\" and title !# \"x\"", "one two words");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(articles_by_what_they_are),
		TEST(articles_by_their_feeds),
		TEST(or_binds_to_the_right),
		TEST(flags_are_tags_of_one_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
