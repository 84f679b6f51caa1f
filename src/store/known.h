/* store/known.h: which article of the library an entry of a feed is: by its guid; by where it
 * leads, if the feed gave it another guid; or one that is gone and does not come back. For merge.c.
 */
#ifndef LEDE_STORE_KNOWN_H
#define LEDE_STORE_KNOWN_H

#include "store/library.h"

typedef struct {
	Library *lib;
	FeedId feed;
	int64_t now;
	const Entry *entries; /* of the feed as it is now */
	size_t count;
	uint64_t *keys; /* of their guids; 0: it stood before, or is another's double */
	size_t *slots;  /* a hash table: index of an entry, from 1 */
	size_t slot_count;
	uint64_t *links; /* a hash table of as many: links of entries that were looked for */
	bool is_new;     /* the library had no article of this feed */
	bool has_ghosts; /* articles of this feed are gone */
	Arena *scratch;
} Known;

typedef struct {
	ItemId id;     /* 0: it is new */
	uint64_t hash; /* of the row, as merge.c made it */
	uint64_t link; /* same_link; 0 if the row was found by its guid */
	bool renamed;  /* its guid is another now */
	bool passed;   /* nothing is to be done: it is gone, or stands in the feed twice */
} Found;

/* Within the transaction of the merge. */
bool known_init(Known *known, Library *lib, FeedId feed, const Entry *entries, size_t count,
	int64_t now, Err *err);
void known_drop(Known *known);
/* Of the entry at `at`, whose key is not 0. To be called from the last to the first. */
bool known_find(Known *known, size_t at, Found *out, Err *err);
/* Forgets those that are gone and that the feed has not listed for long. */
bool known_end(Known *known, Err *err);

#endif
