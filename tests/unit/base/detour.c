/* base/detour: addresses without what was put around them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/detour.h"

typedef struct {
	const char *url, *want; /* NULL: the same, borrowed */
} Case;

static void run(const Case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		Arena *arena = arena_open();
		Str url = str_from(cases[i].url), got = detour_end(url, arena);

		assert_string_equal(arena_strz(arena, got),
			cases[i].want ? cases[i].want : cases[i].url);
		if (!cases[i].want)
			assert_ptr_equal(got.s, url.s);
		arena_close(arena);
	}
}

static void trackers_go_and_all_else_stays_as_written(void **state)
{
	static const Case cases[] = {
		{"https://e.example/a?utm_source=feed&utm_medium=rss", "https://e.example/a"},
		{"https://e.example/a?id=7&fbclid=IwAR0&page=2", "https://e.example/a?id=7&page=2"},
		{"https://e.example/a?UTM_Source=x", "https://e.example/a"},
		{"https://e.example/a?gclid&id=7", "https://e.example/a?id=7"},
		{"https://e.example/a?id=7&amp;utm_source=x", "https://e.example/a?id=7"},
		{"https://e.example/a?mc_cid=1#part-2", "https://e.example/a#part-2"},
		{"https://e.example/a#xtor=RSS-1", "https://e.example/a"},
		{"https://e.example/a?igshid=x#utm_source=y&part=2", "https://e.example/a#part=2"},
		{"https://x.com/a/status/1?s=20&t=q", "https://x.com/a/status/1"},
		{"https://youtu.be/abc?si=q&t=90", "https://youtu.be/abc?t=90"},
		{"https://e.example/?s=harbour&t=1&si=2", NULL},
		{"https://e.example/?utmost=1&_gallery=2&mc_cider=3", NULL},
		{"https://e.example/?q=a&&b=&c#d?utm_source=e", NULL},
		{"https://e.example/utm_source=x/fbclid", NULL},
		{"mailto:desk@e.example?utm_source=x", NULL},
		{"#utm_source=x", NULL},
		{"", NULL},
	};

	(void)state;
	run(cases, COUNT(cases));
}

static void pages_that_only_send_on_are_stepped_over(void **state)
{
	static const Case cases[] = {
		{"https://www.google.com/url?rct=j&sa=t&url=https://e.example/a%3Fid%3D7&ct=ga",
			"https://e.example/a?id=7"},
		{"https://www.google.co.uk/url?q=https%3A%2F%2Fe.example%2Fa&sa=D",
			"https://e.example/a"},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fe.example%2F%3Ffbclid%3Dx%26n%3D1"
		 "&h=AT0",
			"https://e.example/?n=1"},
		{"https://eur02.safelinks.protection.outlook.com/?url=http%3A%2F%2Fe.example%2Fa"
		 "&data=05",
			"http://e.example/a"},
		{"https://t.umblr.com/redirect?z=https%3A%2F%2Fe.example%2Fa&t=Y",
			"https://e.example/a"},
		{"https://www.google.com/amp/s/e.example/a/?x=1", "https://e.example/a/?x=1"},
		{"https://e-example.cdn.ampproject.org/c/s/e.example/a", "https://e.example/a"},
		{"https://www.deviantart.com/users/outgoing?https://e.example/a?b=c",
			"https://e.example/a?b=c"},
		{"https://href.li?https%3A%2F%2Fe.example%2Fa", "https://e.example/a"},
		{"https://us.rd.yahoo.com/news/*http%3A//e.example/a", "http://e.example/a"},
		/* one within another */
		{"https://www.google.com/url?q=https://l.facebook.com/l.php%3Fu%3Dhttps%253A%252F"
		 "%252Fe.example%252F",
			"https://e.example/"},
		/* a blank and a quote stay escaped */
		{"https://out.reddit.com/t3_1?url=https%3A%2F%2Fe.example%2Fa%2520b%22c%20d",
			"https://e.example/a%20b%22c%20d"},
	};

	(void)state;
	run(cases, COUNT(cases));
}

static void what_leads_nowhere_safe_is_left_alone(void **state)
{
	static const Case cases[] = {
		{"https://www.google.com/search?q=https://e.example/", NULL},
		{"https://www.google.com/url?q=harbour+news", NULL},
		{"https://google.example.org/url?q=https://e.example/", NULL},
		{"https://notgoogle.com/url?q=https://e.example/", NULL},
		{"https://www.google.com/url?q=javascript%3Aalert(1)", NULL},
		{"https://www.google.com/url?q=file%3A%2F%2F%2Fetc%2Fpasswd", NULL},
		{"https://www.google.com/url?q=https%3A%2F%2Flocalhost%2Fadmin", NULL},
		{"https://www.google.com/url?q=https%3A%2F%2Fe.example%2F%0d%0ax", NULL},
		{"https://www.google.com/url?q=https%3A%2F%2Fe.example%2F%1b%5b31m", NULL},
		{"https://www.google.com/url?q=https%3A%2F%2Fe.example%2F%ff%fe", NULL},
		{"https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fe.example%2F", NULL},
		{"https://web.archive.org/web/2020/https://e.example/", NULL},
	};

	(void)state;
	run(cases, COUNT(cases));
}

/* A detour to itself, and one more often wrapped than anybody would. */
static void there_is_an_end_to_detours(void **state)
{
	static const Case cases[] = {
		{"https://href.li/?https://href.li/?https://href.li/?https://href.li/?https://"
		 "href.li/?https://e.example/",
			"https://href.li/?https://e.example/"},
	};

	(void)state;
	run(cases, COUNT(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trackers_go_and_all_else_stays_as_written),
		cmocka_unit_test(pages_that_only_send_on_are_stepped_over),
		cmocka_unit_test(what_leads_nowhere_safe_is_left_alone),
		cmocka_unit_test(there_is_an_end_to_detours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
