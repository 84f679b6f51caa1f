/* feed/html/strip and entity: markup to text in one pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "feed/html/entity.h"
#include "feed/html/strip.h"

static Arena *arena;

static void is(Str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static void tags_go_and_blocks_part_words(void **state)
{
	(void)state;
	is(strip_html(S("<p>One</p><p class='>'>two <b>th</b>ree<br/>four\n\n five"), arena),
		"One two three four five");
	is(strip_html(S("a<script>if (x < 1) '<p>'</script>b<style>p {}</style>c"), arena), "abc");
	is(strip_html(S("x<!-- <p> -- > -->y<!doctype z><?pi?>w"), arena), "xyw");
	is(strip_html(S("safe<!-- never closed"), arena), "safe");
	is(strip_html(S("sa<!-- closed as a tag >fe"), arena), "safe");
}

static void what_is_no_tag_stays(void **state)
{
	(void)state;
	is(strip_html(S("1 < 2 and 3 > 2 <- here"), arena), "1 < 2 and 3 > 2 <- here");
	is(strip_html(S("the <title> and the <gorilla>"), arena), "the and the <gorilla>");
	is(strip_html(S("cut <b"), arena), "cut <b");
	assert_false(strip_needed(S("R&D: 1 < 2, <gorilla> & co")));
	assert_true(strip_needed(S("a <b>c")));
	assert_true(strip_needed(S("a&eacute;")));
}

static void a_title_may_speak_of_an_element(void **state)
{
	static const struct {
		const char *line, *text;
	} cases[] = {
		{"Use of <script> tag", "Use of <script> tag"},
		{"<details> and <summary>: &lt;dialog> is next",
			"<details> and <summary>: <dialog> is next"},
		{"The end of </table>? And <br>'s", "The end of </table>? And 's"},
		{"<!DOCTYPE html>, explained<!-- not here -->", "<!DOCTYPE html>, explained"},
		{"<b>Storm</b> over <em>Holmwick, <video src=x>live", "Storm over Holmwick, live"},
		{"<div>The <h2>quay</h2></div><script>track()</script>", "The quay"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		is(strip_line(str_from(cases[i].line), arena), cases[i].text);
}

static void sections_are_opened_and_what_only_looks_alike_is_text(void **state)
{
	static const struct {
		const char *html, *opened;
	} cases[] = {
		{"<![CDATA[<b>a</b>]]> c", "<b>a</b> c"},
		{"a<![CDATA[b]]><![CDATA[c]]>", "abc"},
		{"<![CDATA[a<p>b", "&lt;![CDATA[a<p>b"},
		{"<!' he said", "&lt;!' he said"},
		{"a <! b", "a &lt;! b"},
		{"<!-- a --><!DOCTYPE html><![if x]><!>", "<!-- a --><!DOCTYPE html><![if x]><!>"},
		{"a <!", "a <!"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		is(strip_sections(str_from(cases[i].html), arena), cases[i].opened);
	is(strip_html(S("<![CDATA[a <i>b</i>]]> c"), arena), "a b c");
}

static void plain_text_keeps_its_lines(void **state)
{
	static const struct {
		const char *text, *html;
	} cases[] = {
		{"Low water\nat noon &lt;3\n\n\n0:00 Start \n",
			"Low water<br>\nat noon &lt;3<br>\n<br>\n"
			"0:00 Start"},
		{"if x<y and List<Gull> &amp; y>z", "if x&lt;y and List&lt;Gull> &amp; y>z"},
		{"ends in <", "ends in &lt;"},
		{"one <b>bold</b>\nline", "one <b>bold</b>\nline"},
		{"all < on\none<br>line", "all < on\none<br>line"},
		{"\n    Set in by\n    hand.\n", "Set in by\n    hand."},
		{"The harbour was wrapped by a program at a certain width,\n"
		 "and its lines end where the next word had not fitted in\n"
		 "before, so that none of these ends is meant by anybody,\nnot even "
		 "here.\n\nEnd.",
			"The harbour was wrapped by a program at a certain width,\n"
			"and its lines end where the next word had not fitted in\n"
			"before, so that none of these ends is meant by anybody,\nnot even "
			"here.<br>\n<br>\nEnd."},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		is(strip_lines(str_from(cases[i].text), arena), cases[i].html);
	assert_false(strip_has_tags(S("a < b &amp; <gorilla>")));
	assert_true(strip_has_tags(S("a < b <br> c")));
}

static void references_are_those_of_html(void **state)
{
	(void)state;
	is(entity_decode_all(S("&amp;lt; &eacute;&#233;&#xE9;&#XE9; &hellip; &nosuch; &;"), arena),
		"&lt; éééé … &nosuch; &;");
}

static void old_names_do_without_a_semicolon(void **state)
{
	Buf out = {0};

	(void)state;
	is(entity_decode_all(S("&copy 2026 &notit; &copy=1"), arena), "© 2026 ¬it; ©=1");
	assert_int_equal(entity_decode(S("&copy=2"), 0, ENTITY_XML, &out), 0);
	assert_int_equal(entity_decode(S("&copy;=2"), 0, ENTITY_XML, &out), 6);
	is(buf_str(&out), "©");
	buf_drop(&out);
}

static void controls_are_nothing_and_c1_is_windows_1252(void **state)
{
	(void)state;
	is(entity_decode_all(S("a&#0;&#7;&#x7f;b&#150;&#128;"), arena), "ab–€");
	is(entity_decode_all(S("&#xD800;&#x110000;&#99999999999;"), arena),
		"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void excerpts_end_at_a_word_or_a_character(void **state)
{
	(void)state;
	is(strip_start(S("<p>The ferry sails again"), 15, arena), "The ferry sails");
	is(strip_start(S("<p>The ferry sails again"), 11, arena), "The ferry");
	is(strip_start(S("日本語"), 8, arena), "日本");
}

/* A byte at a time, of well-formed text. */
static uint32_t words_of(const char *s)
{
	uint32_t words = 0, ideographs = 0;
	bool inside = false;

	while (*s) {
		uint8_t c = (uint8_t)*s;
		bool han = c >= 0xe3 && c <= 0xe9;

		if (c == '<')
			while (*s && *s != '>')
				s++;
		ideographs += han && (c > 0xe3 || (uint8_t)s[1] >= 0x81);
		words += c > ' ' && c != '<' && !han && !inside;
		inside = c > ' ' && c != '<' && !han;
		s += han ? 3 : *s ? 1 : 0;
	}
	return words + ideographs / 2;
}

static void words_are_counted_the_same_wherever_they_stand(void **state)
{
	static const char *const parts[] = {"word ", "a", " ", "\n", "é", "я", "漢", "か", "、",
		"अ", "😀", "<b>", "</b>", "<p class='x y'>",
		"longer words in a row and more of them "};
	uint32_t random = 1;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		Buf buf = {0};

		for (unsigned i = 0; i < 4 + round % 30; i++) {
			random = random * 1664525 + 1013904223;
			buf_add(&buf, str_from(parts[(random >> 16) % COUNT(parts)]));
		}
		assert_int_equal(strip_words(buf_str(&buf)), words_of(buf_z(&buf)));
		buf_drop(&buf);
	}
}

static void words_are_counted_outside_of_tags(void **state)
{
	(void)state;
	assert_int_equal(strip_words(S("<p class='a b c'>One two<br>three.</p>")), 3);
	assert_int_equal(strip_words(S("日本語の")), 2);
	assert_int_equal(strip_words(S("")), 0);
}

/* Each of these took quadratic time once, or would. */
static void hostile_text_takes_linear_time(void **state)
{
	static const char *const pieces[] = {"<a ", "<!--", "<!'", "<![CDATA[", "<script>", "&#",
		"<b x='", "</"};
	Buf text = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		buf_clear(&text);
		while (text.n < 2000000)
			buf_add(&text, str_from(pieces[i]));
		strip_needed(buf_str(&text));
		assert_true(utf8_valid(strip_html(buf_str(&text), arena)));
	}
	buf_drop(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_go_and_blocks_part_words),
		cmocka_unit_test(what_is_no_tag_stays),
		cmocka_unit_test(a_title_may_speak_of_an_element),
		cmocka_unit_test(sections_are_opened_and_what_only_looks_alike_is_text),
		cmocka_unit_test(plain_text_keeps_its_lines),
		cmocka_unit_test(references_are_those_of_html),
		cmocka_unit_test(old_names_do_without_a_semicolon),
		cmocka_unit_test(controls_are_nothing_and_c1_is_windows_1252),
		cmocka_unit_test(excerpts_end_at_a_word_or_a_character),
		cmocka_unit_test(words_are_counted_outside_of_tags),
		cmocka_unit_test(hostile_text_takes_linear_time),
		cmocka_unit_test(words_are_counted_the_same_wherever_they_stand),
	};
	int failed;

	arena = arena_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
