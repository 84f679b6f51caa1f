/* How long it takes from Enter on an article to its first page, its HTML read by a confined
 * process: article [FOLDER]. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sandbox/pool.h"
#include "tests/speed/stock.h"
#include "view/article.h"
#include "view/inside.h"
#include "view/paint.h"

enum { ROUNDS = 100, NOW = 1795334400 };

typedef struct {
	App *app;
	Painter *painter;
	Buf bytes;
} Bench;

/* News as they are: paragraphs with links and marks, a list, a picture now and then. */
static Str html_of(size_t size, Arena *arena)
{
	Buf out = {0};

	for (unsigned i = 0; out.n < size; i++) {
		buf_printf(&out,
			"<p>The <b>harbour master</b> of Holmwick counted the boats that came in "
			"during the last week of November, and wrote down from <a "
			"href=\"https://port.example/berths/%u?utm_source=feed\">where</a> they "
			"had come &mdash; &ldquo;from as far as the bar,&rdquo; he said.</p>\n",
			i);
		if (i % 8 == 7)
			buf_printf(&out,
				"<h2>Berth %u</h2><ul><li>a tug</li><li>a <em>dredger</em></li>"
				"</ul><figure><img src=\"https://port.example/%u.jpg\" width=600 "
				"height=400><figcaption>The quay. Photo: Ida "
				"Brandt</figcaption></figure>\n",
				i, i);
	}
	return buf_give(&out, arena);
}

static void frame(Bench *b)
{
	app_draw(b->app);
	buf_clear(&b->bytes);
	painter_paint(b->painter, b->app->canvas, b->app->theme, &b->bytes);
}

static void hear(Bench *b)
{
	struct pollfd events = {.fd = engine_fd(b->app->engine), .events = POLLIN};

	poll(&events, 1, 60000);
	app_events(b->app);
}

static void settle(Bench *b)
{
	app_events(b->app);
	while (b->app->inside->waiting.count)
		hear(b);
}

static bool is_read(const App *app)
{
	return app->top->ops->kind == SCREEN_ARTICLE && article_reader(app->top)->pager.lines;
}

static void measure(Bench *b, const char *what, double goal)
{
	double times[ROUNDS];
	char name[80];

	for (int i = 0; i < ROUNDS; i++) {
		double start = now_ms();

		app_key(b->app, S("Enter"));
		frame(b);
		while (!is_read(b->app))
			hear(b);
		frame(b);
		times[i] = now_ms() - start;
		settle(b);
		app_key(b->app, S("q"));
		frame(b);
	}
	snprintf(name, sizeof name, "an article of %s, p50", what);
	figure(name, percentile(times, ROUNDS, 50), "ms", goal);
	snprintf(name, sizeof name, "an article of %s, p95", what);
	figure(name, percentile(times, ROUNDS, 95), "ms", 0);
}

static void merge(const Stock *stock)
{
	Library *lib = library_open(stock->library, LIBRARY_WRITE, NULL);
	Entry entries[] = {
		{.guid = S("1 MB"),
			.title = S("A long one"),
			.published = NOW + 10,
			.html = html_of(1 << 20, stock->arena)},
		{.guid = S("20 kB"),
			.title = S("A usual one"),
			.published = NOW + 20,
			.html = html_of(20000, stock->arena)},
	};
	Parsed parsed = {.entries = entries, .entry_count = COUNT(entries)};
	uint32_t added;
	Err err;

	must(lib && library_merge(lib, 1, &parsed, NOW + 60, &added, &err), &err);
	library_close(lib);
}

int main(int argc, char **argv)
{
	char one[] = "1", items[] = "1000", folder[] = "/tmp/lede-speed-XXXXXX";
	char *few[] = {argv[0], argc > 1 ? argv[1] : mkdtemp(folder), items, one};
	Config config = {0};
	EngineOptions how = {.workers = 1};
	Bench b = {0};
	Library *library;
	Stock stock;
	Err err = {0};

	if (argc == 4 && strcmp(argv[1], "--worker") == 0)
		return worker_main((int)strtol(argv[2], NULL, 10), SANDBOX_AUTO);
	stock_open(COUNT(few), few, &stock);
	stock.ours = argc < 2;
	merge(&stock);
	options_init(&config.options);
	how.library = stock.library;
	how.urls = stock.urls;
	b.app = app_open(&config, engine_open(&how, &err),
		library = library_open(stock.library, LIBRARY_READ, &err), 30, 100);
	must(b.app->engine && library, &err);
	b.painter = painter_open((PaintCaps){.colors = 1 << 24, .utf8 = true, .glyphs = true});
	app_theme(b.app, S("ink"), NULL);
	app_start(b.app, S(""));
	/* All articles, the newest first. */
	app_key(b.app, S("g"));
	app_key(b.app, S("g"));
	app_key(b.app, S("j"));
	app_key(b.app, S("Enter"));
	settle(&b);
	frame(&b);
	measure(&b, "20 kB", 8);
	app_key(b.app, S("j"));
	measure(&b, "1 MB", 80);
	app_close(b.app);
	painter_close(b.painter);
	buf_drop(&b.bytes);
	stock_close(&stock);
	return 0;
}
