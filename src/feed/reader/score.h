/* feed/reader/score.h: how much of an article is in each part of a page, and which part is it. */
#ifndef LEDE_FEED_READER_SCORE_H
#define LEDE_FEED_READER_SCORE_H

#include "feed/html/dom.h"
#include "feed/reader/labels.h"
#include "feed/reader/words.h"

/* Sums over what is within an element. Characters are those that can be seen; an ideograph counts
 * as two. */
typedef struct {
	uint32_t text, link_text;
	uint32_t own, own_link; /* of these, in no block within this block */
	uint32_t links, images, paragraphs, items, fields;
	uint32_t stories; /* linked headlines of other stories */
	uint32_t words;   /* WORD_* bits, its own; a window over the page is WORD_EXTRA, too */
	float value;      /* of running text; what is likely no article counts less */
	float plain;      /* the same, names of classes left aside */
	bool hidden;      /* browsers don't show it */
} Stat;

typedef struct {
	Arena *arena;
	Dom *dom;
	Stat *stats; /* by Node.at */
	const Words
		*words; /* for names of classes; NULL: they do not count, nor do lists of stories */
	const Labels *labels; /* for words that can be read */
	Str url, home;        /* of the page, and as it says itself; may be empty */
	const Node *title;    /* the headline on the page; NULL: none is known */
	/* What score_page needs while it counts, kept for the next time. */
	struct Around *around;
	const Node **order;
} Page;

/* Counts everything. Again after removing nodes. */
void score_page(Page *page);
Stat *page_stat(const Page *page, const Node *node);
/* Share of the text that is in links, 0 to 1. */
float page_link_share(const Page *page, const Node *node);

/* The smallest element that holds the article; the body if nothing stands out. NULL if there is no
 * running text at all. `length`: characters the page itself says the article has; 0 unknown. */
Node *score_best(const Page *page, uint32_t length);

#endif
