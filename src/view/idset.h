/* view/idset.h: a set of item ids, for "is this one unread", "is this one a hit": asked for each
 * row, with a million in it: a bit for each, in pages. Ids are row ids, so they stand close. */
#ifndef LEDE_VIEW_IDSET_H
#define LEDE_VIEW_IDSET_H

#include "model/item.h"

enum { IDSET_PAGE_BITS = 32768, IDSET_PAGE_WORDS = IDSET_PAGE_BITS / 64 };

/* Zeroed: empty and ready. Ids are above 0. */
typedef struct {
	uint64_t **pages; /* NULL: none of its ids is in */
	size_t page_count, count;
} IdSet;

void idset_drop(IdSet *set);
void idset_fill(IdSet *set, const ItemId *ids, size_t n); /* forgets what was in it */
/* The same with those ids whose bit is set. */
void idset_fill_some(IdSet *set, const ItemId *ids, size_t n, const uint64_t *bits);
void idset_put(IdSet *set, ItemId id);
void idset_remove(IdSet *set, ItemId id);
bool idset_has(const IdSet *set, ItemId id);

#endif
