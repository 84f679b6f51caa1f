#include "feed/html/render_run.h"

#include <string.h>

#include "base/utf8.h"
#include "feed/html/markdown.h"

static const struct {
	uint32_t style;
	const char *mark, *open, *close;
} marks[] = {
	{STYLE_BOLD, "**", "<strong>", "</strong>"},
	{STYLE_ITALIC, "*", "<em>", "</em>"},
	{STYLE_STRIKE, "~~", "<del>", "</del>"},
};

/* "&lt;" and "~~" would be read as something else. */
static bool is_mark(Str text, size_t at)
{
	size_t end = at + 1;

	if (text.s[at] == '~')
		return end < text.n && text.s[end] == '~';
	if (text.s[at] != '&')
		return false;
	while (end < text.n &&
		(char_is_alpha(text.s[end]) || char_is_digit(text.s[end]) || text.s[end] == '#'))
		end++;
	return end < text.n && text.s[end] == ';';
}

void text_escaped(Text *t, Str text, bool in_code)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		/* A soft hyphen is for whoever sets lines. */
		if (str_starts(str_from_at(text, i), SOFT_HYPHEN)) {
			i += SOFT_HYPHEN.n - 1;
			continue;
		}
		if (c == '\n' && t->in_line) {
			buf_char(t->out, ' ');
			continue;
		}
		if (c == '\n' && t->in_cell) {
			buf_add(t->out, t->marks && !in_code ? S("<br>") : S(" "));
			continue;
		}
		if (c == '\n') {
			buf_add(t->out, t->marks && !in_code ? S("\\\n") : S("\n"));
			buf_add(t->out, buf_str(&t->indent));
			t->at_start = true;
			continue;
		}
		if (t->marks && !in_code &&
			(strchr("\\`*_[]<", c) || (t->at_start && strchr("#>+-=|~", c)) ||
				is_mark(text, i)))
			buf_char(t->out, '\\');
		else if (t->marks && t->in_cell && c == '|')
			buf_char(t->out, '\\');
		/* "1986. A year" would be an item of a list. */
		if (t->marks && !in_code && (c == '.' || c == ')') && t->at_start && i &&
			char_is_digit(text.s[i - 1]))
			buf_char(t->out, '\\');
		if (!char_is_digit(c))
			t->at_start = false;
		buf_char(t->out, c);
	}
}

static bool is_mark_sign(char c)
{
	return c > ' ' && c < 0x7f && !char_is_alpha(c) && !char_is_digit(c);
}

/* Whether a mark may stand between a run that ends in a sign and what is on its other side. */
static bool parts_words(Str text, bool first)
{
	char c = text.n == 0 ? ' ' : text.s[first ? 0 : text.n - 1];

	return text.n == 0 || char_is_space(c) || is_mark_sign(c);
}

/* "**Note:**text" is not bold to Markdown: a mark beside a sign needs a blank or another sign on
 * its other side (CommonMark 0.31, 6.2), and marks of two runs must not touch. */
static bool marks_hold(Str before, Str inner, bool code, Str after)
{
	size_t at = 0, last = inner.n;
	bool opens, closes;

	if (before.n && strchr("*~_", before.s[before.n - 1]))
		return false;
	do
		last--;
	while (last > 0 && ((uint8_t)inner.s[last] & 0xc0) == 0x80);
	opens = !code && utf8_class(utf8_next(inner, &at)) != UTF8_BETWEEN;
	closes = !code && utf8_class(utf8_next(inner, &last)) != UTF8_BETWEEN;
	return (opens || parts_words(before, false)) && (closes || parts_words(after, true));
}

/* What opens or closes a run in its style; HTML where Markdown has nothing. Without marks, raised
 * and lowered figures still must not run into those before them. */
static void text_marks(Text *t, const Span *piece, bool html_alone, bool close)
{
	static const struct {
		uint32_t style;
		const char *open, *close;
	} html[] = {{STYLE_SUP, "<sup>", "</sup>"}, {STYLE_SUB, "<sub>", "</sub>"}};
	bool note = piece->link != NONE && t->pieces.doc->links[piece->link].kind == LINK_HERE;

	if (!t->marks) {
		if (piece->style & STYLE_SUP)
			buf_add(t->out, close ? note ? S("]") : S("") : note ? S("[") : S("^"));
		return;
	}
	for (size_t i = 0; i < COUNT(html) && !close; i++)
		if (piece->style & html[i].style)
			buf_add(t->out, str_from(html[i].open));
	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t k = close ? COUNT(marks) - 1 - i : i;

		if (piece->style & marks[k].style)
			buf_add(t->out, str_from(!html_alone ? marks[k].mark
						 : close     ? marks[k].close
							     : marks[k].open));
	}
	for (size_t i = COUNT(html); i-- > 0 && close;)
		if (piece->style & html[i].style)
			buf_add(t->out, str_from(html[i].close));
}

/* White space at either end of a marked run would make its marks ordinary characters. `after`: the
 * words behind it. */
static void text_piece(Text *t, const Span *piece, Str after)
{
	Str text = doc_str(t->pieces.doc, piece->text), inner = str_trim(text);
	bool code = t->marks && piece->style & STYLE_CODE, html_alone;
	bool ticks = code && str_find_char(inner, '`') >= 0;
	size_t lead = inner.n ? (size_t)(inner.s - text.s) : text.n;

	if (inner.n == 0) {
		text_escaped(t, text, !t->marks);
		return;
	}
	buf_add(t->out, str_slice(text, 0, lead));
	if (lead + inner.n < text.n)
		after = str_from_at(text, lead + inner.n);
	html_alone = !marks_hold(buf_str(t->out), inner, code, after);
	text_marks(t, piece, html_alone, false);
	if (code)
		markdown_fence(inner, 1, t->out);
	buf_add(t->out, ticks ? S(" ") : S(""));
	text_escaped(t, inner, code);
	buf_add(t->out, ticks ? S(" ") : S(""));
	if (code)
		markdown_fence(inner, 1, t->out);
	text_marks(t, piece, html_alone, true);
	buf_add(t->out, str_from_at(text, lead + inner.n));
}

void text_address(Text *t, Str href)
{
	buf_add(t->out, S("](<"));
	for (size_t i = 0; i < href.n; i++)
		if (href.s[i] == '<' || href.s[i] == '>')
			buf_add(t->out, href.s[i] == '<' ? S("%3C") : S("%3E"));
		else
			buf_char(t->out, href.s[i]);
	buf_add(t->out, S(">)"));
}

/* Opens a link. "Look!" before it would make it a picture. */
static void text_bracket(Text *t)
{
	if (t->out->n && t->out->s[t->out->n - 1] == '!') {
		t->out->n--;
		buf_add(t->out, S("\\!"));
	}
	buf_char(t->out, '[');
}

/* The mark of a footnote, and the way back from it, which others make themselves. */
static bool text_note(Text *t, const Span *piece)
{
	const Doc *doc = t->pieces.doc;
	const Link *link = piece->link == NONE ? NULL : &doc->links[piece->link];

	if (!t->notes || !link || link->kind != LINK_HERE || link->block == NONE ||
		!doc_is_note_mark(doc_str(doc, piece->text)))
		return false;
	if (link->block > t->block && t->notes[link->block]) {
		text_bracket(t);
		buf_printf(t->out, "^%u]", t->notes[link->block]);
	}
	return link->block <= t->block || t->notes[link->block];
}

void text_run(Text *t, Slice text)
{
	uint32_t link = NONE;
	Span piece;

	while (pieces_next(&t->pieces, &text, &piece)) {
		bool leads = t->marks && piece.link != NONE &&
			     t->pieces.doc->links[piece.link].kind != LINK_HERE &&
			     t->pieces.doc->links[piece.link].kind != LINK_SIGN;

		if (link != NONE && (!leads || piece.link != link)) {
			text_address(t, doc_str(t->pieces.doc, t->pieces.doc->links[link].href));
			link = NONE;
		}
		if (leads && link == NONE) {
			link = piece.link;
			text_bracket(t);
		}
		if (!text_note(t, &piece))
			text_piece(t, &piece, doc_str(t->pieces.doc, text));
	}
	if (link != NONE)
		text_address(t, doc_str(t->pieces.doc, t->pieces.doc->links[link].href));
}
