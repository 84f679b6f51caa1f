#include "feed/reader/alike.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { SHORTEST_WORD = 3, SHORTEST_PART = 9 }; /* bytes */

static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return char_is_alpha((char)c) || char_is_digit((char)c);
	/* U+00A0 to U+00BF and U+2000 to U+206F are spaces, quotes and dashes. */
	return c > 0xbf && (c < 0x2000 || c > 0x206f) && c != 0x3000 && c != 0xfeff;
}

Str alike_letters(Str text, Arena *arena)
{
	Buf out = {0};

	for (size_t at = 0, start = 0; at < text.n; start = at) {
		if (!is_letter(utf8_next(text, &at)))
			continue;
		for (; start < at; start++)
			buf_char(&out, char_lower(text.s[start]));
	}
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

bool alike_is(Str a, Str b, Arena *arena)
{
	Str one = alike_letters(a, arena);

	return one.n && str_eq(one, alike_letters(b, arena));
}

bool alike_holds(Str a, Str b, Arena *arena)
{
	Str one = alike_letters(a, arena), other = alike_letters(b, arena);

	return one.n < other.n ? one.n >= SHORTEST_PART && str_find(other, one) >= 0
			       : other.n >= SHORTEST_PART && str_find(one, other) >= 0;
}

/* The next run of letters; false when there is none. */
static bool next_word(Str *rest, Str *word)
{
	size_t start = 0, end, next = 0;

	while (start < rest->n && !is_letter(utf8_next(*rest, &next)))
		start = next;
	for (end = next = start; end < rest->n && is_letter(utf8_next(*rest, &next)); end = next)
		;
	*word = str_slice(*rest, start, end - start);
	*rest = str_from_at(*rest, end);
	return word->n > 0;
}

/* Whether most words of a text, those that are mere particles aside, are in another; of `least` or
 * more. */
static bool is_mostly_in(Str text, Str other, unsigned least)
{
	unsigned words = 0, same = 0;
	Str word;

	while (next_word(&text, &word)) {
		words += word.n >= SHORTEST_WORD;
		same += word.n >= SHORTEST_WORD && str_find_case(other, word) >= 0;
	}
	return same * 2 > words && words >= least;
}

bool alike_mostly(Str heading, Str title)
{
	return is_mostly_in(heading, title, 1) || is_mostly_in(title, heading, 2);
}
