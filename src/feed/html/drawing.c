#include "feed/html/drawing.h"

#include <string.h>

static bool is_name_end(char c)
{
	return char_is_space(c) || c == '>' || c == '/';
}

size_t drawing_end(Str html, size_t at)
{
	unsigned depth = 1;

	while (at < html.n && depth) {
		const char *lt = memchr(html.s + at, '<', html.n - at);
		Str tail;

		if (!lt)
			return html.n;
		at = (size_t)(lt - html.s) + 1;
		tail = str_from_at(html, at);
		if (str_starts_case(tail, S("/svg")))
			depth--;
		else if (str_starts_case(tail, S("svg")) && tail.n > 3 && is_name_end(tail.s[3]))
			depth++;
	}
	while (at < html.n && html.s[at] != '>')
		at++;
	return depth || at == html.n ? html.n : at + 1;
}

bool drawing_has_words(Str drawing)
{
	size_t at = 0;

	if (str_find(drawing, S("aria-label")) >= 0)
		return true;
	while (at < drawing.n) {
		Str rest = str_from_at(drawing, at);
		bool style = str_starts_case(rest, S("<style"));
		ptrdiff_t end;

		if (rest.s[0] == '<') {
			end = str_find_case(rest, style ? S("</style") : S(">"));
			if (end < 0)
				return false;
			at += (size_t)end + !style;
		} else if (char_is_space(rest.s[0])) {
			at++;
		} else {
			return true;
		}
	}
	return false;
}

/* The longer side of a drawing in pixels, or its own units; 0: not told. */
static int64_t side_of(const Node *node)
{
	Str box = node_attr(node, S("viewBox")), word;
	int64_t side = 0, n;

	for (unsigned i = 0; i < 2; i++) {
		Str size = str_trim(node_attr(node, i ? S("height") : S("width")));
		size_t digits = 0;

		while (digits < size.n && char_is_digit(size.s[digits]))
			digits++;
		if (str_number(str_slice(size, 0, digits), &n) && n > side &&
			!str_ends(size, S("%")) && !str_ends(size, S("em")))
			side = n;
	}
	for (unsigned i = 0; side == 0 && i < 4 && str_word(&box, &word); i++)
		if (i == 2 && str_number(word, &n))
			side = n;
	return side;
}

/* Small, in a link or button, or hidden from those who can't see: its words would say again what
 * stands beside it, or name a picture of a thumb. */
static bool is_icon(const Node *node)
{
	enum { ICON = 64, NEAR = 4 };
	Str role = node_attr(node, S("role"));
	int64_t side = side_of(node);
	unsigned up = 0;

	if (str_eq_case(node_attr(node, S("aria-hidden")), S("true")) ||
		str_eq_case(role, S("presentation")) || str_eq_case(role, S("none")) ||
		(side > 0 && side <= ICON))
		return true;
	for (; node && up < NEAR; node = node->parent, up++)
		if (node->tag == TAG_A || node->tag == TAG_BUTTON ||
			str_find_case(node_attr(node, S("class")), S("icon")) >= 0)
			return true;
	return false;
}

Str drawing_says(const Node *node)
{
	return node->text.n && !is_icon(node) ? node->text : S("");
}
