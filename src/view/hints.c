#include "view/hints.h"

#include <string.h>

/* In the order in which fingers find them. */
static const char letters[] = "fjdkslaghrueiwocmnvtbpyzxq";
enum { LETTERS = 9, MOST = sizeof letters - 1 };

/* With `n` letters of `base`, so that short labels are not the beginning of long ones: the last
 * letters of the row begin the long ones. */
static Str label(size_t target, size_t count, size_t base, Arena *arena)
{
	/* base^2 two-letter labels suffice up to 81 targets; the whole alphabet gives 676. */
	size_t longer = 0; /* letters that begin a label of two */

	while (base - longer + longer * base < count)
		longer++;
	if (target < base - longer)
		return arena_printf(arena, "%c", letters[target]);
	target -= base - longer;
	return arena_printf(arena, "%c%c", letters[base - longer + target / base],
		letters[target % base]);
}

void hints_start(Hints *hints, size_t count)
{
	size_t base = count <= LETTERS * LETTERS ? LETTERS : MOST;
	Str *labels;

	hints_stop(hints);
	if (count > MOST * MOST)
		count = MOST * MOST;
	hints->arena = arena_open();
	labels = arena_array(hints->arena, count, sizeof *labels);
	for (size_t i = 0; i < count; i++)
		labels[i] = label(i, count, base, hints->arena);
	hints->labels = labels;
	hints->count = count;
}

void hints_stop(Hints *hints)
{
	arena_close(hints->arena);
	*hints = (Hints){0};
}

bool hints_are_on(const Hints *hints)
{
	return hints->count > 0;
}

Str hints_label(const Hints *hints, size_t target)
{
	Str typed = {hints->typed, hints->typed_count};

	if (target >= hints->count || !str_starts(hints->labels[target], typed))
		return S("");
	return str_from_at(hints->labels[target], typed.n);
}

HintsAnswer hints_key(Hints *hints, Str key, size_t *target)
{
	size_t fit = 0;

	if (str_eq(key, S("Backspace")) && hints->typed_count) {
		hints->typed_count--;
		return HINTS_ON;
	}
	if (key.n != 1 || !char_is_alpha(key.s[0]) || hints->typed_count == sizeof hints->typed) {
		hints_stop(hints);
		return HINTS_OFF;
	}
	hints->typed[hints->typed_count++] = char_lower(key.s[0]);
	for (size_t i = 0; i < hints->count; i++) {
		Str typed = {hints->typed, hints->typed_count};

		if (str_eq(hints->labels[i], typed)) {
			*target = i;
			hints_stop(hints);
			return HINTS_TAKEN;
		}
		fit += str_starts(hints->labels[i], typed);
	}
	/* A slip of the finger: the letter is not taken. */
	if (fit == 0)
		hints->typed_count--;
	return HINTS_ON;
}

static DigitsAnswer take_digit(Digits *digits, unsigned digit, size_t count, unsigned *number)
{
	unsigned most = count < 9999 ? (unsigned)count : 9999, before = digits->number;

	*number = before == 0 && digit == 0 ? 10 : before * 10 + digit;
	digits->number = 0;
	if (*number > most && before == 0) {
		digits->counting = true;
		return DIGITS_PASS;
	}
	if (*number <= most && (*number > most / 10 || (before == 0 && digit == 0)))
		return DIGITS_CHOSEN;
	digits->number = *number < 10000 ? *number : before;
	return DIGITS_WAIT;
}

void digits_rest(Digits *digits)
{
	digits->number = 0;
	digits->spent = false;
}

bool digits_wait(const Digits *digits)
{
	return digits->number || digits->spent;
}

DigitsAnswer digits_key(Digits *digits, Str key, size_t count, unsigned *number)
{
	bool spent = digits->spent;

	digits->spent = false;
	if (key.n == 1 && char_is_digit(key.s[0]) && !digits->counting) {
		DigitsAnswer answer = take_digit(digits, (unsigned)(key.s[0] - '0'), count, number);

		digits->spent = answer == DIGITS_CHOSEN;
		return answer;
	}
	if (spent && (str_eq(key, S("o")) || str_eq(key, S("Enter"))))
		return DIGITS_WAIT;
	if (key.n != 1 || !char_is_digit(key.s[0]))
		digits->counting = false;
	if (digits->number == 0)
		return DIGITS_PASS;
	*number = digits->number;
	digits->number = 0;
	if (str_eq(key, S("Esc")) || str_eq(key, S("Backspace")))
		return DIGITS_WAIT;
	if (str_eq(key, S("G")) || str_eq(key, S("End")))
		return DIGITS_TO_LINE;
	return str_eq(key, S("Enter")) || str_eq(key, S("o")) ? DIGITS_CHOSEN : DIGITS_CHOSEN_PASS;
}
