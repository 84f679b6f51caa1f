/* model/idset.h: a set of item ids, for "is this one unread", "is this one a hit": asked for each
 * row, with a million in it: a bit for each, in pages. Ids are row ids, so they stand close. */
#ifndef LEDE_MODEL_IDSET_H
#define LEDE_MODEL_IDSET_H

#include "base/buf.h"
#include "model/item.h"

/* A page is what the store keeps as one row (store/marks.h): changing this changes its format. */
enum { IDSET_PAGE_BITS = 8192, IDSET_PAGE_WORDS = IDSET_PAGE_BITS / 64 };
/* For what reads pages: there are no more of them in what is sound; each takes 8 bytes. */
enum { IDSET_MOST_PAGES = 1 << 22 };

/* Zeroed: empty and ready. Ids are not below 0. */
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
/* The lowest that is not below `from`; -1: there is none. */
ItemId idset_next(const IdSet *set, ItemId from);

/* What is in both; in one of them; in `set` and not in the other. They change `set`. */
void idset_and(IdSet *set, const IdSet *other);
void idset_or(IdSet *set, const IdSet *other);
void idset_minus(IdSet *set, const IdSet *other);

/* Replaces a page by these bits, IDSET_PAGE_WORDS of them; NULL: it is empty. */
void idset_set_page(IdSet *set, size_t page, const uint64_t *words);

/* As few bytes: runs of ids, or plain bits where there are many. A million in a row are some 600,
 * a million of two million at random 250,000. */
void idset_pack(const IdSet *set, Buf *out);
/* False if these are no such bytes; the set is then empty. */
bool idset_unpack(Str bytes, IdSet *out);

#endif
