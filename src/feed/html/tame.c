#include "feed/html/tame.h"

#include <string.h>

#include "base/buf.h"
#include "feed/html/bound.h"
#include "feed/html/entity.h"

enum {
	INLINE = 1 << 0,  /* opens and closes without an effect on others */
	FORMAT = 1 << 1,  /* so does this, while it is closed where it was opened */
	BLOCK = 1 << 2,   /* closes an open paragraph */
	VOID = 1 << 3,    /* never has content */
	ITEM = 1 << 4,    /* closed by the next of its kind */
	HEADING = 1 << 5, /* not directly in another */
	PART = 1 << 6,    /* of a table: stands in no other place */
	ROWS = 1 << 7,    /* of a table, with nothing but parts in it */
};

/* What is not here is not tame. */
static const uint8_t kinds[TAG_COUNT] = {
	[TAG_A] = FORMAT,
	[TAG_ABBR] = INLINE,
	[TAG_ACRONYM] = INLINE,
	[TAG_ADDRESS] = BLOCK,
	[TAG_ARTICLE] = BLOCK,
	[TAG_ASIDE] = BLOCK,
	[TAG_AUDIO] = INLINE,
	[TAG_B] = FORMAT,
	[TAG_BDI] = INLINE,
	[TAG_BDO] = INLINE,
	[TAG_BIG] = FORMAT,
	[TAG_BLOCKQUOTE] = BLOCK,
	[TAG_BR] = VOID,
	[TAG_CAPTION] = PART,
	[TAG_CENTER] = BLOCK,
	[TAG_CITE] = INLINE,
	[TAG_CODE] = FORMAT,
	[TAG_DD] = BLOCK | ITEM,
	[TAG_DEL] = INLINE,
	[TAG_DETAILS] = BLOCK,
	[TAG_DFN] = INLINE,
	[TAG_DIV] = BLOCK,
	[TAG_DL] = BLOCK,
	[TAG_DT] = BLOCK | ITEM,
	[TAG_EM] = FORMAT,
	[TAG_FIGCAPTION] = BLOCK,
	[TAG_FIGURE] = BLOCK,
	[TAG_FONT] = FORMAT,
	[TAG_FOOTER] = BLOCK,
	[TAG_H1] = BLOCK | HEADING,
	[TAG_H2] = BLOCK | HEADING,
	[TAG_H3] = BLOCK | HEADING,
	[TAG_H4] = BLOCK | HEADING,
	[TAG_H5] = BLOCK | HEADING,
	[TAG_H6] = BLOCK | HEADING,
	[TAG_HEADER] = BLOCK,
	[TAG_HGROUP] = BLOCK,
	[TAG_HR] = BLOCK | VOID,
	[TAG_I] = FORMAT,
	[TAG_IMG] = VOID,
	[TAG_INS] = INLINE,
	[TAG_KBD] = INLINE,
	[TAG_LI] = BLOCK | ITEM,
	[TAG_MARK] = INLINE,
	[TAG_NAV] = BLOCK,
	[TAG_OL] = BLOCK,
	[TAG_P] = BLOCK,
	[TAG_PRE] = BLOCK,
	[TAG_Q] = INLINE,
	[TAG_S] = FORMAT,
	[TAG_SAMP] = INLINE,
	[TAG_SECTION] = BLOCK,
	[TAG_SMALL] = FORMAT,
	[TAG_SOURCE] = VOID,
	[TAG_SPAN] = INLINE,
	[TAG_STRIKE] = FORMAT,
	[TAG_STRONG] = FORMAT,
	[TAG_SUB] = INLINE,
	[TAG_SUMMARY] = BLOCK,
	[TAG_SUP] = INLINE,
	[TAG_TABLE] = BLOCK | ROWS,
	[TAG_TBODY] = PART | ROWS,
	[TAG_TD] = PART,
	[TAG_TFOOT] = PART | ROWS,
	[TAG_TH] = PART,
	[TAG_THEAD] = PART | ROWS,
	[TAG_TIME] = INLINE,
	[TAG_TR] = PART | ROWS,
	[TAG_TT] = FORMAT,
	[TAG_U] = FORMAT,
	[TAG_UL] = BLOCK,
	[TAG_VAR] = INLINE,
	[TAG_VIDEO] = INLINE,
	[TAG_WBR] = VOID,
};

/* Of each kind of formatting the fourth alike would make a parser forget the first. */
enum { MOST_ATTRIBUTES = 16, MOST_DEEP = 128, MOST_ALIKE = 3, LONGEST_NAME = 10 };

typedef struct {
	char *s; /* a copy of the markup, in which names are lowered and references replaced */
	size_t n, at;
	Arena *arena;
	Dom *dom;
	Node *top;
	unsigned depth;
	size_t formats, cost;    /* as bound.c counts them */
	uint8_t open[TAG_COUNT]; /* of each kind */
	Buf decoded;
} Tame;

/* --- text
 * --------------------------------------------------------------------------------------------*/

/* How many bytes the reference at text.s[at], an '&', takes, and in c->decoded what it stands for;
 * 0: it is an ampersand; SIZE_MAX: not tame. */
static size_t reference(Tame *c, Str text, size_t at, bool in_value)
{
	size_t end = at + 1, n;
	bool number;

	if (end < text.n && text.s[end] == '#')
		end++;
	while (end < text.n && (char_is_alpha(text.s[end]) || char_is_digit(text.s[end])))
		end++;
	number = end > at + 1 && text.s[at + 1] == '#';
	if (end == at + 1 || (in_value && !number && end < text.n && text.s[end] == '='))
		return 0;
	buf_clear(&c->decoded);
	n = entity_decode(text, at, ENTITY_HTML, &c->decoded);
	if (n == 0 && !number)
		return 0;
	/* Control characters, numbers beyond all characters and what takes more room than its name
	 * are left to the parser. */
	if (n != end - at + 1 || (number && n > sizeof "&#x10ffff;") || text.s[end] != ';' ||
		c->decoded.n == 0 || c->decoded.n > n ||
		(number && (uint8_t)c->decoded.s[0] < 0x20))
		return SIZE_MAX;
	return n;
}

/* Replaces the references in s[from..to), where they stand. False if one is not tame. */
static bool decode(Tame *c, size_t from, size_t to, bool in_value, Str *out)
{
	Str text = str_of(c->s + from, to - from);
	char *end = c->s + from;
	size_t at = 0;

	*out = text;
	if (!memchr(text.s, '&', text.n))
		return true;
	while (at < text.n) {
		const char *mark = memchr(text.s + at, '&', text.n - at);
		size_t plain = (mark ? (size_t)(mark - text.s) : text.n) - at, n;

		memmove(end, text.s + at, plain);
		end += plain;
		at += plain;
		if (at == text.n)
			break;
		n = reference(c, text, at, in_value);
		if (n == SIZE_MAX)
			return false;
		if (n == 0) {
			*end++ = '&';
			at++;
			continue;
		}
		memcpy(end, c->decoded.s, c->decoded.n);
		end += c->decoded.n;
		at += n;
	}
	out->n = (size_t)(end - text.s);
	return true;
}

static Node *append(Tame *c, Tag tag)
{
	Node *node = arena_alloc(c->arena, sizeof *node), *parent = c->top;

	node->tag = tag;
	node->at = c->dom->count++;
	node->end = c->dom->count;
	node->parent = parent;
	node->prev = parent->last;
	*(parent->last ? &parent->last->next : &parent->first) = node;
	parent->last = node;
	return node;
}

static bool is_blank(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!char_is_space(text.s[i]))
			return false;
	return true;
}

/* "a < b" is text. */
static bool is_markup(const Tame *c, size_t at)
{
	return c->s[at] == '<' && at + 1 < c->n && c->s[at + 1] != ' ' &&
	       !char_is_digit(c->s[at + 1]);
}

static bool text(Tame *c)
{
	size_t from = c->at;
	Str words;

	while (c->at < c->n && !is_markup(c, c->at)) {
		const char *mark = memchr(c->s + c->at + 1, '<', c->n - c->at - 1);

		c->at = mark ? (size_t)(mark - c->s) : c->n;
	}
	if (!decode(c, from, c->at, false, &words))
		return false;
	if (kinds[c->top->tag] & ROWS && !is_blank(words))
		return false;
	/* White space by reference is white space, too, with which no page begins. */
	if (!c->dom->body->first && char_is_space(words.s[0]))
		return false;
	append(c, TAG_TEXT)->text = words;
	return true;
}

/* --- tags
 * --------------------------------------------------------------------------------------------*/

static bool is_value_end(char byte)
{
	return char_is_space(byte) || byte == '>';
}

static bool is_name_byte(char byte)
{
	return char_is_alpha(byte) || char_is_digit(byte) || byte == '-' || byte == '_' ||
	       byte == ':';
}

/* The name at `at`, made lower case. */
static Str name(Tame *c)
{
	size_t from = c->at;

	while (c->at < c->n && is_name_byte(c->s[c->at])) {
		c->s[c->at] = char_lower(c->s[c->at]);
		c->at++;
	}
	return str_of(c->s + from, c->at - from);
}

static bool value(Tame *c, Str *out)
{
	char quote = c->at < c->n ? c->s[c->at] : '\0';
	size_t from = c->at;
	const char *end;

	if (quote == '"' || quote == '\'') {
		end = memchr(c->s + from + 1, quote, c->n - from - 1);
		if (!end)
			return false;
		c->at = (size_t)(end - c->s) + 1;
		return decode(c, from + 1, c->at - 1, true, out);
	}
	while (c->at < c->n && !is_value_end(c->s[c->at])) {
		if (!is_name_byte(c->s[c->at]) && c->s[c->at] != '.' && c->s[c->at] != '%' &&
			c->s[c->at] != '#')
			return false;
		c->at++;
	}
	*out = str_of(c->s + from, c->at - from);
	return out->n > 0;
}

static bool is_named(const Attr *attrs, uint32_t count, Str name)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(attrs[i].name, name))
			return true;
	return false;
}

/* From behind a tag's name to behind its '>'. */
static bool attributes(Tame *c, Attr attrs[MOST_ATTRIBUTES], uint32_t *count, bool *closed)
{
	*count = 0;
	*closed = false;
	for (;;) {
		size_t from = c->at;
		Attr attr = {0};

		while (c->at < c->n && char_is_space(c->s[c->at]))
			c->at++;
		if (c->at < c->n && c->s[c->at] == '/') {
			*closed = true;
			c->at++;
			return c->at < c->n && c->s[c->at++] == '>';
		}
		if (c->at < c->n && c->s[c->at] == '>') {
			c->at++;
			return true;
		}
		attr.name = name(c);
		if (c->at == from || attr.name.n == 0 || attr.name.s == c->s + from ||
			*count == MOST_ATTRIBUTES || is_named(attrs, *count, attr.name))
			return false;
		if (c->at < c->n && c->s[c->at] == '=') {
			c->at++;
			if (!value(c, &attr.value))
				return false;
		}
		attrs[(*count)++] = attr;
	}
}

static void pop(Tame *c)
{
	Node *node = c->top;

	node->end = c->dom->count;
	c->open[node->tag]--;
	c->depth--;
	c->formats -= (kinds[node->tag] & FORMAT) != 0;
	c->top = node->parent;
}

static bool push(Tame *c, Node *node)
{
	unsigned kind = kinds[node->tag];

	c->formats += (kind & FORMAT) != 0;
	c->depth++;
	c->top = node;
	return c->open[node->tag]++ < (node->tag == TAG_A     ? 1
					      : kind & FORMAT ? MOST_ALIKE
							      : MOST_DEEP) &&
	       c->formats < BOUND_FORMATS && c->depth < MOST_DEEP;
}

static bool is_implied(Tag tag)
{
	return tag == TAG_P || tag == TAG_LI || tag == TAG_DD || tag == TAG_DT;
}

/* Before a block begins: ends a paragraph that is open. */
static bool end_paragraph(Tame *c)
{
	if (!c->open[TAG_P])
		return true;
	/* Within a cell of a table it is none of the paragraph around. */
	if (c->top->tag != TAG_P)
		return false;
	pop(c);
	return true;
}

/* Before an item begins: ends the one before it. */
static bool end_item(Tame *c, Tag tag)
{
	bool term = tag != TAG_LI;

	if (c->top->tag == TAG_P)
		pop(c);
	if (term ? c->top->tag == TAG_DD || c->top->tag == TAG_DT : c->top->tag == TAG_LI) {
		pop(c);
		return true;
	}
	for (const Node *n = c->top; n; n = n->parent) {
		if (term ? n->tag == TAG_DD || n->tag == TAG_DT : n->tag == TAG_LI)
			return false;
		if (kinds[n->tag] & (BLOCK | PART) && n->tag != TAG_P && n->tag != TAG_DIV &&
			n->tag != TAG_ADDRESS)
			break;
	}
	return true;
}

/* Whether a part of a table stands where it belongs, which a row may not quite. */
static bool begin_part(Tame *c, Tag tag)
{
	Tag in = c->top->tag;

	if (tag == TAG_TD || tag == TAG_TH)
		return in == TAG_TR;
	if (tag != TAG_TR)
		return in == TAG_TABLE;
	return in == TAG_TBODY || in == TAG_THEAD || in == TAG_TFOOT ||
	       (in == TAG_TABLE && push(c, append(c, TAG_TBODY)));
}

static bool make_room(Tame *c, Tag tag)
{
	unsigned kind = kinds[tag];

	if (kind & PART)
		return begin_part(c, tag);
	if (kinds[c->top->tag] & ROWS || (tag == TAG_TABLE && c->open[TAG_P]))
		return false;
	if (kind & ITEM && !end_item(c, tag))
		return false;
	if (kind & BLOCK && !end_paragraph(c))
		return false;
	return !(kind & HEADING && kinds[c->top->tag] & HEADING);
}

static bool start_tag(Tame *c)
{
	Str called = name(c);
	Tag tag = tag_of(called);
	bool frame = tag == TAG_IFRAME, picture = str_eq(called, S("picture")), closed;
	Attr attrs[MOST_ATTRIBUTES], *kept;
	uint32_t count;
	Node *node;

	if ((!kinds[tag] && !frame && !picture) || !attributes(c, attrs, &count, &closed) ||
		(closed && !(kinds[tag] & VOID)) || !make_room(c, tag))
		return false;
	c->cost += 1 + c->formats;
	node = append(c, tag);
	if (picture)
		node->text = called;
	kept = arena_array(c->arena, count, sizeof *kept);
	if (count)
		memcpy(kept, attrs, count * sizeof *kept);
	node->attrs = kept;
	node->attr_count = count;
	if (frame) {
		/* All up to its end tag would be text. */
		bool empty = str_starts_case(str_of(c->s + c->at, c->n - c->at), S("</iframe>"));

		c->at += 9;
		return empty;
	}
	if (kinds[tag] & VOID)
		return true;
	/* A parser drops a line feed right behind <pre>. */
	if (tag == TAG_PRE && c->at < c->n && c->s[c->at] == '\n')
		c->at++;
	return push(c, node);
}

static bool end_tag(Tame *c)
{
	Str called = name(c);
	Tag tag = str_eq(called, tag_name(c->top->tag)) ? c->top->tag : tag_of(called);

	if (c->at >= c->n || c->s[c->at++] != '>')
		return false;
	c->cost += 1 + c->formats;
	if (tag == TAG_OTHER && !str_eq(called, c->top->text))
		return false;
	if (kinds[tag] & (BLOCK | PART) && tag != TAG_P)
		while (c->top->tag != tag && is_implied(c->top->tag))
			pop(c);
	if (tag == TAG_TABLE && kinds[c->top->tag] & PART && kinds[c->top->tag] & ROWS &&
		c->top->tag != TAG_TR)
		pop(c);
	if (c->top->tag != tag || !c->top->parent || tag == TAG_BODY)
		return false;
	pop(c);
	return true;
}

static bool comment(Tame *c)
{
	Str inside = str_of(c->s + c->at, c->n - c->at);
	ptrdiff_t end = str_find(inside, S("--"));

	if (end < 0 || str_starts(inside, S(">")) || str_starts(inside, S("->")) ||
		(size_t)end + 2 >= inside.n || inside.s[end + 2] != '>')
		return false;
	c->at += (size_t)end + 3;
	return true;
}

static bool markup(Tame *c)
{
	Str rest = str_of(c->s + c->at, c->n - c->at);

	if (str_starts(rest, S("<!--"))) {
		c->at += 4;
		return comment(c);
	}
	if (str_starts(rest, S("</"))) {
		c->at += 2;
		return end_tag(c);
	}
	c->at++;
	return start_tag(c);
}

/* White space and comments before anything else are no part of the page. */
static bool skip_opening(Tame *c)
{
	for (;;) {
		while (c->at < c->n && char_is_space(c->s[c->at]))
			c->at++;
		if (!str_starts(str_of(c->s + c->at, c->n - c->at), S("<!--")))
			return true;
		c->at += 4;
		if (!comment(c))
			return false;
	}
}

static bool build(Tame *c)
{
	bool tame = skip_opening(c);

	while (tame && c->at < c->n)
		tame = is_markup(c, c->at) ? markup(c) : text(c);
	while (c->depth > 0)
		pop(c);
	return tame && c->cost < BOUND_TAGS;
}

/* Whether a byte stands before one of two. */
static bool has_pair(Str html, uint8_t first, uint8_t second, uint8_t or)
{
	for (size_t at = 0; at + 1 < html.n; at++) {
		const char *found = memchr(html.s + at, first, html.n - 1 - at);

		if (!found)
			return false;
		at = (size_t)(found - html.s);
		if ((uint8_t)found[1] == second || (uint8_t)found[1] == or)
			return true;
	}
	return false;
}

/* Whether it may hold what is no character, as U+FFFE and U+FDD0: a parser puts another there. */
static bool has_no_character(Str html)
{
	return has_pair(html, 0xbf, 0xbe, 0xbf) || has_pair(html, 0xef, 0xb7, 0xb7);
}

Dom *tame_parse(Str html, Arena *arena)
{
	Tame c = {.n = html.n, .arena = arena_open()};
	Dom *dom = c.dom = arena_alloc(c.arena, sizeof *dom);
	bool tame = !has_no_character(html);

	c.s = arena_strz(c.arena, html);
	c.top = dom->html = arena_alloc(c.arena, sizeof *dom->html);
	dom->html->tag = TAG_HTML;
	dom->count = 1;
	dom->head = append(&c, TAG_HEAD);
	dom->body = c.top = append(&c, TAG_BODY);
	tame = tame && build(&c);
	dom->html->end = dom->body->end = dom->count;
	buf_drop(&c.decoded);
	if (tame) {
		arena_join(arena, c.arena);
		return dom;
	}
	arena_close(c.arena);
	return NULL;
}
