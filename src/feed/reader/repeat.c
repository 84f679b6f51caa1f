#include "feed/reader/repeat.h"

#include "feed/reader/alike.h"
#include "feed/reader/prune.h"

static bool is_heading(const Node *node)
{
	return node->tag >= TAG_H1 && node->tag <= TAG_H6;
}

/* Any <h1> does, if no title is known. */
static bool says_title(const Page *page, const Node *heading, Str title)
{
	return title.n == 0 || alike_mostly(node_text(heading, page->arena), title);
}

/* The headline, author and date, which are shown above the article anyway. */
bool repeat_is_head(const Page *page, const Node *node, Str title, Str byline, bool before)
{
	const Stat *stat = page_stat(page, node);
	Str text;

	if (stat->text == 0 || stat->text > 300)
		return false;
	/* "KOBE –" begins a paragraph that goes on. */
	if (stat->words & WORD_BYLINE && stat->plain < 60 && stat->text < 200)
		return tag_is_block(node->tag) || node->parent->tag != TAG_P ||
		       page_stat(page, node->parent)->text < 2 * stat->text;
	if (is_heading(node)) {
		if (node->tag == TAG_H1 && before && says_title(page, node, title))
			return true;
		return alike_is(node_text(node, page->arena), title, page->arena);
	}
	if (!before || stat->text > 120)
		return false;
	if (node->tag == TAG_TIME || node->tag == TAG_ADDRESS ||
		node_has_word(node, S("itemprop"), S("datePublished")))
		return true;
	if (!tag_is_block(node->tag))
		return false;
	text = node_text(node, page->arena);
	return (byline.n > 3 && str_find_case(text, byline) >= 0 && text.n < byline.n + 40) ||
	       (stat->images == 0 && alike_is(text, title, page->arena));
}

/* All that comes before the headline, if it is in the root: it is of the page, not the article. */
void repeat_prune_above(const Page *page, Node *root, Str title, float all)
{
	Node *headline = NULL;

	for (Node *n = root->first; n && !headline; n = node_next(n, root))
		if ((n->tag == TAG_H1 && says_title(page, n, title)) ||
			(n->tag == TAG_H2 &&
				alike_is(node_text(n, page->arena), title, page->arena)))
			headline = n;
	for (Node *n = headline; n && n != root; n = n->parent)
		while (n->prev && page_stat(page, n->prev)->plain < all * 0.15f &&
			page_stat(page, n->prev)->images == 0)
			node_remove(n->prev);
}

static bool is_quote_box(const Page *page, const Node *node)
{
	return page_stat(page, node)->words & WORD_PULL || node->tag == TAG_ASIDE ||
	       node->tag == TAG_BLOCKQUOTE;
}

/* A pull quote says what the text says. */
void repeat_prune_quotes(const Page *page, Node *root)
{
	Str all = S("");
	unsigned budget = 60;

	for (Node *n = root->first; n;) {
		Str text;
		Node *next;
		ptrdiff_t first;
		size_t length;

		if (n->tag == TAG_TEXT || !is_quote_box(page, n) ||
			page_stat(page, n)->text > 400 || page_stat(page, n)->text < 15 ||
			prune_keeps(page, n) || budget == 0) {
			n = node_next(n, root);
			continue;
		}
		budget--;
		if (all.n == 0)
			all = alike_letters(node_text(root, page->arena), page->arena);
		text = alike_letters(node_text(n, page->arena), page->arena);
		length = text.n;
		first = str_find(all, text);
		next = node_next(n, root);
		if (length && first >= 0 &&
			str_find(str_from_at(all, (size_t)first + length), text) >= 0) {
			next = node_skip(n, root);
			node_remove(n);
		}
		n = next;
	}
}
