/* base/str.h: text as pointer and length. A Str owns nothing; a NUL follows only where a name ends
 * in z. */
#ifndef LEDE_BASE_STR_H
#define LEDE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
	const char *s;
	size_t n; /* bytes */
} Str;

/* A literal as a Str. */
#define S(literal) ((Str){("" literal), sizeof(literal) - 1})
/* The number of elements of an array. */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
/* Arguments for a "%.*s" conversion. */
#define STR_ARG(str) (int)(str).n, (str).n ? (str).s : ""

/* A NUL-terminated string, or NULL, as a Str. */
static inline Str str_from(const char *z);
static inline Str str_of(const char *s, size_t n);
/* From byte `at` to the end; empty when `at` is beyond it. */
static inline Str str_from_at(Str str, size_t at);
/* At most `n` bytes from byte `at`, clipped to the string. */
static inline Str str_slice(Str str, size_t at, size_t n);

static inline bool str_eq(Str a, Str b);
/* The same for what ends with a NUL, as words of tables do: its length is not looked for. */
static inline bool str_is(Str str, const char *z);
/* ASCII letters match in either case; other bytes exactly. */
bool str_eq_case(Str a, Str b);
static inline bool str_is_case(Str str, const char *z);
/* As memcmp, then the shorter first. */
int str_compare(Str a, Str b);
static inline bool str_starts(Str str, Str prefix);
bool str_starts_case(Str str, Str prefix);
bool str_ends(Str str, Str suffix);
bool str_ends_case(Str str, Str suffix);

/* Byte index of the first occurrence, or -1. */
ptrdiff_t str_find(Str str, Str needle);
ptrdiff_t str_find_case(Str str, Str needle);
ptrdiff_t str_find_char(Str str, char c);
/* Byte index of the last occurrence of a byte, or -1. */
ptrdiff_t str_rfind_char(Str str, char c);

/* The first byte from `at` on that is in a set; str.n if there is none. */
size_t str_find_any(Str str, size_t at, const bool set[256]);
/* The same for any of four ASCII characters. */
size_t str_find_four(Str str, size_t at, const char four[4]);

/* ASCII white space: space, tab, LF, CR, FF, VT. */
static inline bool char_is_space(char c);
static inline bool char_is_digit(char c);
static inline bool char_is_alpha(char c);
static inline char char_lower(char c);

/* Without white space at both ends. */
Str str_trim(Str str);
/* Cuts `rest` at the first `separator`: the part before goes to `piece`, what follows it stays in
 * `rest`. False when nothing is left; a string without separator is one piece. */
bool str_cut(Str *rest, char separator, Str *piece);
/* The next run without white space; false when there is none. */
bool str_word(Str *rest, Str *word);

/* A decimal integer that fills the whole string (sign allowed, white space around it not).
 * False, leaving *out alone, if it is none or does not fit. */
bool str_number(Str str, int64_t *out);
/* A decimal fraction in the C locale, whatever LC_NUMERIC says; same rules. */
bool str_real(Str str, double *out);
/* 64 bits, stable across runs and machines: it is stored. FNV-1a. */
uint64_t str_hash(Str str);
/* The same for long text, eight bytes a step (7 GB/s where FNV-1a does 0.9): carries `seed` on, so
 * that several strings make one digest. Stored, but machines of another byte order differ. */
uint64_t str_digest(uint64_t seed, Str str);
/* The same in four lanes, for what is longer still: 11 GB/s, and another number. */
uint64_t str_fingerprint(Str str);

/* Called so often, on so little, that a call would cost more than they do. */

static inline bool char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool char_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline Str str_from(const char *z)
{
	return (Str){z, z ? strlen(z) : 0};
}

static inline Str str_of(const char *s, size_t n)
{
	return (Str){s, n};
}

static inline Str str_from_at(Str str, size_t at)
{
	if (at >= str.n)
		return (Str){str.s ? str.s + str.n : NULL, 0};
	return (Str){str.s + at, str.n - at};
}

static inline Str str_slice(Str str, size_t at, size_t n)
{
	Str rest = str_from_at(str, at);

	return (Str){rest.s, rest.n < n ? rest.n : n};
}

static inline bool str_eq(Str a, Str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static inline bool str_starts(Str str, Str prefix)
{
	return str_eq(str_slice(str, 0, prefix.n), prefix);
}

static inline bool str_is(Str str, const char *z)
{
	size_t i = 0;

	while (i < str.n && z[i] && z[i] == str.s[i])
		i++;
	return i == str.n && z[i] == '\0';
}

static inline bool str_is_case(Str str, const char *z)
{
	size_t i = 0;

	while (i < str.n && z[i] && char_lower(z[i]) == char_lower(str.s[i]))
		i++;
	return i == str.n && z[i] == '\0';
}

#endif
