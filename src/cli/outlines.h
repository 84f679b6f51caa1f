/* cli/outlines.h: what a list of feeds in OPML says that `urls` has no words for: other attributes,
 * a second folder, another title there. An import keeps it in the library, an export gives it back.
 */
#ifndef LEDE_CLI_OUTLINES_H
#define LEDE_CLI_OUTLINES_H

#include "config/urls.h"
#include "feed/format/opml.h"
#include "store/library.h"

/* Sorted by address, as library_outlines gives them. */
typedef struct {
	const Outline *items;
	size_t count;
} Outlines;

/* Those of a list that are to be kept. In the arena. */
Outlines outlines_worth(const UrlsEntry *entries, size_t count, Arena *arena);

/* At most so many OpmlFeeds come of so many entries. */
size_t outlines_most(const Outlines *outlines, size_t entries);
/* What the entry is in a list: the outlines it came from, as far as urls still says so; at least
 * `plain`, which has what all of them have. Returns how many were written to `out`. */
size_t outlines_of(const Outlines *outlines, const UrlsEntry *entry, OpmlFeed plain, Arena *arena,
	OpmlFeed *out);

#endif
