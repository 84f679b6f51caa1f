/* feed/reader/edges.h: what stands before the first and after the last paragraph of an article
 * without being of it. */
#ifndef LEDE_FEED_READER_EDGES_H
#define LEDE_FEED_READER_EDGES_H

#include "feed/reader/meta.h"
#include "feed/reader/score.h"

/* Takes it out of the root: date lines and bylines above; headings of nothing, labels, offers,
 * legal words, the author's biography below. */
void edges_prune(const Page *page, Node *root, const Meta *meta);

#endif
