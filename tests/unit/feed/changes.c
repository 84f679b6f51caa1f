/* feed/html/changes: what went stands beside what came, and without both it is the one text or the
 * other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "feed/html/changes.h"
#include "feed/html/strip.h"

static const char *changes(const char *old, const char *new)
{
	static char text[4096];
	Buf out = {0};

	changes_html(str_from(old), str_from(new), &out);
	snprintf(text, sizeof text, "%.*s", (int)out.n, out.n ? buf_str(&out).s : "");
	buf_drop(&out);
	return text;
}

static void words_that_changed_stand_side_by_side(void **state)
{
	(void)state;
	assert_string_equal(changes("<p>four lines in seventeen seconds</p>",
				    "<p>four lines in eleven seconds</p>"),
		"<p>four lines in <del>seventeen </del> <ins>eleven </ins>seconds</p>");
}

static void what_did_not_change_is_left_as_it_is(void **state)
{
	const char *same = "<p>a <b>b</b> &amp; c<img src=x>";

	(void)state;
	assert_string_equal(changes(same, same), same);
	assert_string_equal(changes("", ""), "");
	assert_string_equal(changes("<p>a  b", "<p>a b"), "<p>a b");
}

static void tags_are_those_of_the_new_text(void **state)
{
	(void)state;
	assert_string_equal(changes("<p>a <a href=x>link</a></p>", "<p>a</p><p>b <b>c</b></p>"),
		"<p>a<del>link</del> </p><p><ins>b </ins><b><ins>c</ins></b></p>");
}

static void scripts_that_went_are_no_words(void **state)
{
	(void)state;
	assert_string_equal(changes("a <script>var b = 1</script>c", "a c"), "a c");
	assert_string_equal(changes("a <!-- b > c -->d", "a d"), "a d");
}

static void each_character_is_a_word_where_there_are_no_blanks(void **state)
{
	(void)state;
	assert_string_equal(changes("六月の学校", "七月の学校"),
		"<del>六</del> <ins>七</ins>月の学校");
}

/* What is left of the marked text when one side of the changes is taken out. */
static Str without(Str text, const char *element, Arena *arena)
{
	Str start = arena_printf(arena, "<%s>", element),
	    end = arena_printf(arena, "</%s>", element);
	Buf out = {0};
	ptrdiff_t at;
	Str rest;

	while ((at = str_find(text, start)) >= 0) {
		buf_add(&out, str_of(text.s, (size_t)at));
		text = str_from_at(text, (size_t)at);
		text = str_from_at(text, (size_t)str_find(text, end) + end.n);
	}
	buf_add(&out, text);
	rest = buf_take(&out, arena);
	buf_drop(&out);
	return rest;
}

static Str words_of(Str text, Arena *arena)
{
	return arena_squeeze(arena, strip_html(text, arena));
}

static unsigned pick(uint32_t *random, unsigned below)
{
	*random = *random * 1664525 + 1013904223;
	return (*random >> 8) % below;
}

/* Texts of a few words, so that much of them is alike, and of many. */
static Str some_text(uint32_t *random, unsigned most, Arena *arena)
{
	static const char *const words[] = {"sea", "boat", "<b>north</b>", "<i>", "</i>", "rain",
		"<br>", "&amp;", "港"};
	Buf out = {0};
	Str text;

	for (unsigned n = pick(random, most); n > 0; n--)
		buf_printf(&out, "%s ", words[pick(random, COUNT(words))]);
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

static void either_text_can_be_read_from_it(void **state)
{
	uint32_t random = 5;

	(void)state;
	for (int round = 0; round < 400; round++) {
		Arena *arena = arena_open();
		unsigned most = round % 40 ? 30 : 3000;
		Str old = some_text(&random, most, arena), new = some_text(&random, most, arena);
		Buf out = {0};
		Str both;

		changes_html(old, new, &out);
		both = buf_take(&out, arena);
		if (!str_eq(words_of(without(both, "del", arena), arena), words_of(new, arena)))
			fail_msg("%.*s", STR_ARG(both));
		if (!str_eq(words_of(without(both, "ins", arena), arena), words_of(old, arena)))
			fail_msg("%.*s", STR_ARG(both));
		buf_drop(&out);
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_changed_stand_side_by_side),
		cmocka_unit_test(what_did_not_change_is_left_as_it_is),
		cmocka_unit_test(tags_are_those_of_the_new_text),
		cmocka_unit_test(scripts_that_went_are_no_words),
		cmocka_unit_test(each_character_is_a_word_where_there_are_no_blanks),
		cmocka_unit_test(either_text_can_be_read_from_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
