/* MathML: first made TeX, which is then read as any other. */
#include <string.h>

#include "base/buf.h"
#include "feed/html/formula.h"

enum { DEEPEST = 32, LONGEST = 20000 };

static const Node *child(const Node *node, unsigned n)
{
	const Node *c = node->first;

	for (;; c = c->next) {
		while (c && c->tag == TAG_TEXT)
			c = c->next;
		if (!c || n-- == 0)
			return c;
	}
}

static void add_math(const Node *node, Buf *out, unsigned depth);

static void add_group(const Node *node, Buf *out, unsigned depth)
{
	buf_char(out, '{');
	if (node)
		add_math(node, out, depth);
	buf_char(out, '}');
}

/* Characters as TeX that stands for them; what is an operator there has blanks around it. */
static void add_characters(Str text, Buf *out)
{
	text = str_trim(text);
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("\\{}^_&%$#~", text.s[i]))
			buf_char(out, '\\');
		buf_char(out, text.s[i]);
	}
}

/* Elements and what stands for them; the figures are their children. */
static const struct {
	const char *element, *as;
} forms[] = {
	{"msup", "1^2"},
	{"msub", "1_2"},
	{"msubsup", "1_2^3"},
	{"mover", "1^2"},
	{"munder", "1_2"},
	{"munderover", "1_2^3"},
	{"mfrac", "\\frac12"},
	{"mroot", "\\sqrt1"},
};

static void add_form(const Node *node, const char *as, Buf *out, unsigned depth)
{
	for (; *as; as++)
		if (char_is_digit(*as))
			add_group(child(node, (unsigned)(*as - '1')), out, depth);
		else
			buf_char(out, *as);
}

static void add_words(const Node *node, Buf *out)
{
	buf_add(out, S("\\text{"));
	for (const Node *n = node->first; n; n = n->next)
		for (size_t i = 0; n->tag == TAG_TEXT && i < n->text.n; i++)
			if (!strchr("\\{}", n->text.s[i]))
				buf_char(out, n->text.s[i]);
	buf_char(out, '}');
}

static void add_root(const Node *node, Buf *out, unsigned depth)
{
	buf_add(out, S("\\sqrt{"));
	for (const Node *n = node->first; n; n = n->next)
		add_math(n, out, depth);
	buf_char(out, '}');
}

/* A matrix stands in brackets; without them a table only sets one thing below another. */
static bool is_matrix(const Node *node)
{
	const Node *before = node->prev;

	if (!node_is_other(node, S("mtable")))
		return false;
	while (before && before->tag == TAG_TEXT && str_trim(before->text).n == 0)
		before = before->prev;
	before = before && node_is_other(before, S("mo")) ? before->first : NULL;
	return before && before->tag == TAG_TEXT && str_trim(before->text).n == 1 &&
	       strchr("([|", str_trim(before->text).s[0]);
}

static void add_math(const Node *node, Buf *out, unsigned depth)
{
	bool matrix;

	if (depth > DEEPEST || out->n > LONGEST)
		return;
	depth++;
	if (node->tag == TAG_TEXT) {
		add_characters(node->text, out);
		return;
	}
	if (node_is_other(node, S("annotation")) || node_is_other(node, S("annotation-xml")) ||
		node_is_other(node, S("mphantom")))
		return;
	for (size_t i = 0; i < COUNT(forms); i++)
		if (node_is_other(node, str_from(forms[i].element))) {
			add_form(node, forms[i].as, out, depth);
			return;
		}
	if (node_is_other(node, S("msqrt"))) {
		add_root(node, out, depth);
		return;
	}
	if (node_is_other(node, S("mtext"))) {
		add_words(node, out);
		return;
	}
	matrix = is_matrix(node);
	buf_add(out, matrix ? S("\\begin{matrix}") : S(""));
	for (const Node *n = node->first; n; n = n->next)
		add_math(n, out, depth);
	buf_add(out, matrix ? S("\\end{matrix}") : S(""));
	if (node_is_other(node, S("mtr")))
		buf_add(out, S("\\\\"));
	else if (node_is_other(node, S("mtd")))
		buf_char(out, '&');
	else if (node_is_other(node, S("mspace")))
		buf_char(out, '~');
}

Str formula_of_math(const Node *math, Arena *arena)
{
	Str tex = node_attr(math, S("alttext"));
	Buf out = {0};

	for (const Node *n = math->first; n && tex.n == 0; n = node_next(n, math))
		if (node_is_other(n, S("annotation")) &&
			str_find_case(node_attr(n, S("encoding")), S("tex")) >= 0)
			tex = node_text(n, arena);
	if (!formula_is_tex(tex)) {
		add_math(math, &out, 0);
		tex = buf_take(&out, arena);
	}
	buf_drop(&out);
	return formula_of_tex(tex, arena);
}
