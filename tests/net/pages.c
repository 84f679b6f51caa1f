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

static size_t times(const char *text, const char *word)
{
	size_t n = 0;

	while ((text = strstr(text, word)) != NULL) {
		n++;
		text += strlen(word);
	}
	return n;
}

static void a_page_is_kept_for_later_as_an_article(void **state)
{
	Home *h = *state;

	home_write(h, "config/lede/config", S("keep 1d\n"));
	assert_int_equal(lede(h, "add --later", "/story"), 0);
	assert_said(h, "kept for later, 1 min: The ferry is back");
	assert_int_equal(home_lede(h, "list later"), 0);
	assert_said(h, "The ferry is back");
	/* Both pages of it. */
	assert_int_equal(home_lede(h, "search hardest"), 0);
	assert_said(h, "The ferry is back");
	assert_int_equal(home_lede(h, "list"), 0);
	assert_said(h, "Saved pages");
	/* It is one article however often it is kept. */
	assert_int_equal(lede(h, "add --later", "/story"), 0);
	assert_int_equal(home_lede(h, "list later"), 0);
	assert_int_equal(times(h->said, "The ferry is back"), 1);
	/* Nowhere is asked for news of it, which is no failure. */
	server_forget(h->server);
	assert_int_equal(home_lede(h, "update --force --strict"), 0);
	assert_int_equal(server_count(h->server, "/story"), 0);
	assert_int_equal(home_lede(h, "list --health"), 0);
	assert_null(strstr(h->said, "saved:"));
}

/* By its address; the next update brings the rest. */
static void a_page_that_cannot_be_had_now_is_kept(void **state)
{
	Home *h = *state;

	server_say(h->server, "/bridge", "502 Bad Gateway\r\n", "");
	assert_int_equal(lede(h, "add --later", "/bridge"), 0);
	assert_said(h, "it can't be fetched now; kept for later");
	assert_int_equal(home_lede(h, "list later"), 0);
	assert_said(h, "/bridge");

	server_say(h->server, "/bridge", "200 OK\r\nContent-Type: text/html\r\n",
		"<html lang=en><title>The bridge opens</title><body><article><h1>The bridge "
		"opens</h1><p>Two vans were first over the new bridge on Sunday, and a dog; the "
		"bridge keeper had counted on more of either, and less rain than there was.</p>"
		"</article>");
	assert_int_equal(home_lede(h, "update"), 0);
	assert_int_equal(home_lede(h, "list later"), 0);
	assert_said(h, "The bridge opens");
	assert_int_equal(times(h->said, "/bridge"), 1);
	assert_int_equal(home_lede(h, "search keeper"), 0);
	/* Nobody asks again, and without a way to it nothing of it goes. */
	server_forget(h->server);
	assert_int_equal(home_lede(h, "update --force"), 0);
	assert_int_equal(server_count(h->server, "/bridge"), 0);
	server_say(h->server, "/bridge", "502 Bad Gateway\r\n", "");
	assert_int_equal(lede(h, "add --later", "/bridge"), 0);
	assert_int_equal(home_lede(h, "search keeper"), 0);
	assert_said(h, "The bridge opens");
}

static void what_is_no_page_is_not_kept(void **state)
{
	Home *h = *state;

	assert_int_equal(lede(h, "add --later", "/teasers"), 1);
	assert_said(h, "this is a feed");
	assert_int_equal(lede(h, "add --later", "/nowhere"), 1);
	assert_said(h, "nothing at this address");
	assert_int_equal(home_lede(h, "add --later ./config"), 1);
	assert_int_equal(home_lede(h, "list later"), 1);
	home_lede(h, "list");
	assert_null(strstr(h->said, "Saved pages"));
	/* Of several, those that can be. */
	assert_int_equal(home_lede(h, arena_printf(h->arena, "add --later %.*s %.*s",
					      STR_ARG(home_url(h, "/nowhere")),
					      STR_ARG(home_url(h, "/story")))
					      .s),
		1);
	assert_said(h, "kept for later");
	assert_said(h, arena_printf(h->arena, "not kept: %.*s: has nothing at this address",
			       STR_ARG(home_url(h, "/nowhere")))
			       .s);
	assert_said(h, "(status 404)");
	assert_said(h, "1 of 2 pages kept");
	assert_int_equal(home_lede(h, "add --later 'no address'"), 1);
	assert_said(h, "not kept: “no address” is no address");
	assert_int_equal(home_lede(h, "add --later --tag x http://127.0.0.1/"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_article_in_several_pages_is_read_as_one),
		TEST(a_page_that_is_missing_is_told_and_the_rest_shown),
		TEST(other_pages_texts_and_feeds_are_read_as_ever),
		TEST(a_page_is_kept_for_later_as_an_article),
		TEST(a_page_that_cannot_be_had_now_is_kept),
		TEST(what_is_no_page_is_not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
