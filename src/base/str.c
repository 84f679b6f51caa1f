#include "base/str.h"

#include <math.h>
#include <string.h>

#include "base/sixteen.h"

bool str_eq_case(Str a, Str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (char_lower(a.s[i]) != char_lower(b.s[i]))
			return false;
	return true;
}

int str_compare(Str a, Str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.s, b.s, n) : 0;

	if (order)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts_case(Str str, Str prefix)
{
	return str_eq_case(str_slice(str, 0, prefix.n), prefix);
}

bool str_ends(Str str, Str suffix)
{
	return str.n >= suffix.n && str_eq(str_from_at(str, str.n - suffix.n), suffix);
}

bool str_ends_case(Str str, Str suffix)
{
	return str.n >= suffix.n && str_eq_case(str_from_at(str, str.n - suffix.n), suffix);
}

enum { FEW = 8 };

ptrdiff_t str_find(Str str, Str needle)
{
	const char *at = str.s, *last;

	if (needle.n == 0)
		return 0;
	if (str.n < needle.n)
		return -1;
	if (needle.n > FEW) {
		at = memmem(str.s, str.n, needle.s, needle.n);
		return at ? at - str.s : -1;
	}
	/* glibc's memmem looks at one byte after the other; its memchr at 32. */
	last = str.s + str.n - needle.n;
	while (at <= last && (at = memchr(at, needle.s[0], (size_t)(last - at) + 1))) {
		if (memcmp(at, needle.s, needle.n) == 0)
			return at - str.s;
		at++;
	}
	return -1;
}

ptrdiff_t str_find_case(Str str, Str needle)
{
	char lower, upper;

	if (needle.n == 0)
		return 0;
	lower = char_lower(needle.s[0]);
	upper = char_is_alpha(lower) ? (char)(lower - 32) : lower;
	for (size_t i = 0; i + needle.n <= str.n; i++) {
		i = str_find_four(str, i, (const char[]){lower, upper, lower, upper});
		if (i + needle.n <= str.n && str_eq_case((Str){str.s + i, needle.n}, needle))
			return (ptrdiff_t)i;
	}
	return -1;
}

ptrdiff_t str_find_char(Str str, char c)
{
	const char *at = str.n ? memchr(str.s, c, str.n) : NULL;

	return at ? at - str.s : -1;
}

ptrdiff_t str_rfind_char(Str str, char c)
{
	for (size_t i = str.n; i > 0; i--)
		if (str.s[i - 1] == c)
			return (ptrdiff_t)(i - 1);
	return -1;
}

size_t str_find_four(Str str, size_t at, const char four[4])
{
	const char *s = str.s;

	while (str.n - at >= 16) {
		Sixteen b = sixteen_at(s + at);

		if (sixteen_any((b == (int8_t)four[0]) | (b == (int8_t)four[1]) |
				(b == (int8_t)four[2]) | (b == (int8_t)four[3])))
			break;
		at += 16;
	}
	while (at < str.n && s[at] != four[0] && s[at] != four[1] && s[at] != four[2] &&
		s[at] != four[3])
		at++;
	return at;
}

size_t str_find_any(Str str, size_t at, const bool set[256])
{
	const uint8_t *s = (const uint8_t *)str.s;

	for (; at < str.n && str.n - at >= 8; at += 8)
		if (set[s[at]] | set[s[at + 1]] | set[s[at + 2]] | set[s[at + 3]] | set[s[at + 4]] |
			set[s[at + 5]] | set[s[at + 6]] | set[s[at + 7]])
			break;
	while (at < str.n && !set[s[at]])
		at++;
	return at;
}

Str str_trim(Str str)
{
	while (str.n && char_is_space(str.s[0])) {
		str.s++;
		str.n--;
	}
	while (str.n && char_is_space(str.s[str.n - 1]))
		str.n--;
	return str;
}

bool str_cut(Str *rest, char separator, Str *piece)
{
	ptrdiff_t at;

	if (!rest->s || rest->n == 0)
		return false;
	at = str_find_char(*rest, separator);
	if (at < 0) {
		*piece = *rest;
		*rest = str_from_at(*rest, rest->n);
		return true;
	}
	*piece = str_slice(*rest, 0, (size_t)at);
	*rest = str_from_at(*rest, (size_t)at + 1);
	return true;
}

bool str_word(Str *rest, Str *word)
{
	size_t n = 0;

	*rest = str_trim(*rest);
	if (rest->n == 0)
		return false;
	while (n < rest->n && !char_is_space(rest->s[n]))
		n++;
	*word = str_slice(*rest, 0, n);
	*rest = str_from_at(*rest, n);
	return true;
}

bool str_number(Str str, int64_t *out)
{
	bool negative = str.n && str.s[0] == '-';
	size_t i = str.n && (str.s[0] == '-' || str.s[0] == '+');
	int64_t value = 0;

	if (i == str.n)
		return false;
	for (; i < str.n; i++) {
		int digit = str.s[i] - '0';

		if (!char_is_digit(str.s[i]) || __builtin_mul_overflow(value, 10, &value) ||
			__builtin_sub_overflow(value, digit, &value))
			return false;
	}
	/* Summed up below zero, where there is one value more. */
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}

bool str_real(Str str, double *out)
{
	bool negative = str.n && str.s[0] == '-';
	size_t i = str.n && (str.s[0] == '-' || str.s[0] == '+');
	double value = 0;
	int scale = 0, exponent = 0;
	bool digits = false;

	for (; i < str.n && char_is_digit(str.s[i]); i++, digits = true)
		value = value * 10 + (str.s[i] - '0');
	if (i < str.n && str.s[i] == '.')
		for (i++; i < str.n && char_is_digit(str.s[i]); i++, digits = true, scale--)
			value = value * 10 + (str.s[i] - '0');
	if (digits && i < str.n && (str.s[i] == 'e' || str.s[i] == 'E')) {
		int64_t e;

		if (!str_number(str_from_at(str, i + 1), &e) || e > 400 || e < -400)
			return false;
		exponent = (int)e;
		i = str.n;
	}
	if (!digits || i != str.n || str.n > 400)
		return false;
	exponent += scale;
	/* Dividing by an exact power of ten rounds once; multiplying by a negative one twice. */
	value = exponent < 0 ? value / pow(10, -exponent) : value * pow(10, exponent);
	*out = negative ? -value : value;
	return true;
}

uint64_t str_hash(Str str)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < str.n; i++)
		hash = (hash ^ (uint8_t)str.s[i]) * 1099511628211u;
	return hash;
}

uint64_t str_digest(uint64_t seed, Str str)
{
	const uint64_t a = 0x9e3779b97f4a7c15u, b = 0xd6e8feb86659fd93u;
	uint64_t hash = seed;

	for (size_t at = 0; at < str.n; at += 8) {
		uint64_t word = 0;
		__uint128_t product;

		/* Lengths that are known become one load, not a call. */
		if (str.n - at >= 8)
			memcpy(&word, str.s + at, 8);
		else
			memcpy(&word, str.s + at, str.n - at);
		product = (__uint128_t)(hash ^ word) * a;
		hash = (uint64_t)product ^ (uint64_t)(product >> 64) ^ b;
	}
	return (hash ^ str.n) * b;
}

uint64_t str_fingerprint(Str str)
{
	const uint64_t a = 0x9e3779b97f4a7c15u, b = 0xd6e8feb86659fd93u;
	uint64_t lanes[4] = {1, 2, 3, 4};
	size_t at = 0;

	for (; str.n - at >= sizeof lanes; at += sizeof lanes)
		for (size_t i = 0; i < COUNT(lanes); i++) {
			uint64_t word;
			__uint128_t product;

			memcpy(&word, str.s + at + 8 * i, 8);
			product = (__uint128_t)(lanes[i] ^ word) * a;
			lanes[i] = (uint64_t)product ^ (uint64_t)(product >> 64) ^ b;
		}
	return str_digest(str_digest(str.n, str_of((const char *)lanes, sizeof lanes)),
		str_from_at(str, at));
}
