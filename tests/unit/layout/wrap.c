/* layout/wrap: where lines break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "layout/wrap.h"

/* The lines with a bar between them. */
static const char *wrapped_as(WrapMode mode, const char *text, unsigned width, Arena *arena)
{
	Galley galley = {0};
	Buf out = {0};
	Str result;

	galley_clear(&galley);
	galley_add(&galley, str_from(text), (Piece){.link = NONE, .from = NONE});
	galley_wrap(&galley, width, mode);
	for (size_t i = 0; i < galley.lines.count; i++) {
		const GalleyLine *line = &galley.lines.items[i];

		if (i)
			buf_char(&out, '|');
		buf_add(&out, str_slice(buf_str(&galley.text), line->at, line->end - line->at));
		if (line->hyphen)
			buf_char(&out, '-');
	}
	result = arena_str(arena, buf_str(&out));
	buf_drop(&out);
	galley_drop(&galley);
	return result.n ? result.s : "";
}

#define assert_wrapped(text, width, want)                                                          \
	assert_string_equal(wrapped_as(WRAP_WORDS, text, width, *state), want)

static void lines_are_few_and_then_even(void **state)
{
	/* Filled as far as they go, they would be 9, 9, 2. */
	assert_wrapped("aaa bb cc ddddd", 6, "aaa|bb cc|ddddd");
	assert_wrapped("one two three four", 9, "one two|three|four");
	assert_wrapped("word", 10, "word");
	assert_wrapped("", 10, "");
}

static void a_last_line_is_no_scrap_if_it_can_be_helped(void **state)
{
	assert_wrapped("The quick brown foxes jump over it", 31,
		"The quick brown foxes jump|over it");
}

static void titles_are_even_to_the_last_line(void **state)
{
	static const char title[] = "Grid operators agree on a reserve after blackout";

	assert_wrapped(title, 40, "Grid operators agree on a reserve after|blackout");
	assert_string_equal(wrapped_as(WRAP_TITLE, title, 40, *state),
		"Grid operators agree on|a reserve after blackout");
}

static void a_lone_letter_does_not_end_a_line(void **state)
{
	assert_wrapped("He said so but that is a rather long story", 24,
		"He said so but that is|a rather long story");
}

static void french_quotation_marks_stay_with_their_words(void **state)
{
	assert_wrapped("Il dit « oui » tout bas", 8, "Il dit|« oui »|tout bas");
	assert_wrapped("Er sagte »ja« und ging", 13, "Er sagte »ja«|und ging");
}

static void white_space_is_one_blank_and_none_at_the_ends(void **state)
{
	assert_wrapped("  a\t b   c  ", 10, "a b c");
	assert_wrapped("a \n b\n\nc\n", 10, "a|b||c");
}

static void long_words_are_cut_between_clusters(void **state)
{
	assert_wrapped("abcdefghij", 4, "abcd|efgh|ij");
	assert_wrapped("e\xcc\x81"
		       "e\xcc\x81"
		       "e\xcc\x81",
		2,
		"e\xcc\x81"
		"e\xcc\x81|e\xcc\x81");
	assert_wrapped("漢字", 1, "漢|字");
	assert_wrapped("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3,
		"👩‍👩‍👧‍👦|👩‍👩‍👧‍👦");
}

static void soft_hyphens_show_only_where_they_break(void **state)
{
	assert_wrapped("Donau\xc2\xad"
		       "dampfer",
		20, "Donaudampfer");
	assert_wrapped("Donau\xc2\xad"
		       "dampfer",
		8, "Donau-|dampfer");
	assert_wrapped("zero\xe2\x80\x8bwidth", 6, "zero|width");
}

static void ideographs_break_but_not_before_a_full_stop(void **state)
{
	assert_wrapped("規則の変更。次", 10, "規則の変|更。次");
}

static void addresses_break_after_slashes_not_at_dots(void **state)
{
	assert_wrapped("https://www.example.com/path", 26, "https://www.example.com/|path");
}

static void a_dash_ends_a_line_and_begins_none(void **state)
{
	assert_wrapped("words—more words", 6, "words—|more|words");
	assert_wrapped("words—more words", 5, "words|—more|words");
}

static void no_break_space_binds(void **state)
{
	assert_wrapped("aa 10\xc2\xa0km", 6, "aa|10\xc2\xa0km");
}

static void what_hides_or_heaps_up_is_left_out(void **state)
{
	assert_wrapped("a\xe2\x80\xae"
		       "b\xe2\x81\xa6"
		       "c\xef\xbb\xbf"
		       "d",
		10, "abcd");
	assert_wrapped("\xcc\x81"
		       "a",
		10, "a");
	assert_wrapped(
		"x\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
		"y",
		10, "x\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81y");
}

static void nothing_parts_a_number_from_its_link(void **state)
{
	Galley galley = {0};

	(void)state;
	galley_clear(&galley);
	galley_add(&galley, S("規則"), (Piece){.link = NONE, .from = 0});
	galley_add(&galley, S("[12]"),
		(Piece){.link = NONE, .from = NONE, .whole = true, .cling = true});
	galley_wrap(&galley, 7, WRAP_WORDS);
	assert_int_equal(galley.lines.count, 2);
	assert_int_equal(galley.lines.items[1].at, 3);
	/* If the two are too long for a line, the number at least is not cut. */
	galley_wrap(&galley, 5, WRAP_WORDS);
	assert_int_equal(galley.lines.count, 2);
	assert_int_equal(galley.lines.items[1].at, 6);
	assert_int_equal(galley.lines.items[1].width, 4);
	galley_drop(&galley);
}

/* Each cluster could end a line, and none has a width: a search over all pairs would take hours. */
static void time_is_linear_whatever_the_text(void **state)
{
	Buf text = {0};
	Galley galley = {0};

	(void)state;
	for (int i = 0; i < 200000; i++)
		buf_add(&text, i % 2 ? S("\xe2\x80\x8b") : S("\xe2\x80\x8d "));
	galley_clear(&galley);
	galley_add(&galley, buf_str(&text), (Piece){.link = NONE, .from = NONE});
	galley_wrap(&galley, 80, WRAP_WORDS);
	assert_true(galley.lines.count > 0);
	galley_clear(&galley);
	/* One cluster by the book, a megabyte long. */
	for (int i = 0; i < 150000; i++)
		buf_add(&text, S("👩\xe2\x80\x8d"));
	galley_add(&galley, buf_str(&text), (Piece){.link = NONE, .from = NONE});
	galley_wrap(&galley, 80, WRAP_WORDS);
	assert_true(galley.lines.count > 100);
	galley_drop(&galley);
	buf_drop(&text);
}

static int open_arena(void **state)
{
	*state = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_few_and_then_even),
		cmocka_unit_test(a_last_line_is_no_scrap_if_it_can_be_helped),
		cmocka_unit_test(titles_are_even_to_the_last_line),
		cmocka_unit_test(a_lone_letter_does_not_end_a_line),
		cmocka_unit_test(french_quotation_marks_stay_with_their_words),
		cmocka_unit_test(white_space_is_one_blank_and_none_at_the_ends),
		cmocka_unit_test(long_words_are_cut_between_clusters),
		cmocka_unit_test(soft_hyphens_show_only_where_they_break),
		cmocka_unit_test(ideographs_break_but_not_before_a_full_stop),
		cmocka_unit_test(addresses_break_after_slashes_not_at_dots),
		cmocka_unit_test(a_dash_ends_a_line_and_begins_none),
		cmocka_unit_test(no_break_space_binds),
		cmocka_unit_test(what_hides_or_heaps_up_is_left_out),
		cmocka_unit_test(nothing_parts_a_number_from_its_link),
		cmocka_unit_test(time_is_linear_whatever_the_text),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
