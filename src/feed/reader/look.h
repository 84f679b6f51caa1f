/* feed/reader/look.h: what a page shows of its headline, author and date. */
#ifndef LEDE_FEED_READER_LOOK_H
#define LEDE_FEED_READER_LOOK_H

#include "feed/reader/meta.h"
#include "feed/reader/score.h"

/* Completes what the page does not say for machines, prefers the headline as it is set to titles
 * with the site's name in them, and finds page->title. The page has been scored. */
void look(Page *page, Meta *meta);

/* Whether a line is a date and few other words: "Posted on Friday, 22 October 2010 by A. Writer".
 */
bool look_is_date_line(Str text);
/* A name without "by ", "von ". */
Str look_strip_by(Str text);

#endif
