/* feed/reader/edges.h: what stands before the first and after the last paragraph of an article
 * without being of it. */
#ifndef LEDE_FEED_READER_EDGES_H
#define LEDE_FEED_READER_EDGES_H

#include "feed/reader/meta.h"
#include "feed/reader/score.h"

/* Takes out of the root the lines with date and author above the text. Before other things are
 * taken out of such lines. */
void edges_prune_above(const Page *page, Node *root, const Meta *meta);
/* Takes out headings of nothing, labels, offers, legal words and the author's biography below. */
void edges_prune_below(const Page *page, Node *root, const Meta *meta);

#endif
