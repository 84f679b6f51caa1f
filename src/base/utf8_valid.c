/* Validity, sixteen bytes at a time: all text that comes in goes through here, most of it twice. */
#include "base/sixteen.h"
#include "base/utf8.h"

enum { BLOCK = sizeof(Sixteen) };

/* How many bytes from s on are ASCII, in steps of 32. */
static size_t ascii_run(const uint8_t *s, size_t n)
{
	size_t at = 0;

	while (n - at >= 32 && !sixteen_any((sixteen_at(s + at) | sixteen_at(s + at + 16)) < 0))
		at += 32;
	return at;
}

/* How many are ASCII and no control characters but tab and line feed, in steps of 16. */
static size_t plain_run(const uint8_t *s, size_t n)
{
	size_t at = 0;

	for (; n - at >= 16; at += 16) {
		Sixteen b = sixteen_at(s + at);

		if (!sixteen_all(((b > 0x1f) & (b != 0x7f)) | (b == '\t') | (b == '\n')))
			break;
	}
	return at;
}

/* How many are no control characters nor begin one (C1 begins with C2), in steps of 16. */
static size_t tame_run(const uint8_t *s, size_t n)
{
	size_t at = 0;

	for (; n - at >= 16; at += 16) {
		Sixteen b = sixteen_at(s + at);

		if (sixteen_any(((b >= 0) & (b < 0x20) & (b != '\t') & (b != '\n')) | (b == 0x7f) |
				(b == (int8_t)0xc2)))
			break;
	}
	return at;
}

/* Bytes of the well-formed character at s, of `n` at hand; 0 if it is none (RFC 3629, 4). */
static size_t sound_length(const uint8_t *s, size_t n)
{
	uint8_t low = 0x80, high = 0xbf;
	size_t length = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4 || n < length)
		return 0;
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	if (s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

/* Whether each byte of the block at s, which has two before it, is what must follow those: one that
 * continues a character behind one that begins it, and no other. What is rare is left to
 * sound_length and counts as false: ill-formed text, characters of four bytes, and, unless
 * `controls` may be, control characters. Bytes are signed: 0x80 is the least. */
static bool follows(const uint8_t *s, bool controls)
{
	const Sixteen b = sixteen_at(s), b1 = sixteen_at(s - 1), b2 = sixteen_at(s - 2);
	const Sixteen zero = {0};
	Sixteen goes_on = b < (int8_t)0xc0;
	Sixteen expected =
		((b1 < zero) & (b1 >= (int8_t)0xc0)) | ((b2 < zero) & (b2 >= (int8_t)0xe0));
	Sixteen odd = (goes_on ^ expected) | ((b & ~1) == (int8_t)0xc0) |
		      ((b < zero) & (b >= (int8_t)0xf0)) |
		      ((b1 == (int8_t)0xe0) & (b < (int8_t)0xa0)) |
		      ((b1 == (int8_t)0xed) & (b >= (int8_t)0xa0));

	if (!controls)
		odd |= ((b >= zero) & (b < 0x20) & (b != '\t') & (b != '\n')) | (b == 0x7f) |
		       ((b1 == (int8_t)0xc2) & (b < (int8_t)0xa0));
	return !sixteen_any(odd);
}

/* Where the character that s[at - 1] belongs to begins, if more of it may follow; else `at`. */
static size_t step_back(const uint8_t *s, size_t at)
{
	if (s[at - 1] >= 0xc0)
		return at - 1;
	return s[at - 2] >= 0xe0 ? at - 2 : at;
}

/* From s[at] on, where a character begins: to the end of the text, to what is odd, or to where
 * ASCII begins; in steps of a block. */
static size_t mixed_run(const uint8_t *s, size_t at, size_t end, bool controls)
{
	size_t start = at;

	if (at < 2)
		return at;
	while (end - at >= BLOCK && follows(s + at, controls)) {
		at += BLOCK;
		if (end - at >= BLOCK && !sixteen_any(sixteen_at(s + at) < 0))
			break;
	}
	return at > start ? step_back(s, at) : at;
}

/* Whether eight bytes are ASCII and none a control character: bit 7 of a byte of the sum is set
 * where it is below 0x20, is 0x7f, or had it set before. */
static bool is_plain(const uint8_t *s)
{
	const uint64_t ones = 0x0101010101010101u, highs = ones * 0x80;
	uint64_t eight, deleted;

	memcpy(&eight, s, sizeof eight);
	deleted = eight ^ ones * 0x7f;
	return (((eight - ones * 0x20) | eight | (deleted - ones)) & highs) == 0;
}

/* The same by characters, and only some; *ok: whether it got there. */
static size_t slow_run(const uint8_t *s, size_t at, size_t end, bool controls, bool *ok)
{
	size_t stop = end - at < BLOCK ? end : at + BLOCK;

	while (at < stop) {
		size_t n;

		if (end - at >= 8 && is_plain(s + at)) {
			at += 8;
			continue;
		}
		n = sound_length(s + at, end - at);
		*ok = n > 0 &&
		      (controls || !((s[at] < 0x20 && s[at] != '\t' && s[at] != '\n') ||
					   s[at] == 0x7f || (s[at] == 0xc2 && s[at + 1] < 0xa0)));
		if (!*ok)
			break;
		at += n;
	}
	return at;
}

static size_t sound_run(Str str, bool controls)
{
	const uint8_t *s = (const uint8_t *)str.s;
	size_t at = 0;
	bool ok = true;

	while (at < str.n && ok) {
		size_t start = at;

		at += controls ? ascii_run(s + at, str.n - at) : plain_run(s + at, str.n - at);
		at = mixed_run(s, at, str.n, controls);
		/* The last few bytes, which most texts have, together with some before them. */
		if (str.n - at < BLOCK && at > start &&
			plain_run(s + str.n - BLOCK, BLOCK) == BLOCK)
			return str.n;
		if (at == start)
			at = slow_run(s, at, str.n, controls, &ok);
	}
	return at;
}

size_t utf8_valid_length(Str str)
{
	return sound_run(str, true);
}

bool utf8_valid(Str str)
{
	return utf8_valid_length(str) == str.n;
}

bool utf8_valid_text(Str str)
{
	return sound_run(str, false) == str.n;
}

bool utf8_has_control(Str str)
{
	const uint8_t *s = (const uint8_t *)str.s;
	size_t at = 0;

	while (at < str.n) {
		size_t end;

		at += plain_run(s + at, str.n - at);
		at += tame_run(s + at, str.n - at);
		end = str.n - at < 16 ? str.n : at + 16;
		for (; at < end; at++)
			if ((s[at] < 0x20 && s[at] != '\t' && s[at] != '\n') || s[at] == 0x7f ||
				(s[at] == 0xc2 && at + 1 < str.n && s[at + 1] < 0xa0))
				return true;
	}
	return false;
}
