#include "view/shelf.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/vec.h"
#include "view/status.h"

enum { NEVER = 90 * DAY }; /* tried again later than that: not by itself */

typedef struct {
	Shelf shelf;
	Arena *searches_arena;
	const Feed **by_id; /* sorted, `count` of them */
} Inside;

Shelf *shelf_open(void)
{
	Inside *inside = memory_alloc(sizeof *inside);

	memset(inside, 0, sizeof *inside);
	inside->shelf.arena = arena_open();
	inside->searches_arena = arena_open();
	inside->shelf.stale = true;
	return &inside->shelf;
}

void shelf_close(Shelf *shelf)
{
	Inside *inside = (Inside *)shelf;

	if (!shelf)
		return;
	arena_close(shelf->arena);
	arena_close(inside->searches_arena);
	free(inside);
}

static int by_id(const void *a, const void *b)
{
	const Feed *x = *(const Feed *const *)a, *y = *(const Feed *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* Those that no article has are left out. */
static bool read_tags(Library *library, Arena *arena, const Tag **out, size_t *count, Err *err)
{
	VEC(Tag) found = {0};
	const Tag *all;
	size_t all_count;

	if (!library_tags(library, arena, &all, &all_count, err))
		return false;
	for (size_t i = 0; i < all_count; i++)
		if (all[i].count)
			*vec_push_in(&found, arena) = all[i];
	*out = found.items;
	*count = found.count;
	return true;
}

bool shelf_refresh(Shelf *shelf, Library *library, Err *err)
{
	Inside *inside = (Inside *)shelf;
	Arena *arena;
	const Feed *feeds;
	const Tag *tags;
	size_t count, tag_count;

	if (!shelf->stale)
		return true;
	arena = arena_open();
	if (!library_feeds(library, arena, &feeds, &count, err) ||
		!read_tags(library, arena, &tags, &tag_count, err)) {
		arena_close(arena);
		return false;
	}
	shelf->tags = tags;
	shelf->tag_count = tag_count;
	arena_close(shelf->arena);
	shelf->arena = arena;
	shelf->feeds = feeds;
	shelf->count = count;
	shelf->stale = false;
	shelf->reading++;
	shelf->unread = shelf->total = shelf->unfetched = 0;
	inside->by_id = arena_array(arena, count, sizeof *inside->by_id);
	for (size_t i = 0; i < count; i++) {
		inside->by_id[i] = &feeds[i];
		shelf->unread += feeds[i].unread;
		shelf->total += feeds[i].total;
		shelf->unfetched += feeds[i].checked == 0;
	}
	if (count)
		qsort(inside->by_id, count, sizeof *inside->by_id, by_id);
	return true;
}

bool shelf_read_searches(Shelf *shelf, const char *urls, Err *err)
{
	Inside *inside = (Inside *)shelf;
	const UrlsEntry *entries;
	size_t count;
	VEC(SavedSearch) found = {0};

	arena_reset(inside->searches_arena);
	shelf->search_count = 0;
	shelf->bundled = true;
	shelf->searches_first = false;
	if (!urls_read(urls, inside->searches_arena, &entries, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		shelf->bundled = false;
		if (!str_starts(entries[i].url, S("query:")) || entries[i].hidden)
			continue;
		if (i == 0)
			shelf->searches_first = true;
		*vec_push_in(&found, inside->searches_arena) = (SavedSearch){entries[i].title,
			entries[i].filter, entries[i].folder, entries[i].url};
	}
	shelf->searches = found.items;
	shelf->search_count = found.count;
	return true;
}

const Feed *shelf_feed(const Shelf *shelf, FeedId id)
{
	const Inside *inside = (const Inside *)shelf;
	size_t low = 0, high = shelf->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (inside->by_id[middle]->id == id)
			return inside->by_id[middle];
		if (inside->by_id[middle]->id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

Str shelf_trouble(const Feed *feed, int64_t now, Arena *arena)
{
	Str failed = arena_printf(arena, "failed %.*s since %.*s",
		STR_ARG(count_of(feed->failures, "time", "times", arena)),
		STR_ARG(date_short(feed->trouble_since, now, arena)));

	if (feed->due > now + NEVER)
		return arena_printf(arena, "%.*s, given up", STR_ARG(failed));
	if (feed->due <= now)
		return failed;
	return arena_printf(arena, "%.*s, next try %.*s", STR_ARG(failed),
		STR_ARG(date_format(feed->due, feed->due < now + DAY ? "%H:%M" : "%-d %b", arena)));
}
