/* feed/reader/offer.h: what a site says to its reader among the paragraphs of a story: "Sign up for
 * our newsletter", "All rights reserved". */
#ifndef LEDE_FEED_READER_OFFER_H
#define LEDE_FEED_READER_OFFER_H

#include "feed/reader/score.h"

/* Whether a block, with its text, is such an offer. A paragraph of the story that speaks of a
 * newsletter is none, nor one that quotes what somebody said of it. */
bool offer_is(const Page *page, const Node *node, Str text);
/* Whether a block is a sentence beside others of its kind, as the paragraphs of a story are. */
bool offer_is_story(const Page *page, const Node *node, Str text);

#endif
