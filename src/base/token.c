#include "base/token.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"

/* So many fit into the bits of a word, one for each. */
enum { MAX_WORDS = 60, OPEN_LETTERS = 3 };

void tokens_drop(Tokens *tokens)
{
	buf_drop(&tokens->word);
}

/* The class of the character at *at, which moves behind it. */
static Utf8Class next_class(Str text, size_t *at, uint32_t *c)
{
	if ((uint8_t)text.s[*at] < 0x80) {
		*c = (uint8_t)text.s[(*at)++];
		return char_is_alpha((char)*c) || char_is_digit((char)*c) ? UTF8_LETTER
									  : UTF8_BETWEEN;
	}
	*c = utf8_next(text, at);
	return utf8_class(*c);
}

/* Letters from `start` on; the first was looked at. */
static bool take_word(Tokens *t, size_t start, Token *out)
{
	size_t at = start, end = start;
	uint32_t c;

	while (at < t->text.n) {
		Utf8Class class = next_class(t->text, &at, &c);

		if (class == UTF8_INVISIBLE)
			continue;
		if (class != UTF8_LETTER)
			break;
		end = at;
		if (t->word.n < TOKEN_MAX)
			utf8_add_folded(&t->word, c);
	}
	t->at = end;
	*out = (Token){.word = utf8_cut(buf_str(&t->word), TOKEN_MAX), .start = start, .end = end};
	return out->word.n > 0;
}

/* The character at `start`, and the one behind it if that is of such a script, too. Its last one
 * stands alone beside the last pair: whoever looks for it finds it as the beginning of a pair
 * anywhere else. */
static bool take_pair(Tokens *t, size_t start, size_t end, Token *out)
{
	size_t at = end;
	uint32_t c;
	bool pair = at < t->text.n && next_class(t->text, &at, &c) == UTF8_IDEOGRAPH;
	bool second = t->in_run;

	t->in_run = pair;
	t->at = end;
	if (!pair && second && t->wanted)
		return false;
	buf_add(&t->word, str_slice(t->text, start, (pair ? at : end) - start));
	*out = (Token){.word = buf_str(&t->word),
		.start = start,
		.end = pair ? at : end,
		.beside = !pair && second,
		.lone = !pair};
	return true;
}

bool tokens_next(Tokens *t, Token *out)
{
	while (t->at < t->text.n) {
		size_t start = t->at, end = start;
		uint32_t c;
		Utf8Class class = next_class(t->text, &end, &c);

		buf_clear(&t->word);
		if (class == UTF8_IDEOGRAPH) {
			if (take_pair(t, start, end, out))
				return true;
			continue;
		}
		t->in_run = false;
		t->at = end;
		if (class == UTF8_LETTER && take_word(t, start, out))
			return true;
	}
	return false;
}

bool needle_make(Str text, bool exact, Arena *arena, Needle *out)
{
	Tokens tokens = {.text = text, .wanted = true};
	VEC(Str) words = {0};
	Token token = {0};

	*out = (Needle){0};
	while (words.count < MAX_WORDS && tokens_next(&tokens, &token)) {
		size_t letters = 0, at = 0;

		*vec_push_in(&words, arena) = arena_str(arena, token.word);
		while (at < token.word.n) {
			utf8_next(token.word, &at);
			letters++;
		}
		out->open = token.lone || (!exact && letters >= OPEN_LETTERS);
	}
	tokens_drop(&tokens);
	out->words = words.items;
	out->count = words.count;
	return words.count > 0;
}

/* A bit for each word of the needle that this one is. */
static uint64_t bits_of(const Needle *needle, Str word)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < needle->count; i++)
		if (i + 1 == needle->count && needle->open ? str_starts(word, needle->words[i])
							   : str_eq(word, needle->words[i]))
			bits |= (uint64_t)1 << i;
	return bits;
}

bool needle_find(const Needle *needle, Str text, size_t from, size_t *start, size_t *end)
{
	Tokens tokens = {.text = text, .at = from};
	uint64_t before = 0, now = 0, last = (uint64_t)1 << (needle->count - 1);
	size_t starts[MAX_WORDS + 1], places = 0;
	Token token;
	bool found = false;

	/* Bit i: the words up to the i-th stand in a row that ends here. */
	while (!found && tokens_next(&tokens, &token)) {
		uint64_t bits = bits_of(needle, token.word);

		if (token.beside) {
			now |= (before << 1 | 1) & bits;
		} else {
			before = now;
			now = (before << 1 | 1) & bits;
			starts[places++ % COUNT(starts)] = token.start;
		}
		found = now & last;
	}
	tokens_drop(&tokens);
	if (!found)
		return false;
	*start =
		needle->count == 1 ? token.start : starts[(places - needle->count) % COUNT(starts)];
	*end = token.end;
	return true;
}
