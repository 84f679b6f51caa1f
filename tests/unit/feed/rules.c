/* feed/reader/rules and feed/html/select: what a reader wrote down about a site is done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/html/render.h"
#include "feed/html/select.h"
#include "feed/parse.h"

static void selectors_choose_elements(void **state)
{
	static const char *const html =
		"<main id=m><div class='a b' lang=en><p id=one>x</p><section><p id=two "
		"data-kind=lead>y</p></section></div><p id=three class=b>z</p></main>";
	static const char *const cases[][2] = {
		{"p", "one"},
		{"section p", "two"},
		{"div > p", "one"},
		{"main > p", "three"},
		{"main>p", "three"},
		{"div.a.b section > p", "two"},
		{"#m .b p", "one"},
		{"p.b", "three"},
		{"[data-kind]", "two"},
		{"p[data-kind='lead']", "two"},
		{"[lang=en] [data-kind=lead]", "two"},
		{"* > section *", "two"},
		{"article, p.b, p", "three"},
		{"MAIN > P", "three"},
		{"section > section", ""},
		{"[lang=de] p", ""},
	};
	static const char *const wrong[] = {"", " ", "p,", "> p", "p >", "p > > p", ".", "#",
		"p:hover", "[", "[]", "p[a", "p + p", "a b c d e f g h i"};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Selector *selector = select_parse(str_from(cases[i][0]), arena, NULL);
		Node *found =
			selector ? select_first(selector, dom_parse(str_from(html), arena)->body)
				 : NULL;
		Str id = found ? node_attr(found, S("id")) : S("");

		if (!selector || !str_eq(id, str_from(cases[i][1])))
			fail_msg("%s: %.*s", cases[i][0], STR_ARG(id));
	}
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (select_parse(str_from(wrong[i]), arena, NULL))
			fail_msg("%s is read", wrong[i]);
	arena_close(arena);
}

static void hostile_trees_cost_a_selector_little(void **state)
{
	Arena *arena = arena_open();
	Buf html = {0};
	const Selector *selector =
		select_parse(S("a div > div div > div div > div p"), arena, NULL);

	(void)state;
	for (int i = 0; i < 200; i++)
		buf_add(&html, S("<div><p>x</p>"));
	assert_null(select_first(selector, dom_parse(buf_str(&html), arena)->body));
	buf_drop(&html);
	arena_close(arena);
}

static const char page[] =
	"<title>Ferry | Paper</title><body><h1>Another thing</h1><div class=x><h2 class=head>Ferry "
	"back</h2><i>Ida Holm</i><b>3 March 2024</b><div class=ad>Buy a boat today, they are cheap "
	"and come with oars.</div><div id=text>It came back.</div></div><article><p>The ferry "
	"returned to service on Monday morning, eleven weeks after a cracked shaft sent it to the "
	"yard, and forty people stood on the quay.</p><div class=ad>Buy a boat today, they are "
	"cheap and come with oars.</div></article>";

static const Doc *read_by(const char *rules, Arena *arena, Err *err)
{
	return parse_page(str_from(rules), str_from(page), S("text/html"),
		S("https://example.org/a"), arena, err);
}

static void an_article_is_where_the_rules_say(void **state)
{
	Arena *arena = arena_open();
	Buf out = {0};
	const Doc *doc = read_by("# a remark\ncontent: #none, #text\ntitle: .head\nauthor: .x > "
				 "i\n\ndate: .x b\n",
		arena, NULL);

	(void)state;
	assert_non_null(doc);
	assert_true(str_eq(doc_str(doc, doc->title), S("Ferry back")));
	assert_true(str_eq(doc_str(doc, doc->byline), S("Ida Holm")));
	assert_true(doc->published == 1709424000);
	render_words(doc, &out);
	assert_true(str_eq(buf_str(&out), S("It came back.")));
	buf_drop(&out);
	arena_close(arena);
}

static void what_is_to_go_goes(void **state)
{
	Arena *arena = arena_open();
	Buf out = {0};

	(void)state;
	render_words(read_by("strip: .ad\nstrip: #text", arena, NULL), &out);
	assert_true(str_starts(buf_str(&out), S("The ferry")));
	assert_true(str_find(buf_str(&out), S("oars")) < 0);
	buf_drop(&out);
	arena_close(arena);
}

static void a_wrong_line_is_named(void **state)
{
	static const char *const wrong[] = {"content: p\nstyle: p", "strip: p\ncontent: p::before",
		"\ncontent p"};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		Err err = {0};

		assert_null(read_by(wrong[i], arena, &err));
		assert_true(str_starts(str_from(err.text), S("line 2 of the file in sites/")));
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(selectors_choose_elements),
		cmocka_unit_test(hostile_trees_cost_a_selector_little),
		cmocka_unit_test(an_article_is_where_the_rules_say),
		cmocka_unit_test(what_is_to_go_goes),
		cmocka_unit_test(a_wrong_line_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
