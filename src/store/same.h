/* store/same.h: whether two entries of a feed are one article though their guids differ, and
 * whether an article says something else than before. Values in, an answer out; no library. */
#ifndef LEDE_STORE_SAME_H
#define LEDE_STORE_SAME_H

#include "base/arena.h"

/* What two entries that may be one have in common: where the address leads, without host, scheme
 * and tracking; of an entry whose address is none of its own, the title. 0: there is neither. */
uint64_t same_link(Str url, Str title);
/* The same with title and date: enough to know an article by that is gone. 0: it has no date. */
uint64_t same_ghost(uint64_t link, Str title, int64_t published);

typedef struct {
	Str url, title, html;
	int64_t published; /* as claimed; 0 or DATE_NONE unknown */
} Sight;

/* Whether two sights with the same link are one article. `both`: the feed lists both now, so that
 * it takes them for two. */
bool same_article(const Sight *a, const Sight *b, bool both, Arena *arena);
/* Whether two texts say the same: white space, markup and counters ("12 comments") do not count.
 * What it takes to find out lies in the arena. */
bool same_text(Str html, Str other, Arena *arena);

#endif
