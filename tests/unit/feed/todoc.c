/* feed/html: trees to documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dump.h"
#include "feed/parse.h"

#define BASE "https://example.org/news/a.html"

static void expect_at(const char *base, const char *html, const char *lines)
{
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc = parse_html(str_from(html), str_from(base), arena, &err);

	assert_non_null(doc);
	assert_string_equal(arena_strz(arena, dump(doc, arena)), lines);
	arena_close(arena);
}

static void expect(const char *html, const char *lines)
{
	expect_at(BASE, html, lines);
}

static void white_space_collapses_as_in_browsers(void **state)
{
	(void)state;
	expect("<p>  a \n\t b<b> c </b> d<i>e</i>\n</p>", "p: a b *c* d/e/\n");
	expect("<p>a<br>  b</p><p> <br> </p><p>&nbsp;</p>", "p: a\nb\n");
	/* Left there by an editor; several set a line in. */
	expect("<p>&nbsp;a <b>b</b>.&nbsp; </p><p>&nbsp;&nbsp;c</p>",
		"p: a *b*.\np: \xc2\xa0\xc2\xa0"
		"c\n");
	expect("<p>a</p><p>\u3000</p><p>\u200b\ufeff</p><p>b</p>", "p: a\np: b\n");
	expect("a <!-- x --> b<div>c</div>d", "p: a b\np: c\np: d\n");
	expect("<p>one<br><br>two</p>", "p: one\np: two\n");
	expect("<p><a href=/x>link </a>after</p>", "p: [link](https://example.org/x) after\n");
}

static void control_characters_never_arrive(void **state)
{
	(void)state;
	expect("<p>a&#27;[31mb\ac\xc2\x9b</p>", "p: a[31mbc\n");
}

static void lists_keep_depth_and_numbers(void **state)
{
	(void)state;
	expect("<ol start=3><li>three<ul><li>inner</ul><li value=9><p>nine</p><p>more</p></ol>",
		" 3. p: three\n  - p: inner\n 9. p: nine\n p: more\n");
	expect("<ol reversed><li>b<li>a</ol>", " 2. p: b\n 1. p: a\n");
	expect("<ol start=-4><li>x</ol><ol start=99999999999><li>y</ol>", " - p: x\n - p: y\n");
	expect("<dl><dt>Swift<dd>A bird.</dl>", "p: *Swift*\n p1: A bird.\n");
	expect("<ul><li></li><li><p></p>text</ul>", " - p: text\n");
}

static void quotes_nest(void **state)
{
	(void)state;
	expect("<blockquote>a<blockquote><p>b</blockquote></blockquote>c", ">p: a\n>>p: b\np: c\n");
	expect("<p>She said <q>no</q>.", "p: She said “no”.\n");
}

static void tasks_are_ticked(void **state)
{
	(void)state;
	expect("<ul><li><input type=checkbox checked disabled> a<li><p><input type=checkbox>b</p>"
	       "<li>c <input type=checkbox></ul>",
		" - p: [x] a\n - p: [\xc2\xa0] b\n - p: c\n");
}

/* Where it leads is where one is. */
static void a_heading_does_not_lead_to_itself(void **state)
{
	(void)state;
	expect("<h2 id=a>Quay<a href=#a>¶</a></h2>", "h2: Quay\n");
	expect("<h2 id=a>Quay <a href='https://a.example/p#a'>#</a></h2>", "h2: Quay\n");
	expect("<h2><a id=a href=#a><span>Quay</span></a></h2>", "h2: Quay\n");
	expect("<div id=a><h2>Quay <a href=#a>🔗</a></h2></div>", "h2: Quay\n");
	expect("<h2 id=a>Part <a href=#b>#</a></h2><p id=b>c", "h2: Part [#](block 1)\np: c\n");
	expect("<p id=a>Quay <a href=#a>#</a></p>", "p: Quay [#](block 0)\n");
}

static void headings_and_rules(void **state)
{
	(void)state;
	expect("<h1>A</h1><h3><div>B</div></h3>x<hr>", "h1: A\nh3: B\np: x\nrule: \n");
}

static void code_keeps_its_form_and_loses_line_numbers(void **state)
{
	(void)state;
	expect("<pre>\n\tif (a)\n\n  b;\n</pre>", "pre: \tif (a)\n\n  b;\n");
	expect("<pre><span class=lineno>1</span>a<br>b</pre>", "pre: a\nb\n");
	expect("<table><tr><td class=gutter><pre>1\n2</pre><td><pre>x\ny</pre></table>",
		"pre: x\ny\n");
	expect("<pre><code><div>one</div><div>two</div></code></pre>", "pre: one\ntwo\n");
	expect("<p>Call <code>f()</code>", "p: Call `f()`\n");
}

static void listings_copied_with_numbers_lose_them(void **state)
{
	(void)state;
	expect("<pre> 9: a\n10:   b\n\n11:c</pre>", "pre: a\n  b\n\nc\n");
	expect("<pre><code>1 a\n2 b\n3 c\n</code></pre>", "pre: a\nb\nc\n");
	/* Not a column of figures, a list, or two lines of it. */
	expect("<pre>1 a\n2 b\n4 c</pre>", "pre: 1 a\n2 b\n4 c\n");
	expect("<pre>1 a\n2 b\nc</pre>", "pre: 1 a\n2 b\nc\n");
	expect("<pre>1 a\n2 b</pre>", "pre: 1 a\n2 b\n");
	expect("<pre>1.5\n2.5\n3.5</pre>", "pre: 1.5\n2.5\n3.5\n");
}

static void code_says_its_language(void **state)
{
	static const char *const with[] = {"<pre class='language-c'>x</pre>",
		"<pre><code class='hljs c'>x</code></pre>",
		"<pre class='brush: c; gutter: x'>x</pre>", "<pre class='sourceCode c'>x</pre>",
		"<pre data-lang=c>x</pre>",
		"<div class='highlight highlight-source-c'><pre>x</pre></div>",
		("<figure class='highlight c'><table><tr><td class=code><pre>x</pre></table>"
		 "</figure>")};
	static const char *const without[] = {"<pre class='language-plaintext highlight'>x</pre>",
		"<pre class='wp-block-code big'>x</pre>", "<pre lang=en>x</pre>",
		"<pre class='highlight my-own_box'>x</pre>",
		"<div class=lang-c>Far more words than code; they are in a language, "
		"too.<pre>x</pre>"
		"</div>"};

	(void)state;
	for (size_t i = 0; i < COUNT(with); i++)
		expect(with[i], "pre [c]: x\n");
	for (size_t i = 0; i + 1 < COUNT(without); i++)
		expect(without[i], "pre: x\n");
	expect(without[COUNT(without) - 1],
		"p: Far more words than code; they are in a language, too.\npre: x\n");
}

static void tables_of_data_and_of_layout(void **state)
{
	(void)state;
	expect("<table><caption>C</caption><thead><tr><th>Y<th>N</thead>"
	       "<tr><td rowspan=2>1<td>2<tr><td>4</table>",
		"table: C | head 1\n  Y; N\n  1 v2; 2\n  ; 4\n");
	expect("<table><tr><td colspan=2>a<tr><td>b<td>c<tr><td>d<td>e</table>",
		"table:  | head 0\n  a >2; \n  b; c\n  d; e\n");
	expect("<table><tr><td><p>One long column.<p>Two.</table>",
		"p: One long column.\np: Two.\n");
	expect("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
		"p: a\np: b\np: c\np: d\n");
}

static void pictures_in_cells_follow_their_table(void **state)
{
	(void)state;
	expect("<table><tr><th>Lamp<th>Seen<tr><td>North<td>yes <img src=ok.png width=20 height=20 "
	       "alt=OK><img src=n.jpg width=300 alt=N><tr><td>South<td>no <img src=n.jpg "
	       "width=300 alt=N></table><p>z</p>",
		"table:  | head 1\n  Lamp; Seen\n  North; yes OKN\n  South; no N\n"
		"image:  |  | N | https://example.org/news/n.jpg\np: z\n");
}

static void cells_reach_as_far_as_there_is_room(void **state)
{
	(void)state;
	/* Not out of the table, nor out of their section, nor over another cell. */
	expect("<table><thead><tr><th rowspan=9>A<th colspan=9>B<tr><th>C<th>D</thead>"
	       "<tr><td>1<td rowspan=2>2<td>3<tr><td colspan=2>4<td>5</table>",
		"table:  | head 2\n  A v2; B >9; ; ; ; ; ; ; ; \n  ; C; D; ; ; ; ; ; ; \n"
		"  1; 2 v2; 3; ; ; ; ; ; ; \n  4; ; 5; ; ; ; ; ; ; \n");
}

static void headings_are_above_and_on_the_side(void **state)
{
	(void)state;
	expect("<table><tr><th>Y<th>N<tr><th>1<td>2<tr><th>3<td>4</table>",
		"table:  | head 1 side 1\n  Y; N\n  1; 2\n  3; 4\n");
	expect("<table><tr><th rowspan=2>A<th>1<td>2<tr><th>3<td>4</table>",
		"table:  | head 0 side 2\n  A v2; 1; 2\n  ; 3; 4\n");
	expect("<table><tr><td scope=row>1<td>2<tr><td colspan=2>all<tr><th>3<td>4</table>",
		"table:  | head 0 side 1\n  1; 2\n  all >2; \n  3; 4\n");
	/* Set in bold, or called so by their class. */
	expect("<table><tr><td><b>Y</b><td><p><strong>N</strong></p><tr><td>1<td>2</table>",
		"table:  | head 1\n  *Y*; *N*\n  1; 2\n");
	expect("<table><tr><td class=thead>Y<td class=thead>N<tr><td>1<td>2</table>",
		"table:  | head 1\n  Y; N\n  1; 2\n");
	expect("<table><tr><td><b>Y</b><td>N<tr><td>1<td>2</table>",
		"table:  | head 0\n  *Y*; N\n  1; 2\n");
	expect("<table><tr><td><b>a</b><td><b>b</b><tr><td><b>c</b><td><b>d</b></table>",
		"table:  | head 0\n  *a*; *b*\n  *c*; *d*\n");
}

static void cells_hold_marks_and_lists_but_no_articles(void **state)
{
	(void)state;
	expect("<table><tr><td><td>Draft<td>Done<tr><td>Map<td><img src=/y.png width=20><td>"
	       "<img src=/y.png alt=yes width=20px><tr><td>Log<td><img src=/y.png width=20><td>"
	       "</table>",
		"table:  | head 0\n  ; Draft; Done\n"
		"  Map; [▣](https://example.org/y.png); [yes](https://example.org/y.png)\n"
		"  Log; [▣](https://example.org/y.png); \n");
	expect("<table><tr><td><td>Draft<td>Done<tr><td>Map<td><img src=/i/7-is-done.png "
	       "width=20><td>"
	       "<img src=/i/7-is-not-done.png width=20><tr><td>Log<td><img "
	       "src=/i/7-is-done.png width=20><td></table>",
		"table:  | head 0\n  ; Draft; Done\n"
		"  Map; [done](https://example.org/i/7-is-done.png); "
		"[not done](https://example.org/i/7-is-not-done.png)\n"
		"  Log; [done](https://example.org/i/7-is-done.png); \n");
	expect("<table><tr><td><td>Draft<td>Done<tr><td>Map<td><img src=/4f6a.png width=20><td>"
	       "<img src=/is-done.png width=20><tr><td>Log<td><img src=/is-done.png "
	       "width=20><td></table>",
		"table:  | head 0\n  ; Draft; Done\n"
		"  Map; [▣](https://example.org/4f6a.png); "
		"[▣](https://example.org/is-done.png)\n"
		"  Log; [▣](https://example.org/is-done.png); \n");
	expect("<table><tr><th>Y<th>N<tr><td><ul><li>a<li>b</ul><td><h3>c</h3>d</table>",
		"table:  | head 1\n  Y; N\n  • a\n• b; c\nd\n");
	expect("<table><tr><td><h3>News</h3><td>b<tr><td>c<td>d</table>",
		"h3: News\np: b\np: c\np: d\n");
}

static void styles_and_links(void **state)
{
	(void)state;
	expect("<p><b>b<i>bi</i></b> H<sub>2</sub>O x<sup>2</sup> <mark>m</mark> <del>d</del> "
	       "<ins>i</ins> <small>s</small>",
		"p: *b**/bi/* H,2,O x^2^ =m= ~d~ _i_ %s%\n");
	expect("<a href='javascript:alert(1)'>x</a> <a href='DATA:text/html,y'>y</a>", "p: x y\n");
	expect("<a href='//other.example/p?q=1#f'>x</a>",
		"p: [x](https://other.example/p?q=1#f)\n");
}

static void footnotes_lead_to_their_block(void **state)
{
	(void)state;
	expect("<p>Text<a href='#fn'>1</a> and <a href='" BASE "#fn'>again</a>, <a "
	       "href='#none'>none</a>.</p><ol><li id=fn>Note.</ol>",
		"p: Text[1](block 1) and [again](block 1), [none](" BASE "#none).\n 1. p: Note.\n");
}

static void notes_at_the_side_come_below_and_lead_back(void **state)
{
	(void)state;
	expect("<p>One<span class=sidenote>A.</span> two<span class=marginnote>B <i>b</i>.</span>."
	       "</p><p>Three.</p>",
		"p: One^[*](block 1)^ two^[†](block 2)^.\n p: ^[*](block 0)^ %A.%\n "
		"p: ^[†](block 0)^ %B %/%b%/%.%\np: Three.\n");
	/* Not where there is no line beside which it could stand. */
	expect("<p><span class=sidenote>A.</span></p><p>B.", "p: A.\np: B.\n");
	expect("<p>a</p><div class=sidenote>B.</div>", "p: a\np: B.\n");
}

static void abbreviations_are_told_once(void **state)
{
	(void)state;
	expect("<p>The <abbr title='Harbour Office'>HO</abbr> and the <abbr title='Harbour Office'>"
	       "HO</abbr>, <abbr title='2026-11-22T08:00'>today</abbr>, <abbr title=ho>HO</abbr>.",
		"p: The HO (Harbour Office) and the HO, today, HO.\n");
}

static void readings_are_told_where_they_are_few(void **state)
{
	(void)state;
	expect("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の時計は日曜日だけ動く。",
		"p: 港(みなと)の時計は日曜日だけ動く。\n");
	expect("<p><ruby>港<rt>みなと</rt></ruby>の<ruby>時計<rt>とけい</rt></"
	       "ruby>は<ruby>日曜日<rt>"
	       "にちようび</rt></ruby>だけ<ruby>動<rt>うご</rt></ruby>く。",
		"p: 港の時計は日曜日だけ動く。\n");
}

static void formulas_are_read_as_characters(void **state)
{
	(void)state;
	expect("<p>As \\(x^2\\) and $$\\alpha$$, but $$ and <code>\\(x^2\\)</code> and \\(this) "
	       "stay.",
		"p: As x² and α, but $$ and `\\(x^2\\)` and \\(this) stay.\n");
	expect("<p>a <math><msup><mi>x</mi><mn>2</mn></msup></math> b", "p: a x² b\n");
}

static void entries_of_a_report_say_their_time(void **state)
{
	(void)state;
	expect("<div class=liveblog-entry><time>16:45</time><h3>A</h3><p>a</div><div "
	       "class=liveblog-entry><p>b <time datetime=2026-11-21T14:10:00+01:00></time></div>",
		"h3 [16:45]: A\np: a\np [14:10]: b\n");
	/* One alone is no report; nor are entries without words. */
	expect("<div class=live-post><time>16:45</time><p>a</div>", "p: 16:45\np: a\n");
	expect("<div itemprop=liveBlogUpdate><time>9:00</time></div><div itemprop=liveBlogUpdate>"
	       "<time>8:00</time><figure><img src=a.jpg></figure></div>",
		"image [8:00]:  |  |  | https://example.org/news/a.jpg\n");
}

static void corrections_are_called_so(void **state)
{
	(void)state;
	expect("<div class='box correction'><p>It was eleven.<p>Not twelve.</div><p>a",
		"p [Correction]: It was eleven.\np: Not twelve.\np: a\n");
	expect("<p class=correction>Correction: It was eleven.</p><p class=update>b",
		"p: Correction: It was eleven.\np [Update]: b\n");
	expect("<p class=last-update>a", "p: a\n");
}

static void pull_quotes_that_repeat_go(void **state)
{
	(void)state;
	expect("<p>He said: “There is no replacing those before July.”</p><aside class=pullquote>"
	       "“There is no replacing those before July.”</aside><p>b",
		"p: He said: “There is no replacing those before July.”\np: b\n");
	expect("<p>a</p><blockquote class=pullquote>There is no replacing those before July."
	       "</blockquote>",
		"p: a\n>p: There is no replacing those before July.\n");
}

static void hidden_things_stay_hidden(void **state)
{
	(void)state;
	expect("<p>a<span style='display: none'>b</span><span hidden>c</span><span "
	       "class='x sr-only'>d</span><script>e</script><style>f</style></p>",
		"p: a\n");
}

static void deep_nesting_keeps_the_words(void **state)
{
	Buf html = {0};
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc;

	(void)state;
	for (int i = 0; i < 50000; i++)
		buf_add(&html, i % 2 ? S("<blockquote>") : S("<ul><li>"));
	buf_add(&html, S("bottom"));
	doc = parse_html(buf_str(&html), S(""), arena, &err);
	assert_int_equal(doc->block_count, 1);
	assert_true(str_eq(doc_str(doc, doc->blocks[0].text), S("bottom")));
	buf_drop(&html);
	arena_close(arena);
}

static void a_page_from_disk_keeps_its_pictures_and_notes(void **state)
{
	(void)state;
	expect_at("file:///news/a.html",
		"<p>Text<a href=#fn>1</a>, <a href=b.html>b</a>.</p><p id=fn>Note."
		"<figure><img src=p.png><figcaption>A pier</figcaption></figure>",
		"p: Text[1](block 1), b.\np: Note.\nimage: A pier |  |  | file:///news/p.png\n");
	expect("<p>x<img src=file:///news/p.png>", "p: x\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_from_disk_keeps_its_pictures_and_notes),
		cmocka_unit_test(white_space_collapses_as_in_browsers),
		cmocka_unit_test(control_characters_never_arrive),
		cmocka_unit_test(lists_keep_depth_and_numbers),
		cmocka_unit_test(quotes_nest),
		cmocka_unit_test(headings_and_rules),
		cmocka_unit_test(tasks_are_ticked),
		cmocka_unit_test(a_heading_does_not_lead_to_itself),
		cmocka_unit_test(code_keeps_its_form_and_loses_line_numbers),
		cmocka_unit_test(listings_copied_with_numbers_lose_them),
		cmocka_unit_test(code_says_its_language),
		cmocka_unit_test(tables_of_data_and_of_layout),
		cmocka_unit_test(pictures_in_cells_follow_their_table),
		cmocka_unit_test(cells_reach_as_far_as_there_is_room),
		cmocka_unit_test(headings_are_above_and_on_the_side),
		cmocka_unit_test(cells_hold_marks_and_lists_but_no_articles),
		cmocka_unit_test(styles_and_links),
		cmocka_unit_test(footnotes_lead_to_their_block),
		cmocka_unit_test(notes_at_the_side_come_below_and_lead_back),
		cmocka_unit_test(abbreviations_are_told_once),
		cmocka_unit_test(readings_are_told_where_they_are_few),
		cmocka_unit_test(formulas_are_read_as_characters),
		cmocka_unit_test(entries_of_a_report_say_their_time),
		cmocka_unit_test(corrections_are_called_so),
		cmocka_unit_test(pull_quotes_that_repeat_go),
		cmocka_unit_test(hidden_things_stay_hidden),
		cmocka_unit_test(deep_nesting_keeps_the_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
