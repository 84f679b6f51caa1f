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

/* --- as bytes: for each page that is not empty the pages passed over since the last one, the
 * number of runs, and for each the ids passed over and its length less one; 0 runs: the bits,
 * lowest byte first. Numbers have seven bits a byte, the lowest first. ---------------------- */

enum { PAGE_BYTES = IDSET_PAGE_BITS / 8 };

static void add_number(Buf *out, size_t number)
{
	for (; number > 127; number >>= 7)
		buf_char(out, (char)((number & 127) | 128));
	buf_char(out, (char)number);
}

static bool take_number(Str *bytes, size_t *out)
{
	*out = 0;
	for (unsigned shift = 0; shift < 35 && bytes->n; shift += 7) {
		uint8_t byte = (uint8_t)bytes->s[0];

		*bytes = str_from_at(*bytes, 1);
		*out |= (size_t)(byte & 127) << shift;
		if (byte < 128)
			return true;
	}
	return false;
}

static bool has_bit(const uint64_t *words, size_t at)
{
	return words[at / 64] >> at % 64 & 1;
}

static size_t add_runs(const uint64_t *words, Buf *out)
{
	size_t runs = 0, behind = 0;

	for (size_t at = 0, end; at < IDSET_PAGE_BITS; at = end) {
		end = at + 1;
		if (!has_bit(words, at))
			continue;
		while (end < IDSET_PAGE_BITS && has_bit(words, end))
			end++;
		add_number(out, at - behind);
		add_number(out, end - at - 1);
		behind = end;
		runs++;
	}
	return runs;
}

static void add_bits(const uint64_t *words, Buf *out)
{
	for (size_t i = 0; i < PAGE_BYTES; i++)
		buf_char(out, (char)(words[i / 8] >> i % 8 * 8));
}

void idset_pack(const IdSet *set, Buf *out)
{
	size_t behind = 0;
	Buf runs = {0};

	for (size_t page = 0; page < set->page_count; page++) {
		size_t count;

		if (bits_in(page_of(set, page)) == 0)
			continue;
		buf_clear(&runs);
		count = add_runs(set->pages[page], &runs);
		add_number(out, page - behind);
		behind = page + 1;
		add_number(out, runs.n < PAGE_BYTES ? count : 0);
		if (runs.n < PAGE_BYTES)
			buf_add(out, buf_str(&runs));
		else
			add_bits(set->pages[page], out);
	}
	buf_drop(&runs);
}

static bool take_bits(Str *bytes, uint64_t *words)
{
	if (bytes->n < PAGE_BYTES)
		return false;
	for (size_t i = 0; i < PAGE_BYTES; i++)
		words[i / 8] |= (uint64_t)(uint8_t)bytes->s[i] << i % 8 * 8;
	*bytes = str_from_at(*bytes, PAGE_BYTES);
	return true;
}

static bool take_runs(Str *bytes, size_t count, uint64_t *words)
{
	size_t at = 0, gap, more;

	for (size_t i = 0; i < count; i++) {
		if (!take_number(bytes, &gap) || !take_number(bytes, &more) ||
			gap >= IDSET_PAGE_BITS - at || more >= IDSET_PAGE_BITS - at - gap)
			return false;
		at += gap;
		for (size_t end = at + more + 1; at < end; at++)
			words[at / 64] |= (uint64_t)1 << at % 64;
		if (at == IDSET_PAGE_BITS && i + 1 < count)
			return false;
	}
	return true;
}

bool idset_unpack(Str bytes, IdSet *out)
{
	size_t page = 0, skipped, runs;

	idset_drop(out);
	while (bytes.n) {
		uint64_t words[IDSET_PAGE_WORDS] = {0};
		bool ok = take_number(&bytes, &skipped) && take_number(&bytes, &runs) &&
			  skipped < IDSET_MOST_PAGES - page;

		ok = ok && (runs ? take_runs(&bytes, runs, words) : take_bits(&bytes, words));
		if (!ok) {
			idset_drop(out);
			return false;
		}
		idset_set_page(out, page + skipped, words);
		page += skipped + 1;
	}
	return true;
}
