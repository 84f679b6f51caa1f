/* How long rows and marks take with many articles: store [FOLDER [ITEMS [FEEDS]]]. */
#include <stdlib.h>

#include "tests/speed/stock.h"

static void time_rows(Library *lib)
{
	Arena *arena = arena_open();
	Query query = query_for_all(arena);
	Item items[60];
	double start;
	IdList ids;
	Err err;

	must(library_list(lib, &query, &ids, &err), &err);
	start = now_ms();
	for (size_t at = 0; at + 60 <= ids.count && at < 6000; at += 60)
		must(library_rows(lib, ids.ids + at, 60, arena, items, &err), &err);
	figure("60 rows by id", (now_ms() - start) / 100, "ms", 0);
	free(ids.ids);
	arena_close(arena);
}

/* What a reader does to all, taken back and done again. */
static void time_undo(Library *lib, const IdList *ids, Arena *arena)
{
	const Mark read = {.flag = ITEM_UNREAD, .of = S("all of it")};
	double start = now_ms();
	IdList changed;
	Step step;
	Err err;

	must(library_change(lib, &read, ids->ids, ids->count, NULL, NULL, &err), &err);
	figure("all read", now_ms() - start, "ms", 3000);
	for (int back = 1; back >= 0; back--) {
		start = now_ms();
		must((back ? library_undo : library_redo)(lib, arena, &step, &changed, &err), &err);
		figure(back ? "undone" : "done again", now_ms() - start, "ms", 3000);
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
	start = now_ms();
	must(library_mark(lib, ids.ids, 1, ITEM_UNREAD, false, NULL, NULL, &err), &err);
	figure("one mark", now_ms() - start, "ms", 0);
	if (ids.count > 10000) {
		start = now_ms();
		must(library_mark(lib, ids.ids, 10000, ITEM_UNREAD, false, NULL, NULL, &err), &err);
		figure("10,000 marks", now_ms() - start, "ms", 0);
	}
	time_undo(lib, &ids, arena);
	free(ids.ids);
	arena_close(arena);
}

int main(int argc, char **argv)
{
	Stock stock;
	Library *lib;
	Err err;

	stock_open(argc, argv, &stock);
	lib = library_open(stock.library, LIBRARY_WRITE, &err);
	must(lib != NULL, &err);
	time_rows(lib);
	time_marks(lib);
	library_close(lib);
	stock_close(&stock);
	return 0;
}
