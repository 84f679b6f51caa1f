/* feed/reader/look.h: what a page shows of its headline, author and date (dateline.h). */
#ifndef LEDE_FEED_READER_LOOK_H
#define LEDE_FEED_READER_LOOK_H

#include "feed/reader/meta.h"
#include "feed/reader/score.h"

/* Completes what the page does not say for machines, prefers the headline as it is set to titles
 * with the site's name in them, and finds page->title. The page has been scored. */
void look(Page *page, Meta *meta);

#endif
