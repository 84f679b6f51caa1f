/* feed/discover.h: the feeds a web page names, and those that well-known sites have without saying
 * so. */
#ifndef LEDE_FEED_DISCOVER_H
#define LEDE_FEED_DISCOVER_H

#include "base/arena.h"

typedef struct {
	Str url, title,
		type; /* absolute address; what the page calls it; MIME type; both may be empty */
} FeedLink;

/* In document order, no doubles; NULL and 0 if there are none. As browsers do: <link> with rel
 * "alternate" and a feed's type, or rel "feed". Confined code only. */
size_t discover_in_page(Str bytes, Str mime, Str url, Arena *arena, const FeedLink **out);

/* Addresses of feeds that follow from the address alone (a video channel, a code repository), from
 * a table of sites; best first. Safe anywhere: it looks at nothing but the address. */
size_t discover_by_address(Str url, Arena *arena, const FeedLink **out);

#endif
