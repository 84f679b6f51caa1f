/* feed/reader/story.h: links to other stories of the same site, and lists of them. */
#ifndef LEDE_FEED_READER_STORY_H
#define LEDE_FEED_READER_STORY_H

#include "feed/reader/score.h"

/* Whether a link leads to another page of the site that the page is from. */
bool story_is_own_link(const Page *page, const Node *link);
/* Whether a heading is the linked headline of another story; its own Stat is counted. */
bool story_is_headline(const Page *page, const Node *heading);
/* Whether an element is a teaser of another story: such a headline, a few words. */
bool story_is_teaser(const Page *page, const Node *node);
/* Whether its children are three or more teasers and hardly anything else. */
bool story_is_list(const Page *page, const Node *node);

#endif
