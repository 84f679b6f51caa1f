/* feed/reader/vote.h: a second opinion on which element is the article. */
#ifndef LEDE_FEED_READER_VOTE_H
#define LEDE_FEED_READER_VOTE_H

#include "feed/reader/score.h"

/* score_best goes down from the whole page to where most of the text is; here each paragraph votes
 * for the elements around it, the nearest most. The first is misled by long lists of teasers and
 * readers' letters, the second by articles that come in parts. Given the first's answer it returns
 * what is likely right. */
Node *vote_settle(const Page *page, Node *best);

#endif
