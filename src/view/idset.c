#include "view/idset.h"

#include <stdlib.h>
#include <string.h>

/* The word of an id; NULL if there is no such page and `make` is not wanted. */
static uint64_t *word_of(IdSet *set, ItemId id, bool make)
{
	size_t page = (size_t)id / IDSET_PAGE_BITS;

	if (page >= set->page_count) {
		size_t count = page + 1;

		if (!make)
			return NULL;
		set->pages = memory_resize(set->pages, count * sizeof *set->pages);
		memset(set->pages + set->page_count, 0,
			(count - set->page_count) * sizeof *set->pages);
		set->page_count = count;
	}
	if (!set->pages[page]) {
		if (!make)
			return NULL;
		set->pages[page] = memory_alloc(IDSET_PAGE_WORDS * sizeof(uint64_t));
		memset(set->pages[page], 0, IDSET_PAGE_WORDS * sizeof(uint64_t));
	}
	return &set->pages[page][(size_t)id % IDSET_PAGE_BITS / 64];
}

static uint64_t bit_of(ItemId id)
{
	return (uint64_t)1 << id % 64;
}

void idset_drop(IdSet *set)
{
	for (size_t i = 0; i < set->page_count; i++)
		free(set->pages[i]);
	free(set->pages);
	*set = (IdSet){0};
}

void idset_put(IdSet *set, ItemId id)
{
	uint64_t *word = word_of(set, id, true);

	set->count += !(*word & bit_of(id));
	*word |= bit_of(id);
}

void idset_fill(IdSet *set, const ItemId *ids, size_t n)
{
	idset_drop(set);
	for (size_t i = 0; i < n; i++)
		idset_put(set, ids[i]);
}

void idset_fill_some(IdSet *set, const ItemId *ids, size_t n, const uint64_t *bits)
{
	idset_drop(set);
	for (size_t i = 0; i < n; i++)
		if (bits[i / 64] >> i % 64 & 1)
			idset_put(set, ids[i]);
}

void idset_remove(IdSet *set, ItemId id)
{
	uint64_t *word = word_of(set, id, false);

	if (!word || !(*word & bit_of(id)))
		return;
	*word &= ~bit_of(id);
	set->count--;
}

bool idset_has(const IdSet *set, ItemId id)
{
	const uint64_t *word = word_of((IdSet *)set, id, false);

	return word && *word & bit_of(id);
}
