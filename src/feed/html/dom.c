#include "feed/html/dom.h"

#include <assert.h>
#include <gumbo.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "feed/html/bound.h"

static const uint8_t tags[GUMBO_TAG_LAST] = {
	[GUMBO_TAG_A] = TAG_A,
	[GUMBO_TAG_ABBR] = TAG_ABBR,
	[GUMBO_TAG_ACRONYM] = TAG_ACRONYM,
	[GUMBO_TAG_ADDRESS] = TAG_ADDRESS,
	[GUMBO_TAG_APPLET] = TAG_APPLET,
	[GUMBO_TAG_AREA] = TAG_AREA,
	[GUMBO_TAG_ARTICLE] = TAG_ARTICLE,
	[GUMBO_TAG_ASIDE] = TAG_ASIDE,
	[GUMBO_TAG_AUDIO] = TAG_AUDIO,
	[GUMBO_TAG_B] = TAG_B,
	[GUMBO_TAG_BASE] = TAG_BASE,
	[GUMBO_TAG_BDI] = TAG_BDI,
	[GUMBO_TAG_BDO] = TAG_BDO,
	[GUMBO_TAG_BIG] = TAG_BIG,
	[GUMBO_TAG_BLINK] = TAG_BLINK,
	[GUMBO_TAG_BLOCKQUOTE] = TAG_BLOCKQUOTE,
	[GUMBO_TAG_BODY] = TAG_BODY,
	[GUMBO_TAG_BR] = TAG_BR,
	[GUMBO_TAG_BUTTON] = TAG_BUTTON,
	[GUMBO_TAG_CANVAS] = TAG_CANVAS,
	[GUMBO_TAG_CAPTION] = TAG_CAPTION,
	[GUMBO_TAG_CENTER] = TAG_CENTER,
	[GUMBO_TAG_CITE] = TAG_CITE,
	[GUMBO_TAG_CODE] = TAG_CODE,
	[GUMBO_TAG_COL] = TAG_COL,
	[GUMBO_TAG_COLGROUP] = TAG_COLGROUP,
	[GUMBO_TAG_DATA] = TAG_DATA,
	[GUMBO_TAG_DATALIST] = TAG_DATALIST,
	[GUMBO_TAG_DD] = TAG_DD,
	[GUMBO_TAG_DEL] = TAG_DEL,
	[GUMBO_TAG_DETAILS] = TAG_DETAILS,
	[GUMBO_TAG_DFN] = TAG_DFN,
	[GUMBO_TAG_DIR] = TAG_DIR,
	[GUMBO_TAG_DIV] = TAG_DIV,
	[GUMBO_TAG_DL] = TAG_DL,
	[GUMBO_TAG_DT] = TAG_DT,
	[GUMBO_TAG_EM] = TAG_EM,
	[GUMBO_TAG_EMBED] = TAG_EMBED,
	[GUMBO_TAG_FIELDSET] = TAG_FIELDSET,
	[GUMBO_TAG_FIGCAPTION] = TAG_FIGCAPTION,
	[GUMBO_TAG_FIGURE] = TAG_FIGURE,
	[GUMBO_TAG_FONT] = TAG_FONT,
	[GUMBO_TAG_FOOTER] = TAG_FOOTER,
	[GUMBO_TAG_FORM] = TAG_FORM,
	[GUMBO_TAG_FRAME] = TAG_FRAME,
	[GUMBO_TAG_FRAMESET] = TAG_FRAMESET,
	[GUMBO_TAG_H1] = TAG_H1,
	[GUMBO_TAG_H2] = TAG_H2,
	[GUMBO_TAG_H3] = TAG_H3,
	[GUMBO_TAG_H4] = TAG_H4,
	[GUMBO_TAG_H5] = TAG_H5,
	[GUMBO_TAG_H6] = TAG_H6,
	[GUMBO_TAG_HEAD] = TAG_HEAD,
	[GUMBO_TAG_HEADER] = TAG_HEADER,
	[GUMBO_TAG_HGROUP] = TAG_HGROUP,
	[GUMBO_TAG_HR] = TAG_HR,
	[GUMBO_TAG_HTML] = TAG_HTML,
	[GUMBO_TAG_I] = TAG_I,
	[GUMBO_TAG_IFRAME] = TAG_IFRAME,
	[GUMBO_TAG_IMAGE] = TAG_IMAGE,
	[GUMBO_TAG_IMG] = TAG_IMG,
	[GUMBO_TAG_INPUT] = TAG_INPUT,
	[GUMBO_TAG_INS] = TAG_INS,
	[GUMBO_TAG_ISINDEX] = TAG_ISINDEX,
	[GUMBO_TAG_KBD] = TAG_KBD,
	[GUMBO_TAG_KEYGEN] = TAG_KEYGEN,
	[GUMBO_TAG_LABEL] = TAG_LABEL,
	[GUMBO_TAG_LEGEND] = TAG_LEGEND,
	[GUMBO_TAG_LI] = TAG_LI,
	[GUMBO_TAG_LINK] = TAG_LINK,
	[GUMBO_TAG_LISTING] = TAG_LISTING,
	[GUMBO_TAG_MAIN] = TAG_MAIN,
	[GUMBO_TAG_MAP] = TAG_MAP,
	[GUMBO_TAG_MARK] = TAG_MARK,
	[GUMBO_TAG_MARQUEE] = TAG_MARQUEE,
	[GUMBO_TAG_MATH] = TAG_MATH,
	[GUMBO_TAG_MENU] = TAG_MENU,
	[GUMBO_TAG_MENUITEM] = TAG_MENUITEM,
	[GUMBO_TAG_META] = TAG_META,
	[GUMBO_TAG_METER] = TAG_METER,
	[GUMBO_TAG_MULTICOL] = TAG_MULTICOL,
	[GUMBO_TAG_NAV] = TAG_NAV,
	[GUMBO_TAG_NOBR] = TAG_NOBR,
	[GUMBO_TAG_NOEMBED] = TAG_NOEMBED,
	[GUMBO_TAG_NOFRAMES] = TAG_NOFRAMES,
	[GUMBO_TAG_NOSCRIPT] = TAG_NOSCRIPT,
	[GUMBO_TAG_OBJECT] = TAG_OBJECT,
	[GUMBO_TAG_OL] = TAG_OL,
	[GUMBO_TAG_OPTGROUP] = TAG_OPTGROUP,
	[GUMBO_TAG_OPTION] = TAG_OPTION,
	[GUMBO_TAG_OUTPUT] = TAG_OUTPUT,
	[GUMBO_TAG_P] = TAG_P,
	[GUMBO_TAG_PARAM] = TAG_PARAM,
	[GUMBO_TAG_PLAINTEXT] = TAG_PLAINTEXT,
	[GUMBO_TAG_PRE] = TAG_PRE,
	[GUMBO_TAG_PROGRESS] = TAG_PROGRESS,
	[GUMBO_TAG_Q] = TAG_Q,
	[GUMBO_TAG_RB] = TAG_RB,
	[GUMBO_TAG_RP] = TAG_RP,
	[GUMBO_TAG_RT] = TAG_RT,
	[GUMBO_TAG_RTC] = TAG_RTC,
	[GUMBO_TAG_RUBY] = TAG_RUBY,
	[GUMBO_TAG_S] = TAG_S,
	[GUMBO_TAG_SAMP] = TAG_SAMP,
	[GUMBO_TAG_SCRIPT] = TAG_SCRIPT,
	[GUMBO_TAG_SECTION] = TAG_SECTION,
	[GUMBO_TAG_SELECT] = TAG_SELECT,
	[GUMBO_TAG_SMALL] = TAG_SMALL,
	[GUMBO_TAG_SOURCE] = TAG_SOURCE,
	[GUMBO_TAG_SPACER] = TAG_SPACER,
	[GUMBO_TAG_SPAN] = TAG_SPAN,
	[GUMBO_TAG_STRIKE] = TAG_STRIKE,
	[GUMBO_TAG_STRONG] = TAG_STRONG,
	[GUMBO_TAG_STYLE] = TAG_STYLE,
	[GUMBO_TAG_SUB] = TAG_SUB,
	[GUMBO_TAG_SUMMARY] = TAG_SUMMARY,
	[GUMBO_TAG_SUP] = TAG_SUP,
	[GUMBO_TAG_SVG] = TAG_SVG,
	[GUMBO_TAG_TABLE] = TAG_TABLE,
	[GUMBO_TAG_TBODY] = TAG_TBODY,
	[GUMBO_TAG_TD] = TAG_TD,
	[GUMBO_TAG_TEMPLATE] = TAG_TEMPLATE,
	[GUMBO_TAG_TEXTAREA] = TAG_TEXTAREA,
	[GUMBO_TAG_TFOOT] = TAG_TFOOT,
	[GUMBO_TAG_TH] = TAG_TH,
	[GUMBO_TAG_THEAD] = TAG_THEAD,
	[GUMBO_TAG_TIME] = TAG_TIME,
	[GUMBO_TAG_TITLE] = TAG_TITLE,
	[GUMBO_TAG_TR] = TAG_TR,
	[GUMBO_TAG_TRACK] = TAG_TRACK,
	[GUMBO_TAG_TT] = TAG_TT,
	[GUMBO_TAG_U] = TAG_U,
	[GUMBO_TAG_UL] = TAG_UL,
	[GUMBO_TAG_VAR] = TAG_VAR,
	[GUMBO_TAG_VIDEO] = TAG_VIDEO,
	[GUMBO_TAG_WBR] = TAG_WBR,
	[GUMBO_TAG_XMP] = TAG_XMP,
};
static_assert(TAG_COUNT <= 255, "a tag fits a byte");

static const bool blocks[TAG_COUNT] = {
	[TAG_ADDRESS] = true,
	[TAG_ARTICLE] = true,
	[TAG_ASIDE] = true,
	[TAG_BLOCKQUOTE] = true,
	[TAG_BODY] = true,
	[TAG_CAPTION] = true,
	[TAG_CENTER] = true,
	[TAG_DD] = true,
	[TAG_DETAILS] = true,
	[TAG_DIR] = true,
	[TAG_DIV] = true,
	[TAG_DL] = true,
	[TAG_DT] = true,
	[TAG_FIELDSET] = true,
	[TAG_FIGCAPTION] = true,
	[TAG_FIGURE] = true,
	[TAG_FOOTER] = true,
	[TAG_FORM] = true,
	[TAG_FRAMESET] = true,
	[TAG_H1] = true,
	[TAG_H2] = true,
	[TAG_H3] = true,
	[TAG_H4] = true,
	[TAG_H5] = true,
	[TAG_H6] = true,
	[TAG_HEADER] = true,
	[TAG_HGROUP] = true,
	[TAG_HR] = true,
	[TAG_HTML] = true,
	[TAG_LEGEND] = true,
	[TAG_LI] = true,
	[TAG_LISTING] = true,
	[TAG_MAIN] = true,
	[TAG_MENU] = true,
	[TAG_MULTICOL] = true,
	[TAG_NAV] = true,
	[TAG_NOFRAMES] = true,
	[TAG_OL] = true,
	[TAG_OPTGROUP] = true,
	[TAG_OPTION] = true,
	[TAG_P] = true,
	[TAG_PLAINTEXT] = true,
	[TAG_PRE] = true,
	[TAG_SECTION] = true,
	[TAG_SUMMARY] = true,
	[TAG_TABLE] = true,
	[TAG_TBODY] = true,
	[TAG_TD] = true,
	[TAG_TFOOT] = true,
	[TAG_TH] = true,
	[TAG_THEAD] = true,
	[TAG_TR] = true,
	[TAG_UL] = true,
	[TAG_XMP] = true,
};

bool tag_is_block(Tag tag)
{
	return blocks[tag];
}

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

static bool is_kept(const GumboNode *g)
{
	switch (g->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		return true;
	case GUMBO_NODE_ELEMENT:
		if (g->v.element.tag_namespace == GUMBO_NAMESPACE_SVG ||
			g->v.element.tag == GUMBO_TAG_STYLE ||
			g->v.element.tag == GUMBO_TAG_ANNOTATION_XML)
			return false;
		return g->v.element.tag != GUMBO_TAG_SCRIPT || is_json_ld(&g->v.element);
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
	if (element->tag < GUMBO_TAG_LAST)
		node->tag = (Tag)tags[element->tag];
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

Dom *dom_parse(Str html, Arena *arena)
{
	Dom *dom = arena_alloc(arena, sizeof *dom);
	Arena *scratch = arena_open();
	GumboOptions options = kGumboDefaultOptions;
	GumboOutput *output;
	Buf tidy = {0};

	if (!utf8_valid_text(html)) {
		utf8_clean(html, &tidy);
		html = buf_str(&tidy);
	}
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
	buf_drop(&tidy);
	arena_close(scratch);
	return dom;
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
	if (node->tag == TAG_OTHER || node->tag == TAG_TEXT)
		return node->tag == TAG_OTHER ? node->text : S("");
	for (unsigned i = 0; i < GUMBO_TAG_LAST; i++)
		if (tags[i] == node->tag)
			return str_from(gumbo_normalized_tagname((GumboTag)i));
	return S("");
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
