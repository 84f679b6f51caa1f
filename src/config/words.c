#include "config/words.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char unescaped(char c)
{
	return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
}

/* `at` is behind the opening quote; returns where the word ends, behind the closing one. */
static size_t quoted(Str text, size_t at, Arena *arena, Str *word)
{
	char *copy = arena_alloc(arena, text.n - at + 1);
	size_t n = 0;

	while (at < text.n && text.s[at] != '"') {
		if (text.s[at] == '\\' && at + 1 < text.n)
			copy[n++] = unescaped(text.s[++at]);
		else
			copy[n++] = text.s[at];
		at++;
	}
	*word = str_of(copy, n);
	return at < text.n ? at + 1 : at;
}

static size_t bare(Str text, size_t at, Arena *arena, Str *word)
{
	char *copy = arena_alloc(arena, text.n - at + 1);
	size_t n = 0;

	while (at < text.n && !is_blank(text.s[at])) {
		if (text.s[at] == '\\' && at + 1 < text.n && text.s[at + 1] == '#')
			at++;
		copy[n++] = text.s[at++];
	}
	*word = str_of(copy, n);
	return at;
}

bool words_next(Str *rest, Arena *arena, Str *word)
{
	size_t at = 0;

	while (at < rest->n && is_blank(rest->s[at]))
		at++;
	if (at == rest->n || rest->s[at] == '#') {
		*rest = S("");
		return false;
	}
	at = rest->s[at] == '"' ? quoted(*rest, at + 1, arena, word) : bare(*rest, at, arena, word);
	*rest = str_from_at(*rest, at);
	return true;
}

void words_add(Buf *out, Str word)
{
	bool plain = word.n > 0 && word.s[0] != '"' && word.s[0] != '#';

	for (size_t i = 0; i < word.n && plain; i++)
		plain = !is_blank(word.s[i]) && word.s[i] != '\\';
	if (plain) {
		buf_add(out, word);
		return;
	}
	buf_char(out, '"');
	for (size_t i = 0; i < word.n; i++) {
		char c = word.s[i];

		if (c == '\n' || c == '\r' || c == '\t') {
			buf_char(out, '\\');
			c = c == '\n' ? 'n' : c == '\r' ? 'r' : 't';
		} else if (c == '"' || c == '\\') {
			buf_char(out, '\\');
		}
		buf_char(out, c);
	}
	buf_char(out, '"');
}

bool words_line(Str *rest, Str *line)
{
	if (!str_cut(rest, '\n', line))
		return false;
	if (line->n && line->s[line->n - 1] == '\r')
		line->n--;
	return true;
}
