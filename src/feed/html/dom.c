#include "feed/html/dom.h"

#include <gumbo.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "feed/html/bound.h"
#include "feed/html/tame.h"

static void *gumbo_alloc(void *arena, size_t n)
{
	return arena_alloc(arena, n);
}

static void gumbo_free(void *arena, void *p)
{
	(void)arena;
	(void)p;
}

/* References such as &#27; bring back what was cleaned out of the bytes. */
static Str clean(const char *z, Arena *arena)
{
	Str str = str_from(z), result;
	Buf out = {0};

	if (utf8_valid_text(str))
		return arena_str(arena, str);
	utf8_clean(str, &out);
	result = buf_take(&out, arena);
	buf_drop(&out);
	return result;
}

static bool is_json_ld(const GumboElement *element)
{
	const GumboAttribute *type = gumbo_get_attribute(&element->attributes, "type");

	return type && str_find_case(str_from(type->value), S("ld+json")) >= 0;
}

/* A script that writes the frame of what it shows in its place, as those of gists do. */
static bool is_frame(const GumboElement *element)
{
	const GumboAttribute *src = gumbo_get_attribute(&element->attributes, "src");

	return element->tag == GUMBO_TAG_SCRIPT && src &&
	       str_find(str_from(src->value), S("//gist.github.com/")) >= 0;
}

static bool is_kept(const GumboNode *g)
{
	switch (g->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		return true;
	case GUMBO_NODE_ELEMENT:
		if (g->v.element.tag == GUMBO_TAG_STYLE ||
			g->v.element.tag == GUMBO_TAG_ANNOTATION_XML)
			return false;
		return g->v.element.tag != GUMBO_TAG_SCRIPT || is_json_ld(&g->v.element) ||
		       is_frame(&g->v.element);
	default:
		return false;
	}
}

static Str lower(Str name, Arena *arena)
{
	char *z = arena_strz(arena, name);

	for (size_t i = 0; i < name.n; i++)
		z[i] = char_lower(z[i]);
	return clean(z, arena);
}

static void copy_element(Node *node, const GumboElement *element, Arena *arena)
{
	const GumboVector *attributes = &element->attributes;
	Attr *attrs = arena_array(arena, attributes->length, sizeof *attrs);

	node->math = element->tag_namespace == GUMBO_NAMESPACE_MATHML;
	node->tag = is_frame(element) ? TAG_IFRAME
				      : tag_of(str_from(gumbo_normalized_tagname(element->tag)));
	if (node->tag == TAG_OTHER) {
		GumboStringPiece name = element->original_tag;

		gumbo_tag_from_original_text(&name);
		node->text = lower(name.length ? str_of(name.data, name.length)
					       : str_from(gumbo_normalized_tagname(element->tag)),
			arena);
	}
	for (unsigned i = 0; i < attributes->length; i++) {
		const GumboAttribute *attribute = attributes->data[i];

		attrs[i] = (Attr){clean(attribute->name, arena), clean(attribute->value, arena)};
	}
	node->attrs = attrs;
	node->attr_count = attributes->length;
}

static void node_append(Node *parent, Node *node)
{
	node->parent = parent;
	node->prev = parent->last;
	node->next = NULL;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
}

static bool is_drawing(const GumboNode *g)
{
	return g->type == GUMBO_NODE_ELEMENT && g->v.element.tag_namespace == GUMBO_NAMESPACE_SVG;
}

static bool is_called(const GumboNode *g, const char *name)
{
	GumboStringPiece own;

	if (g->type != GUMBO_NODE_ELEMENT)
		return false;
	own = g->v.element.original_tag;
	gumbo_tag_from_original_text(&own);
	return own.length && str_eq_case(str_of(own.data, own.length), str_from(name));
}

/* All that is drawn as text within an element of a drawing, a space between pieces. */
static Str drawn_text(const GumboNode *top, Arena *arena)
{
	static const char *const unseen[] = {"title", "desc", "metadata", "defs", "symbol", "style",
		"script"};
	VEC(const GumboNode *) stack = {0};
	Buf out = {0};
	Str text;

	*vec_push(&stack) = top;
	while (stack.count) {
		const GumboNode *g = stack.items[--stack.count];
		bool seen = g->type == GUMBO_NODE_ELEMENT;

		for (size_t i = 0; i < COUNT(unseen) && g != top; i++)
			seen = seen && !is_called(g, unseen[i]);
		for (unsigned i = seen ? g->v.element.children.length : 0; i > 0; i--)
			*vec_push(&stack) = g->v.element.children.data[i - 1];
		if (g->type != GUMBO_NODE_TEXT && g->type != GUMBO_NODE_CDATA)
			continue;
		if (out.n)
			buf_char(&out, ' ');
		buf_add(&out, str_trim(clean(g->v.text.text, arena)));
	}
	text = buf_take(&out, arena);
	buf_drop(&out);
	vec_drop(&stack);
	return text;
}

/* What a drawing is called, by itself or for those who can't see it; else the words in it
 * (SVG 2, 5.7; SVG-AAM 5.3). */
static Str words_in_drawing(const GumboNode *top, Arena *arena)
{
	static const char *const names[] = {"title", "desc"};
	const GumboVector *children = &top->v.element.children;
	const GumboAttribute *label = gumbo_get_attribute(&top->v.element.attributes, "aria-label");

	if (label && *label->value)
		return clean(label->value, arena);
	for (size_t i = 0; i < COUNT(names); i++)
		for (unsigned k = 0; k < children->length; k++)
			if (is_called(children->data[k], names[i])) {
				Str words = drawn_text(children->data[k], arena);

				if (words.n)
					return words;
			}
	return drawn_text(top, arena);
}

typedef struct {
	const GumboVector *children;
	unsigned next;
	Node *node; /* gets the children */
	bool own;   /* the node ends with this level */
} Level;

/* By hand, not by recursion: gumbo's tree may be deeper than what its input looked like. */
static void copy_tree(const GumboNode *root, Dom *dom, Arena *arena)
{
	VEC(Level) levels = {0};
	Level *level = vec_push(&levels);

	*level = (Level){&root->v.element.children, 0, dom->html, true};
	dom->html->at = dom->count++;
	copy_element(dom->html, &root->v.element, arena);
	while (levels.count) {
		const GumboNode *g;
		Node *node, *parent;

		level = &levels.items[levels.count - 1];
		if (level->next == level->children->length) {
			if (level->own)
				level->node->end = dom->count;
			levels.count--;
			continue;
		}
		g = level->children->data[level->next++];
		if (!is_kept(g))
			continue;
		parent = level->node;
		if (g->type == GUMBO_NODE_ELEMENT && levels.count >= DOM_DEPTH) {
			*vec_push(&levels) = (Level){&g->v.element.children, 0, parent, false};
			continue;
		}
		node = arena_alloc(arena, sizeof *node);
		node->at = dom->count++;
		node->end = dom->count;
		node_append(parent, node);
		if (g->type != GUMBO_NODE_ELEMENT) {
			node->tag = TAG_TEXT;
			node->text = clean(g->v.text.text, arena);
			continue;
		}
		copy_element(node, &g->v.element, arena);
		if (is_drawing(g))
			node->text = words_in_drawing(g, arena);
		else
			*vec_push(&levels) = (Level){&g->v.element.children, 0, node, true};
	}
	vec_drop(&levels);
}

static Node *child_or_new(Dom *dom, Tag tag, Arena *arena)
{
	Node *node;

	for (node = dom->html->first; node; node = node->next)
		if (node->tag == tag || (tag == TAG_BODY && node->tag == TAG_FRAMESET))
			return node;
	node = arena_alloc(arena, sizeof *node);
	node->tag = tag;
	node->at = dom->count++;
	node->end = dom->html->end = dom->count;
	node_append(dom->html, node);
	return node;
}

static Dom *repair(Str html, Arena *arena)
{
	Dom *dom = arena_alloc(arena, sizeof *dom);
	Arena *scratch = arena_open();
	GumboOptions options = kGumboDefaultOptions;
	GumboOutput *output;

	html = bound_html(html, scratch);
	options.allocator = gumbo_alloc;
	options.deallocator = gumbo_free;
	options.userdata = scratch;
	options.max_errors = 0;
	output = gumbo_parse_with_options(&options, html.s ? html.s : "", html.n);
	dom->html = arena_alloc(arena, sizeof *dom->html);
	copy_tree(output->root, dom, arena);
	dom->head = child_or_new(dom, TAG_HEAD, arena);
	dom->body = child_or_new(dom, TAG_BODY, arena);
	arena_close(scratch);
	return dom;
}

static Dom *parse(Str html, bool trusting, Arena *arena)
{
	Dom *dom = NULL;
	Buf tidy = {0};

	if (!utf8_valid_text(html)) {
		utf8_clean(html, &tidy);
		html = buf_str(&tidy);
	}
	if (trusting)
		dom = tame_parse(html, arena);
	if (!dom)
		dom = repair(html, arena);
	buf_drop(&tidy);
	return dom;
}

Dom *dom_parse(Str html, Arena *arena)
{
	return parse(html, true, arena);
}

Dom *dom_repair(Str html, Arena *arena)
{
	return parse(html, false, arena);
}

Str node_attr(const Node *node, Str name)
{
	for (uint32_t i = 0; i < node->attr_count; i++)
		if (str_eq(node->attrs[i].name, name))
			return node->attrs[i].value;
	return S("");
}

bool node_has(const Node *node, Str name)
{
	for (uint32_t i = 0; i < node->attr_count; i++)
		if (str_eq(node->attrs[i].name, name))
			return true;
	return false;
}

bool node_is_other(const Node *node, Str name)
{
	return node->tag == TAG_OTHER && str_eq(node->text, name);
}

bool node_has_word(const Node *node, Str attribute, Str word)
{
	Str rest = node_attr(node, attribute), one;

	while (str_word(&rest, &one))
		if (str_eq_case(one, word))
			return true;
	return false;
}

Str node_name(const Node *node)
{
	return node->tag == TAG_OTHER ? node->text : tag_name(node->tag);
}

Node *node_skip(const Node *node, const Node *root)
{
	while (node != root && node) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

Node *node_next(const Node *node, const Node *root)
{
	return node->first ? node->first : node_skip(node, root);
}

Node *node_find(const Node *root, Tag tag)
{
	for (Node *node = root->first; node; node = node_next(node, root))
		if (node->tag == tag)
			return node;
	return NULL;
}

void node_remove(Node *node)
{
	Node *parent = node->parent;

	if (!parent)
		return;
	*(node->prev ? &node->prev->next : &parent->first) = node->next;
	*(node->next ? &node->next->prev : &parent->last) = node->prev;
	node->parent = node->next = node->prev = NULL;
}

void node_prepend(Node *parent, Node *node)
{
	node->parent = parent;
	node->prev = NULL;
	node->next = parent->first;
	if (parent->first)
		parent->first->prev = node;
	else
		parent->last = node;
	parent->first = node;
}

uint32_t node_number(Node *root)
{
	uint32_t count = 0;
	Node *node = root;

	while (node) {
		node->at = count++;
		if (node->first) {
			node = node->first;
			continue;
		}
		for (; node; node = node->parent) {
			node->end = count;
			if (node == root)
				return count;
			if (node->next)
				break;
		}
		node = node ? node->next : NULL;
	}
	return count;
}

Str node_text(const Node *node, Arena *arena)
{
	Buf out = {0};
	bool space = false;
	Str text;

	for (const Node *n = node; n; n = node_next(n, node)) {
		if (n->tag != TAG_TEXT) {
			space = space || tag_is_block(n->tag) || n->tag == TAG_BR;
			continue;
		}
		for (size_t i = 0; i < n->text.n; i++) {
			if (char_is_space(n->text.s[i])) {
				space = true;
				continue;
			}
			if (space && out.n)
				buf_char(&out, ' ');
			space = false;
			buf_char(&out, n->text.s[i]);
		}
	}
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}
