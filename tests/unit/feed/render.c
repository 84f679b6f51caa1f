/* feed/html/render: documents as HTML, Markdown, text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/html/render.h"
#include "feed/parse.h"

typedef void Renderer(const Doc *doc, Buf *out);

static void expect(Renderer *render, const char *html, const char *expected)
{
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc = parse_html(str_from(html), S("https://example.org/"), arena, &err);
	Buf out = {0};

	assert_non_null(doc);
	render(doc, &out);
	assert_string_equal(buf_z(&out), expected);
	buf_drop(&out);
	arena_close(arena);
}

static void html_nests_lists_and_quotes(void **state)
{
	(void)state;
	expect(render_html, "<ol start=2><li>a<ul><li>b</ul><li>c<p>d</p></ol><p>e",
		"<ol start=\"2\"><li>a\n<ul><li>b\n</li></ul>\n</li>\n<li>c\n<p>d</p>\n"
		"</li></ol>\n<p>e</p>\n");
	expect(render_html, "<blockquote>a<ul><li>b</ul></blockquote>",
		"<blockquote>\n<p>a</p>\n<ul><li>b\n</li></ul>\n</blockquote>\n");
	expect(render_html, "<ul><li>a</ul><ol><li>b</ol>",
		"<ul><li>a\n</li></ul>\n<ol><li>b\n</li></ol>\n");
	expect(render_html, "<ul><li>a</ul><dl><dd>b<p>c<dd>d</dl><ul><li>e</ul>",
		"<ul><li>a\n</li></ul>\n<dl><dd><p>b</p>\n<p>c</p>\n</dd>\n<dd><p>d</p>\n"
		"</dd></dl>\n<ul><li>e\n</li></ul>\n");
	expect(render_html, "<dl><dt>a<dd>b</dl>",
		"<p><strong>a</strong></p>\n<dl><dd><p>b</p>\n</dd></dl>\n");
}

static void markdown_lists_keep_what_belongs_to_them(void **state)
{
	(void)state;
	/* What follows in an item is set in as far as its mark is wide. */
	expect(render_markdown, "<ol start=9><li>a<li>b<p>c</p><ul><li>d</ul></ol>",
		"9. a\n10. b\n\n    c\n    -  d\n");
	/* Markdown counts by itself, and takes two lists in a row for one. */
	expect(render_markdown, "<ol><li>a</ol><ol><li>b</ol><ol><li value=7>c</ol>",
		"1. a\n\n1) b\n\n7. c\n");
	expect(render_markdown, "<ul><li>a</ul><ol><li>b</ol>", "-  a\n\n1. b\n");
	/* A list that begins elsewhere ends no paragraph. */
	expect(render_markdown, "<ul><li>a<ol start=3><li>b</ol></ul>", "-  a\n\n   3. b\n");
	expect(render_markdown, "<ul><li>a<blockquote>b</blockquote><p>c</ul>",
		"-  a\n\n   > b\n\n   c\n");
	/* Set in without a mark it would be code. */
	expect(render_markdown, "<dl><dt>a<dd>b<dl><dt>c<dd>d</dl></dl>",
		"**a**\n\nb\n\n**c**\n\nd\n");
	expect(render_markdown,
		"<ul><li><input type=checkbox checked> a<li><input type=checkbox> b</ul>",
		"-  [x] a\n-  [ ] b\n");
	expect(render_text, "<ol><li>a<ul><li>b</ul></ol>", "1. a\n   •  b\n");
}

static void markdown_marks_stay_marks(void **state)
{
	(void)state;
	expect(render_markdown, "<p><b>Note:</b>text", "<strong>Note:</strong>text\n");
	expect(render_markdown, "<p><b>Note:</b> text", "**Note:** text\n");
	expect(render_markdown, "<p>a<b>“b”</b>c", "a<strong>“b”</strong>c\n");
	expect(render_markdown, "<p>x<b>y</b>z", "x**y**z\n");
	expect(render_markdown, "<p><b>a<i>b</i></b>", "**a**<strong><em>b</em></strong>\n");
	expect(render_markdown, "<p>Look!<a href=/x>here</a>",
		"Look\\![here](<https://example.org/x>)\n");
	expect(render_markdown, "<h2>a<br>b</h2>", "## a b\n");
}

static void html_escapes_what_it_must(void **state)
{
	(void)state;
	expect(render_html, "<p>&lt;b&gt; &amp;amp; \"q\"<br>x</p>",
		"<p>&lt;b&gt; &amp;amp; \"q\"<br/>\nx</p>\n");
	expect(render_html, "<a href='/x?a=1&b=\"2\"' title='t'>one <b>two</b></a>",
		"<p><a href=\"https://example.org/x?a=1&amp;b=&quot;2&quot;\" title=\"t\">one "
		"<strong>two</strong></a></p>\n");
	expect(render_html, "<pre>\n\na &lt;\n</pre>", "<pre>\n\na &lt;</pre>\n");
}

static void html_keeps_footnotes_within(void **state)
{
	(void)state;
	expect(render_html, "<p>a<a href=#n>1</a></p><p id=n>note</p>",
		"<p>a<a href=\"#n\">1</a></p>\n<a id=\"n\"></a><p>note</p>\n");
}

static void formulas_are_pictures_with_words(void **state)
{
	static const char *const html =
		"<p>As <img class=mwe-math-fallback-image-inline aria-hidden=true src=/f.svg "
		"alt='{\\displaystyle x^{2}}'> grows, <a href=/b>b</a> does.</p>";

	(void)state;
	expect(render_html, html,
		"<p>As <img src=\"https://example.org/f.svg\" alt=\"x²\"/> grows, <a "
		"href=\"https://example.org/b\">b</a> does.</p>\n");
	expect(render_text, html, "As x² grows, b does.\n");
	expect(render_words, html, "As  grows, b does.");
}

static void html_shows_figures_tables_and_posts(void **state)
{
	(void)state;
	expect(render_html,
		"<p>a</p><amp-iframe src=https://www.youtube.com/embed/x title=Film></amp-iframe>",
		"<p>a</p>\n<figure><a "
		"href=\"https://www.youtube.com/watch?v=x\">Film</a></figure>\n");
	expect(render_html,
		"<figure><img src=a.jpg alt=A width=90 height=80><figcaption>C. Photo: "
		"P</figcaption></figure>",
		"<figure><img src=\"https://example.org/a.jpg\" alt=\"A\" width=\"90\" "
		"height=\"80\"/><figcaption>C. <cite>P</cite></figcaption></figure>\n");
	expect(render_html, "<table><tr><th>a<th>b<tr><td>c<td>d</table>",
		"<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>c</td><td>d</td></tr>\n"
		"</table>\n");
	expect(render_html,
		"<blockquote class=twitter-tweet><p>Hi</p>&mdash; N (@n) <a "
		"href=https://twitter.com/n/status/1>May 1, 2022</a></blockquote>",
		"<blockquote><p>Hi</p><footer>— N (@n) <a "
		"href=\"https://twitter.com/n/status/1\">May 1, 2022</a></footer></blockquote>\n");
}

static void markdown_marks_and_escapes(void **state)
{
	(void)state;
	expect(render_markdown, "<h2>T</h2><p>a <b>b</b> <i>c</i> <a href=/x>d</a> 2*3 [e]</p>",
		"## T\n\na **b** *c* [d](<https://example.org/x>) 2\\*3 \\[e\\]\n");
	expect(render_markdown, "<p>1986. A year</p><p># no heading</p>",
		"1986\\. A year\n\n\\# no heading\n");
	expect(render_markdown, "<ul><li>a<ul><li>b</ul></ul>", "-  a\n   -  b\n");
	expect(render_markdown, "<pre>a\n b</pre>", "```\na\n b\n```\n");
	expect(render_markdown, "<table><tr><th>a<th>b<tr><td>c<td>d</table>",
		"| a | b |\n|---|---|\n| c | d |\n");
	expect(render_markdown, "<blockquote>a<br>b</blockquote>", "> a\\\n> b\n");
	expect(render_markdown, "<p>AT&amp;T &amp;lt; &amp;#60; ~~a~~ <code>`b`</code>",
		"AT&T \\&lt; \\&#60; \\~~a\\~~ `` `b` ``\n");
}

static void markdown_tables_have_one_head_and_one_line_a_cell(void **state)
{
	(void)state;
	expect(render_markdown,
		"<table><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tr><td>x|y<td>1<br>2<td>"
		"<code>p|q</code></table>",
		"| a | b c | b d |\n|---|---|---|\n| x\\|y | 1<br>2 | `p\\|q` |\n");
	expect(render_markdown, "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
		"| | |\n|---|---|\n| a | b |\n| c | d |\n");
}

static void what_a_block_is_stands_before_it(void **state)
{
	static const char *const html = "<p class=update>b</p>";

	(void)state;
	expect(render_markdown, html, "**Update**\n\nb\n");
	expect(render_text, html, "Update\n\nb\n");
	expect(render_html, html, "<div><strong>Update</strong></div>\n<p>b</p>\n");
	expect(render_words, html, "b");
}

static void markdown_fences_hold_what_is_within(void **state)
{
	(void)state;
	expect(render_markdown, "<pre class='lang-c'>a</pre>", "```c\na\n```\n");
	expect(render_markdown, "<pre>```\n`````</pre>", "``````\n```\n`````\n``````\n");
	expect(render_html, "<pre><code class=language-c>a&lt;</code></pre>",
		"<pre>\n<code class=\"language-c\">a&lt;</code></pre>\n");
}

static void markdown_footnotes_are_its_own(void **state)
{
	(void)state;
	expect(render_markdown,
		"<p id=r>a<a href=#n>1</a>, b<sup><a href=#m>[2]</a></sup>, c<a href=#n>1</a>, <a "
		"href=#m>dd</a></p><ol><li id=n>x <a href=#r>\xe2\x86\xa9</a><p>y</p><li "
		"id=m>z</ol>"
		"<p>e",
		"a[^1], b[^2], c[^1], dd\n\n[^1]: x\n\n    y\n[^2]: z\n\ne\n");
	/* A table of contents is none. */
	expect(render_markdown, "<p><a href=#n>Chapter</a></p><p id=n>x</p>", "Chapter\n\nx\n");
}

static void markdown_begins_with_what_is_known(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	Buf out = {0};

	(void)state;
	doc_builder_head(b)->title = doc_add_text(b, S("A \"b\" \\ c: #d"));
	doc_builder_head(b)->published = 1795334400;
	doc_builder_head(b)->zone = 60;
	render_markdown_file(doc_finish(b), &out);
	assert_string_equal(buf_z(&out), "---\ntitle: \"A \\\"b\\\" \\\\ c: #d\"\n"
					 "date: 2026-11-22T09:00:00+01:00\n---\n\n"
					 "# A \"b\" \\\\ c: #d\n\n2026-11-22T09:00:00+01:00\n\n");
	buf_drop(&out);
	arena_close(arena);
}

static void raised_figures_do_not_join_others(void **state)
{
	(void)state;
	expect(render_markdown, "<p>H<sub>2</sub>O x<sup>2</sup></p>",
		"H<sub>2</sub>O x<sup>2</sup>\n");
	expect(render_text, "<p>in 1986<a href=#n><sup>1</sup></a> 10<sup>6</sup></p><p id=n>n</p>",
		"in 1986[1] 10^6\n\nn\n");
}

static void text_cannot_turn_a_terminal_around(void **state)
{
	(void)state;
	expect(render_text,
		"<p>a\xe2\x80\xae"
		"b</p>",
		"ab\n");
}

static void words_are_whole_where_nobody_sets_lines(void **state)
{
	(void)state;
	expect(render_text, "<p>Leucht&shy;turm&shy;wärter</p>", "Leuchtturmwärter\n");
	expect(render_markdown, "<p>Leucht&shy;turm</p>", "Leuchtturm\n");
	expect(render_html, "<p>Leucht&shy;turm</p>", "<p>Leucht\xc2\xadturm</p>\n");
}

static void words_are_what_is_read(void **state)
{
	(void)state;
	expect(render_words,
		"<h2>T</h2><p>a</p><hr><ol><li>b</ol><figure><img src=a.jpg><figcaption>C"
		"</figcaption></figure><table><tr><th>x<th>y<tr><td>1<td>2</table>",
		"T\na\nb\nx\ty\n1\t2");
}

static void links_come_once_and_in_order(void **state)
{
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc = parse_html(
		S("<p><a href=/a>o<b>ne</b></a> <a href=/b>two</a> <a href=/a>again</a> <a "
		  "href=#x>here</a></p><iframe "
		  "src=https://www.youtube.com/embed/v></iframe><p id=x>"),
		S("https://example.org/"), arena, &err);
	const RenderedLink *links;

	(void)state;
	assert_int_equal(render_links(doc, arena, &links), 3);
	assert_true(str_eq(links[0].text, S("one")));
	assert_true(str_eq(links[1].href, S("https://example.org/b")));
	assert_int_equal(links[2].kind, LINK_VIDEO);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_nests_lists_and_quotes),
		cmocka_unit_test(markdown_lists_keep_what_belongs_to_them),
		cmocka_unit_test(markdown_marks_stay_marks),
		cmocka_unit_test(html_escapes_what_it_must),
		cmocka_unit_test(html_keeps_footnotes_within),
		cmocka_unit_test(formulas_are_pictures_with_words),
		cmocka_unit_test(html_shows_figures_tables_and_posts),
		cmocka_unit_test(markdown_marks_and_escapes),
		cmocka_unit_test(markdown_tables_have_one_head_and_one_line_a_cell),
		cmocka_unit_test(what_a_block_is_stands_before_it),
		cmocka_unit_test(markdown_fences_hold_what_is_within),
		cmocka_unit_test(markdown_footnotes_are_its_own),
		cmocka_unit_test(markdown_begins_with_what_is_known),
		cmocka_unit_test(raised_figures_do_not_join_others),
		cmocka_unit_test(text_cannot_turn_a_terminal_around),
		cmocka_unit_test(words_are_whole_where_nobody_sets_lines),
		cmocka_unit_test(words_are_what_is_read),
		cmocka_unit_test(links_come_once_and_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
