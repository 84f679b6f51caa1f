/* feed/html/marked: Markdown as articles and entries; all of it only where md4c is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config.h"
#include "feed/html/marked.h"
#include "feed/parse.h"

#ifdef HAVE_MD4C

#include "dump.h"

static void expect(const char *text, const char *title, const char *expected)
{
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc = parse_text(str_from(text), S("text/markdown"),
		S("https://e.example/a/b.md"), arena, &err);

	assert_non_null(doc);
	assert_string_equal(arena_strz(arena, doc_str(doc, doc->title)), title);
	assert_string_equal(arena_strz(arena, dump(doc, arena)), expected);
	arena_close(arena);
}

static void markdown_is_an_article(void **state)
{
	(void)state;
	expect("# Gulls\n\nA *gull* on [a crane](../crane?utm_source=x).\n\n1. one\n2. "
	       "two\n\n```c\nx;\n"
	       "```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n",
		"Gulls",
		"p: A /gull/ on [a crane](https://e.example/crane).\n 1. p: one\n 2. p: two\n"
		"pre [c]: x;\ntable:  | head 1\n  a; b\n  1; 2\n>p: quoted\n");
}

static void front_matter_is_its_head(void **state)
{
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc =
		parse_text(S("---\ntitle: \"Fog: a log\"\nauthor: Mira Tan\ndate: 2026-11-22\n"
			     "tags: [a]\n---\n# Fog: a log\n\nThick.\n"),
			S("text/markdown"), S(""), arena, &err);

	(void)state;
	assert_true(str_eq(doc_str(doc, doc->title), S("Fog: a log")));
	assert_true(str_eq(doc_str(doc, doc->byline), S("Mira Tan")));
	assert_true(doc->published > 0);
	assert_string_equal(arena_strz(arena, dump(doc, arena)), "p: Thick.\n");
	arena_close(arena);
	/* A rule is no front matter. */
	expect("---\n\nText.\n", "", "rule: \np: Text.\n");
}

static void what_runs_does_not_pass(void **state)
{
	(void)state;
	expect("a <script>alert(1)</script> [b](javascript:alert(1)) <iframe src=x></iframe>\n", "",
		"p: a b\n");
}

static void entries_may_be_markdown(void **state)
{
	Arena *arena = arena_open();
	Err err = {0};
	Parsed parsed;

	(void)state;
	assert_true(
		parse_feed(S("<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry>"
			     "<id>1</id><title>*a*</title><content type='text/markdown'>A *gull*."
			     "</content></entry></feed>"),
			S("application/atom+xml"), S("https://e.example/"), arena, &parsed, &err));
	assert_int_equal(parsed.entry_count, 1);
	assert_true(str_find(parsed.entries[0].html, S("<em>gull</em>")) >= 0);
	assert_true(str_eq(parsed.entries[0].title, S("*a*")));
	arena_close(arena);
}

/* A table of columns in plenty, with rows that have none. */
static void small_texts_stay_small(void **state)
{
	Arena *arena = arena_open();
	Buf text = {0};

	(void)state;
	for (int i = 0; i < 2000; i++)
		buf_add(&text, S("|a"));
	buf_char(&text, '\n');
	for (int i = 0; i < 2000; i++)
		buf_add(&text, S("|-"));
	buf_char(&text, '\n');
	for (int i = 0; i < 2000; i++)
		buf_add(&text, S("|\n"));
	assert_true(marked_html(buf_str(&text), arena).n <= text.n * 16 + 4096);
	buf_drop(&text);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_is_an_article),
		cmocka_unit_test(front_matter_is_its_head),
		cmocka_unit_test(what_runs_does_not_pass),
		cmocka_unit_test(entries_may_be_markdown),
		cmocka_unit_test(small_texts_stay_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void markdown_is_plain_text(void **state)
{
	(void)state;
	assert_false(marked_is(S("text/markdown"), S("https://e.example/a.md")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(markdown_is_plain_text)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
