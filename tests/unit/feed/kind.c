/* feed/reader/kind: pages that are less than an article are told apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/parse.h"

#define LINE                                                                                       \
	"<p>The ferry returned to service on Monday morning, eleven weeks after a cracked shaft "  \
	"sent it to the yard, and about forty people stood on the quay.</p>"
#define TEXT LINE "<p>The repair took longer than the winter, as repairs on the island do.</p>"
#define LONG TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT

static const Doc *read_page(const char *html, const char *url, Arena *arena, Err *err)
{
	return parse_page(S(""), str_from(html), S("text/html; charset=utf-8"), str_from(url),
		arena, err);
}

static void pages_are_told_apart(void **state)
{
	static const struct {
		const char *html;
		PageKind kind;
	} cases[] = {
		{"<article><h1>Ferry</h1>" TEXT "</article>", PAGE_ARTICLE},
		{"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":"
		 "\"Ferry\",\"isAccessibleForFree\":\"False\"}</script><article><h1>Ferry</h1>" TEXT
		 "</article>",
			PAGE_PAYWALL},
		/* All is there, whatever it says. */
		{"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":"
		 "\"Ferry\",\"isAccessibleForFree\":false}</script><article><h1>Ferry</h1>" LONG
		 "</article>",
			PAGE_ARTICLE},
		{"<article><h1>Ferry</h1>" TEXT "<div>Subscribe to read the rest</div></article>",
			PAGE_PAYWALL},
		{"<h1>We value your privacy</h1>" LINE "<p>Our partners store data on your device "
		 "and read it when they like, all hundred and twelve of them.</p>"
		 "<button>Accept all</button>",
			PAGE_CONSENT},
		/* An article may speak of it. */
		{"<article><h1>Ferry</h1>" TEXT "<p>Our partners wave.</p></article>",
			PAGE_ARTICLE},
		{"<title>404 Not Found</title><h1>404</h1>" LINE, PAGE_ERROR},
		{"<title>404 ferries without a captain</title><article><h1>404 ferries without a "
		 "captain</h1>" TEXT "</article>",
			PAGE_ARTICLE},
		{"<h1>Welcome</h1>" LINE "<form><input name=u><input type=password></form>",
			PAGE_LOGIN},
		{"<noscript>You need to enable JavaScript to run this app.</noscript><main>" LINE
		 "</main>",
			PAGE_SCRIPT},
		{"<meta property=og:type content=video.other><main>" LINE "</main>", PAGE_VIDEO},
		{"<main><h1>Six gulls</h1>" LINE
		 "<img src=1.jpg><img src=2.jpg><img src=3.jpg><img "
		 "src=4.jpg><img src=5.jpg><img src=6.jpg></main>",
			PAGE_GALLERY},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *arena = arena_open();
		const Doc *doc = read_page(cases[i].html, "https://example.org/a", arena, NULL);

		assert_non_null(doc);
		if (doc->page != cases[i].kind)
			fail_msg("%s: %s", cases[i].html, page_kind_name(doc->page).s);
		arena_close(arena);
	}
}

static void what_is_there_instead_of_an_article_is_said(void **state)
{
	static const char *const cases[][2] = {
		{"<title>Page not found</title><a href=/>Home</a>", "the site says"},
		{"<form><input type=password></form>", "a login"},
		{"<noscript>Please enable JavaScript.</noscript>", "without scripts"},
		{"<p>", "no article"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *arena = arena_open();
		Err err = {0};

		assert_null(read_page(cases[i][0], "https://example.org/a", arena, &err));
		assert_true(str_find(str_from(err.text), str_from(cases[i][1])) >= 0);
		arena_close(arena);
	}
}

static void the_next_page_is_of_the_same_article(void **state)
{
	static const char *const cases[][3] = {
		{"https://example.org/ferry", "<link rel=next href=/ferry?page=2>",
			"/ferry?page=2"},
		{"https://example.org/ferry/", "<a href=/ferry/2/>2</a>", "/ferry/2/"},
		{"https://example.org/ferry?page=2", "<a href='?page=3'>Next page »</a>",
			"/ferry?page=3"},
		{"https://example.org/ferry.html", "<a rel=next href=ferry-2.html>»</a>",
			"/ferry-2.html"},
		/* The next story, the next screen of a list, another story of that name. */
		{"https://example.org/ferry", "<link rel=next href=/gulls>", ""},
		{"https://example.org/blog/", "<a rel=next href=/blog/page/2/>Older</a>", ""},
		{"https://example.org/ferry/", "<a href=/ferry-2/>The ferry again</a>", ""},
		{"https://example.org/ferry?page=3", "<a rel=prev href='?page=2'>2</a>", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *arena = arena_open();
		Str html = arena_printf(arena, "%s<article>" TEXT "</article>", cases[i][1]);
		const Doc *doc = read_page(arena_strz(arena, html), cases[i][0], arena, NULL);
		Str want = cases[i][2][0]
				   ? arena_printf(arena, "https://example.org%s", cases[i][2])
				   : S("");

		assert_non_null(doc);
		if (!str_eq(doc_str(doc, doc->next), want))
			fail_msg("%s: %.*s", cases[i][0], STR_ARG(doc_str(doc, doc->next)));
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_told_apart),
		cmocka_unit_test(what_is_there_instead_of_an_article_is_said),
		cmocka_unit_test(the_next_page_is_of_the_same_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
