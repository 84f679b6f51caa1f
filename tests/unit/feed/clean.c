/* feed/html/clean: what gets through, and in what form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/html/clean.h"

static void expect_at(const char *base, const char *html, const char *clean)
{
	Arena *arena = arena_open();
	Str out = clean_html(str_from(html), str_from(base), arena);

	assert_string_equal(arena_strz(arena, out), clean);
	arena_close(arena);
}

static void expect(const char *html, const char *clean)
{
	expect_at("https://example.org/a/", html, clean);
}

static void what_runs_is_gone(void **state)
{
	(void)state;
	expect("<p onclick=x()>a<script>b</script><style>c</style></p>", "<p>a</p>");
	expect("<a href='javascript:x'>a</a><a href=' java\nscript:x'>b</a>", "<a>a</a><a>b</a>");
	expect("<form action=/x><input name=q><button>Go</button>text</form>", "text");
	expect("<iframe src=https://ads.example/></iframe><object data=x></object>", "");
	expect("<svg><script>x</script></svg><math><mi>x</mi></math>", "x");
	expect("<img src='data:image/png;base64,AA'><img src=javascript:x>", "");
}

static void what_is_left_is_well_formed(void **state)
{
	(void)state;
	expect("<p>a<br>b<hr>&lt;&amp;&quot;<b>c", "<p>a<br/>b</p><hr/>&lt;&amp;\"<b>c</b>");
	expect("<p title='a\"<b'>x", "<p title=\"a&quot;&lt;b\">x</p>");
	expect("<pre>\n\nx</pre>", "<pre>\n\nx</pre>");
}

static void addresses_are_absolute_and_real(void **state)
{
	(void)state;
	expect("<a href=b?c=1&amp;d>x</a>", "<a href=\"https://example.org/a/b?c=1&amp;d\">x</a>");
	expect("<img src='data:,' data-src=/p.jpg alt=P width=40>",
		"<img src=\"https://example.org/p.jpg\" alt=\"P\" width=\"40\"/>");
	expect("<iframe src=https://www.youtube.com/embed/x title=Film></iframe>",
		"<p><a href=\"https://www.youtube.com/watch?v=x\">Film</a></p>");
	expect("<p>a <iframe src=https://www.youtube.com/embed/x title=Film></iframe>",
		"<p>a <a href=\"https://www.youtube.com/watch?v=x\">Film</a></p>");
}

static void words_in_a_frame_stand_in_for_it(void **state)
{
	(void)state;
	expect("The tide<iframe src=https://charts.example/t> table <b>of June</b></iframe>",
		"The tide table of June");
	expect("<iframe src=x>&lt;script&gt;<script>y()</script></iframe>", "&lt;script&gt;");
	expect("<iframe src=https://www.youtube.com/embed/x title=Film>No frames?</iframe>",
		"<p><a href=\"https://www.youtube.com/watch?v=x\">Film</a></p>");
}

static void only_a_page_from_disk_has_its_pictures_there(void **state)
{
	(void)state;
	expect("<img src=file:///a/p.png>", "");
	expect_at("file:///a/page.html", "<img src=p.png><a href=#n>1</a><a href=b.html>b</a>",
		"<img src=\"file:///a/p.png\"/><a href=\"#n\">1</a><a>b</a>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_runs_is_gone),
		cmocka_unit_test(what_is_left_is_well_formed),
		cmocka_unit_test(addresses_are_absolute_and_real),
		cmocka_unit_test(words_in_a_frame_stand_in_for_it),
		cmocka_unit_test(only_a_page_from_disk_has_its_pictures_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
