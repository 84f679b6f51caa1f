#include "feed/reader/edges.h"

#include "base/url.h"
#include "feed/html/image.h"
#include "feed/reader/dateline.h"
#include "feed/reader/day.h"
#include "feed/reader/offer.h"
#include "feed/reader/prune.h"

/* Characters: what is longer is a paragraph. */
enum { LONGEST_LINE = 140, LONGEST_REST = 90, LONGEST_LABEL = 300, LONGEST_OFFER = 700 };
enum { MOST_LINES = 60 }; /* above the text */

static bool is_heading(const Node *node)
{
	return node->tag >= TAG_H1 && node->tag <= TAG_H6;
}

static bool has_blocks(const Node *node)
{
	for (const Node *n = node->first; n; n = node_next(n, node))
		if (tag_is_block(n->tag))
			return true;
	return false;
}

/* "Friday, 22 October 2010, 20:13", "Posted on 3 May by A. Writer": a date and little else. */
static bool is_date_line(Str text)
{
	return text.n && text.n <= LONGEST_LINE && !str_ends(text, S(".")) &&
	       !str_ends(text, S("!")) && day_is_line(text);
}

static bool is_byline(Str text, const Meta *meta)
{
	Str name = dateline_strip_by(text);

	return text.n <= LONGEST_LINE && name.n < text.n && meta->byline.n &&
	       str_starts_case(name, meta->byline) && name.n < meta->byline.n + LONGEST_REST;
}

/* An element on a line of its own, whether or not it is a block by itself. */
static bool is_line(const Node *node)
{
	return tag_is_block(node->tag) ||
	       ((node->tag == TAG_SPAN || node->tag == TAG_SMALL || node->tag == TAG_EM) &&
		       tag_is_block(node->parent->tag) && node->parent->tag != TAG_P);
}

/* Lines above the first paragraph. */
void edges_prune_above(const Page *page, Node *root, const Meta *meta)
{
	unsigned budget = MOST_LINES;

	for (Node *n = root->first; n && budget;) {
		const Stat *stat = page_stat(page, n);
		Node *next = node_next(n, root);
		Str text;

		if (!is_line(n) || stat->text == 0) {
			n = next;
			continue;
		}
		if (stat->own > LONGEST_LINE || n->tag == TAG_TABLE || prune_keeps(page, n))
			return;
		budget--;
		text = has_blocks(n) || stat->images ? S("") : node_text(n, page->arena);
		if (!image_is_caption(n) && (is_date_line(text) || is_byline(text, meta))) {
			next = node_skip(n, root);
			node_remove(n);
		}
		n = next;
	}
}

/* The last block of the article, deep down: what has no blocks in it. */
static Node *last_block(Node *root)
{
	Node *node = root;

	for (;;) {
		Node *child = node->last;

		while (child && child->tag == TAG_TEXT && str_trim(child->text).n == 0)
			child = child->prev;
		if (!child || child->tag == TAG_TEXT || !tag_is_block(child->tag))
			return node;
		node = child;
	}
}

/* "Ann Writer is the paper's editor for bridges." */
static bool is_biography(Str text, const Meta *meta)
{
	Str name = meta->byline;
	ptrdiff_t comma = str_find_char(name, ',');

	if (comma > 0)
		name = str_slice(name, 0, (size_t)comma);
	return name.n > 4 && str_starts_case(text, name) && text.n > name.n + 20;
}

/* A line with links to the site's pages on two or more networks. */
static bool is_follow_line(const Node *node)
{
	static const char *const hosts[] = {"twitter.com", "x.com", "facebook.com", "instagram.com",
		"linkedin.com", "youtube.com", "pinterest.com", "t.me", "tiktok.com",
		"whatsapp.com", "flipboard.com", "threads.net"};
	bool seen[COUNT(hosts)] = {false};
	unsigned count = 0;

	for (const Node *n = node->first; n; n = node_next(n, node)) {
		Str host = n->tag == TAG_A ? url_site(node_attr(n, S("href"))) : S("");

		for (size_t i = 0; host.n && i < COUNT(hosts); i++)
			if (!seen[i] && str_ends(host, str_from(hosts[i]))) {
				seen[i] = true;
				count++;
			}
	}
	return count >= 2;
}

static bool is_plain(const Node *node)
{
	return node->tag == TAG_P && node->attr_count == 0 && !node_find(node, TAG_A);
}

static bool follows_plain(const Node *node)
{
	const Node *before = node->prev;

	while (before && (before->tag == TAG_TEXT ? str_trim(before->text).n == 0 : !before->first))
		before = before->prev;
	return before && is_plain(before);
}

/* "abc/DPA": who wrote it, for which agency. */
static bool is_signature(Str text)
{
	return str_find_char(text, '/') > 0 && str_find_char(text, ' ') < 0;
}

/* A few words that end no sentence: a way back, a source, a promise. An address or a telephone
 * number may be what the article is about; a plain paragraph after others may be its last
 * word. */
static bool is_fragment(const Node *node, const Node *root, Str text)
{
	static const char *const ends[] = {".", "!", "?", ":", ")", "\"", "”", "“", "»", "«", "…",
		"。", "’", "'", "]", "*"};

	if (is_plain(node) && follows_plain(node) && !is_signature(text))
		return false;
	for (const Node *n = node; n != root; n = n->parent)
		if (n->tag == TAG_LI || n->tag == TAG_BLOCKQUOTE || n->tag == TAG_TD ||
			n->tag == TAG_DD)
			return false;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends(text, str_from(ends[i])))
			return false;
	return text.n < 80 && str_find_char(text, '@') < 0 &&
	       !(text.n && char_is_digit(text.s[text.n - 1]));
}

/* "Share prices fell." behind paragraphs of its kind; not "Tags: a, b and c." */
static bool is_last_sentence(const Page *page, const Node *node, Str text)
{
	return page_stat(page, node)->links == 0 && str_find_char(text, ':') < 0 &&
	       offer_is_story(page, node, text);
}

static bool is_below(const Page *page, const Node *node, const Node *root, const Meta *meta)
{
	Str text;

	if (node == root || prune_keeps(page, node))
		return false;
	if (is_heading(node))
		return true;
	if (page_stat(page, node)->images || node_find(node, TAG_IMG))
		return false;
	text = node_text(node, page->arena);
	if (text.n == 0)
		return true;
	if (text.n > LONGEST_OFFER)
		return false;
	if (is_fragment(node, root, text))
		return true;
	if (offer_is(page, node, text) || is_biography(text, meta) || is_follow_line(node))
		return true;
	/* "Facebook said on Monday that it had not known." is a sentence, not a label. */
	if (str_ends(text, S(".")) && !str_starts(text, S("©")) &&
		(text.n > 100 || is_last_sentence(page, node, text)))
		return false;
	return text.n <= LONGEST_LABEL &&
	       (labels_has(page->labels, text, false) || str_starts(text, S("©")) ||
		       str_starts_case(text, S("copyright")));
}

void edges_prune_below(const Page *page, Node *root, const Meta *meta)
{
	for (unsigned i = 0; i < 40; i++) {
		Node *last = last_block(root);

		if (!is_below(page, last, root, meta))
			return;
		node_remove(last);
	}
}
