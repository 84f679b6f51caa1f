/* feed/reader/lead.h: what stands above the text of an article: its first picture, its introduction
 * and the words under the headline. */
#ifndef LEDE_FEED_READER_LEAD_H
#define LEDE_FEED_READER_LEAD_H

#include "feed/reader/meta.h"
#include "feed/reader/score.h"
#include "model/doc.h"

/* Moves them to the start of `root`, the picture first and with its caption, unless the article
 * begins with a picture already; the words that belong to the headline become meta->standfirst. To
 * be called last: places in document order and stats are no longer right. */
void lead_move(const Page *page, Node *root, Meta *meta);

/* Where the article has no picture at all: that which the page gives for it (og:image), as the
 * first block; but not what stands for the site. */
void lead_add(DocBuilder *b, const Node *root, const Meta *meta, Arena *arena);

#endif
