#include "tests/speed/stock.h"

#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"

enum { NOW = 1795334400, BATCH = 1000, WORDS = 5000 };

void must(bool ok, const Err *err)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static double ms_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

double now_ms(void)
{
	return ms_of(CLOCK_MONOTONIC);
}

double cpu_ms(void)
{
	return ms_of(CLOCK_THREAD_CPUTIME_ID);
}

void figure(const char *what, double value, const char *unit, double goal)
{
	bool met = goal < 0 ? value >= -goal : value <= goal;

	printf("%-46s %10.*f %-4s", what, value < 100 ? 2 : 0, value, unit);
	if (goal != 0)
		printf("  goal %s %g  %s", goal < 0 ? ">=" : "<=", fabs(goal),
			met ? "ok" : "NOT MET");
	printf("\n");
	fflush(stdout);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double percentile(double *values, size_t count, int percent)
{
	qsort(values, count, sizeof *values, by_value);
	return count ? values[(count - 1) * (size_t)percent / 100] : 0;
}

/* --- articles --- */

static uint32_t pick(uint64_t *random, uint32_t below)
{
	*random = *random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*random >> 33) % below;
}

/* The k-th word is as frequent as 1/k: by its number, made of syllables. */
static void add_word(uint64_t *random, Buf *out)
{
	static const char *const syllables[] = {"ka", "lo", "mi", "ren", "tos", "ba", "du", "ver",
		"ni", "sel", "gar", "pe", "hol", "tin", "ma", "su"};
	uint32_t k = (uint32_t)exp(pick(random, 1000000) / 1e6 * log(WORDS));

	do {
		buf_add(out, str_from(syllables[k % COUNT(syllables)]));
		k /= COUNT(syllables);
	} while (k);
}

static Str words(uint64_t *random, unsigned count, const char *last, Arena *arena)
{
	Buf out = {0};
	Str text;

	for (unsigned i = 0; i < count; i++) {
		if (i)
			buf_char(&out, ' ');
		add_word(random, &out);
	}
	buf_add(&out, str_from(last));
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

Entry stock_entry(size_t number, Arena *arena)
{
	static const char *const langs[] = {"en", "de", "fr", "es", "ja", "", "ru", "de-AT"};
	uint64_t random = number * 2654435761u + 99;
	bool harbour = pick(&random, 100) < 40, tagged = pick(&random, 100) < 45;
	Str text = words(&random, 60, harbour ? " harbour" : "", arena);

	return (Entry){
		.guid = arena_printf(arena, "https://h.example/%zu", number),
		.url = arena_printf(arena, "https://h.example/%zu/%zu", number % 97, number),
		.title = words(&random, 7, number % 50000 == 49999 ? " needle" : "", arena),
		.author = arena_printf(arena, "Author %u", pick(&random, 50)),
		.tags = tagged ? arena_printf(arena, "topic %u", pick(&random, 2000)) : S(""),
		.lang = str_from(langs[pick(&random, COUNT(langs))]),
		.comments = pick(&random, 5) ? S("") : S("https://h.example/comments"),
		.summary = str_slice(text, 0, 120),
		.html = arena_printf(arena, "<p>%.*s.</p>", STR_ARG(text)),
		.published = NOW - (int64_t)(number * 7919 % 30000000),
		.words = 60,
	};
}

/* --- the library --- */

static void subscribe_all(const Stock *stock, Library *lib)
{
	Subscription *subs = arena_array(stock->arena, stock->feeds, sizeof *subs);
	Buf lines = {0};
	Err err;

	for (size_t i = 0; i < stock->feeds; i++) {
		subs[i].url = arena_printf(stock->arena, "https://h%zu.example/feed", i);
		subs[i].folder = arena_printf(stock->arena, "Folder %zu", i % 20);
		subs[i].title = arena_printf(stock->arena, "Feed %zu", i);
		buf_printf(&lines, "%.*s \"Folder %zu\" \"~Feed %zu\"\n", STR_ARG(subs[i].url),
			i % 20, i);
	}
	must(file_write(stock->urls, buf_str(&lines), &err), &err);
	must(library_subscribe(lib, subs, stock->feeds, &err), &err);
	buf_drop(&lines);
}

static void fill(const Stock *stock)
{
	Entry *entries = arena_array(stock->arena, BATCH, sizeof *entries);
	Library *lib;
	double start, taken = 0;
	Err err;

	lib = library_open(stock->library, LIBRARY_WRITE, &err);
	must(lib != NULL, &err);
	subscribe_all(stock, lib);
	for (size_t done = 0; done < stock->items; done += BATCH) {
		size_t n = stock->items - done < BATCH ? stock->items - done : BATCH;
		Arena *batch = arena_open();
		Parsed parsed = {.entries = entries, .entry_count = n};
		uint32_t added;

		for (size_t i = 0; i < n; i++)
			entries[i] = stock_entry(done + i, batch);
		start = cpu_ms();
		must(library_merge(lib, 1 + (FeedId)(done / BATCH % stock->feeds), &parsed, NOW,
			     &added, &err),
			&err);
		taken += cpu_ms() - start;
		arena_close(batch);
	}
	library_close(lib);
	figure("merge, CPU for an article", taken * 1e3 / (double)stock->items, "us", 0);
}

static void index_all(const Stock *stock)
{
	Library *lib = library_open(stock->library, LIBRARY_READ, NULL);
	double start = cpu_ms();
	uint64_t left = 1;
	Err err;

	while (left)
		must(library_index(lib, 500, NULL, &left, &err), &err);
	figure("index of words, articles a second of CPU",
		(double)stock->items / (cpu_ms() - start) * 1e3, "/s", -3000);
	library_close(lib);
}

static void print_size(const Stock *stock)
{
	struct stat library, index;
	const char *path = arena_printf(stock->arena, "%s-search", stock->library).s;

	if (stat(stock->library, &library) == 0 && stat(path, &index) == 0) {
		figure("library, an article", (double)library.st_size / (double)stock->items, "B",
			0);
		figure("index of words, an article", (double)index.st_size / (double)stock->items,
			"B", 0);
	}
}

void stock_open(int argc, char **argv, Stock *out)
{
	char folder[] = "/tmp/lede-speed-XXXXXX";
	Arena *arena = arena_open();
	double load = 0;
	Err err;

	if (getloadavg(&load, 1) == 1 && load > 1)
		printf("others are at work here (load %.1f): times but of CPU are too long\n",
			load);

	*out = (Stock){.arena = arena,
		.items = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000000,
		.feeds = argc > 3 ? strtoul(argv[3], NULL, 10) : 1000,
		.ours = argc < 2};
	out->folder = argc > 1 ? argv[1] : arena_printf(arena, "%s", mkdtemp(folder)).s;
	out->library = arena_printf(arena, "%s/lede/lede.db", out->folder).s;
	out->urls = arena_printf(arena, "%s/config/lede/urls", out->folder).s;
	must(path_make_folder(arena_printf(arena, "%s/lede", out->folder).s, &err) &&
			path_make_folder(arena_printf(arena, "%s/config/lede", out->folder).s,
				&err),
		&err);
	if (access(out->library, F_OK) == 0)
		return;
	fill(out);
	index_all(out);
	print_size(out);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
	(void)info;
	(void)kind;
	(void)place;
	return remove(path);
}

void stock_close(Stock *stock)
{
	if (stock->ours)
		nftw(stock->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_close(stock->arena);
}
