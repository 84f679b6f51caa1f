/* base/str.h: text as pointer and length. A Str owns nothing; a NUL follows only where a name ends
 * in z. */
#ifndef LEDE_BASE_STR_H
#define LEDE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
Str str_from(const char *z);
Str str_of(const char *s, size_t n);
/* From byte `at` to the end; empty when `at` is beyond it. */
Str str_from_at(Str str, size_t at);
/* At most `n` bytes from byte `at`, clipped to the string. */
Str str_slice(Str str, size_t at, size_t n);

bool str_eq(Str a, Str b);
/* ASCII letters match in either case; other bytes exactly. */
bool str_eq_case(Str a, Str b);
/* As memcmp, then the shorter first. */
int str_compare(Str a, Str b);
bool str_starts(Str str, Str prefix);
bool str_starts_case(Str str, Str prefix);
bool str_ends(Str str, Str suffix);
bool str_ends_case(Str str, Str suffix);

/* Byte index of the first occurrence, or -1. */
ptrdiff_t str_find(Str str, Str needle);
ptrdiff_t str_find_case(Str str, Str needle);
ptrdiff_t str_find_char(Str str, char c);
/* Byte index of the last occurrence of a byte, or -1. */
ptrdiff_t str_rfind_char(Str str, char c);

/* ASCII white space: space, tab, LF, CR, FF, VT. */
bool char_is_space(char c);
bool char_is_digit(char c);
bool char_is_alpha(char c);
char char_lower(char c);

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

#endif
