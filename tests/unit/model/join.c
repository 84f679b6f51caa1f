/* model/join: the pages of an article as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/html/render.h"
#include "feed/parse.h"
#include "model/join.h"
#include "model/wire.h"

static const Doc *doc_of(const char *html, Arena *arena)
{
	Err err = {0};
	const Doc *doc = parse_html(str_from(html), S("https://example.org/a"), arena, &err);

	assert_non_null(doc);
	return doc;
}

/* `pages` joined, as HTML; what comes out passes the gate. */
static void expect(const char *const *pages, size_t count, const char *expected)
{
	Arena *arena = arena_open();
	const Doc *doc = doc_of(pages[0], arena);
	Buf out = {0};

	for (size_t i = 1; i < count; i++)
		doc = doc_join(doc, doc_of(pages[i], arena), arena);
	doc_write(doc, &out);
	doc = doc_read(buf_str(&out), arena, NULL);
	assert_non_null(doc);
	buf_clear(&out);
	render_html(doc, &out);
	assert_string_equal(buf_z(&out), expected);
	buf_drop(&out);
	arena_close(arena);
}

static void one_stands_behind_the_other(void **state)
{
	const char *pages[] = {"<p>One <b>bold</b> <a href=/x>x</a></p>",
		"<p>Two <i>words</i> <a href=/y>y</a></p><ul><li>item</ul>",
		"<table><tr><th>a<th>b<tr><td>1<td>2</table><img src=/p.png><p>End</p>"};

	(void)state;
	expect(pages, 3,
		"<p>One <strong>bold</strong> <a href=\"https://example.org/x\">x</a></p>\n"
		"<p>Two <em>words</em> <a href=\"https://example.org/y\">y</a></p>\n"
		"<ul><li>item\n</li></ul>\n"
		"<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>\n"
		"<figure><img src=\"https://example.org/p.png\" alt=\"\"/></figure>\n"
		"<p>End</p>\n");
}

static void what_all_begin_and_end_with_is_there_once(void **state)
{
	const char *pages[] = {"<h1>Head</h1><img src=/p.png><p>One</p><p>By Mira Holt</p>",
		"<h1>Head</h1><img src=/p.png><p>Two</p><p>One</p><p>Three</p><p>By Mira Holt</p>"};

	(void)state;
	expect(pages, 2,
		"<h1>Head</h1>\n<figure><img src=\"https://example.org/p.png\" "
		"alt=\"\"/></figure>\n"
		"<p>One</p>\n<p>Two</p>\n<p>One</p>\n<p>Three</p>\n<p>By Mira Holt</p>\n");
}

static void a_page_that_says_nothing_new_adds_nothing(void **state)
{
	const char *pages[] = {"<p>One</p><p>Two</p>", "<p>Two</p>", "", "<p>One</p><p>Two</p>"};

	(void)state;
	expect(pages, 4, "<p>One</p>\n<p>Two</p>\n");
}

static void links_within_a_page_lead_within_it(void **state)
{
	const char *pages[] = {"<p>Same</p><p><a href=#n1>1</a></p><p id=n1>Note one</p>",
		"<p>Same</p><p><a href=#n2>2</a></p><p id=n2>Note two</p>"};
	Arena *arena = arena_open();
	const Doc *doc = doc_join(doc_of(pages[0], arena), doc_of(pages[1], arena), arena);

	(void)state;
	assert_int_equal(doc->block_count, 5);
	assert_int_equal(doc->link_count, 2);
	assert_int_equal(doc->links[0].block, 2);
	assert_int_equal(doc->links[1].block, 4);
	arena_close(arena);
}

/* One document in place of a block of another, as HTML; what comes out passes the gate. */
static void expect_graft(const char *stock, uint32_t at, const char *graft, const char *expected)
{
	Arena *arena = arena_open();
	const Doc *doc = doc_graft(doc_of(stock, arena), at, doc_of(graft, arena), arena);
	Buf out = {0};

	doc_write(doc, &out);
	doc = doc_read(buf_str(&out), arena, NULL);
	assert_non_null(doc);
	for (uint32_t i = 1; i < doc->block_count; i++)
		assert_true(doc->blocks[i].text.at >= doc->blocks[i - 1].text.at);
	buf_clear(&out);
	render_html(doc, &out);
	assert_string_equal(buf_z(&out), expected);
	buf_drop(&out);
	arena_close(arena);
}

static void a_graft_stands_where_the_block_stood(void **state)
{
	(void)state;
	expect_graft("<p><b>One</b><p><a href=/x>x</a><p><b>Three</b> <a href=#n>n</a><p id=n>Four",
		1, "<p>New <i>a</i><p><a href=/y>y</a>",
		"<p><strong>One</strong></p>\n<p>New <em>a</em></p>\n"
		"<p><a href=\"https://example.org/y\">y</a></p>\n"
		"<p><strong>Three</strong> <a href=\"#n\">n</a></p>\n<a "
		"id=\"n\"></a><p>Four</p>\n");
	expect_graft("<blockquote><p>One</blockquote><p>Two", 0, "<p>New",
		"<blockquote>\n<p>New</p>\n</blockquote>\n<p>Two</p>\n");
	expect_graft("<p>One<p>Two", 1, "<p>New<figure><img src=a.jpg></figure>",
		"<p>One</p>\n<p>New</p>\n<figure><img src=\"https://example.org/a.jpg\" "
		"alt=\"\"/></figure>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_stands_behind_the_other),
		cmocka_unit_test(what_all_begin_and_end_with_is_there_once),
		cmocka_unit_test(a_page_that_says_nothing_new_adds_nothing),
		cmocka_unit_test(links_within_a_page_lead_within_it),
		cmocka_unit_test(a_graft_stands_where_the_block_stood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
