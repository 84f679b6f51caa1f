/* Looking words up in the index. */
#include "store/index.h"

#include <stdlib.h>

#include "base/vec.h"
#include "store/indexfile.h"

static const int64_t ID_MASK = ((int64_t)1 << INDEX_SHIFT) - 1;

bool index_read_reach(Library *lib, Index *index, IndexReach *out, Err *err)
{
	bool ok;

	sqlite3_reset(index->reach);
	ok = sqlite3_step(index->reach) == SQLITE_ROW;
	if (ok)
		*out = (IndexReach){sqlite3_column_int64(index->reach, 0),
			sqlite3_column_int64(index->reach, 1)};
	sqlite3_reset(index->reach);
	return ok || index_fail(lib, index, err);
}

bool index_reach(Library *lib, IndexReach *out, Err *err)
{
	Index *index = index_of(lib, false, err);

	*out = (IndexReach){0};
	return !index || index_read_reach(lib, index, out, err);
}

/* Which rows of the index are the latest of their article, and none of those left out. */
typedef struct {
	const ItemId *stale;
	size_t stale_count;
	VEC(ItemId) items; /* rising; with them their versions */
	VEC(int64_t) versions;
} Filter;

static bool filter_read(Library *lib, Index *index, Filter *filter, Err *err)
{
	int code;

	sqlite3_reset(index->versions);
	while ((code = sqlite3_step(index->versions)) == SQLITE_ROW) {
		*vec_push(&filter->items) = sqlite3_column_int64(index->versions, 0);
		*vec_push(&filter->versions) = sqlite3_column_int64(index->versions, 1);
	}
	sqlite3_reset(index->versions);
	return code == SQLITE_DONE || index_fail(lib, index, err);
}

static void filter_drop(Filter *filter)
{
	vec_drop(&filter->items);
	vec_drop(&filter->versions);
}

/* Where the id is in rising ids, or `count`. */
static size_t place_of(const ItemId *ids, size_t count, ItemId id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && ids[low] == id ? low : count;
}

static bool passes(const Filter *filter, int64_t row)
{
	ItemId id = row & ID_MASK;
	size_t at;

	if (filter->stale_count &&
		place_of(filter->stale, filter->stale_count, id) < filter->stale_count)
		return false;
	if (filter->items.count == 0)
		return true;
	at = place_of(filter->items.items, filter->items.count, id);
	return row >> INDEX_SHIFT == (at < filter->items.count ? filter->versions.items[at] : 0);
}

static int by_id(const void *a, const void *b)
{
	ItemId x = *(const ItemId *)a, y = *(const ItemId *)b;

	return (x > y) - (x < y);
}

static int by_scored_id(const void *a, const void *b)
{
	return by_id(&((const Scored *)a)->id, &((const Scored *)b)->id);
}

bool index_best(Library *lib, Str match, const ItemId *stale, size_t stale_count, Hits *out,
	Err *err)
{
	Index *index = index_of(lib, false, err);
	Filter filter = {stale, stale_count, {0}, {0}};
	size_t seen = 0;
	int code = SQLITE_ERROR;

	*out = (Hits){.few = true};
	if (!index)
		return true;
	out->best = memory_alloc(HITS_BEST * sizeof *out->best);
	sqlite3_reset(index->best);
	db_bind_str(index->best, 1, match);
	sqlite3_bind_int(index->best, 2, HITS_BEST + 1);
	if (!filter_read(lib, index, &filter, err))
		goto out;
	while ((code = sqlite3_step(index->best)) == SQLITE_ROW) {
		int64_t row = sqlite3_column_int64(index->best, 0);

		if (++seen <= HITS_BEST && passes(&filter, row))
			out->best[out->best_count++] =
				(Scored){row & ID_MASK, sqlite3_column_double(index->best, 1)};
	}
	out->few = seen <= HITS_BEST;
	qsort(out->best, out->best_count, sizeof *out->best, by_scored_id);
	if (out->few) {
		out->count = out->best_count;
		out->ids = memory_alloc((out->count + 1) * sizeof *out->ids);
		for (size_t i = 0; i < out->count; i++)
			out->ids[i] = out->best[i].id;
	}
	if (code != SQLITE_DONE)
		index_fail(lib, index, err);
out:
	sqlite3_reset(index->best);
	filter_drop(&filter);
	return code == SQLITE_DONE;
}

static void set_bits(Hits *hits)
{
	hits->bit_count = (size_t)hits->ids[hits->count - 1] + 1;
	hits->bits = memory_alloc((hits->bit_count / 64 + 1) * sizeof *hits->bits);
	for (size_t i = 0; i < hits->count; i++)
		hits->bits[hits->ids[i] / 64] |= (uint64_t)1 << hits->ids[i] % 64;
}

bool index_all(Library *lib, Str match, const ItemId *stale, size_t stale_count, Hits *out,
	Err *err)
{
	Index *index = index_of(lib, false, err);
	Filter filter = {stale, stale_count, {0}, {0}};
	VEC(ItemId) ids = {0};
	int code = SQLITE_ERROR;

	if (out->few || out->ids || !index)
		return true;
	sqlite3_reset(index->all);
	db_bind_str(index->all, 1, match);
	if (filter_read(lib, index, &filter, err)) {
		while ((code = sqlite3_step(index->all)) == SQLITE_ROW) {
			int64_t row = sqlite3_column_int64(index->all, 0);

			if (passes(&filter, row))
				*vec_push(&ids) = row & ID_MASK;
		}
		if (code != SQLITE_DONE)
			index_fail(lib, index, err);
	}
	sqlite3_reset(index->all);
	out->ids = ids.items;
	out->count = ids.count;
	/* Rows come in their order, so those of changed articles come last. */
	if (filter.items.count && ids.count)
		qsort(ids.items, ids.count, sizeof *ids.items, by_id);
	if (ids.count)
		set_bits(out);
	filter_drop(&filter);
	return code == SQLITE_DONE;
}

void hits_drop(Hits *hits)
{
	free(hits->best);
	free(hits->ids);
	free(hits->bits);
	*hits = (Hits){0};
}

bool hits_have(const Hits *hits, ItemId id)
{
	if (hits->few)
		return place_of(hits->ids, hits->count, id) < hits->count;
	return id >= 0 && (size_t)id < hits->bit_count && (hits->bits[id / 64] >> id % 64 & 1);
}

double hits_score(const Hits *hits, ItemId id)
{
	size_t low = 0, high = hits->best_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hits->best[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < hits->best_count && hits->best[low].id == id ? hits->best[low].score : 0;
}
