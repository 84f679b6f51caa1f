#include "view/idset.h"

#include <stdlib.h>
#include <string.h>

enum { FREE = 0, LEFT = -1 };

/* Open addressing; row ids are nearly consecutive, so they are spread by a multiplication
 * (2^64 / golden ratio). */
static size_t first_slot(const IdSet *set, ItemId id)
{
	return (size_t)(((uint64_t)id * 0x9e3779b97f4a7c15U) >> 20) & (set->room - 1);
}

static size_t find(const IdSet *set, ItemId id)
{
	size_t at = first_slot(set, id);

	while (set->slots[at] != FREE && set->slots[at] != id)
		at = (at + 1) & (set->room - 1);
	return at;
}

static void resize(IdSet *set, size_t room)
{
	IdSet bigger = {.room = room};

	bigger.slots = memory_alloc(room * sizeof *bigger.slots);
	memset(bigger.slots, 0, room * sizeof *bigger.slots);
	for (size_t i = 0; i < set->room; i++)
		if (set->slots[i] > FREE)
			bigger.slots[find(&bigger, set->slots[i])] = set->slots[i];
	bigger.count = bigger.used = set->count;
	free(set->slots);
	*set = bigger;
}

void idset_drop(IdSet *set)
{
	free(set->slots);
	memset(set, 0, sizeof *set);
}

void idset_put(IdSet *set, ItemId id)
{
	size_t at;

	if ((set->used + 1) * 3 > set->room * 2)
		resize(set, set->count * 3 < 32 ? 64
						: set->room * (set->count * 3 > set->room ? 2 : 1));
	at = find(set, id);
	if (set->slots[at] == id)
		return;
	set->slots[at] = id;
	set->count++;
	set->used++;
}

void idset_fill(IdSet *set, const ItemId *ids, size_t n)
{
	size_t room = 64;

	while (room < n * 2)
		room *= 2;
	idset_drop(set);
	resize(set, room);
	for (size_t i = 0; i < n; i++)
		idset_put(set, ids[i]);
}

void idset_remove(IdSet *set, ItemId id)
{
	size_t at;

	if (set->room == 0)
		return;
	at = find(set, id);
	if (set->slots[at] != id)
		return;
	set->slots[at] = LEFT;
	set->count--;
}

bool idset_has(const IdSet *set, ItemId id)
{
	return set->room && set->slots[find(set, id)] == id;
}
