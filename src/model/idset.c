#include "model/idset.h"

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

ItemId idset_next(const IdSet *set, ItemId from)
{
	size_t word = (size_t)from / 64 % IDSET_PAGE_WORDS;
	uint64_t mask = ~(uint64_t)0 << from % 64;

	for (size_t page = (size_t)from / IDSET_PAGE_BITS; page < set->page_count; page++) {
		for (; set->pages[page] && word < IDSET_PAGE_WORDS; word++, mask = ~(uint64_t)0) {
			uint64_t bits = set->pages[page][word] & mask;

			if (bits)
				return (ItemId)(page * IDSET_PAGE_BITS + word * 64) +
				       __builtin_ctzll(bits);
		}
		word = 0;
		mask = ~(uint64_t)0;
	}
	return -1;
}

static const uint64_t *page_of(const IdSet *set, size_t page)
{
	static const uint64_t nothing[IDSET_PAGE_WORDS];

	return page < set->page_count && set->pages[page] ? set->pages[page] : nothing;
}

static size_t bits_in(const uint64_t *words)
{
	size_t count = 0;

	for (size_t i = 0; i < IDSET_PAGE_WORDS; i++)
		count += (size_t)__builtin_popcountll(words[i]);
	return count;
}

void idset_and(IdSet *set, const IdSet *other)
{
	set->count = 0;
	for (size_t page = 0; page < set->page_count; page++) {
		const uint64_t *with = page_of(other, page);

		for (size_t i = 0; set->pages[page] && i < IDSET_PAGE_WORDS; i++)
			set->pages[page][i] &= with[i];
		set->count += bits_in(page_of(set, page));
	}
}

void idset_or(IdSet *set, const IdSet *other)
{
	for (size_t page = 0; page < other->page_count; page++) {
		uint64_t words[IDSET_PAGE_WORDS];
		const uint64_t *own = page_of(set, page);

		if (!other->pages[page])
			continue;
		for (size_t i = 0; i < IDSET_PAGE_WORDS; i++)
			words[i] = own[i] | other->pages[page][i];
		idset_set_page(set, page, words);
	}
}

void idset_minus(IdSet *set, const IdSet *other)
{
	set->count = 0;
	for (size_t page = 0; page < set->page_count; page++) {
		const uint64_t *without = page_of(other, page);

		for (size_t i = 0; set->pages[page] && i < IDSET_PAGE_WORDS; i++)
			set->pages[page][i] &= ~without[i];
		set->count += bits_in(page_of(set, page));
	}
}

void idset_set_page(IdSet *set, size_t page, const uint64_t *words)
{
	set->count -= bits_in(page_of(set, page));
	if (!words) {
		if (page < set->page_count) {
			free(set->pages[page]);
			set->pages[page] = NULL;
		}
		return;
	}
	word_of(set, (ItemId)(page * IDSET_PAGE_BITS), true);
	memcpy(set->pages[page], words, IDSET_PAGE_WORDS * sizeof *words);
	set->count += bits_in(words);
}
