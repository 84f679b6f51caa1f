#include "feed/html/phrase.h"

#include "base/utf8.h"
#include "feed/html/drawing.h"
#include "feed/html/formula.h"

enum { MOST_ABBREVIATIONS = 100, MOST_READINGS = 12, LONGEST_NOTE = 2000 };

static bool has_digit(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (char_is_digit(text.s[i]))
			return true;
	return false;
}

/* Whether a title says what letters stand for; some use it for dates and other data. */
static bool is_told(Str title, Str text)
{
	return text.n && text.n <= 20 && title.n > text.n + 2 && title.n <= 120 &&
	       !has_digit(title) && str_find_char(title, '(') < 0 &&
	       str_find_case(title, S("http")) < 0;
}

void phrase_abbreviation(Walk *w, const Node *node)
{
	Str title = str_trim(node_attr(node, S("title"))), text = node_text(node, w->flow.arena);

	walk_children(w, node);
	if (!is_told(title, text) || w->abbreviations.count >= MOST_ABBREVIATIONS)
		return;
	for (size_t i = 0; i < w->abbreviations.count; i++)
		if (str_eq(w->abbreviations.items[i], text))
			return;
	*vec_push_in(&w->abbreviations, w->flow.arena) = text;
	flow_text(&w->flow, S(" ("));
	flow_text(&w->flow, title);
	flow_text(&w->flow, S(")"));
}

bool phrase_has_few_readings(const Node *root)
{
	size_t readings = 0, text = 0;

	for (const Node *n = root->first; n; n = node_next(n, root)) {
		if (n->tag == TAG_TEXT)
			text += n->text.n;
		readings += n->tag == TAG_RT;
	}
	/* So many bytes are some twenty characters of Japanese. */
	return readings && readings < text / 60 + 2;
}

void phrase_ruby(Walk *w, const Node *node)
{
	for (const Node *n = node->first; n; n = n->next) {
		Str reading;

		if (n->tag != TAG_RT && n->tag != TAG_RTC) {
			walk_node(w, n);
			continue;
		}
		reading = w->readings ? node_text(n, w->flow.arena) : S("");
		if (reading.n == 0)
			continue;
		flow_text(&w->flow, S("("));
		flow_text(&w->flow, reading);
		flow_text(&w->flow, S(")"));
	}
}

static bool is_named(const Node *node, Str fragment)
{
	return str_eq(node_attr(node, S("id")), fragment) ||
	       str_eq(node_attr(node, S("name")), fragment);
}

bool phrase_leads_to_itself(const Node *link)
{
	Str href = node_attr(link, S("href"));
	ptrdiff_t mark = str_find_char(href, '#');
	Str fragment = mark < 0 ? S("") : str_from_at(href, (size_t)mark + 1);
	const Node *heading = link;
	unsigned budget = 50; /* elements of a heading */

	while (heading->parent && !(heading->tag >= TAG_H1 && heading->tag <= TAG_H6))
		heading = heading->parent;
	if (fragment.n == 0)
		return false;
	/* The name may stand on a box around it. */
	if (is_named(heading, fragment) || (heading->parent && is_named(heading->parent, fragment)))
		return true;
	for (const Node *n = heading->first; n && budget--; n = node_next(n, heading))
		if (n->tag != TAG_TEXT && is_named(n, fragment))
			return true;
	return false;
}

bool phrase_is_sign(const Node *link, Arena *arena)
{
	Str text = str_trim(node_text(link, arena));
	size_t at = 0;
	uint32_t c = text.n ? utf8_next(text, &at) : 0;

	return text.n && utf8_cluster(text) == text.n &&
	       (c < 0x80 ? !char_is_alpha((char)c) && !char_is_digit((char)c)
			 : c == 0xa7 || c == 0xb6 || (c >= 0x2000 && c < 0x2e80) || c >= 0x1f000);
}

void phrase_math(Walk *w, const Node *node)
{
	bool apart = str_eq_case(node_attr(node, S("display")), S("block"));

	if (apart)
		flow_break(&w->flow);
	flow_text(&w->flow, formula_of_math(node, w->flow.arena));
	if (apart)
		flow_break(&w->flow);
}

void phrase_drawing(Walk *w, const Node *node)
{
	flow_text(&w->flow, drawing_says(node));
}

/* The next formula in a text: what is before it, in it and behind it. */
static bool next_formula(Str text, Str *before, Str *tex, Str *rest)
{
	static const char *const pairs[][2] = {{"\\(", "\\)"}, {"\\[", "\\]"}, {"$$", "$$"}};
	ptrdiff_t first = -1;

	for (size_t i = 0; i < COUNT(pairs); i++) {
		ptrdiff_t open = str_find(text, str_from(pairs[i][0])), close;
		Str inner;

		if (open < 0 || (first >= 0 && open > first))
			continue;
		inner = str_from_at(text, (size_t)open + 2);
		close = str_find(inner, str_from(pairs[i][1]));
		if (close < 1)
			continue;
		*before = str_slice(text, 0, (size_t)open);
		*tex = str_slice(inner, 0, (size_t)close);
		*rest = str_from_at(inner, (size_t)close + 2);
		first = open;
	}
	return first >= 0;
}

void phrase_text(Walk *w, Str text)
{
	Str before, tex, rest;

	if (w->flow.pre || w->flow.style & STYLE_CODE) {
		flow_text(&w->flow, text);
		return;
	}
	while ((str_find_char(text, '\\') >= 0 || str_find(text, S("$$")) >= 0) &&
		next_formula(text, &before, &tex, &rest)) {
		flow_text(&w->flow, before);
		flow_text(&w->flow, formula_is_tex(tex) ? formula_of_tex(tex, w->flow.arena) : tex);
		text = rest;
	}
	flow_text(&w->flow, text);
}

static bool is_side_note(const Node *node)
{
	static const char *const classes[] = {"sidenote", "side-note", "marginnote", "margin-note",
		"sidenote-content", "marginalia"};

	if (node->attr_count == 0 || tag_is_block(node->tag))
		return false;
	for (size_t i = 0; i < COUNT(classes); i++)
		if (node_has_word(node, S("class"), str_from(classes[i])))
			return true;
	return false;
}

/* "*", "†", "‡", "§", then figures. */
static Str mark_of(unsigned number, Arena *arena)
{
	static const char *const marks[] = {"*", "†", "‡", "§"};

	return number < COUNT(marks) ? str_from(marks[number])
				     : arena_printf(arena, "(%u)", number + 1);
}

/* The mark as a link to a place that the page does not name. */
static void write_mark(Walk *w, unsigned number, const char *to)
{
	Flow *f = &w->flow;
	uint32_t style = f->style, outer = f->link;

	f->link = flow_link(f, arena_printf(f->arena, "#%s-%u", to, number + 1), S(""), S(""));
	f->style = (style | STYLE_SUP) & ~(uint32_t)STYLE_SMALL;
	flow_text(f, mark_of(number, f->arena));
	f->style = style;
	f->link = outer;
}

static void name_place(Walk *w, unsigned number, const char *name)
{
	flow_anchor(&w->flow, arena_printf(w->flow.arena, "%s-%u", name, number + 1));
}

bool phrase_side_note(Walk *w, const Node *node)
{
	Flow *f = &w->flow;
	uint32_t text = walk_fact(w, node)->text;

	if (f->single || f->pre || !f->open || !is_side_note(node) || text == 0 ||
		text > LONGEST_NOTE)
		return false;
	name_place(w, w->note_count, "side-mark");
	write_mark(w, w->note_count, "side-note");
	w->note_count++;
	*vec_push_in(&w->notes, f->arena) = node;
	return true;
}

void phrase_write_notes(Walk *w)
{
	Flow *f = &w->flow;
	size_t count = w->notes.count;
	uint32_t style = f->style, link = f->link;

	if (count == 0 || f->open || f->single)
		return;
	w->notes.count = 0;
	f->link = NONE;
	f->lists++;
	for (size_t i = 0; i < count; i++) {
		unsigned number = w->note_count - (unsigned)(count - i);

		name_place(w, number, "side-note");
		f->style = STYLE_SMALL;
		write_mark(w, number, "side-mark");
		flow_text(f, S(" "));
		walk_children(w, w->notes.items[i]);
		flow_close(f);
	}
	f->lists--;
	f->style = style;
	f->link = link;
}
