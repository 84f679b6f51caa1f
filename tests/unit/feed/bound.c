/* feed/html/bound: what a tree builder may be given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "feed/html/bound.h"
#include "feed/html/dom.h"

static size_t count_of(Str text, Str needle)
{
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(text, needle)) >= 0) {
		n++;
		text = str_from_at(text, (size_t)at + needle.n);
	}
	return n;
}

static Str repeated(Buf *out, Str piece, unsigned times, Str end)
{
	for (unsigned i = 0; i < times; i++)
		buf_add(out, piece);
	buf_add(out, end);
	return buf_str(out);
}

static void a_tame_page_is_not_even_copied(void **state)
{
	Arena *arena = arena_open();
	Str html = S("<!DOCTYPE html><p>a<p>b<ul><li>c<li>d</ul><script type=application/ld+json>"
		     "\"a<b </p>\"</script><table><tr><td>x<td>y<tr><td>z</table><img "
		     "alt='>'><br/>");

	(void)state;
	assert_ptr_equal(bound_html(html, arena).s, html.s);
	arena_close(arena);
}

static void what_is_for_browsers_goes(void **state)
{
	static const char *const cases[][2] = {
		{"<p>a<script>if (a<b) '</p>'</script>b", "<p>a<script></script>b"},
		{"<style>p { }</style>b", "<style></style>b"},
		{"a<!-- <div> -->b", "a<!---->b"},
		{"a<svg><path/><svg><style>t</style></svg></svg >b", "ab"},
		{"a<svg><title>t</title></svg>b", "a<svg><title>t</title></svg>b"},
		{"a<svg aria-label=t></svg>b", "a<svg aria-label=t></svg>b"},
		/* Without an end it is for the tree builder to find one. */
		{"a<svg><path><p>b", "a<svg><path><p>b"},
		{"<script>a", "<script>"},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(arena_strz(arena, bound_html(str_from(cases[i][0]), arena)),
			cases[i][1]);
	arena_close(arena);
}

static void long_lists_and_pages_of_paragraphs_are_not_deep(void **state)
{
	static const char *const pieces[] = {"<p>x", "<li>x", "<tr><td>x<td>y", "<dt>a<dd>b",
		"<option>x", "<b>x</b>", "<br>", "<a name=x>", "<p><i>x</i>"};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		Buf buf = {0};
		Str html = repeated(&buf, str_from(pieces[i]), 2000, S("<table>"));

		assert_ptr_equal(bound_html(html, arena).s, html.s);
		buf_drop(&buf);
	}
	arena_close(arena);
}

static void depth_is_bounded_and_end_tags_match(void **state)
{
	Arena *arena = arena_open();
	Buf buf = {0};
	Str out;

	(void)state;
	repeated(&buf, S("<div>"), 5000, S("x"));
	out = bound_html(repeated(&buf, S("</div>"), 5000, S("<p>y")), arena);
	assert_int_equal(count_of(out, S("<div>")), BOUND_DEPTH);
	assert_int_equal(count_of(out, S("<p>y")), 1);
	buf_drop(&buf);
	arena_close(arena);
}

static void crossed_tags_do_not_hide_depth(void **state)
{
	Arena *arena = arena_open();
	Buf buf = {0};

	(void)state;
	/* </b> leaves the div open. */
	assert_true(count_of(bound_html(repeated(&buf, S("<b><div></b>"), 3000, S("")), arena),
			    S("<div>")) <= BOUND_DEPTH);
	buf_clear(&buf);
	assert_true(count_of(bound_html(repeated(&buf, S("<x><div></x>"), 3000, S("")), arena),
			    S("<div>")) <= BOUND_DEPTH);
	buf_drop(&buf);
	arena_close(arena);
}

static void a_frame_that_closes_itself_swallows_nothing(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	assert_true(str_eq(bound_html(S("a<iframe src='x'/>b<b>c"), arena),
		S("a<iframe src='x'/></iframe>b<b>c")));
	arena_close(arena);
}

static void attributes_and_open_formats_are_bounded(void **state)
{
	Arena *arena = arena_open();
	Buf buf = {0};
	Str html;

	(void)state;
	buf_add(&buf, S("<p "));
	html = bound_html(repeated(&buf, S("a=1 "), 300, S(">text")), arena);
	assert_int_equal(count_of(html, S("a=1")), BOUND_ATTRIBUTES);
	assert_true(str_ends(html, S(">text")));
	buf_clear(&buf);
	html = bound_html(repeated(&buf, S("<p><font>x"), 300, S("")), arena);
	assert_int_equal(count_of(html, S("<font>")), BOUND_FORMATS);
	buf_drop(&buf);
	arena_close(arena);
}

static void the_tree_is_never_deeper_than_promised(void **state)
{
	Arena *arena = arena_open();
	Buf buf = {0};
	const Dom *dom = dom_parse(
		repeated(&buf, S("<table><tr><td><svg><foreignObject><i><div>"), 4000, S("bottom")),
		arena);
	unsigned deepest = 0;

	(void)state;
	for (const Node *n = dom->html; n; n = node_next(n, dom->html)) {
		unsigned depth = 0;

		for (const Node *up = n; up; up = up->parent)
			depth++;
		deepest = depth > deepest ? depth : deepest;
	}
	assert_true(deepest <= DOM_DEPTH + 1);
	buf_drop(&buf);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tame_page_is_not_even_copied),
		cmocka_unit_test(what_is_for_browsers_goes),
		cmocka_unit_test(long_lists_and_pages_of_paragraphs_are_not_deep),
		cmocka_unit_test(depth_is_bounded_and_end_tags_match),
		cmocka_unit_test(crossed_tags_do_not_hide_depth),
		cmocka_unit_test(a_frame_that_closes_itself_swallows_nothing),
		cmocka_unit_test(attributes_and_open_formats_are_bounded),
		cmocka_unit_test(the_tree_is_never_deeper_than_promised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
