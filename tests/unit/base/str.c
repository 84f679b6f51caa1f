/* base/str: cutting, numbers, hashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/near.h"
#include "base/str.h"

static void cutting_gives_each_piece_and_then_ends(void **state)
{
	Str rest = S("a,,b"), piece;

	(void)state;
	assert_true(str_cut(&rest, ',', &piece));
	assert_true(str_eq(piece, S("a")));
	assert_true(str_cut(&rest, ',', &piece));
	assert_int_equal(piece.n, 0);
	assert_true(str_cut(&rest, ',', &piece));
	assert_true(str_eq(piece, S("b")));
	assert_false(str_cut(&rest, ',', &piece));
}

static void numbers_fill_the_string_or_are_none(void **state)
{
	int64_t n = 7;

	(void)state;
	assert_true(str_number(S("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	n = 7;
	assert_false(str_number(S("9223372036854775808"), &n));
	assert_false(str_number(S("12 "), &n));
	assert_false(str_number(S("-"), &n));
	assert_int_equal(n, 7);
}

static void fractions_are_read_whatever_the_locale(void **state)
{
	double value = 0;

	(void)state;
	assert_true(str_real(S("-12.25"), &value));
	assert_true(value == -12.25);
	assert_true(str_real(S("1e3"), &value));
	assert_true(value == 1000);
	assert_false(str_real(S("."), &value));
	assert_false(str_real(S("1,5"), &value));
}

static void searching_without_case_finds_what_is_there(void **state)
{
	(void)state;
	assert_int_equal(str_find_case(S("The Harbour"), S("HARB")), 4);
	assert_int_equal(str_find_case(S("The Harbour"), S("harbor")), -1);
	assert_true(str_ends_case(S("photo.JPG"), S(".jpg")));
}

static void a_word_is_compared_whole(void **state)
{
	static const struct {
		const char *text, *word;
		bool same, same_but_case;
	} cases[] = {
		{"item", "item", true, true},
		{"ITEM", "item", false, true},
		{"", "", true, true},
		{"item", "items", false, false},
		{"items", "item", false, false},
		{"", "item", false, false},
		{"item", "", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str text = str_from(cases[i].text);

		assert_int_equal(str_is(text, cases[i].word), cases[i].same);
		assert_int_equal(str_is_case(text, cases[i].word), cases[i].same_but_case);
	}
}

static void the_first_of_four_is_found_wherever_it_lies(void **state)
{
	char text[70];

	(void)state;
	for (size_t at = 0; at < sizeof text; at++) {
		memset(text, 'x', sizeof text);
		text[at] = "<>&\""[at % 4];
		assert_int_equal(str_find_four(str_of(text, sizeof text), 0, "<>&\""), at);
		assert_int_equal(str_find_four(str_of(text, sizeof text), at + 1, "<>&\""),
			sizeof text);
		assert_int_equal(str_find_four(str_of(text, at), 0, "<>&\""), at);
		text[at] = 'B';
		assert_int_equal(str_find_case(str_of(text, sizeof text), S("b")), at);
		assert_int_equal(str_find_case(str_of(text, at), S("b")), -1);
	}
}

static void any_byte_changes_a_fingerprint(void **state)
{
	char text[100];

	(void)state;
	memset(text, 'a', sizeof text);
	for (size_t n = 0; n <= sizeof text; n++) {
		uint64_t whole = str_fingerprint(str_of(text, n));

		assert_true(whole == str_fingerprint(str_of(text, n)));
		assert_true(n == 0 || whole != str_fingerprint(str_of(text, n - 1)));
		for (size_t at = 0; at < n; at++) {
			text[at] = 'b';
			assert_true(whole != str_fingerprint(str_of(text, n)));
			text[at] = 'a';
		}
	}
	/* Nor may pieces change places. */
	memset(text + 8, 'b', 8);
	assert_true(str_fingerprint(str_of(text, 64)) != str_fingerprint(str_of(text + 8, 64)));
}

/* What is said of `word` where these are the names. */
static const char *meant(const char *word)
{
	static const char *const names[] = {"add", "help", "list", "undo", "update", "text-width"};
	static Near near;

	near = near_of(str_from(word));
	for (size_t i = 0; i < COUNT(names); i++)
		near_try(&near, str_from(names[i]));
	return near_hint(&near, "--");
}

static void a_slip_finds_the_name_that_was_meant(void **state)
{
	(void)state;
	assert_string_equal(meant("updaet"), "; did you mean --update?");
	assert_string_equal(meant("lsit"), "; did you mean --list?");
	assert_string_equal(meant("ad"), "; did you mean --add?");
	assert_string_equal(meant("up"), "; did you mean --update?");
	assert_string_equal(meant("text"), "; did you mean --text-width?");
	assert_string_equal(meant("textwdth"), "; did you mean --text-width?");
	assert_string_equal(meant("quetzal"), "");
	assert_string_equal(meant("xyz"), "");
	assert_string_equal(meant(""), "");
	assert_string_equal(
		meant("a-word-that-is-longer-than-any-name-there-could-ever-be-in-a-table"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_is_compared_whole),
		cmocka_unit_test(the_first_of_four_is_found_wherever_it_lies),
		cmocka_unit_test(cutting_gives_each_piece_and_then_ends),
		cmocka_unit_test(numbers_fill_the_string_or_are_none),
		cmocka_unit_test(fractions_are_read_whatever_the_locale),
		cmocka_unit_test(searching_without_case_finds_what_is_there),
		cmocka_unit_test(any_byte_changes_a_fingerprint),
		cmocka_unit_test(a_slip_finds_the_name_that_was_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
