/* How long lists and searches take with many articles: query [FOLDER [ITEMS [FEEDS]]]. CPU of the
 * thread that asks, the best of three. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/speed/stock.h"

enum { FIRST = 512 }; /* engine/lists.c */

static double best_of(Library *lib, const Query *query, size_t *count)
{
	double best = 1e9;
	Err err;

	for (int i = 0; i < 3; i++) {
		double start = cpu_ms(), took;
		IdList ids = {0};

		must(library_list(lib, query, &ids, &err), &err);
		took = cpu_ms() - start;
		best = took < best ? took : best;
		*count = ids.count;
		free(ids.ids);
	}
	return best;
}

static void time_term(Library *lib, const char *text)
{
	Arena *arena = arena_open();
	double first, all;
	size_t count;
	Query query;
	Err err;

	must(query_parse(str_from(text), arena, &query, &err), &err);
	query.limit = FIRST;
	first = best_of(lib, &query, &count);
	query.limit = 0;
	all = best_of(lib, &query, &count);
	printf("  %-32s %9zu %10.1f %10.1f%s\n", text, count, first, all,
		first > 250 || all > 250 ? "  above 250" : "");
	fflush(stdout);
	arena_close(arena);
}

static void time_terms(Library *lib)
{
	static const char *const terms[] = {"", "unread", "read", "starred", "later", "muted",
		"feed:\"Feed 77\"", "in:\"Folder 3\"", "newer:30d", "older:30d", "len:>10",
		"len:<1", "has:image", "has:comments", "lang:de", "tag:\"topic 7\"",
		"-tag:\"topic 7\"", "url:/13/", "title:sel", "author:\"author 7\"", "needle",
		"harbour", "harbour -kalo", "\"ka ka\"", "harbour OR needle", "title:/^ka.*lo/",
		"unread in:\"Folder 3\" harbour", "(unread newer:99d) OR starred"};

	printf("  %-32s %9s %10s %10s\n", "query", "found", "first, ms", "all, ms");
	for (size_t i = 0; i < COUNT(terms); i++)
		time_term(lib, terms[i]);
}

static double time_search(Library *lib, const char *text, Order order, size_t limit, size_t *count)
{
	Arena *arena = arena_open();
	double took;
	Query query;
	Err err;

	must(query_parse(str_from(text), arena, &query, &err), &err);
	query.order = order;
	query.limit = limit;
	took = best_of(lib, &query, count);
	arena_close(arena);
	return took;
}

int main(int argc, char **argv)
{
	Stock stock;
	Library *lib;
	size_t count;
	Err err;

	stock_open(argc, argv, &stock);
	lib = library_open(stock.library, LIBRARY_READ, &err);
	must(lib != NULL, &err);
	figure("list of all, first rows", time_search(lib, "", ORDER_NEWEST, FIRST, &count), "ms",
		20);
	figure("list of all, all ids", time_search(lib, "", ORDER_NEWEST, 0, &count), "ms", 250);
	figure("search of a rare word", time_search(lib, "needle", ORDER_BEST, FIRST, &count), "ms",
		20);
	figure("search of a word in 40 %, first screen",
		time_search(lib, "harbour", ORDER_BEST, FIRST, &count), "ms", 80);
	figure("search of a word in 40 %, all of them",
		time_search(lib, "harbour", ORDER_BEST, 0, &count), "ms", 0);
	time_terms(lib);
	library_close(lib);
	stock_close(&stock);
	return 0;
}
