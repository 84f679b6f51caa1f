/* feed/html/duration.h: how long films and recordings are, as pages write it. */
#ifndef LEDE_FEED_HTML_DURATION_H
#define LEDE_FEED_HTML_DURATION_H

#include "base/arena.h"

/* "4:12" of "PT4M12S" (ISO 8601), "252", "252.0" or "4:12"; empty if it is none of them. Borrowed
 * or in the arena. */
Str duration_clock(Str text, Arena *arena);

#endif
