#include "feed/html/facts.h"

#include "feed/html/figure.h"
#include "feed/html/image.h"

static bool has_style(Str style, Str property, Str value)
{
	ptrdiff_t at = str_find_case(style, property);
	Str rest;

	if (at < 0)
		return false;
	rest = str_from_at(style, (size_t)at + property.n);
	while (rest.n && (char_is_space(rest.s[0]) || rest.s[0] == ':'))
		rest = str_from_at(rest, 1);
	return str_starts_case(rest, value);
}

/* "Play", "Current Time 0:00": what players for films put around them, by those that many sites
 * use. */
static bool is_control(Str classes)
{
	static const char *const words[] = {"vjs-control-bar", "vjs-control-text",
		"vjs-time-control", "vjs-modal-dialog", "vjs-caption-settings",
		"vjs-text-track-settings", "vjs-error-display", "mejs-controls", "mejs__controls",
		"jw-controls", "jw-controlbar", "plyr__controls"};
	Str word;

	if (str_find(classes, S("vjs-")) < 0 && str_find(classes, S("mejs")) < 0 &&
		str_find(classes, S("jw-")) < 0 && str_find(classes, S("plyr_")) < 0)
		return false;
	while (str_word(&classes, &word))
		for (size_t i = 0; i < COUNT(words); i++)
			if (str_is(word, words[i]))
				return true;
	return false;
}

/* Words for screen readers alone, and what waits for a script to show it. */
static bool is_hidden(const Node *node, const Fact *fact)
{
	static const char *const classes[] = {"sr-only", "visually-hidden", "visuallyhidden",
		"screen-reader-text", "screen-reader", "screenreader", "element-invisible",
		"a11y-hidden", "u-hidden-visually", "is-visually-hidden", "show-for-sr",
		"sr-only-focusable"};
	Str style;

	if (node->attr_count == 0)
		return false;
	if (node_has(node, S("hidden")) ||
		(str_eq_case(node_attr(node, S("aria-hidden")), S("true")) && fact->images == 0 &&
			!image_is(node)))
		return true;
	style = node_attr(node, S("style"));
	if (style.n && style.n < 1000 &&
		(has_style(style, S("display"), S("none")) ||
			has_style(style, S("visibility"), S("hidden"))))
		return true;
	for (size_t i = 0; i < COUNT(classes); i++)
		if (node_has_word(node, S("class"), str_from(classes[i])))
			return true;
	return is_control(node_attr(node, S("class")));
}

bool fact_is_task(const Node *node)
{
	const Node *item = node->parent;

	if (node->tag != TAG_INPUT || !str_eq_case(node_attr(node, S("type")), S("checkbox")))
		return false;
	for (const Node *n = node->prev; n; n = n->prev)
		if (n->tag != TAG_TEXT || str_trim(n->text).n)
			return false;
	if (item && (item->tag == TAG_P || item->tag == TAG_LABEL))
		item = item->parent;
	return item && item->tag == TAG_LI;
}

static bool is_never_shown(const Node *node)
{
	switch (node->tag) {
	case TAG_HEAD:
	case TAG_TITLE:
	case TAG_SCRIPT:
	case TAG_STYLE:
	case TAG_TEMPLATE:
	case TAG_SELECT:
	case TAG_DATALIST:
	case TAG_BUTTON:
	case TAG_TEXTAREA:
	case TAG_CANVAS:
	case TAG_MAP:
	case TAG_NOEMBED:
	case TAG_NOFRAMES:
	case TAG_RP:
	case TAG_RT: /* readings in brackets behind each word: more noise than help */
	case TAG_RTC:
	case TAG_PROGRESS:
	case TAG_METER:
		return true;
	case TAG_INPUT:
		return !fact_is_task(node);
	default:
		return false;
	}
}

bool fact_is_player(const Node *node)
{
	return node->tag == TAG_IFRAME || node->tag == TAG_VIDEO || node->tag == TAG_AUDIO ||
	       node->tag == TAG_EMBED;
}

static uint32_t visible_bytes(Str text)
{
	uint32_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += !char_is_space(text.s[i]);
	return n;
}

Fact *facts_count(const Node *root, Str base, Arena *arena)
{
	uint32_t count = root->end - root->at, n = 0;
	Fact *facts = arena_array(arena, count, sizeof *facts);
	const Node **nodes = arena_array(arena, count, sizeof *nodes);
	Picture picture;

	for (const Node *node = root; node && n < count; node = node_next(node, root))
		nodes[n++] = node;
	/* Backwards: a node comes before all that is in it. */
	while (n-- > 0) {
		const Node *node = nodes[n];
		Fact *fact = &facts[node->at - root->at], *up;

		if (node->tag == TAG_TEXT) {
			fact->text = visible_bytes(node->text);
		} else if (image_is(node)) {
			fact->images +=
				!image_is_inline(node) && image_read(node, base, arena, &picture);
		}
		if (node->tag == TAG_NOSCRIPT)
			*fact = (Fact){.spare = fact->images + fact->spare};
		if (fact_is_player(node))
			*fact = (Fact){0};
		if (is_never_shown(node))
			*fact = (Fact){.hidden = true};
		fact->hidden = fact->hidden || is_hidden(node, fact);
		if (fact->hidden)
			fact->text = fact->caption = fact->images = fact->figures = 0;
		if (fact->images == 0 && fact->text && image_is_caption(node))
			fact->caption = fact->text;
		if (node->tag == TAG_A)
			fact->links = fact->text;
		if (figure_is(node, fact))
			fact->figures = fact->figure = 1;
		if (node == root || !node->parent)
			continue;
		up = &facts[node->parent->at - root->at];
		up->text += fact->text;
		up->caption += fact->caption;
		up->images += fact->images;
		up->spare += fact->spare;
		up->figures += fact->figures;
		up->links += fact->links;
	}
	return facts;
}
