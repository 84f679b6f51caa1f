/* A run with a terminal: opens all there is, then one poll for keys, signals and events. */
#include <langinfo.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/path.h"
#include "config/urls.h"
#include "view/inside.h"
#include "view/shelf.h"
#include "view/term.h"

enum {
	MAX_INPUT = 64 << 20, /* bytes of standard input */
	LONGEST_MS = 3000,    /* what has not ended by then never will: keys are part of it */
	SAVE_MS = 2000,       /* the place is written that long after the last key */
	HOLD_MS = 600,        /* keys typed ahead wait so long for the screen they are for */
	LEAF_MS = 250,        /* keys closer together are not a reader's who reads, */
	LEAF_KEYS = 6,        /* if so many come in a row */
	KEYS_A_FRAME = 64
};

typedef struct {
	App *app;
	Term *term;
	bool begun;      /* the bytes of a key may go on, */
	int64_t due;     /* till then: what has come by then is all of it, */
	int64_t latest;  /* and though more comes, at this time */
	bool more;       /* keys are left that have been read already */
	bool held;       /* likewise, until the screen is there that they are for, */
	int64_t hold_ms; /* or until then, by clock_ms; 0: none waits */
	bool moved;      /* since the place was saved */
	int64_t key_ms;  /* when the last key came; of a clock that only goes forward */
	int quick;       /* keys in a row, each LEAF_MS behind the one before at most */
} Loop;

static void note_key(Loop *loop)
{
	int64_t now = clock_ms();

	loop->quick = now - loop->key_ms <= LEAF_MS ? loop->quick + 1 : 0;
	loop->key_ms = now;
}

/* "Enter j" typed at once is for the list that is on its way. */
static bool holds_keys(Loop *loop)
{
	const App *app = loop->app;

	if (app->prompt || !app->top->ops->waits || !app->top->ops->waits(app->top))
		loop->hold_ms = 0;
	else if (!loop->hold_ms)
		loop->hold_ms = clock_ms() + HOLD_MS;
	return loop->hold_ms && clock_ms() < loop->hold_ms && term_has_keys(loop->term);
}

static void note_begun(Loop *loop, int patience_ms)
{
	int64_t now = clock_ms();

	if (!loop->begun)
		loop->latest = now + LONGEST_MS;
	loop->begun = patience_ms > 0;
	loop->due = now + patience_ms < loop->latest ? now + patience_ms : loop->latest;
}

static void take_keys(Loop *loop, bool final)
{
	int patience;
	Key key;

	loop->more = loop->held = false;
	for (int i = 0; i < KEYS_A_FRAME && !loop->app->quit; i++) {
		bool took;

		loop->held = holds_keys(loop);
		if (loop->held)
			return;
		took = term_key(loop->term, final, &key, &patience);
		note_begun(loop, patience);
		if (!took)
			return;
		loop->moved = true;
		note_key(loop);
		if (term_draws_wide(loop->term) && !loop->app->canvas->ascii) {
			loop->app->canvas->ascii = true;
			loop->app->redraw = true;
		}
		if (strcmp(key.name, "Paste") == 0)
			app_paste(loop->app, key.text);
		else if (key.name[0])
			app_key(loop->app, str_from(key.name));
	}
	loop->more = true;
}

static void take_signals(Loop *loop)
{
	unsigned came = term_signals(loop->term);
	int rows, cols;

	if (came & TERM_ENDED) {
		loop->app->quit = true;
		loop->app->leafing =
			loop->quick >= LEAF_KEYS && clock_ms() - loop->key_ms <= LEAF_MS;
	}
	if (came & TERM_STOPPED) {
		app_save(loop->app);
		term_suspend(loop->term);
	}
	if (came & TERM_RESUMED)
		term_resume(loop->term);
	/* While it was stopped the window may have got another size. */
	if (came & (TERM_RESIZED | TERM_STOPPED | TERM_RESUMED)) {
		term_size(loop->term, &rows, &cols);
		term_forget(loop->term);
		app_resize(loop->app, rows, cols);
	}
}

static int shorter(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

static int timeout(const Loop *loop)
{
	int ms = app_pause(loop->app);

	if (loop->begun)
		ms = shorter(ms, loop->due > clock_ms() ? (int)(loop->due - clock_ms()) : 0);
	if (loop->moved)
		ms = shorter(ms, SAVE_MS);
	if (loop->held && loop->hold_ms > clock_ms())
		ms = shorter(ms, (int)(loop->hold_ms - clock_ms()));
	else if (loop->held)
		ms = 0;
	return ms;
}

static void run(Loop *loop)
{
	App *app = loop->app;

	while (!app->quit) {
		struct pollfd fds[3] = {{.fd = term_key_fd(loop->term), .events = POLLIN},
			{.fd = term_signal_fd(loop->term), .events = POLLIN},
			{.fd = engine_fd(app->engine), .events = POLLIN}};
		int ready, pause = app_pause(app);

		/* Keys that are here already come before the frame that shows what they did. */
		ready = poll(fds, 3, app->redraw || loop->more ? 0 : timeout(loop));
		if (ready > 0 && fds[1].revents)
			take_signals(loop);
		if (ready > 0 && fds[2].revents)
			app_events(app);
		if (ready > 0 && fds[0].revents) {
			if (!term_read(loop->term))
				app->quit = true;
			take_keys(loop, loop->begun && clock_ms() >= loop->latest);
		} else if (loop->more || loop->held) {
			take_keys(loop, false);
		} else if (loop->begun && clock_ms() >= loop->due) {
			take_keys(loop, true);
		} else if (ready == 0 && pause >= 0 && !app->redraw) {
			app_tick(app);
		} else if (ready == 0 && loop->moved && !app->redraw) {
			loop->moved = false;
			app_save(app);
		}
		if (app->redraw && !app->quit) {
			app_draw(app);
			term_paint(loop->term, app->canvas, app->theme);
		}
	}
}

/* The theme of the last ":theme", unless the config has changed its mind since. */
static void choose_theme(App *app)
{
	Str text = app_kept(app, S("theme")), kept, config;
	Err err;

	app->config_theme = app->options->theme;
	if (str_word(&text, &kept) && str_word(&text, &config) && str_eq(config, app->config_theme))
		app->options->theme = kept;
	if (!app_theme(app, app->options->theme, &err)) {
		app_error(app, &err);
		app->options->theme = app->theme->name;
	}
}

/* With handles open: the terminal is taken last, so that what fails before can say so. */
static int run_screens(const Config *config, Engine *engine, Library *library, const char *urls,
	Str target, Str input)
{
	TermOptions wanted = {config->options.colors, config->options.mouse};
	Loop loop = {0};
	int rows, cols, status;
	Err err;

	loop.term = term_open(wanted, &err);
	if (!loop.term) {
		fprintf(stderr, "lede: %s\n", err.text);
		return 1;
	}
	term_size(loop.term, &rows, &cols);
	loop.app = app_open(config, engine, library, rows, cols);
	loop.app->term = loop.term;
	loop.app->urls = urls;
	loop.app->input = input;
	if (!term_caps(loop.term)->glyphs)
		loop.app->canvas->ascii = true;
	choose_theme(loop.app);
	app_start(loop.app, target);
	if (engine_note(engine))
		app_message(loop.app, "%s", engine_note(engine));
	if (config->options.refresh_on_start)
		app_post(loop.app, NULL, (Job){.kind = JOB_REFRESH});
	run(&loop);
	status = loop.app->status;
	app_close(loop.app);
	term_close(loop.term);
	return status;
}

/* A rule that is none is a problem of the config as any other. */
static const Str *rules_of(Config *config, Arena *arena)
{
	size_t room = config->problem_count + config->rule_count, count = config->problem_count;
	Str *texts = arena_array(arena, config->rule_count, sizeof *texts);
	Str *problems = arena_array(arena, room, sizeof *problems);

	for (size_t i = 0; i < count; i++)
		problems[i] = config->problems[i];
	for (size_t i = 0; i < config->rule_count; i++) {
		const RuleLine *line = &config->rules[i];
		Rule rule;
		Err err;

		texts[i] = line->text;
		if (!rule_parse(line->text, arena, &rule, &err))
			problems[count++] =
				arena_printf(arena, "%s:%u: %s", line->path, line->line, err.text);
	}
	config->problems = problems;
	config->problem_count = count;
	return texts;
}

int app_run(Str target)
{
	Arena *arena = arena_open();
	const char *path = path_data(arena, "lede.db"), *own;
	const char *log = path_state(arena, "lede.log");
	EngineOptions how = {.library = path, .index = true, .watch = true};
	Config config;
	Engine *engine = NULL;
	Library *library = NULL;
	Buf input = {0};
	Err err = {0};
	int status = 1;

	if (path_make_folder_of(log, NULL))
		log_to_file(log, NULL);
	if (str_eq(target, S("-")) && !file_read("-", MAX_INPUT, &input, &err))
		goto out;
	if (!config_read(path_config(arena, "config"), arena, &config, &err))
		goto out;
	how.urls = own = config_urls(&config, arena);
	how.config = path_config(arena, "config");
	how.rules = rules_of(&config, arena);
	how.rule_count = config.rule_count;
	how.connections = (unsigned)config.options.connections;
	how.refresh_minutes = (unsigned)config.options.refresh_minutes;
	how.sandbox = arena_strz(arena, config.options.sandbox);
	how.levels = config.levels;
	if (!(engine = engine_open(&how, &err)) ||
		!(library = library_open(path, LIBRARY_READ, &err)))
		goto out;
	status = run_screens(&config, engine, library, own, target, buf_str(&input));
out:
	if (err.kind)
		fprintf(stderr, "lede: %s\n", err.text);
	engine_close(engine);
	library_close(library);
	buf_drop(&input);
	arena_close(arena);
	return status;
}
