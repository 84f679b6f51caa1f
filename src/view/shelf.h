/* view/shelf.h: the feeds as last read from the library, for all screens: titles, counts, troubles.
 * Read again only after an event said that they changed. */
#ifndef LEDE_VIEW_SHELF_H
#define LEDE_VIEW_SHELF_H

#include "config/urls.h"
#include "store/library.h"

/* A saved search: "query:NAME:FILTER" in `urls`. */
typedef struct {
	Str name, filter, folder;
	Str url; /* as it stands in `urls` */
} SavedSearch;

typedef struct Shelf {
	Arena *arena; /* emptied by each reading */
	const Feed *feeds;
	size_t count;
	const SavedSearch *searches;
	size_t search_count;
	const Tag *tags; /* that some article has */
	size_t tag_count;
	uint64_t unread, total; /* over all that are listed */
	size_t unfetched;       /* feeds that were never asked for */
	unsigned reading;       /* grows by one with each reading */
	bool stale;
	bool searches_first; /* `urls` begins with a saved search */
	bool bundled;        /* `urls` has no feed: what came with lede is listed */
} Shelf;

Shelf *shelf_open(void);
void shelf_close(Shelf *shelf); /* NULL is fine */
/* Reads the feeds if they are stale; a failure keeps what there was. */
bool shelf_refresh(Shelf *shelf, Library *library, Err *err);
/* Reads the saved searches of the file `urls`, and whether it has any feed. */
bool shelf_read_searches(Shelf *shelf, const char *urls, Err *err);
/* NULL if it is not (or no longer) listed. */
const Feed *shelf_feed(const Shelf *shelf, FeedId id);
/* Of a feed in trouble: "failed 3 times since 3 Nov, next try 14:30". */
Str shelf_trouble(const Feed *feed, int64_t now, Arena *arena);

#endif
