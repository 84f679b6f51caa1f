#include "feed/reader/wordmap.h"

static uint64_t hash_lower(Str str)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < str.n; i++)
		hash = (hash ^ (uint8_t)char_lower(str.s[i])) * 1099511628211u;
	return hash;
}

/* Where a word is, or would be. */
static size_t place_of(const WordMap *map, Str word)
{
	size_t at = hash_lower(word) % COUNT(map->slots);

	while (map->slots[at].word.n && !str_eq_case(map->slots[at].word, word))
		at = (at + 1) % COUNT(map->slots);
	return at;
}

void wordmap_add(WordMap *map, Str word, unsigned bits)
{
	struct WordSlot *slot = &map->slots[place_of(map, word)];

	slot->word = word;
	slot->bits |= bits;
}

unsigned wordmap_bits(const WordMap *map, Str word)
{
	return map->slots[place_of(map, word)].bits;
}
