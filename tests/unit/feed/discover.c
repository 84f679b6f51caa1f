/* feed/discover: the feeds that a page names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/discover.h"

static Arena *arena;
static const FeedLink *links;

static size_t find(const char *page)
{
	return discover_in_page(str_from(page), S("text/html"), S("https://a.example/x/page"),
		arena, &links);
}

static void links_come_in_order_absolute_and_once(void **state)
{
	(void)state;
	assert_int_equal(
		find("<head><link rel=alternate type=application/rss+xml href=feed title=' "
		     "The\nNews '>"
		     "<LINK REL='Alternate home' TYPE='Application/Atom+XML; charset=utf-8' "
		     "HREF='/atom?a=1&amp;b=2'><link rel=alternate type=application/rss+xml "
		     "href=feed>"
		     "</head><body><a rel='me feed' href=//b.example/f>"),
		3);
	assert_true(str_eq(links[0].url, S("https://a.example/x/feed")));
	assert_true(str_eq(links[0].title, S("The News")));
	assert_true(str_eq(links[1].url, S("https://a.example/atom?a=1&b=2")));
	assert_true(str_eq(links[2].url, S("https://b.example/f")));
}

static void other_alternates_are_none(void **state)
{
	(void)state;
	assert_int_equal(
		find("<link rel=alternate hreflang=sv href=/sv><link rel='alternate stylesheet' "
		     "type=application/rss+xml href=x><link rel=alternate type=text/html href=y>"
		     "<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>"
		     "<link rel=feed href=javascript:x()><link rel=feed>"
		     "<!-- <link rel=feed href=c> --><script>'<link rel=feed href=s>'</script>"),
		0);
}

static void the_first_base_counts_for_what_follows(void **state)
{
	(void)state;
	assert_int_equal(find("<link rel=feed href=one><base href=https://b.example/><base "
			      "href=https://c.example/><link rel=feed href=two>"),
		2);
	assert_true(str_eq(links[0].url, S("https://a.example/x/one")));
	assert_true(str_eq(links[1].url, S("https://b.example/two")));
}

static void the_scheme_feed_is_no_scheme(void **state)
{
	(void)state;
	assert_int_equal(find("<link rel=feed href=feed://b.example/rss>"
			      "<link rel=feed href='feed:http://b.example/atom'>"
			      "<link rel=feed href='feed:/own'>"),
		3);
	assert_true(str_eq(links[0].url, S("https://b.example/rss")));
	assert_true(str_eq(links[1].url, S("http://b.example/atom")));
	assert_true(str_eq(links[2].url, S("https://a.example/own")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_come_in_order_absolute_and_once),
		cmocka_unit_test(other_alternates_are_none),
		cmocka_unit_test(the_first_base_counts_for_what_follows),
		cmocka_unit_test(the_scheme_feed_is_no_scheme),
	};
	int failed;

	arena = arena_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
