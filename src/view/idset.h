/* view/idset.h: a set of item ids, for "is this one unread", "is this one a hit": asked for each
 * row, with a million in it. */
#ifndef LEDE_VIEW_IDSET_H
#define LEDE_VIEW_IDSET_H

#include "model/item.h"

/* Zeroed: empty and ready. Ids are above 0. */
typedef struct {
	ItemId *slots;
	size_t count, used, room; /* used: also slots that were left; room: a power of two */
} IdSet;

void idset_drop(IdSet *set);
void idset_fill(IdSet *set, const ItemId *ids, size_t n); /* forgets what was in it */
void idset_put(IdSet *set, ItemId id);
void idset_remove(IdSet *set, ItemId id);
bool idset_has(const IdSet *set, ItemId id);

#endif
