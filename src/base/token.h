/* base/token.h: text as the words one searches for: folded (utf8_fold), so that case and accents do
 * not matter. Scripts without blanks between words give overlapping pairs of characters. What the
 * index is made of, what it is asked for and what looks at a text without it all come from here, so
 * that they agree. */
#ifndef LEDE_BASE_TOKEN_H
#define LEDE_BASE_TOKEN_H

#include "base/buf.h"

/* Longer words are cut there: the names of nothing, as encoded data. Bytes. */
enum { TOKEN_MAX = 60 };

/* Zeroed but for `text`: at its beginning. */
typedef struct {
	Str text;
	bool wanted; /* it is what one looks for: a single character beside a pair says no more */
	size_t at;
	bool in_run; /* the character at `at` was the second of a pair */
	Buf word;
} Tokens;

typedef struct {
	Str word;          /* borrowed until the next one */
	size_t start, end; /* bytes of the text it came from */
	bool beside;       /* stands where the one before it stands */
	bool lone;         /* a single character of a script without blanks */
} Token;

bool tokens_next(Tokens *tokens, Token *out);
void tokens_drop(Tokens *tokens);

/* What one looks for: words in a row, the last of which may go on. */
typedef struct {
	const Str *words;
	size_t count;
	bool open; /* longer words that begin as the last one are found, too */
} Needle;

/* Of a text: as it was typed, `exact` if it stood in quotes; else words of three letters and more
 * are open. Words beyond the sixtieth are dropped. False: there is no word in it. */
bool needle_make(Str text, bool exact, Arena *arena, Needle *out);
/* Where it stands first at or behind byte `from`, in *start and *end. */
bool needle_find(const Needle *needle, Str text, size_t from, size_t *start, size_t *end);

#endif
