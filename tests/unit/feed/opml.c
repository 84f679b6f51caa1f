/* feed/format/opml: subscription lists in and out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/format/opml.h"

static Arena *arena;
static const OpmlFeed *feeds;
static size_t count;
static OpmlLeft left;

static void is(Str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static void folders_nest_and_titles_are_kept(void **state)
{
	(void)state;
	assert_true(
		opml_read(S("<opml version='2.0'><head><title>x</title></head><body>"
			    "<outline text='Top' xmlUrl='http://a.example/1' category='/x y,z'/>"
			    "<outline text='News'><outline title='Local'>"
			    "<OUTLINE TEXT='t' TITLE='Town &amp; Sea' XMLURL=' http://a.example/2 '"
			    " htmlUrl='http://a.example/'/></outline></outline></body></opml>"),
			S(""), arena, &feeds, &count, &left, NULL));
	assert_int_equal(count, 2);
	is(feeds[0].folder, "");
	is(feeds[0].tags, "x y\nz");
	is(feeds[1].url, "http://a.example/2");
	is(feeds[1].title, "Town & Sea");
	is(feeds[1].site, "http://a.example/");
	is(feeds[1].folder, "News/Local");
}

static void what_old_programs_wrote_is_read(void **state)
{
	(void)state;
	assert_true(opml_read(S("<opml><outline text='News'>"
				"<outline text='a' xmlUrl='feed://a.example/1'/></outline>"
				"<outline text='b' xmlUrl='feed:https://b.example/2'/></opml>"),
		S(""), arena, &feeds, &count, &left, NULL));
	assert_int_equal(count, 2);
	is(feeds[0].url, "http://a.example/1");
	is(feeds[0].folder, "News");
	is(feeds[1].url, "https://b.example/2");
}

static void what_has_no_place_is_kept_or_told(void **state)
{
	(void)state;
	assert_true(opml_read(
		S("<opml xmlns:x='http://x.example/'><body><outline text='News' isOpen='true'>"
		  "<outline text='t' title='T' type='Atom' language='de' created='1 Nov'"
		  " x:id='7' xmlUrl='http://a.example/1'/><outline text='a note'/></outline>"
		  "<outline text='empty'/></body></opml>"),
		S(""), arena, &feeds, &count, &left, NULL));
	assert_int_equal(count, 1);
	is(feeds[0].more, "text=t\ntype=Atom\nlanguage=de\ncreated=1 Nov");
	is(opml_more(feeds[0].more, S("language")), "de");
	is(opml_more(feeds[0].more, S("lang")), "");
	is(left.attributes, "x:id\nisOpen");
	assert_int_equal(left.outlines, 2);
}

/* In urls these would be a title, hide the feed, or nest. */
static void signs_of_urls_are_disguised_and_come_back(void **state)
{
	Buf out = {0};

	(void)state;
	assert_true(
		opml_read(S("<opml><body><outline text='~A/B!'><outline text='t' xmlUrl="
			    "'http://a.example/1' category='!x,~y,z!'/></outline></body></opml>"),
			S(""), arena, &feeds, &count, &left, NULL));
	is(feeds[0].folder, "\uff5eA\u2215B!");
	is(feeds[0].tags, "\uff01x\n\uff5ey\nz!");
	opml_write(feeds, count, S(""), &out);
	assert_true(str_find(buf_str(&out), S("text=\"~A/B!\"")) >= 0);
	assert_true(str_find(buf_str(&out), S("category=\"!x,~y,z!\"")) >= 0);
	buf_drop(&out);
}

static void a_broken_list_gives_what_is_there(void **state)
{
	(void)state;
	assert_true(
		opml_read(S("\n<opml><body><outline text=\"Caf&eacute; & Bar\" "
			    "xmlUrl=\"http://a.example/?a=1&b=2\"><outline xmlUrl=\"http://a.ex"),
			S(""), arena, &feeds, &count, &left, NULL));
	assert_true(count >= 1);
	is(feeds[0].title, "Café & Bar");
	is(feeds[0].url, "http://a.example/?a=1&b=2");
}

static void other_things_are_no_lists(void **state)
{
	Err err = {0};

	(void)state;
	assert_false(opml_read(S("<rss/>"), S(""), arena, &feeds, &count, &left, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_false(opml_read(S(" "), S(""), arena, &feeds, &count, &left, &err));
	assert_false(opml_read(S("no markup"), S(""), arena, &feeds, &count, &left, &err));
}

static void what_is_no_address_is_left_out(void **state)
{
	(void)state;
	assert_true(opml_read(S("<opml><body><outline xmlUrl=''/><outline xmlUrl="
				"'http://a.example/&#10;exec:x'/><outline xmlUrl='http://a&quot;'/>"
				"<outline xmlUrl='HTTPS://a.example/'/></body></opml>"),
		S(""), arena, &feeds, &count, &left, NULL));
	assert_int_equal(count, 1);
}

static void what_is_written_reads_back(void **state)
{
	const OpmlFeed list[] = {
		{.url = S("http://a.example/1"),
			.title = S("One <\"&>"),
			.folder = S("News/Local"),
			.tags = S("x y\nz")},
		{.url = S("http://a.example/2"), .site = S("http://a.example/")},
		{.url = S("http://a.example/3"),
			.title = S("Three"),
			.folder = S("News"),
			.more = S("text=Drei\ndescription=<b>\"C\"\ntype=atom")},
		{.url = S("http://a.example/4"), .title = S("Four"), .folder = S("News/Local")},
	};
	static const size_t order[] = {1, 2, 0, 3};
	Buf out = {0};

	(void)state;
	opml_write(list, COUNT(list), S("lede & co"), &out);
	assert_true(opml_read(buf_str(&out), S(""), arena, &feeds, &count, &left, NULL));
	assert_int_equal(count, 4);
	for (size_t i = 0; i < count; i++) {
		const OpmlFeed *want = &list[order[i]];

		assert_true(str_eq(feeds[i].url, want->url));
		assert_true(str_eq(feeds[i].title, want->title.n ? want->title : want->url));
		assert_true(str_eq(feeds[i].site, want->site));
		assert_true(str_eq(feeds[i].folder, want->folder));
		assert_true(str_eq(feeds[i].tags, want->tags));
		assert_true(str_eq(opml_more(feeds[i].more, S("description")),
			opml_more(want->more, S("description"))));
	}
	buf_drop(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_nest_and_titles_are_kept),
		cmocka_unit_test(what_old_programs_wrote_is_read),
		cmocka_unit_test(what_has_no_place_is_kept_or_told),
		cmocka_unit_test(signs_of_urls_are_disguised_and_come_back),
		cmocka_unit_test(a_broken_list_gives_what_is_there),
		cmocka_unit_test(other_things_are_no_lists),
		cmocka_unit_test(what_is_no_address_is_left_out),
		cmocka_unit_test(what_is_written_reads_back),
	};
	int failed;

	arena = arena_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
