/* How long lists, rows, marks and merges take with many items: store [ITEMS [FEEDS]]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "store/library.h"

enum { NOW = 1700000000, BATCH = 100 };

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(bool ok, const Err *err)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static void fill(Library *lib, size_t items, size_t feeds)
{
	Arena *arena = arena_open();
	Subscription *subs = arena_array(arena, feeds, sizeof *subs);
	Entry entries[BATCH];
	size_t bytes = 0;
	double start;
	Err err;

	for (size_t i = 0; i < feeds; i++) {
		subs[i].url = arena_printf(arena, "https://h%zu.example/feed", i);
		subs[i].folder = arena_printf(arena, "F%zu", i % 20);
	}
	must(library_subscribe(lib, subs, feeds, &err), &err);
	start = seconds(CLOCK_PROCESS_CPUTIME_ID);
	must(library_begin(lib, &err), &err);
	for (size_t done = 0; done < items; done += BATCH) {
		Arena *batch = arena_open();
		Parsed parsed = {.entries = entries, .entry_count = BATCH};
		uint32_t added;

		for (size_t i = 0; i < BATCH; i++) {
			size_t n = done + i;
			char *html = arena_alloc(batch, 601);

			memset(html, 'x', 600);
			memcpy(html, "<p>", 3);
			entries[i] = (Entry){
				.guid = arena_printf(batch, "https://h.example/%zu", n),
				.url = arena_printf(batch, "https://h.example/articles/%zu", n),
				.title = arena_printf(batch, "Number %zu of the many articles", n),
				.author = S("Ida Brandt"),
				.summary = S("Every spring two boats go out with lead lines, as "
					     "they did in 1870. What they bring back is a strip "
					     "of paper."),
				.html = str_of(html, 600),
				.published = NOW - (int64_t)(n * 7919 % 30000000),
				.words = 120};
		}
		bytes += BATCH * 800;
		must(library_merge(lib, 1 + (FeedId)(done / BATCH % feeds), &parsed, NOW, &added,
			     &err),
			&err);
		arena_close(batch);
		if (done / BATCH % 50 == 49) {
			must(library_commit(lib, &err), &err);
			must(library_begin(lib, &err), &err);
		}
	}
	must(library_commit(lib, &err), &err);
	printf("merge of %zu new items: %.2f s of CPU, %.1f us each, %.0f MB/s\n", items,
		seconds(CLOCK_PROCESS_CPUTIME_ID) - start,
		(seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / (double)items * 1e6,
		(double)bytes / 1e6 / (seconds(CLOCK_PROCESS_CPUTIME_ID) - start));
	arena_close(arena);
}

static void time_list(Library *lib, const char *text, size_t limit)
{
	Arena *arena = arena_open();
	double best = 1e9;
	IdList ids = {0};
	Query query;
	Err err;

	must(query_parse(str_from(text), arena, &query, &err), &err);
	query.limit = limit;
	for (int i = 0; i < 3; i++) {
		double start = seconds(CLOCK_MONOTONIC);

		free(ids.ids);
		must(library_list(lib, &query, &ids, &err), &err);
		if (seconds(CLOCK_MONOTONIC) - start < best)
			best = seconds(CLOCK_MONOTONIC) - start;
	}
	printf("list \"%s\"%s: %zu ids, %.2f ms\n", text, limit ? ", first screenful" : "",
		ids.count, best * 1e3);
	free(ids.ids);
	arena_close(arena);
}

static void time_rows(Library *lib)
{
	Arena *arena = arena_open();
	Query query = query_for_all(arena);
	Item items[60];
	double start;
	IdList ids;
	Err err;

	must(library_list(lib, &query, &ids, &err), &err);
	start = seconds(CLOCK_MONOTONIC);
	for (size_t at = 0; at + 60 <= ids.count && at < 6000; at += 60)
		must(library_rows(lib, ids.ids + at, 60, arena, items, &err), &err);
	printf("60 rows by id: %.3f ms\n", (seconds(CLOCK_MONOTONIC) - start) * 10);
	free(ids.ids);
	arena_close(arena);
}

/* What a reader does to all, taken back and done again. */
static void time_undo(Library *lib, const IdList *ids, Arena *arena)
{
	const Mark read = {.flag = ITEM_UNREAD, .of = S("all of it")};
	double start = seconds(CLOCK_MONOTONIC);
	IdList changed;
	Step step;
	Err err;

	must(library_change(lib, &read, ids->ids, ids->count, NULL, NULL, &err), &err);
	printf("all %zu read: %.0f ms\n", ids->count, (seconds(CLOCK_MONOTONIC) - start) * 1e3);
	for (int back = 1; back >= 0; back--) {
		start = seconds(CLOCK_MONOTONIC);
		must((back ? library_undo : library_redo)(lib, arena, &step, &changed, &err), &err);
		printf("%s: %.0f ms, %zu articles\n", back ? "undone" : "done again",
			(seconds(CLOCK_MONOTONIC) - start) * 1e3, changed.count);
		free(changed.ids);
	}
}

static void time_marks(Library *lib)
{
	Arena *arena = arena_open();
	Query query = query_for_all(arena);
	double start;
	IdList ids;
	Err err;

	must(library_list(lib, &query, &ids, &err), &err);
	start = seconds(CLOCK_MONOTONIC);
	must(library_mark(lib, ids.ids, 1, ITEM_UNREAD, false, NULL, NULL, &err), &err);
	printf("one mark: %.3f ms\n", (seconds(CLOCK_MONOTONIC) - start) * 1e3);
	if (ids.count > 10000) {
		start = seconds(CLOCK_MONOTONIC);
		must(library_mark(lib, ids.ids, 10000, ITEM_UNREAD, false, NULL, NULL, &err), &err);
		printf("10,000 marks: %.0f ms\n", (seconds(CLOCK_MONOTONIC) - start) * 1e3);
	}
	time_undo(lib, &ids, arena);
	free(ids.ids);
	arena_close(arena);
}

int main(int argc, char **argv)
{
	size_t items = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
	size_t feeds = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000;
	char folder[] = "/tmp/lede-speed-XXXXXX", path[64];
	Library *lib;
	Err err;

	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof path, "%s/lede.db", folder);
	lib = library_open(path, LIBRARY_WRITE, &err);
	must(lib != NULL, &err);
	fill(lib, items, feeds);
	time_list(lib, "", 60);
	time_list(lib, "", 0);
	time_list(lib, "unread", 60);
	time_list(lib, "unread", 0);
	time_list(lib, "read", 60);
	time_list(lib, "in:F3", 60);
	time_list(lib, "in:F3", 0);
	time_list(lib, "feed:h77.example", 60);
	time_list(lib, "feed:h77.example", 0);
	time_list(lib, "title:777", 0);
	time_list(lib, "starred", 0);
	time_rows(lib);
	time_marks(lib);
	library_close(lib);
	unlink(path);
	rmdir(folder);
	return 0;
}
