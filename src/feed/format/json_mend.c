#include "feed/format/json_mend.h"

#include "base/buf.h"

enum { MAX_DEPTH = 256 };

typedef struct {
	Buf out;
	char closers[MAX_DEPTH];
	size_t depth;
	size_t whole, whole_depth; /* where a value had ended, and how deep that was */
} Mend;

/* Copies the string that starts at text.s[at], a quote; returns where it ends, text.n if it does
 * not. */
static size_t take_string(Mend *m, Str text, size_t at)
{
	buf_char(&m->out, text.s[at++]);
	for (; at < text.n; at++) {
		uint8_t c = (uint8_t)text.s[at];

		if (c < 0x20) {
			buf_printf(&m->out, "\\u%04x", c);
			continue;
		}
		buf_char(&m->out, (char)c);
		if (c == '"')
			return at + 1;
		if (c == '\\' && at + 1 < text.n)
			buf_char(&m->out, text.s[++at]);
	}
	return text.n;
}

static void ended(Mend *m)
{
	m->whole = m->out.n;
	m->whole_depth = m->depth;
}

static void drop_comma(Mend *m)
{
	size_t n = m->out.n;

	while (n && char_is_space(m->out.s[n - 1]))
		n--;
	if (n && m->out.s[n - 1] == ',')
		m->out.n = n - 1;
}

/* False if it is nested too deep to be dealt with. */
static bool take_sign(Mend *m, char c)
{
	switch (c) {
	case '{':
	case '[':
		if (m->depth == MAX_DEPTH)
			return false;
		m->closers[m->depth++] = c == '{' ? '}' : ']';
		break;
	case '}':
	case ']':
		drop_comma(m);
		m->depth -= m->depth > 0;
		buf_char(&m->out, c);
		ended(m);
		return true;
	case ',':
		ended(m);
		break;
	default:
		break;
	}
	buf_char(&m->out, c);
	return true;
}

Str json_mend(Str text, Arena *arena, bool *cut)
{
	Mend m = {0};
	size_t at = 0;
	bool deep = false;

	while (at < text.n && !deep) {
		if (text.s[at] == '"')
			at = take_string(&m, text, at);
		else
			deep = !take_sign(&m, text.s[at++]);
	}
	*cut = m.depth > 0 && !deep;
	if (*cut) {
		m.out.n = m.whole;
		m.depth = m.whole_depth;
		while (m.depth > 0)
			buf_char(&m.out, m.closers[--m.depth]);
	}
	text = deep ? text : arena_str(arena, buf_str(&m.out));
	buf_drop(&m.out);
	return text;
}
