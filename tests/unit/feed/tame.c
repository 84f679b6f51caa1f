/* feed/html/tame: what it takes for tame has the tree that a parser makes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "feed/html/entity_table.h"
#include "feed/html/tame.h"
#include "same_tree.h"

/* Whether it is tame; that it then has the right tree is asserted. */
static bool is_tame(Str html)
{
	Arena *arena = arena_open();
	const Dom *tame = tame_parse(html, arena);
	bool same = !tame || same_tree(tame, dom_repair(html, arena));

	if (!same)
		fprintf(stderr, "another tree: %.*s\n", STR_ARG(html));
	arena_close(arena);
	assert_true(same);
	return tame != NULL;
}

static void every_element_is_found_by_its_name(void **state)
{
	(void)state;
	for (unsigned tag = TAG_TEXT + 1; tag < TAG_COUNT; tag++) {
		assert_true(tag_name((Tag)tag).n > 0);
		assert_int_equal(tag_of(tag_name((Tag)tag)), tag);
	}
	assert_int_equal(tag_of(S("")), TAG_OTHER);
	assert_int_equal(tag_of(S("spa")), TAG_OTHER);
	assert_int_equal(tag_of(S("spans")), TAG_OTHER);
	assert_int_equal(tag_of(S("yes")), TAG_OTHER);
	assert_int_equal(tag_of(S("{")), TAG_OTHER);
}

static void what_programs_write_is_tame(void **state)
{
	static const char *const pieces[] = {"", " \n", "words", " <!-- a --> \n<!-- b --><p>a</p>",
		"<p>One &amp; two, &#39;three&#39; &eacute;</p>\n<p>AT&T a < b & c</p>",
		"<p>a<p>b<ul><li>c<li>d<p>e<li>f</ul>", "<dl><dt>a<dd>b<dt>c</dl>",
		"<a href=\"http://example.org/?a=1&b=2&copy=3\" title='\"'>x</a>",
		"<IMG SRC=a.png Alt=\"\" hidden><br/><hr /><wbr>",
		"<table>\n<tr><td>a</td><th>b</th></tr>\n</table>",
		"<table><caption>a</caption><thead><tr><td><p>a</td></tr></thead>\n<tbody><tr>"
		"<td><table><tr><td>b</td></tr></table></td></tr></tbody></table>",
		"<pre>\n a\n\n  b</pre><pre>\n\n</pre><pre></pre>",
		"<b><i>a</i><p>b</p></b> <em>unclosed", "<h2><a name=x>a</a></h2><h3><p>b</h3>",
		"<iframe src=\"//example.org/v\" allowfullscreen></iframe>",
		"<figure><picture><source srcset=\"a.webp\"><img src=a.png></picture>"
		"<figcaption>b</figcaption></figure>",
		"<video controls><source src=a.mp4>words</video>",
		"<a><div><p>x</p></div></a><!-- more --> text <!-- even more -->text"};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++)
		assert_true(is_tame(str_from(pieces[i])));
}

static void what_needs_repair_is_not_tame(void **state)
{
	static const char *const pieces[] = {"<b><p>a</b></p>", "<p>a</p></p>", "<a><b>x</a></b>",
		"<a>b<a>c</a></a>", "<p><table></table>", "<table>a</table>", "<td>a",
		"<table><td>a</table>", "<script></script>", "<svg></svg>", "<p/>a", "a &copy b",
		"<p title=\"&copy\">", "&#1;", "&#4294967361;", "&#129;", "<p a=1 a=2>",
		"<p a=\"1\"b=2>", "<p a='", "<p", "</", "<!-- a", "<!-->", "<!doctype html>",
		"<body>a", "<h1><h2>a</h2></h1>", "<iframe>a</iframe>", "<iframe/>a",
		"<li>a<div><li>b</div>", "<o:p>a</o:p>", "<p =a>", "<p a=b=c>",
		"<ul><li>a</p></ul>", "<table><tr><p>a", "<image>", "&#32;a",
		"<noscript>a</noscript>", "<form><input></form>", "<math>a</math>"};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++)
		if (is_tame(str_from(pieces[i])))
			fail_msg("tame: %s", pieces[i]);
}

/* In text, in a value, and where each ends. */
static void references_mean_what_a_parser_reads(void **state)
{
	static const char *const behind[] = {"", ";", ";x", "x;", "=", " ", "&", "1"};
	unsigned tame = 0;

	(void)state;
	for (size_t i = 0; i < ENTITY_COUNT; i++)
		for (size_t k = 0; k < COUNT(behind); k++) {
			Arena *arena = arena_open();
			const char *name = entity_table[i].name;

			tame += is_tame(arena_printf(arena, "a&%s%s", name, behind[k]));
			tame += is_tame(
				arena_printf(arena, "<p title=\"&%s%s\">x</p>", name, behind[k]));
			arena_close(arena);
		}
	assert_true(tame > ENTITY_COUNT * 4);
	for (unsigned c = 0; c < 0x110100; c += c < 0x3000 || (c & 0xffff) > 0xfdc0 ? 1 : 251) {
		Arena *arena = arena_open();

		is_tame(arena_printf(arena, "a&#%u;<p title='&#x%x;'>", c, c));
		arena_close(arena);
	}
}

/* --- at random ---------------------------------------------------------------------------------*/

static uint32_t roll(uint32_t *random, uint32_t sides)
{
	*random = *random * 1664525 + 1013904223;
	return (*random >> 12) % sides;
}

static void add_text(Buf *out, uint32_t *random)
{
	static const char *const texts[] = {"word", " ", "\n", "a &amp; b", "é 漢字", "1 < 2",
		"<!-- x -->", "<!---->", "&nbsp;", "AT&T", "&#32;", "<br>", "<br/>", "<hr>",
		"<img src=\"a.png\">", "&lt;p&gt;", "a\n\nb", "\t", "<wbr>", "<iframe></iframe>",
		"<source src=b>"};

	buf_add(out, str_from(texts[roll(random, COUNT(texts))]));
}

static void add_start(Buf *out, uint32_t *random, const char *name)
{
	static const char *const attributes[] = {"", "", "", " class=\"a b\"", " href='?a&b=c'",
		" ID=x", " hidden", " data-x=\"&quot;\"  title=''"};

	buf_printf(out, "<%s%s>", name, attributes[roll(random, COUNT(attributes))]);
}

/* Well nested, but for one mistake in so many. */
static void make(Buf *out, uint32_t *random, unsigned mistakes)
{
	static const char *const names[] = {"p", "p", "div", "a", "b", "i", "em", "strong", "span",
		"ul", "ol", "li", "li", "dl", "dt", "dd", "blockquote", "pre", "h2", "h3", "table",
		"tr", "td", "th", "tbody", "thead", "caption", "figure", "figcaption", "code",
		"address", "article", "center", "font", "small", "sub", "picture", "video",
		"details", "summary", "main", "P", "nav", "time", "tt", "u"};
	const char *open[24];
	unsigned count = 0;

	for (unsigned left = 4 + roll(random, 40); left > 0; left--) {
		const char *name = names[roll(random, COUNT(names))];

		switch (roll(random, 5)) {
		case 0:
		case 1:
			if (count == COUNT(open))
				break;
			add_start(out, random, name);
			open[count++] = name;
			break;
		case 2:
			add_text(out, random);
			break;
		default:
			if (roll(random, mistakes) == 0)
				buf_printf(out, "</%s>", name);
			else if (count && roll(random, mistakes))
				buf_printf(out, "</%s>", open[--count]);
			else if (count)
				count--;
		}
	}
	while (count && roll(random, 8))
		buf_printf(out, "</%s>", open[--count]);
}

/* Tables come by chance too seldom. */
static void make_table(Buf *out, uint32_t *random, unsigned mistakes)
{
	static const char *const between[] = {"", "", "\n", " ", "<!-- x -->", "x", "<p>"};
	unsigned rows = 1 + roll(random, 3), cells;
	bool body = roll(random, 2);

	add_start(out, random, "table");
	buf_add(out, str_from(between[roll(random, 6)]));
	if (roll(random, 4) == 0)
		buf_add(out, S("<caption>x</caption>"));
	if (body)
		add_start(out, random, roll(random, 2) ? "tbody" : "thead");
	while (rows-- > 0) {
		add_start(out, random, "tr");
		for (cells = roll(random, 3); cells > 0; cells--) {
			const char *cell = roll(random, 2) ? "td" : "th";

			buf_add(out, str_from(between[roll(random, 5)]));
			add_start(out, random, cell);
			if (roll(random, 8) == 0)
				make_table(out, random, mistakes);
			else
				make(out, random, mistakes);
			if (roll(random, mistakes))
				buf_printf(out, "</%s>", cell);
		}
		if (roll(random, mistakes))
			buf_add(out, S("</tr>"));
		buf_add(out, str_from(between[roll(random, 5)]));
	}
	if (roll(random, 3))
		buf_add(out, S("</table>"));
}

static void markup_at_random_has_the_right_tree(void **state)
{
	enum { ROUNDS = 6000 };
	uint32_t random = 7;
	unsigned tame = 0;

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		Buf out = {0};

		if (round % 4 == 0)
			make_table(&out, &random, 40);
		else
			make(&out, &random, round % 4 == 1 ? 4 : 100);
		tame += is_tame(buf_str(&out));
		buf_drop(&out);
	}
	assert_in_range(tame, ROUNDS / 8, ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_element_is_found_by_its_name),
		cmocka_unit_test(what_programs_write_is_tame),
		cmocka_unit_test(what_needs_repair_is_not_tame),
		cmocka_unit_test(references_mean_what_a_parser_reads),
		cmocka_unit_test(markup_at_random_has_the_right_tree),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("tame", tests, NULL, NULL);
}
