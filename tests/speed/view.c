/* How long a key takes until its frame stands, with many items: view [ITEMS [FEEDS]]. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "sandbox/pool.h"
#include "view/inside.h"
#include "view/paint.h"

enum { BATCH = 1000, ROUNDS = 40 };

typedef struct {
	App *app;
	Painter *painter;
	Buf bytes;
} Bench;

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool ok, const Err *err)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static void fill(const char *path, const char *urls, size_t items, size_t feeds)
{
	Arena *arena = arena_open();
	Subscription *subs = arena_array(arena, feeds, sizeof *subs);
	Entry *entries = arena_array(arena, BATCH, sizeof *entries);
	Buf lines = {0};
	Library *lib;
	Err err = {0};

	for (size_t i = 0; i < feeds; i++) {
		subs[i].url = arena_printf(arena, "https://h%zu.example/feed", i);
		subs[i].folder = arena_printf(arena, "Folder %zu", i % 20);
		subs[i].title = arena_printf(arena, "Feed %zu", i);
		buf_printf(&lines, "%.*s \"Folder %zu\" \"~Feed %zu\"\n", STR_ARG(subs[i].url),
			i % 20, i);
	}
	must(file_write(urls, buf_str(&lines), &err), &err);
	lib = library_open(path, LIBRARY_WRITE, &err);
	must(lib && library_subscribe(lib, subs, feeds, &err), &err);
	must(library_begin(lib, &err), &err);
	for (size_t done = 0; done < items; done += BATCH) {
		Arena *batch = arena_open();
		Parsed parsed = {.entries = entries, .entry_count = BATCH};
		uint32_t added;

		for (size_t i = 0; i < BATCH; i++)
			entries[i] = (Entry){
				.guid = arena_printf(batch, "https://h.example/%zu", done + i),
				.title = arena_printf(batch, "Number %zu of the many articles",
					done + i),
				.summary = S("Somewhat more about what it says, in a line or two "
					     "of text."),
				.html = S("<p>Few words.</p>"),
				.published = 1600000000 + (int64_t)((done + i) * 150),
				.words = 300};
		must(library_merge(lib, (FeedId)(1 + done / BATCH % feeds), &parsed, 1795334400,
			     &added, &err),
			&err);
		arena_close(batch);
	}
	must(library_commit(lib, &err), &err);
	library_close(lib);
	buf_drop(&lines);
	arena_close(arena);
}

static void settle(Bench *b)
{
	struct pollfd events = {.fd = engine_fd(b->app->engine), .events = POLLIN};

	app_events(b->app);
	while (b->app->inside->waiting.count && poll(&events, 1, 60000) > 0)
		app_events(b->app);
}

static void frame(Bench *b)
{
	app_draw(b->app);
	buf_clear(&b->bytes);
	painter_paint(b->painter, b->app->canvas, b->app->theme, &b->bytes);
}

/* One key again and again: mean and worst time from key to the bytes of its frame. */
static void measure(Bench *b, const char *what, const char *keys)
{
	double sum = 0, worst = 0;
	Str rest, key;

	for (int i = 0; i < ROUNDS; i++) {
		double start = now_ms(), took;

		rest = str_from(keys);
		while (str_word(&rest, &key))
			app_key(b->app, key);
		frame(b);
		took = now_ms() - start;
		sum += took;
		worst = took > worst ? took : worst;
		settle(b);
	}
	printf("  %-22s %6.2f ms, at worst %6.2f ms\n", what, sum / ROUNDS, worst);
}

static void measure_all(Bench *b, int rows, int cols)
{
	printf("%dx%d\n", cols, rows);
	app_resize(b->app, rows, cols);
	frame(b);
	measure(b, "line down", "j");
	measure(b, "page down", "Space");
	measure(b, "to the end", "G");
	measure(b, "page up", "b");
	measure(b, "to the top", "g g");
	measure(b, "to the middle", "5 0 0 0 0 0 G");
	measure(b, "star", "s");
	measure(b, "next unread", "n");
}

int main(int argc, char **argv)
{
	size_t items = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
	size_t feeds = argc > 2 ? strtoul(argv[2], NULL, 10) : 500;
	char home[] = "/tmp/lede-speed-XXXXXX";
	Arena *arena = arena_open();
	Config config = {0};
	EngineOptions how = {.workers = 1};
	Bench b = {0};
	Library *library;
	const char *urls, *path;
	double start;
	Err err = {0};

	if (argc == 4 && strcmp(argv[1], "--worker") == 0)
		return worker_main((int)strtol(argv[2], NULL, 10), SANDBOX_AUTO);
	if (!mkdtemp(home))
		return 1;
	urls = arena_printf(arena, "%s/urls", home).s;
	path = arena_printf(arena, "%s/lede.db", home).s;
	fill(path, urls, items, feeds);
	options_init(&config.options);
	start = now_ms();
	how.library = path;
	how.urls = urls;
	b.app = app_open(&config, engine_open(&how, &err),
		library = library_open(path, LIBRARY_READ, &err), 30, 100);
	must(b.app->engine && library, &err);
	b.painter = painter_open((PaintCaps){.colors = 1 << 24, .utf8 = true, .glyphs = true});
	app_theme(b.app, S("ink"), NULL);
	app_start(b.app, S(""));
	frame(&b);
	printf("%zu items: the first screen stands after %.1f ms\n", items, now_ms() - start);
	settle(&b);
	app_key(b.app, S("g"));
	app_key(b.app, S("g"));
	app_key(b.app, S("j"));
	start = now_ms();
	app_key(b.app, S("Enter"));
	frame(&b);
	/* Empty until the query thread has the first ids. */
	while (!b.app->redraw) {
		struct pollfd events = {.fd = engine_fd(b.app->engine), .events = POLLIN};

		poll(&events, 1, 60000);
		app_events(b.app);
	}
	frame(&b);
	printf("the list of all: first rows after %.1f ms", now_ms() - start);
	settle(&b);
	printf(", whole after %.1f ms\n", now_ms() - start);
	measure_all(&b, 30, 100);
	measure_all(&b, 200, 500);
	app_close(b.app);
	painter_close(b.painter);
	buf_drop(&b.bytes);
	unlink(urls);
	unlink(path);
	rmdir(home);
	arena_close(arena);
	return 0;
}
