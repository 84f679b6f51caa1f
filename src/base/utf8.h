/* base/utf8.h: validity, characters, grapheme clusters (UAX #29) and cell widths (UAX #11). */
#ifndef LEDE_BASE_UTF8_H
#define LEDE_BASE_UTF8_H

#include "base/buf.h"

/* Whether all of it is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates). */
bool utf8_valid(Str str);
/* Bytes of the longest prefix that is. */
size_t utf8_valid_length(Str str);
/* Also no control character but tab and line feed: C0, DEL and C1. What the gates demand. */
bool utf8_valid_text(Str str);
/* Whether there is a control character but those in text that is well-formed; faster than asking
 * for both. */
bool utf8_has_control(Str str);

/* Decodes the character at byte *at and moves *at behind it. A malformed byte reads as U+FFFD and
 * moves by one. *at must be below str.n. */
uint32_t utf8_next(Str str, size_t *at);
/* At most `max` bytes from the start, no character cut in two. */
Str utf8_cut(Str str, size_t max);
/* Writes a character (U+FFFD if it is none) to four bytes at most; returns how many. */
size_t utf8_put(uint32_t character, char out[4]);
void utf8_add(Buf *buf, uint32_t character);

/* Appends `str` with malformed bytes as U+FFFD and without control characters but tab and LF.
 * CR and CR LF become LF. */
void utf8_clean(Str str, Buf *out);
/* The same for one line of a message: each control character becomes a space, malformed bytes '?';
 * a character cut off at the end goes. Returns the new length, never longer. */
size_t utf8_clean_in_place(char *s, size_t n);

/* Bytes of the grapheme cluster that starts the string; 0 only if it is empty. One of more than 64
 * bytes, which no script needs, is cut there. */
size_t utf8_cluster(Str str);
/* Cells a terminal needs for one cluster: 0, 1 or 2. Emoji sequences count 2; East Asian ambiguous
 * characters 1; tab and controls 0. */
unsigned utf8_cluster_width(Str cluster);
/* The sum over the clusters of a string. */
size_t utf8_width(Str str);
/* The longest prefix, whole clusters, of at most `cells` cells. */
Str utf8_fit(Str str, size_t cells);
/* At most `cells` cells; what does not fit is cut, and an ellipsis (one cell) says so. */
Str utf8_ellipsis(Str str, size_t cells, Arena *arena);

/* For comparing as a reader would: case folded, accents and other marks dropped (NFKD).
 * Byte i of the result came from byte map[i] of the string, map[n] is its length; map may be NULL.
 */
Str utf8_fold(Str str, Arena *arena, uint32_t **map);
/* Appends one character folded so; a mark is nothing. */
void utf8_add_folded(Buf *buf, uint32_t character);

/* What a character is to words. */
typedef enum {
	UTF8_BETWEEN,   /* ends a word */
	UTF8_LETTER,    /* stands in one: letters, digits, marks */
	UTF8_IDEOGRAPH, /* of a script that puts no blanks between words: Han, kana, hangul, Thai…
			 */
	UTF8_INVISIBLE, /* a soft hyphen, a joiner: the word goes on as if it were not there */
} Utf8Class;
Utf8Class utf8_class(uint32_t character);

#endif
