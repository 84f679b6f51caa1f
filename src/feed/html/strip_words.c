/* How many words there are: sixteen bytes at a time, for it runs over all that feeds bring. */
#include <string.h>

#include "base/sixteen.h"
#include "feed/html/strip.h"

typedef enum { LETTER, BLANK, MARKUP, KANA, IDEOGRAPH } Class;

/* By the first byte of a character; kana and ideographs are U+3040 to U+9FFF. */
static const uint8_t classes[256] = {
	[0x00 ... 0x20] = BLANK,
	['<'] = MARKUP,
	[0xe3] = KANA,
	[0xe4 ... 0xe9] = IDEOGRAPH,
};

static Sixteen is_han_lead(Sixteen b)
{
	return (b >= (int8_t)0xe3) & (b <= (int8_t)0xe9);
}

/* A byte with all bits set where one belongs to a word. Three bytes before s are there, too. */
static Sixteen in_word(const uint8_t *s)
{
	const Sixteen b = sixteen_at(s), zero = {0};

	return ((b > ' ') | (b < zero)) &
	       ~(is_han_lead(b) | is_han_lead(sixteen_at(s - 1)) | is_han_lead(sixteen_at(s - 2)));
}

/* How many of the first `n` bytes of a mask hold. */
static uint32_t count_of(Sixteen mask, size_t n)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t halves[2];
	uint32_t count = 0;

	memcpy(halves, &mask, sizeof halves);
	for (size_t i = 0; i<2; i++, n = n> 8 ? n - 8 : 0) {
		uint64_t bytes = halves[i] & ones;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		bytes = __builtin_bswap64(bytes);
#endif
		if (n < 8)
			bytes &= (UINT64_C(1) << 8 * n) - 1;
		count += (uint32_t)(bytes * ones >> 56);
	}
	return count;
}

/* Which byte of the mask is the first that holds; 16: none. */
static size_t first_of(Sixteen mask)
{
	uint64_t halves[2];

	memcpy(halves, &mask, sizeof halves);
	for (size_t i = 0; i < 2; i++) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		halves[i] = __builtin_bswap64(halves[i]);
#endif
		if (halves[i])
			return 8 * i + (size_t)__builtin_ctzll(halves[i]) / 8;
	}
	return sizeof mask;
}

typedef struct {
	uint32_t words, ideographs;
	bool inside; /* of a word that runs on */
} Words;

/* Behind the character of which a part stands before s[at]. */
static size_t end_han(const uint8_t *s, size_t at, size_t end, Words *w)
{
	if (s[at - 1] >= 0xe3 && s[at - 1] <= 0xe9) {
		w->ideographs += s[at - 1] == 0xe3 && at < end && s[at] >= 0x81;
		return end - at < 2 ? end : at + 2;
	}
	return s[at - 2] >= 0xe3 && s[at - 2] <= 0xe9 && at < end ? at + 1 : at;
}

/* Counts in steps of sixteen bytes from s[at] on, up to a '<' if one comes, and returns where it
 * stopped. A word begins where one byte is in it and that before is not. */
static size_t count_text(const uint8_t *s, size_t at, size_t end, Words *w)
{
	size_t start = at, n = sizeof(Sixteen);

	if (at < 3)
		return at;
	while (end - at >= sizeof(Sixteen) && n == sizeof(Sixteen)) {
		const Sixteen b = sixteen_at(s + at), b1 = sixteen_at(s + at - 1);
		Sixteen inside = in_word(s + at), before = in_word(s + at - 1);

		n = first_of(b == '<');
		w->words += count_of(inside & ~before, n);
		/* Below U+3040 is punctuation: seen by the byte behind E3. */
		w->ideographs += count_of(((b >= (int8_t)0xe4) & (b <= (int8_t)0xe9)) |
						  ((b1 == (int8_t)0xe3) & (b >= (int8_t)0x81)),
			n);
		/* Behind a tag there is no word, though its '>' looks like one. */
		if (at == start && n > 0)
			w->words += !w->inside && before[0] && inside[0];
		if (n > 0)
			w->inside = inside[n - 1];
		at += n;
	}
	return at > start ? end_han(s, at, end, w) : at;
}

uint32_t strip_words(Str html)
{
	const uint8_t *s = (const uint8_t *)html.s, *close;
	Words w = {0};
	size_t at = 0;

	while (at < html.n) {
		at = count_text(s, at, html.n, &w);
		if (at == html.n)
			break;
		switch (classes[s[at]]) {
		case BLANK:
			w.inside = false;
			at++;
			break;
		case MARKUP:
			close = memchr(s + at, '>', html.n - at);
			at = close ? (size_t)(close - s) + 1 : html.n;
			w.inside = false;
			break;
		case KANA:
			/* Below U+3040 is punctuation. */
			w.ideographs += at + 1 < html.n && s[at + 1] >= 0x81;
			at += 3;
			w.inside = false;
			break;
		case IDEOGRAPH:
			w.ideographs++;
			at += 3;
			w.inside = false;
			break;
		default:
			w.words += !w.inside;
			w.inside = true;
			at++;
		}
	}
	return w.words + w.ideographs / 2;
}
