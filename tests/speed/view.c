/* How long a key takes until its frame stands, with many items: view [FOLDER [ITEMS [FEEDS]]]. */
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sandbox/pool.h"
#include "tests/speed/stock.h"
#include "view/inside.h"
#include "view/paint.h"

enum { ROUNDS = 200, BATCH = 100, COMMIT_MS = 250 };

typedef struct {
	App *app;
	Painter *painter;
	Buf bytes;
} Bench;

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

/* Keys again and again: the times from each to the bytes of its frame. */
static size_t take_times(Bench *b, const char *keys, int rounds, double *times)
{
	size_t count = 0;
	Str rest, key;

	for (int i = 0; i < rounds; i++) {
		rest = str_from(keys);
		while (str_word(&rest, &key)) {
			double start = now_ms();

			app_key(b->app, key);
			frame(b);
			times[count++] = now_ms() - start;
		}
		settle(b);
	}
	return count;
}

static void measure(Bench *b, const char *what, const char *keys, double goal)
{
	double times[ROUNDS * 16];
	size_t count = take_times(b, keys, ROUNDS, times);
	char name[80];

	snprintf(name, sizeof name, "%s, p50", what);
	figure(name, percentile(times, count, 50), "ms", goal > 0 ? 0.5 : 0);
	snprintf(name, sizeof name, "%s, p99", what);
	figure(name, percentile(times, count, 99), "ms", goal);
}

static void measure_all(Bench *b, int rows, int cols)
{
	bool usual = rows < 100;
	double goal = usual ? 2 : 0;

	printf("%dx%d\n", cols, rows);
	app_resize(b->app, rows, cols);
	frame(b);
	measure(b, "line down", "j", goal);
	measure(b, "page down", "Space", goal);
	measure(b, "to the end", "G", usual ? 30 : 0);
	measure(b, "page up", "b", goal);
	measure(b, "to the top", "g g", goal);
	measure(b, "star", "s", goal);
	measure(b, "next unread", "n", goal);
}

/* A search as it is typed; what it finds is waited for at its end alone. */
static void measure_typing(Bench *b)
{
	static const char *const keys = "/ h a r b o u r Space k a l o";
	double times[ROUNDS * 16];
	size_t count = 0;

	for (int i = 0; i < ROUNDS / 4; i++) {
		count += take_times(b, keys, 1, times + count);
		app_key(b->app, S("Escape"));
		app_key(b->app, S("Esc"));
		settle(b);
	}
	figure("typing a search, a key, p99", percentile(times, count, 99), "ms", 16);
}

/* A filter as it is typed, at the pace of a quick hand: what it finds comes in between, the list of
 * a million for "unread ", and takes the screen's time as well. */
static void measure_filter(Bench *b)
{
	enum { PACE_MS = 60 };
	struct pollfd events = {.fd = engine_fd(b->app->engine), .events = POLLIN};
	Str rest = S("F u n r e a d Space t i t l e : / k a . * l o / Space - t a g : s e a"), key;
	double times[ROUNDS * 16];
	size_t count = 0;

	while (str_word(&rest, &key)) {
		double start = now_ms(), next = start + PACE_MS, now;

		app_key(b->app, key);
		frame(b);
		times[count++] = now_ms() - start;
		while ((now = now_ms()) < next && poll(&events, 1, (int)(next - now) + 1) > 0) {
			start = now_ms();
			app_events(b->app);
			frame(b);
			if (count < COUNT(times))
				times[count++] = now_ms() - start;
		}
	}
	app_key(b->app, S("Esc"));
	settle(b);
	figure("typing a filter, keys and answers, p99", percentile(times, count, 99), "ms", 16);
}

/* --- while an update writes --- */

typedef struct {
	const Stock *stock;
	atomic_bool stop;
	size_t written;
} Update;

static void *update(void *user)
{
	Update *u = user;
	Library *lib = library_open(u->stock->library, LIBRARY_WRITE, NULL);
	double committed = now_ms();
	Entry entries[BATCH];
	Err err;

	must(lib && library_begin(lib, &err), &err);
	while (!atomic_load(&u->stop)) {
		Arena *arena = arena_open();
		Parsed parsed = {.entries = entries, .entry_count = BATCH};
		uint32_t added;

		for (size_t i = 0; i < BATCH; i++) {
			entries[i] = stock_entry(u->stock->items * 2 + u->written + i, arena);
			entries[i].guid = arena_printf(arena, "new %.0f %zu", committed, i);
		}
		must(library_merge(lib, 1 + (FeedId)(u->written / BATCH % u->stock->feeds), &parsed,
			     1795334400, &added, &err),
			&err);
		u->written += BATCH;
		arena_close(arena);
		if (now_ms() - committed > COMMIT_MS) {
			must(library_commit(lib, &err) && library_begin(lib, &err), &err);
			committed = now_ms();
		}
	}
	library_commit(lib, &err);
	library_close(lib);
	return NULL;
}

static void measure_beside_update(Bench *b, const Stock *stock)
{
	double times[ROUNDS * 40];
	Update u = {.stock = stock};
	double start = now_ms();
	pthread_t thread;
	size_t count = 0;

	if (pthread_create(&thread, NULL, update, &u) != 0)
		return;
	while (count < ROUNDS * 30 && now_ms() - start < 4000) {
		count += take_times(b, "j k Space b", 1, times + count);
		poll(NULL, 0, 5);
	}
	atomic_store(&u.stop, true);
	pthread_join(thread, NULL);
	figure("articles written meanwhile, a second", (double)u.written / (now_ms() - start) * 1e3,
		"/s", 0);
	figure("a key while an update writes, p50", percentile(times, count, 50), "ms", 0);
	figure("a key while an update writes, p99", percentile(times, count, 99), "ms", 8);
}

/* --- all at once --- */

static void measure_all_of_it(Bench *b, const char *what, const char *key)
{
	double start = now_ms();
	char name[80];

	app_key(b->app, str_from(key));
	frame(b);
	snprintf(name, sizeof name, "%s, the screen", what);
	figure(name, now_ms() - start, "ms", 100);
	settle(b);
	frame(b);
	snprintf(name, sizeof name, "%s, the library", what);
	figure(name, now_ms() - start, "ms", 3000);
}

/* --- opening --- */

static void open_all(Bench *b)
{
	double start;

	app_key(b->app, S("g"));
	app_key(b->app, S("g"));
	app_key(b->app, S("j"));
	start = now_ms();
	app_key(b->app, S("Enter"));
	frame(b);
	/* Empty until the query thread has the first ids. */
	while (!b->app->redraw) {
		struct pollfd events = {.fd = engine_fd(b->app->engine), .events = POLLIN};

		poll(&events, 1, 60000);
		app_events(b->app);
	}
	frame(b);
	figure("the list of all, first rows", now_ms() - start, "ms", 20);
	settle(b);
	figure("the list of all, whole", now_ms() - start, "ms", 250);
}

int main(int argc, char **argv)
{
	Config config = {0};
	EngineOptions how = {.workers = 1};
	Bench b = {0};
	Library *library;
	Stock stock;
	double start;
	Err err = {0};

	if (argc == 4 && strcmp(argv[1], "--worker") == 0)
		return worker_main((int)strtol(argv[2], NULL, 10), SANDBOX_AUTO);
	stock_open(argc, argv, &stock);
	options_init(&config.options);
	start = now_ms();
	how.library = stock.library;
	how.urls = stock.urls;
	b.app = app_open(&config, engine_open(&how, &err),
		library = library_open(stock.library, LIBRARY_READ, &err), 30, 100);
	must(b.app->engine && library, &err);
	b.painter = painter_open((PaintCaps){.colors = 1 << 24, .utf8 = true, .glyphs = true});
	app_theme(b.app, S("ink"), NULL);
	app_start(b.app, S(""));
	frame(&b);
	figure("the first screen stands", now_ms() - start, "ms", 40);
	settle(&b);
	open_all(&b);
	measure_all(&b, 30, 100);
	measure_typing(&b);
	measure_filter(&b);
	measure_beside_update(&b, &stock);
	measure_all_of_it(&b, "all read", "A");
	measure_all_of_it(&b, "undone", "z");
	measure_all(&b, 200, 500);
	app_close(b.app);
	painter_close(b.painter);
	buf_drop(&b.bytes);
	stock_close(&stock);
	return 0;
}
