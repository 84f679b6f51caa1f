/* feed/sites: feeds that follow from an address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "feed/discover.h"

static void each_address_leads_to_its_feed(void **state)
{
	static const struct {
		const char *url, *feed;
	} cases[] = {
		{"https://www.youtube.com/channel/UCx_1/videos",
			"https://www.youtube.com/feeds/videos.xml?channel_id=UCx_1"},
		{"https://youtube.com/user/ida",
			"https://www.youtube.com/feeds/videos.xml?user=ida"},
		{"https://www.reddit.com/r/boats/", "https://www.reddit.com/r/boats/.rss"},
		{"https://reddit.com/r/boats/comments/ab1/title/",
			"https://www.reddit.com/r/boats/comments/ab1/.rss"},
		{"https://github.com/ida/shoals/issues",
			"https://github.com/ida/shoals/releases.atom"},
		{"https://bsky.app/profile/ida.example",
			"https://bsky.app/profile/ida.example/rss"},
		{"https://medium.com/@ida/story-1", "https://medium.com/feed/@ida"},
		{"https://shoals.substack.com/p/x", "https://shoals.substack.com/feed"},
		{"https://news.ycombinator.com/", "https://news.ycombinator.com/rss"},
	};
	Arena *arena = arena_open();
	const FeedLink *links;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char got[200];

		assert_true(discover_by_address(str_from(cases[i].url), arena, &links) > 0);
		snprintf(got, sizeof got, "%.*s", STR_ARG(links[0].url));
		assert_string_equal(got, cases[i].feed);
	}
	arena_close(arena);
}

static void other_addresses_lead_nowhere(void **state)
{
	static const char *const urls[] = {
		"https://harbourpost.example/r/boats",
		"https://github.com/ida",
		"https://notreddit.com/r/boats",
		"https://substack.com/",
		"https://news.ycombinator.com/rss",
		"file:///r/boats",
		"",
	};
	Arena *arena = arena_open();
	const FeedLink *links;

	(void)state;
	for (size_t i = 0; i < COUNT(urls); i++)
		assert_int_equal(discover_by_address(str_from(urls[i]), arena, &links), 0);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_address_leads_to_its_feed),
		cmocka_unit_test(other_addresses_lead_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
