#include "feed/html/render_run.h"

#include <string.h>

#include "feed/html/markdown.h"

static const struct {
	uint32_t style;
	const char *mark;
} marks[] = {
	{STYLE_BOLD, "**"},
	{STYLE_ITALIC, "*"},
	{STYLE_STRIKE, "~~"},
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

/* What opens or closes a run in its style; HTML where Markdown has nothing. Without marks, raised
 * and lowered figures still must not run into those before them. */
static void text_marks(Text *t, const Span *piece, bool close)
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
			buf_add(t->out, str_from(marks[k].mark));
	}
	for (size_t i = COUNT(html); i-- > 0 && close;)
		if (piece->style & html[i].style)
			buf_add(t->out, str_from(html[i].close));
}

/* White space at either end of a marked run would make its marks ordinary characters. */
static void text_piece(Text *t, const Span *piece)
{
	Str text = doc_str(t->pieces.doc, piece->text), inner = str_trim(text);
	bool code = t->marks && piece->style & STYLE_CODE;
	bool ticks = code && str_find_char(inner, '`') >= 0;
	size_t lead = inner.n ? (size_t)(inner.s - text.s) : text.n;

	if (inner.n == 0) {
		text_escaped(t, text, !t->marks);
		return;
	}
	buf_add(t->out, str_slice(text, 0, lead));
	text_marks(t, piece, false);
	if (code)
		markdown_fence(inner, 1, t->out);
	buf_add(t->out, ticks ? S(" ") : S(""));
	text_escaped(t, inner, code);
	buf_add(t->out, ticks ? S(" ") : S(""));
	if (code)
		markdown_fence(inner, 1, t->out);
	text_marks(t, piece, true);
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

/* The mark of a footnote, and the way back from it, which others make themselves. */
static bool text_note(Text *t, const Span *piece)
{
	const Doc *doc = t->pieces.doc;
	const Link *link = piece->link == NONE ? NULL : &doc->links[piece->link];

	if (!t->notes || !link || link->kind != LINK_HERE || link->block == NONE ||
		!doc_is_note_mark(doc_str(doc, piece->text)))
		return false;
	if (link->block > t->block && t->notes[link->block])
		buf_printf(t->out, "[^%u]", t->notes[link->block]);
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
			buf_char(t->out, '[');
		}
		if (!text_note(t, &piece))
			text_piece(t, &piece);
	}
	if (link != NONE)
		text_address(t, doc_str(t->pieces.doc, t->pieces.doc->links[link].href));
}
