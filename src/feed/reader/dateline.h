/* feed/reader/dateline.h: who wrote an article and when, as the page shows it. */
#ifndef LEDE_FEED_READER_DATELINE_H
#define LEDE_FEED_READER_DATELINE_H

#include "feed/reader/meta.h"
#include "feed/reader/score.h"

/* Completes author and date, if the page does not say them for machines. */
void dateline_look(const Page *page, Meta *meta);

/* A name without "by ", "von ". */
Str dateline_strip_by(Str text);

#endif
