/* Commands that are given the address of an article: all pages of it are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/net/home.h"

static int lede(Home *h, const char *command, const char *path)
{
	return home_lede(h,
		arena_printf(h->arena, "%s %.*s", command, STR_ARG(home_url(h, path))).s);
}

static void an_article_in_several_pages_is_read_as_one(void **state)
{
	Home *h = *state;
	const char *first, *second;

	assert_int_equal(lede(h, "show", "/story"), 0);
	first = strstr(h->said, "The ferry returned");
	second = strstr(h->said, "For the school");
	assert_true(first && second && first < second);
	/* The headline of the second page is that of the first. */
	assert_null(strstr(strstr(h->said, "The ferry is back") + 1, "The ferry is back"));
	assert_int_equal(server_count(h->server, "/story"), 2);

	assert_int_equal(lede(h, "extract --format text", "/story"), 0);
	assert_said(h, "For the school");
	assert_int_equal(lede(h, "extract", "/story"), 0);
	assert_null(strstr(h->said, "\"next\""));
}

static void a_page_that_is_missing_is_told_and_the_rest_shown(void **state)
{
	Home *h = *state;

	assert_int_equal(lede(h, "show", "/torn"), 0);
	assert_said(h, "The repair cost");
	assert_said(h, "page 2 of this article is missing");
	assert_said(h, "/torn/2");
}

static void other_pages_texts_and_feeds_are_read_as_ever(void **state)
{
	Home *h = *state;

	assert_int_equal(lede(h, "show", "/whole"), 0);
	assert_said(h, "Gulls were counted");
	assert_int_equal(server_count(h->server, "/whole"), 1);
	assert_int_equal(lede(h, "show", "/teasers"), 0);
	assert_said(h, "Nobody knows where it went.");
	assert_int_equal(lede(h, "extract --format text", "/plain"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_article_in_several_pages_is_read_as_one),
		TEST(a_page_that_is_missing_is_told_and_the_rest_shown),
		TEST(other_pages_texts_and_feeds_are_read_as_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
