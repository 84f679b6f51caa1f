/* view/hints: letters and digits that choose one of many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/hints.h"

static void no_label_begins_another_and_few_are_long(void **state)
{
	(void)state;
	for (size_t count = 1; count < 300; count += count < 100 ? 1 : 37) {
		Hints hints = {0};

		hints_start(&hints, count);
		assert_int_equal(hints.count, count);
		for (size_t i = 0; i < count; i++) {
			Str a = hints_label(&hints, i);

			assert_in_range(a.n, 1, count <= 9 ? 1 : 2);
			for (size_t k = 0; k < count; k++)
				assert_true(k == i || !str_starts(hints_label(&hints, k), a));
		}
		hints_stop(&hints);
	}
}

static void every_label_chooses_its_target(void **state)
{
	(void)state;
	for (size_t i = 0; i < 30; i++) {
		Hints hints = {0};
		char typed[2];
		size_t target = 99, n;
		HintsAnswer answer = HINTS_ON;
		Str label;

		hints_start(&hints, 30);
		label = hints_label(&hints, i);
		n = label.n;
		for (size_t k = 0; k < n; k++)
			typed[k] = label.s[k];
		for (size_t k = 0; k < n; k++) {
			assert_int_equal(answer, HINTS_ON);
			answer = hints_key(&hints, str_of(&typed[k], 1), &target);
		}
		assert_int_equal(answer, HINTS_TAKEN);
		assert_int_equal(target, i);
		assert_false(hints_are_on(&hints));
	}
}

static void a_wrong_letter_is_not_taken_and_escape_ends(void **state)
{
	Hints hints = {0};
	size_t target;

	(void)state;
	hints_start(&hints, 2);
	assert_int_equal(hints_key(&hints, S("z"), &target), HINTS_ON);
	assert_true(hints_are_on(&hints));
	assert_int_equal(hints_key(&hints, S("Esc"), &target), HINTS_OFF);
	assert_false(hints_are_on(&hints));
}

static DigitsAnswer type(Digits *digits, const char *keys, size_t count, unsigned *number)
{
	DigitsAnswer answer = DIGITS_PASS;

	for (; *keys; keys++)
		answer = digits_key(digits, str_of(keys, 1), count, number);
	return answer;
}

static void a_digit_chooses_at_once_unless_more_may_follow(void **state)
{
	static const struct {
		const char *keys;
		size_t count;
		DigitsAnswer answer;
		unsigned number;
	} cases[] = {
		{"3", 9, DIGITS_CHOSEN, 3},
		{"1", 9, DIGITS_CHOSEN, 1},
		{"1", 12, DIGITS_WAIT, 0},
		{"2", 12, DIGITS_CHOSEN, 2},
		{"12", 12, DIGITS_CHOSEN, 12},
		{"1o", 12, DIGITS_CHOSEN, 1},
		{"1j", 12, DIGITS_CHOSEN_PASS, 1},
		{"15", 12, DIGITS_WAIT, 0},
		{"15G", 12, DIGITS_TO_LINE, 15},
		{"0", 12, DIGITS_CHOSEN, 10},
		{"0", 9, DIGITS_PASS, 0},
		{"10", 120, DIGITS_WAIT, 0},
		{"105", 120, DIGITS_CHOSEN, 105},
		{"7", 3, DIGITS_PASS, 0},
		{"73", 3, DIGITS_PASS, 0},
		{"4", 0, DIGITS_PASS, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Digits digits = {0};
		unsigned number = 0;

		assert_int_equal(type(&digits, cases[i].keys, cases[i].count, &number),
			cases[i].answer);
		if (cases[i].number)
			assert_int_equal(number, cases[i].number);
	}
}

static void an_o_behind_a_digit_that_was_enough_is_used_up(void **state)
{
	Digits digits = {0};
	unsigned number;

	(void)state;
	assert_int_equal(type(&digits, "12", 12, &number), DIGITS_CHOSEN);
	assert_true(digits_wait(&digits));
	assert_int_equal(type(&digits, "o", 12, &number), DIGITS_WAIT);
	assert_int_equal(type(&digits, "o", 12, &number), DIGITS_PASS);
	assert_int_equal(type(&digits, "3j", 12, &number), DIGITS_PASS);
	assert_int_equal(type(&digits, "3", 12, &number), DIGITS_CHOSEN);
	digits_rest(&digits);
	assert_false(digits_wait(&digits));
	assert_int_equal(type(&digits, "o", 12, &number), DIGITS_PASS);
}

static void after_a_count_digits_choose_again(void **state)
{
	Digits digits = {0};
	unsigned number;

	(void)state;
	assert_int_equal(type(&digits, "72", 3, &number), DIGITS_PASS);
	assert_int_equal(type(&digits, "G2", 3, &number), DIGITS_CHOSEN);
	assert_int_equal(number, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_label_begins_another_and_few_are_long),
		cmocka_unit_test(every_label_chooses_its_target),
		cmocka_unit_test(a_wrong_letter_is_not_taken_and_escape_ends),
		cmocka_unit_test(a_digit_chooses_at_once_unless_more_may_follow),
		cmocka_unit_test(an_o_behind_a_digit_that_was_enough_is_used_up),
		cmocka_unit_test(after_a_count_digits_choose_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
