/* feed/reader/day.h: days as pages write them, among other words. */
#ifndef LEDE_FEED_READER_DAY_H
#define LEDE_FEED_READER_DAY_H

#include "base/str.h"

/* 0 where there is none. Numbers of sections and versions are none. */
int64_t day_of(Str text);
/* The longest run of words that is a date. */
int64_t day_in_text(Str text);
/* Whether a line is a date and few other words: "Posted on Friday, 22 October 2010 by A. Writer".
 */
bool day_is_line(Str text);
/* Of "/2019/10/19/" in an address. */
int64_t day_in_address(Str url);

#endif
