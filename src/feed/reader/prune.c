#include "feed/reader/prune.h"

#include "feed/html/embed.h"
#include "feed/html/facts.h"
#include "feed/html/image.h"
#include "feed/reader/icon.h"
#include "feed/reader/offer.h"
#include "feed/reader/repeat.h"
#include "feed/reader/story.h"

/* Removes a node and gives the one after it, within `root`. */
static Node *remove_and_next(Node *node, const Node *root)
{
	Node *next = node_skip(node, root);

	node_remove(node);
	return next;
}

static bool is_field(const Node *node)
{
	if (fact_is_task(node))
		return false;
	return node->tag == TAG_INPUT || node->tag == TAG_SELECT || node->tag == TAG_TEXTAREA ||
	       node->tag == TAG_BUTTON || node->tag == TAG_LABEL || node->tag == TAG_DATALIST;
}

/* Posts of other sites are full of words that else mean "share". */
static bool is_post(const Page *page, const Node *node)
{
	Embed embed;

	return node->tag != TAG_TEXT && embed_read(node, S(""), page->arena, &embed);
}

static bool holds_post(const Page *page, const Node *node)
{
	unsigned budget = 200;

	for (const Node *n = node; n && budget--; n = node_next(n, node))
		if (is_post(page, n))
			return true;
	return false;
}

/* A word or two of a paragraph, whatever their class: "popup" on a link with a note. */
static bool is_among_words(const Page *page, const Node *node, const Stat *stat)
{
	return !tag_is_block(node->tag) && node->parent->tag == TAG_P && stat->text &&
	       page_stat(page, node->parent)->own > 2 * stat->text + 40;
}

void prune_page(Page *page)
{
	Node *body = page->dom->body;
	float all = page_stat(page, body)->plain;

	for (Node *n = body->first; n;) {
		const Stat *stat = page_stat(page, n);
		bool gone = false;

		if (n->tag == TAG_TEXT) {
			n = node_next(n, body);
			continue;
		}
		if (is_field(n))
			gone = true;
		else if (stat->hidden)
			gone = stat->plain < all * 0.3f;
		else if (n->tag == TAG_NAV || node_is_other(n, S("dialog")))
			gone = stat->plain < all * 0.25f;
		else if (n->tag == TAG_FORM)
			gone = stat->fields && stat->plain < all * 0.25f;
		else if (n->tag == TAG_FOOTER)
			gone = stat->plain < all * 0.3f && n->parent->tag != TAG_BLOCKQUOTE;
		else if (stat->words & WORD_COMMENT)
			gone = stat->plain < all * 0.7f && !node_find(n, TAG_H1);
		else if (stat->words & WORD_EXTRA)
			gone = stat->plain < all * 0.25f && !node_find(n, TAG_H1) &&
			       !is_among_words(page, n, stat) && !holds_post(page, n);
		n = gone ? remove_and_next(n, body) : node_next(n, body);
	}
}

enum { LONGEST_NAME = 40 }; /* characters, in a list of names */

typedef struct {
	Page *page;
	Node *root;
	Str title, byline;
	float all, value; /* running text in the root, plain and weighed */
	bool captions;    /* most of it are words to pictures */
	bool linked;      /* its paragraphs are full of links to the site, as in an encyclopedia */
} Pruner;

static float share(const Pruner *p, const Node *node)
{
	return page_link_share(p->page, node);
}

static bool is_heading(const Node *node)
{
	return node->tag >= TAG_H1 && node->tag <= TAG_H6;
}

static Str text_of(const Pruner *p, const Node *node)
{
	return node_text(node, p->page->arena);
}

/* What its name says it is, and little enough of the article for that to be true. */
static bool is_named_extra(const Pruner *p, const Node *node, const Stat *stat)
{
	if (stat->words & WORD_BODY && stat->plain > p->all * 0.1f)
		return false;
	if (stat->words & WORD_COMMENT && stat->plain < p->all * 0.6f)
		return true;
	if (stat->words & WORD_BIO && stat->plain < p->all * 0.25f)
		return true;
	return stat->words & WORD_EXTRA && stat->plain < p->all * 0.3f &&
	       !is_among_words(p->page, node, stat) && !holds_post(p->page, node);
}

static bool is_part(Tag tag)
{
	return tag == TAG_DIV || tag == TAG_SECTION || tag == TAG_ARTICLE || tag == TAG_TABLE ||
	       tag == TAG_ASIDE || tag == TAG_HEADER || tag == TAG_FOOTER || tag == TAG_FIGURE;
}

/* Whether most links lead to other sites: navigation does not. */
static bool leads_away(const Pruner *p, const Node *node)
{
	unsigned own = 0, all = 0;

	for (const Node *n = node->first; n && all < 12; n = node_next(n, node)) {
		if (n->tag != TAG_A || page_stat(p->page, n)->text == 0)
			continue;
		all++;
		own += story_is_own_link(p->page, n);
	}
	return own * 2 < all;
}

/* Where paragraphs are full of links to other pages of the site, lists of such links are of it. */
static bool is_list_of_names(const Pruner *p, const Node *node, const Stat *stat)
{
	return p->linked && (node->tag == TAG_UL || node->tag == TAG_OL || node->tag == TAG_DL) &&
	       stat->items && stat->text / stat->items <= LONGEST_NAME &&
	       !(stat->words & (WORD_EXTRA | WORD_SIDE | WORD_ASIDE));
}

/* "See also" above such a list is one of its sections. */
static bool heads_names(const Pruner *p, const Node *node)
{
	const Node *next = node->next;

	while (next && next->tag == TAG_TEXT && str_trim(next->text).n == 0)
		next = next->next;
	return p->linked && is_heading(node) && next && next->tag != TAG_TEXT &&
	       is_list_of_names(p, next, page_stat(p->page, next));
}

/* A block that is mostly links to other places. */
static bool is_link_block(const Pruner *p, const Node *node, const Stat *stat)
{
	if (stat->links == 0 || stat->text == 0 || image_is_caption(node))
		return false;
	if (node->tag == TAG_UL || node->tag == TAG_OL)
		return !is_list_of_names(p, node, stat) && share(p, node) > 0.7f && stat->items &&
		       (stat->text / stat->items > 18 || stat->items > 2) && !leads_away(p, node);
	if (!is_part(node->tag))
		return false;
	if (stat->words & WORD_BODY && share(p, node) < 0.8f)
		return false;
	if (stat->links == 1 && leads_away(p, node))
		return false;
	return (share(p, node) > 0.6f && stat->plain < p->all * 0.3f) ||
	       (share(p, node) > 0.4f && stat->words & WORD_ASIDE && stat->plain < p->all * 0.2f);
}

/* A paragraph that is nothing but the headline of another story. */
static bool is_headline_link(const Pruner *p, const Node *node, const Stat *stat)
{
	const Node *link;

	if ((node->tag != TAG_P && node->tag != TAG_DIV) || stat->links == 0 || stat->links > 2 ||
		stat->text < 20 || stat->text > 220 || stat->images ||
		stat->link_text * 100 < stat->text * 95)
		return false;
	link = node_find(node, TAG_A);
	return link && story_is_own_link(p->page, link);
}

static bool is_in_figure(const Pruner *p, const Node *node)
{
	for (const Node *n = node; n && n != p->root; n = n->parent)
		if (n->tag == TAG_FIGURE || image_is_caption(n))
			return true;
	return false;
}

/* "https://…" alone: the page's own address. "© 2019 The Example", but for who took a picture. */
static bool is_legal_line(const Pruner *p, const Node *node, const Stat *stat)
{
	Str text;

	if (!tag_is_block(node->tag) || stat->text == 0 ||
		stat->text > (stat->words & WORD_ASIDE ? 500 : 200) || is_in_figure(p, node))
		return false;
	text = text_of(p, node);
	/* Beside a picture only with a year. */
	return str_starts(text, stat->images ? S("© 20") : S("©")) ||
	       str_starts_case(text, S("copyright ©")) ||
	       str_starts_case(text, S("copyright 20")) ||
	       (p->page->url.n > 8 && str_eq(text, p->page->url));
}

/* Three or more cards and hardly anything else. */
static bool is_card_list(const Pruner *p, const Node *node, const Stat *stat)
{
	return (is_part(node->tag) || node->tag == TAG_UL || node->tag == TAG_OL) &&
	       p->page->words && stat->plain < p->all * 0.6f && story_is_list(p->page, node);
}

/* Captions of a slide show among the text, each with its number: "1/50". */
static bool is_slide_show(const Pruner *p, const Node *node, const Stat *stat)
{
	unsigned slides = 0;

	if ((node->tag != TAG_UL && node->tag != TAG_OL) || stat->items < 4 ||
		p->all - stat->plain < 1000)
		return false;
	for (const Node *n = node->first; n; n = n->next) {
		Str number = n->tag == TAG_LI ? str_slice(text_of(p, n), 0, 7) : S("");
		ptrdiff_t bar = str_find_char(number, '/');

		slides += bar > 0 && char_is_digit(number.s[0]) && (size_t)bar + 1 < number.n &&
			  char_is_digit(number.s[bar + 1]);
	}
	return slides * 2 > stat->items;
}

/* Whether it shows a picture that leads nowhere but to itself; those of other stories lead there.
 */
static bool has_own_picture(const Pruner *p, const Node *node)
{
	Picture picture;

	if (page_stat(p->page, node)->images == 0)
		return false;
	for (const Node *n = node; n;) {
		if (image_is(n) && image_read(n, S(""), p->page->arena, &picture))
			return true;
		n = n->tag == TAG_A && link_kind(node_attr(n, S("href"))) != LINK_IMAGE
			    ? node_skip(n, node)
			    : node_next(n, node);
	}
	return false;
}

/* Beside it a label goes alone. */
static bool shows_own(const Pruner *p, const Node *node)
{
	return has_own_picture(p, node) || holds_post(p->page, node);
}

/* A link among links: no words of the block around it stand beside them. */
static bool is_among_links(const Pruner *p, const Node *node)
{
	const Stat *around = page_stat(p->page, node->parent);

	return tag_is_block(node->parent->tag) && around->own == around->own_link;
}

static bool is_label_block(const Pruner *p, const Node *node, const Stat *stat)
{
	Str text;
	bool block = tag_is_block(node->tag);

	if (stat->text == 0 || stat->text > 250 ||
		(!block && node->tag != TAG_STRONG && node->tag != TAG_A && node->tag != TAG_SPAN))
		return false;
	if (heads_names(p, node))
		return false;
	text = text_of(p, node);
	if (labels_has(p->page->labels, text, true))
		/* "Twitter" is a word, too. */
		return block ? !shows_own(p, node)
			     : (stat->links &&
				       (share(p, node->parent) > 0.6f || is_among_links(p, node) ||
					       page_stat(p->page, node->parent)->text <
						       2 * stat->text));
	if (!block)
		return false;
	if (labels_has(p->page->labels, text, false) &&
		share(p, node) > (stat->text < 120 ? 0.35f : 0.6f))
		return true;
	return offer_is(p->page, node, text) && (stat->links || stat->text < 120) &&
	       !shows_own(p, node) && !str_starts_case(text, S("correction"));
}

bool prune_keeps(const Page *page, const Node *node)
{
	return node->tag == TAG_PRE || node->tag == TAG_CODE || node->tag == TAG_MATH ||
	       is_post(page, node);
}

/* Whether there is something in it that a caption can belong to. */
static bool shows_something(const Pruner *p, const Node *node)
{
	Picture picture;
	unsigned budget = 400;

	for (const Node *n = node; n && budget--; n = node_next(n, node)) {
		if (n->tag == TAG_TABLE || n->tag == TAG_PRE || n->tag == TAG_VIDEO ||
			n->tag == TAG_AUDIO || n->tag == TAG_IFRAME || n->tag == TAG_BLOCKQUOTE)
			return true;
		if (image_is(n) && image_read(n, S(""), p->page->arena, &picture))
			return true;
	}
	return false;
}

/* The caption of a picture that is not there: a script was to fetch it. */
static bool is_orphan_caption(const Pruner *p, const Node *node, const Stat *stat)
{
	const Node *around = node;

	if (stat->text == 0 || stat->text > 600 || p->captions || !image_is_caption(node) ||
		node->tag == TAG_CAPTION || shows_something(p, node))
		return false;
	for (unsigned i = 0; i < 4 && around->parent && around != p->root; i++) {
		around = around->parent;
		if (around->tag == TAG_FIGURE ||
			page_stat(p->page, around)->text > 3 * stat->text + 200)
			break;
	}
	return !shows_something(p, around);
}

/* A gallery: without its pictures there still is something to read. */
static bool is_mostly_captions(const Pruner *p)
{
	uint32_t captions = 0;

	for (const Node *n = p->root->first; n;) {
		bool caption = n->tag != TAG_TEXT && image_is_caption(n);

		captions += caption ? page_stat(p->page, n)->text : 0;
		n = caption ? node_skip(n, p->root) : node_next(n, p->root);
	}
	return captions * 2 > page_stat(p->page, p->root)->text;
}

/* A link every hundred letters or so, in paragraph after paragraph. */
static bool is_full_of_links(const Pruner *p)
{
	uint32_t text = 0, linked = 0, links = 0;

	for (const Node *n = p->root->first; n; n = node_next(n, p->root)) {
		const Stat *stat = page_stat(p->page, n);

		if (n->tag != TAG_P || stat->own < 80)
			continue;
		text += stat->own;
		linked += stat->own_link;
		links += stat->links;
	}
	return links >= 12 && linked * 10 > text && text > 600;
}

static bool holds_title(const Pruner *p, const Node *node)
{
	const Node *title = p->page->title;

	return title && title->at >= node->at && title->at < node->end;
}

/* The heading of a section, with a way to all of it, above what is kept: on a page of such sections
 * it parts them. */
static bool heads_section(const Pruner *p, const Node *node)
{
	const Node *next = node->next;
	const Stat *stat;

	while (next && next->tag == TAG_TEXT && str_trim(next->text).n == 0)
		next = next->next;
	if (node->tag != TAG_HEADER || !next || next->tag == TAG_TEXT)
		return false;
	stat = page_stat(p->page, next);
	return stat->plain > 0 && !is_named_extra(p, next, stat) && !is_link_block(p, next, stat) &&
	       !is_card_list(p, next, stat);
}

static bool is_unwanted(Pruner *p, Node *node, const Stat *stat, bool before)
{
	if (is_field(node) || node->tag == TAG_NAV || icon_is(p->page, node))
		return true;
	if (node->tag == TAG_FORM)
		return stat->plain < p->all * 0.5f;
	if (node->tag == TAG_FOOTER)
		return stat->plain < p->all * 0.3f && node->parent->tag != TAG_BLOCKQUOTE;
	if (stat->words & WORD_SIDE && !(stat->words & WORD_BODY) && tag_is_block(node->tag) &&
		!holds_title(p, node))
		if (stat->value < p->value * 0.3f && stat->plain < p->all * 0.6f)
			return true;
	if (node->tag == TAG_ASIDE)
		return (stat->plain < p->all * 0.3f || stat->value < p->value * 0.3f) &&
		       !(stat->words & WORD_PULL) &&
		       (share(p, node) > 0.25f || stat->words & WORD_ASIDE) &&
		       !holds_post(p->page, node);
	return is_named_extra(p, node, stat) ||
	       (is_link_block(p, node, stat) && !heads_section(p, node)) ||
	       is_headline_link(p, node, stat) || is_legal_line(p, node, stat) ||
	       is_card_list(p, node, stat) || is_slide_show(p, node, stat) ||
	       is_orphan_caption(p, node, stat) || is_label_block(p, node, stat) ||
	       repeat_is_head(p->page, node, p->title, p->byline, before);
}

/* Behind a label such as "Related": the list or the links it announces; behind a heading that names
 * none itself all up to the next one, to a rule, a picture or running text, unless that is a good
 * part of the article. */
static void remove_announced(const Pruner *p, Node *label)
{
	float removed = 0;

	for (Node *next = label->next, *after; next; next = after) {
		const Stat *stat = page_stat(p->page, next);

		after = next->next;
		if (next->tag == TAG_TEXT) {
			if (str_trim(next->text).n)
				return;
			continue;
		}
		/* An article of its own, so it is another one. */
		if (next->tag == TAG_ARTICLE && stat->plain < p->all * 0.3f) {
			node_remove(next);
			continue;
		}
		if (is_heading(label) && page_stat(p->page, label)->links == 0) {
			removed += stat->plain;
			if ((is_heading(next) && next->tag <= label->tag) || next->tag == TAG_HR ||
				removed > p->all * 0.2f || has_own_picture(p, next) ||
				(stat->text > 60 && share(p, next) < 0.25f))
				return;
			node_remove(next);
			continue;
		}
		if (stat->links && share(p, next) > 0.5f && stat->plain < 100)
			node_remove(next);
		return;
	}
}

static void remove_unwanted(Pruner *p)
{
	bool before = true;

	for (Node *n = p->root->first; n;) {
		const Stat *stat = page_stat(p->page, n);

		if (n->tag == TAG_TEXT) {
			n = node_next(n, p->root);
			continue;
		}
		if (prune_keeps(p->page, n)) {
			n = node_skip(n, p->root);
			continue;
		}
		if (is_unwanted(p, n, stat, before)) {
			if (is_label_block(p, n, stat))
				remove_announced(p, n);
			n = remove_and_next(n, p->root);
			continue;
		}
		if (n->tag == TAG_P && stat->own - stat->own_link > 80)
			before = false;
		n = node_next(n, p->root);
	}
}

void prune_article(Page *page, Node *root, Str title, Str byline)
{
	Pruner p = {page, root, title, byline, page_stat(page, root)->plain,
		page_stat(page, root)->value, false, false};

	p.captions = is_mostly_captions(&p);
	p.linked = is_full_of_links(&p);
	repeat_prune_above(page, root, title, p.all);
	remove_unwanted(&p);
	repeat_prune_quotes(page, root);
}
