#include "feed/reader/score.h"

#include "base/utf8.h"
#include "feed/reader/story.h"
#include "model/doc.h"

enum { LONGEST_CAPTION = 300 }; /* characters */

Stat *page_stat(const Page *page, const Node *node)
{
	return &page->stats[node->at];
}

float page_link_share(const Page *page, const Node *node)
{
	const Stat *stat = page_stat(page, node);

	return stat->text ? (float)stat->link_text / (float)stat->text : 0;
}

static uint32_t visible(Str text)
{
	uint32_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		uint8_t c = (uint8_t)text.s[i];

		/* A character once, at its first byte; from U+2E80 on, three bytes or more, it
		 * says as much as two letters. */
		if (c <= ' ' || (c & 0xc0) == 0x80)
			continue;
		n += c >= 0xe2 && c != 0xe2 ? 2 : 1;
	}
	return n;
}

static bool is_unseen(const Node *node)
{
	switch (node->tag) {
	case TAG_SCRIPT:
	case TAG_STYLE:
	case TAG_TEMPLATE:
	case TAG_HEAD:
	case TAG_TITLE:
	case TAG_NOSCRIPT:
	case TAG_SELECT:
	case TAG_BUTTON:
	case TAG_TEXTAREA:
	case TAG_IFRAME:
	case TAG_DATALIST:
	case TAG_CANVAS:
		return true;
	default:
		return false;
	}
}

static bool is_hidden(const Node *node)
{
	Str style;

	if (node->attr_count == 0)
		return false;
	if (node_has(node, S("hidden")))
		return true;
	style = node_attr(node, S("style"));
	if (style.n == 0 || style.n > 1000)
		return false;
	return str_find_case(style, S("display:none")) >= 0 ||
	       str_find_case(style, S("display: none")) >= 0 ||
	       str_find_case(style, S("visibility:hidden")) >= 0 ||
	       str_find_case(style, S("visibility: hidden")) >= 0;
}

/* What part of the text in an element counts, by what it calls itself. */
static float weight_of(const Node *node, uint32_t words)
{
	float weight = 1;

	switch (node->tag) {
	case TAG_NAV:
	case TAG_MENU:
		weight = 0.1f;
		break;
	case TAG_FOOTER:
		weight = 0.3f;
		break;
	case TAG_ASIDE:
		weight = 0.4f;
		break;
	case TAG_FORM:
	case TAG_FIGCAPTION:
	case TAG_ADDRESS:
		weight = 0.5f;
		break;
	default:
		break;
	}
	if (words & WORD_COMMENT)
		weight *= 0.1f;
	if (words & (WORD_EXTRA | WORD_BIO))
		weight *= 0.15f;
	else if (words & WORD_ASIDE)
		weight *= 0.5f;
	if (words & WORD_BODY && weight < 1)
		weight = weight * 2 < 1 ? weight * 2 : 1;
	return weight;
}

/* Running text is long and not in links. Below a line and a half it proves little. */
static float value_of(const Node *node, const Stat *stat)
{
	float own = (float)stat->own - 1.5f * (float)stat->own_link, value;

	if (own < 20)
		return 0;
	value = own < 100 ? own * 0.4f : own;
	switch (node->tag) {
	case TAG_LI:
	case TAG_TD:
	case TAG_DD:
	case TAG_DT:
		return value * 0.7f;
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
		return value * 0.3f;
	case TAG_FIGCAPTION:
	case TAG_OPTION:
	case TAG_LABEL:
		return value * 0.2f;
	default:
		return value;
	}
}

typedef struct Around {
	const Node *block, *link;
	bool unseen;
} Around;

/* Text goes to the block it stands in. */
static void count_own(Page *page, const Node *root)
{
	Around *around = page->around;

	for (const Node *n = root; n; n = node_next(n, root)) {
		Stat *stat = page_stat(page, n);
		Around *a = &around[n->at];
		uint32_t seen;

		*stat = (Stat){0};
		if (n != root)
			*a = around[n->parent->at];
		else
			*a = (Around){root, NULL, false};
		if (n->tag == TAG_TEXT) {
			if (a->unseen)
				continue;
			seen = visible(n->text);
			stat->text = seen;
			stat->link_text = a->link ? seen : 0;
			page_stat(page, a->block)->own += seen;
			page_stat(page, a->block)->own_link += a->link ? seen : 0;
			continue;
		}
		stat->words = page->words ? words_of(page->words, n) : 0;
		stat->hidden = is_hidden(n);
		if (tag_is_block(n->tag))
			a->block = n;
		if (n->tag == TAG_A)
			a->link = n;
		a->unseen = a->unseen || is_unseen(n);
		stat->links = n->tag == TAG_A;
		stat->images = n->tag == TAG_IMG || node_is_other(n, S("amp-img"));
		stat->items = n->tag == TAG_LI;
		stat->fields = n->tag == TAG_INPUT || n->tag == TAG_TEXTAREA ||
			       n->tag == TAG_SELECT || n->tag == TAG_BUTTON;
	}
}

/* Whether all there is in it is a picture, its caption and a way to its larger self. */
static bool is_picture_window(const Node *node, const Stat *stat)
{
	if (stat->images == 0 || stat->fields || stat->text > LONGEST_CAPTION)
		return false;
	for (const Node *n = node; stat->links && n; n = node_next(n, node))
		if (n->tag == TAG_A && link_kind(node_attr(n, S("href"))) != LINK_IMAGE)
			return false;
	return true;
}

void score_page(Page *page)
{
	const Node *root = page->dom->body;
	const Node **nodes;
	uint32_t count = 0;

	if (!page->stats) {
		page->stats = arena_array(page->arena, page->dom->count, sizeof *page->stats);
		page->around = arena_array(page->arena, page->dom->count, sizeof *page->around);
		page->order = arena_array(page->arena, page->dom->count, sizeof *page->order);
	}
	nodes = page->order;
	count_own(page, root);
	for (const Node *n = root; n; n = node_next(n, root))
		nodes[count++] = n;
	while (count-- > 0) {
		const Node *n = nodes[count];
		Stat *stat = page_stat(page, n), *up;
		float own = n->tag == TAG_TEXT ? 0 : value_of(n, stat), weight;

		/* An article comes below its headline. */
		if (page->title && page->title->tag == TAG_H1 && n->at < page->title->at)
			own *= 0.5f;
		stat->value += own;
		stat->plain += own;
		stat->paragraphs += own >= 60;
		if (n->tag != TAG_TEXT)
			stat->stories += story_is_headline(page, n);
		if (page->words && n->tag != TAG_TEXT && story_is_list(page, n)) {
			stat->value *= 0.1f;
			stat->plain *= 0.1f;
		}
		if (n == root)
			break;
		if (stat->words & WORD_WINDOW && !is_picture_window(n, stat))
			stat->words |= WORD_EXTRA;
		weight = weight_of(n, stat->words);
		if (stat->hidden)
			weight *= 0.2f;
		stat->value *= weight;
		up = page_stat(page, n->parent);
		up->text += stat->text;
		up->link_text += stat->link_text;
		up->links += stat->links;
		up->images += stat->images;
		up->items += stat->items;
		up->fields += stat->fields;
		up->paragraphs += stat->paragraphs;
		up->stories += stat->stories;
		up->value += stat->value;
		up->plain += stat->plain;
	}
}

/* Elements that hold words, not parts of a page. */
static bool is_leaf(const Node *node)
{
	switch (node->tag) {
	case TAG_TEXT:
	case TAG_P:
	case TAG_LI:
	case TAG_PRE:
	case TAG_BLOCKQUOTE:
	case TAG_DD:
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_FIGURE:
	case TAG_UL:
	case TAG_OL:
	case TAG_DL:
		return true;
	default:
		return !tag_is_block(node->tag) && node->tag != TAG_OTHER &&
		       node->tag != TAG_SPAN && node->tag != TAG_FONT && node->tag != TAG_B;
	}
}

static Node *best_child(const Page *page, const Node *node)
{
	Node *best = NULL;

	for (Node *n = node->first; n; n = n->next)
		if (!best || page_stat(page, n)->value > page_stat(page, best)->value)
			best = n;
	return best;
}

/* Whether an element says by itself that it is the article. */
static bool is_marked(const Page *page, const Node *node)
{
	return page_stat(page, node)->words & WORD_BODY;
}

/* Up to the outermost element that calls itself the article's text and holds little else. */
static Node *widen_to_mark(const Page *page, Node *best)
{
	Node *found = best;
	float value = page_stat(page, best)->plain;

	for (Node *n = best; n && n != page->dom->body; n = n->parent) {
		const Stat *stat = page_stat(page, n);

		if (stat->plain > value * 1.6f + 200)
			break;
		if (is_marked(page, n))
			found = n;
	}
	return found;
}

/* Down to an element that calls itself so, if nearly all is in it. */
static Node *narrow_to_mark(const Page *page, Node *best)
{
	Node *found = best;
	float value = page_stat(page, best)->value;

	if (is_marked(page, best))
		return best;
	for (Node *n = best->first; n; n = node_next(n, best))
		if (n->tag != TAG_TEXT && is_marked(page, n) &&
			page_stat(page, n)->value > value * 0.8f) {
			found = n;
			break;
		}
	return found;
}

Node *score_best(const Page *page, uint32_t length)
{
	Node *best = page->dom->body;
	bool marked = false;

	if (page_stat(page, best)->value <= 0)
		return NULL;
	for (;;) {
		Node *child = best_child(page, best);
		float share;

		/* In what says of itself that it is the article, parts are parts of the article. */
		marked = marked || is_marked(page, best) || best->tag == TAG_ARTICLE;
		if (!child || is_leaf(child))
			break;
		share = page_stat(page, child)->value / page_stat(page, best)->value;
		if (share < (marked ? 0.9f : 0.8f))
			break;
		/* The page says how long the article is: not below it. */
		if (length && page_stat(page, child)->text < length * 7 / 10)
			break;
		best = child;
	}
	best = narrow_to_mark(page, best);
	return widen_to_mark(page, best);
}
