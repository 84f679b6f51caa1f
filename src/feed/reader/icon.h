/* feed/reader/icon.h: pictures that are signs of a page, not part of an article. */
#ifndef LEDE_FEED_READER_ICON_H
#define LEDE_FEED_READER_ICON_H

#include "feed/reader/score.h"

/* A logo, a portrait of the author, an arrow; not what stands for words of the article. */
bool icon_is(const Page *page, const Node *node);

#endif
