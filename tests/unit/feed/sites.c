/* feed/sites: what each row of the table makes of an address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/discover.h"

static const struct {
	const char *url;
	const char *feeds[3];
} cases[] = {
	{"https://www.youtube.com/channel/UC-x_1/videos",
		{"https://www.youtube.com/feeds/videos.xml?channel_id=UC-x_1"}},
	{"https://youtube.com/user/harbourtv",
		{"https://www.youtube.com/feeds/videos.xml?user=harbourtv"}},
	{"https://m.youtube.com/playlist?feature=share&list=PL77#top",
		{"https://www.youtube.com/feeds/videos.xml?playlist_id=PL77"}},
	/* A handle says nothing; its page names the feed. */
	{"https://www.youtube.com/@harbourtv", {0}},
	{"https://www.reddit.com/r/tides/", {"https://www.reddit.com/r/tides/.rss"}},
	{"https://old.reddit.com/r/tides/top", {"https://www.reddit.com/r/tides/top/.rss"}},
	{"https://www.reddit.com/r/tides/comments/1ab/low_water/",
		{"https://www.reddit.com/r/tides/comments/1ab/.rss"}},
	{"https://www.reddit.com/user/keeper", {"https://www.reddit.com/user/keeper/.rss"}},
	{"https://www.reddit.com/u/keeper", {"https://www.reddit.com/user/keeper/.rss"}},
	{"https://bsky.app/profile/keeper.example",
		{"https://bsky.app/profile/keeper.example/rss"}},
	{"https://github.com/pier/gull/commits/main",
		{"https://github.com/pier/gull/commits/main.atom"}},
	{"https://github.com/pier/gull/commits", {"https://github.com/pier/gull/commits.atom"}},
	{"https://github.com/pier/gull/tags", {"https://github.com/pier/gull/tags.atom"}},
	{"https://github.com/pier/gull", {"https://github.com/pier/gull/releases.atom",
						 "https://github.com/pier/gull/commits.atom"}},
	{"https://github.com/pier/gull/releases/tag/v1",
		{"https://github.com/pier/gull/releases.atom"}},
	{"https://github.com/pier", {"https://github.com/pier.atom"}},
	{"https://gitlab.com/pier/gull/-/commits/main",
		{"https://gitlab.com/pier/gull/-/commits/main?format=atom",
			"https://gitlab.com/pier/gull/-/tags?format=atom"}},
	{"https://gitlab.com/pier/gull", {"https://gitlab.com/pier/gull/-/tags?format=atom",
						 "https://gitlab.com/pier/gull.atom"}},
	{"https://gitlab.com/pier", {"https://gitlab.com/pier.atom"}},
	{"https://codeberg.org/pier/gull", {"https://codeberg.org/pier/gull/releases.rss",
						   "https://codeberg.org/pier/gull.rss"}},
	{"https://codeberg.org/pier/gull/releases",
		{"https://codeberg.org/pier/gull/releases.rss"}},
	{"https://codeberg.org/pier", {"https://codeberg.org/pier.rss"}},
	{"https://git.sr.ht/~pier/gull", {"https://git.sr.ht/~pier/gull/log/rss.xml"}},
	{"https://medium.com/@keeper", {"https://medium.com/feed/@keeper"}},
	{"https://medium.com/the-pier", {"https://medium.com/feed/the-pier"}},
	{"https://medium.com/the-pier/tagged/gulls",
		{"https://medium.com/feed/the-pier/tagged/gulls"}},
	{"https://keeper.medium.com/low-water-1", {"https://keeper.medium.com/feed"}},
	{"https://keeper.substack.com/p/low-water", {"https://keeper.substack.com/feed"}},
	{"https://keeper.wordpress.com", {"https://keeper.wordpress.com/feed/"}},
	{"https://keeper.blogspot.com/2026/11/low.html",
		{"https://keeper.blogspot.com/feeds/posts/default"}},
	{"https://keeper.tumblr.com/", {"https://keeper.tumblr.com/rss"}},
	{"https://www.tumblr.com/keeper", {"https://keeper.tumblr.com/rss"}},
	{"https://news.ycombinator.com/newest", {"https://news.ycombinator.com/rss"}},
	{"https://lobste.rs/t/c", {"https://lobste.rs/t/c.rss", "https://lobste.rs/rss"}},
	{"https://lobste.rs/", {"https://lobste.rs/rss"}},
	{"https://vimeo.com/channels/tides", {"https://vimeo.com/channels/tides/videos/rss"}},
	{"https://vimeo.com/keeper", {"https://vimeo.com/keeper/videos/rss"}},
	{"https://dev.to/t/c", {"https://dev.to/feed/tag/c"}},
	{"https://dev.to/keeper", {"https://dev.to/feed/keeper"}},
	{"https://stackoverflow.com/questions/tagged/c", {"https://stackoverflow.com/feeds/tag/c"}},
	{"https://arxiv.org/list/cs.CL/recent", {"https://rss.arxiv.org/rss/cs.CL"}},
	{"https://letterboxd.com/keeper/", {"https://letterboxd.com/keeper/rss/"}},
	{"https://x.com/@keeper", {0}},
	{"https://twitter.com/u/keeper", {0}},
	{"https://www.threads.net/@keeper", {0}},
	{"https://www.tiktok.com/@keeper", {0}},
	{"https://www.instagram.com/u/keeper", {0}},
	{"https://social.example/@keeper", {"https://social.example/@keeper.rss"}},
	{"https://social.example/users/keeper", {"https://social.example/@keeper.rss"}},
	{"https://lemmy.example/c/tides", {"https://lemmy.example/feeds/c/tides.xml"}},
	{"https://lemmy.example/u/keeper", {"https://lemmy.example/feeds/u/keeper.xml"}},
	{"https://harbourpost.example/", {0}},
	{"https://social.example/@keeper/1123", {0}},
	{"ftp://github.com/pier/gull", {0}},
	{"", {0}},
};

static void each_address_leads_to_its_feeds(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const FeedLink *links;
		size_t count = discover_by_address(str_from(cases[i].url), arena, &links), want = 0;

		while (want < COUNT(cases[i].feeds) && cases[i].feeds[want])
			want++;
		if (count != want)
			print_error("%s\n", cases[i].url);
		assert_int_equal(count, want);
		for (size_t k = 0; k < count; k++)
			assert_string_equal(arena_strz(arena, links[k].url), cases[i].feeds[k]);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_address_leads_to_its_feeds)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
