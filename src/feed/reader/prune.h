/* feed/reader/prune.h: takes out of an article what does not belong to it. */
#ifndef LEDE_FEED_READER_PRUNE_H
#define LEDE_FEED_READER_PRUNE_H

#include "feed/reader/score.h"

/* Before the article is looked for: what is surely none of it, on the whole page. */
void prune_page(Page *page);
/* Within the article: share bars, related stories, offers, labels, the headline and byline that
 * are shown above it anyway, pull quotes that repeat the text. */
void prune_article(Page *page, Node *root, Str title, Str byline);
/* Code, formulas and posts of others: kept as they are, whatever words are in them. */
bool prune_keeps(const Page *page, const Node *node);

#endif
