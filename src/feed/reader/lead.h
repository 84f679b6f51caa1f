/* feed/reader/lead.h: the picture that stands above an article, outside the element with its text.
 */
#ifndef LEDE_FEED_READER_LEAD_H
#define LEDE_FEED_READER_LEAD_H

#include "feed/reader/score.h"

/* Moves them to the start of `root`, the picture first and with its caption, unless the article
 * begins with a picture already. `image`: the address of the picture that the page names as its
 * own; may be empty. To be called last: places in document order and stats are no longer right. */
void lead_move(const Page *page, Node *root, Str base, Str image);

#endif
