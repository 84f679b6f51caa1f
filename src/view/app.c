#include "view/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/utf8.h"
#include "view/dress.h"
#include "view/general.h"
#include "view/inside.h"
#include "view/keymap.h"
#include "view/lights.h"
#include "view/macro.h"
#include "view/named.h"
#include "view/place.h"
#include "view/prompt.h"
#include "view/shelf.h"
#include "view/status.h"

enum { MAX_COUNT = 100000000 };

static int64_t clock_now(void)
{
	return (int64_t)time(NULL);
}

/* --- messages --- */

void app_message(App *app, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(app->message, sizeof app->message, format, args);
	va_end(args);
	if (n < 0)
		n = 0;
	if ((size_t)n >= sizeof app->message)
		n = sizeof app->message - 1;
	app->message[utf8_clean_in_place(app->message, (size_t)n)] = '\0';
	app->message_is_error = false;
	app->redraw = true;
}

void app_error(App *app, const Err *err)
{
	log_line(LOG_ERROR, "%s", err->text);
	app_message(app, "%s", err->text);
	app->message_is_error = true;
}

/* --- the stack of screens --- */

static void close_screen(App *app, Screen *screen)
{
	AppInside *inside = app->inside;

	for (size_t i = 0; i < inside->waiting.count; i++) {
		if (inside->waiting.items[i].screen == screen) {
			engine_cancel(app->engine, inside->waiting.items[i].ticket);
			inside->waiting.items[i] = inside->waiting.items[--inside->waiting.count];
			i--;
		}
	}
	if (screen->ops->close)
		screen->ops->close(screen);
	arena_close(screen->arena);
	free(screen);
}

/* Those that were popped within a hook of their own. */
void app_close_popped(App *app)
{
	AppInside *inside = app->inside;

	while (inside->closed.count)
		close_screen(app, inside->closed.items[--inside->closed.count]);
}

void app_forget_ahead(App *app)
{
	AppInside *inside = app->inside;

	while (inside->ahead.count)
		*vec_push(&inside->closed) = inside->ahead.items[--inside->ahead.count];
}

static void size_screen(App *app, Screen *screen)
{
	screen->rows = status_frame(app, screen).content_rows;
	screen->cols = app->canvas->cols;
	screen->dirty = true;
	if (screen->ops->resize)
		screen->ops->resize(screen, screen->rows, screen->cols);
}

bool app_push(App *app, ScreenKind kind, const Target *target)
{
	const ScreenOps *ops = screen_kinds[kind];
	static const Target nothing;
	Screen *screen;
	Err err = {0};

	if (!ops)
		return false;
	screen = memory_alloc(sizeof *screen);
	memset(screen, 0, sizeof *screen);
	screen->ops = ops;
	screen->app = app;
	screen->arena = arena_open();
	screen->rows = status_frame(app, screen).content_rows;
	screen->cols = app->canvas->cols;
	screen->below = app->top;
	screen->dirty = true;
	if (!ops->open(screen, target ? target : &nothing, &err)) {
		close_screen(app, screen);
		app_error(app, &err);
		return false;
	}
	if (ops->stays && ops->stays(screen))
		app_forget_ahead(app);
	if (ops->keep)
		place_pass(app);
	app->top = screen;
	app->redraw = true;
	return true;
}

void app_zen(App *app)
{
	app->zen ^= 1U << app->top->ops->kind;
	size_screen(app, app->top);
	app->redraw = true;
}

void app_pop(App *app)
{
	Screen *screen = app->top;

	if (!screen || !screen->below) {
		app->quit = true;
		return;
	}
	app->top = screen->below;
	if (screen->ops->stays && screen->ops->stays(screen)) {
		*vec_push(&app->inside->ahead) = screen;
	} else {
		AppInside *inside = app->inside;

		/* Those that lay on it go before it. */
		if (inside->ahead.count &&
			inside->ahead.items[inside->ahead.count - 1]->below == screen)
			app_forget_ahead(app);
		*vec_push(&inside->closed) = screen;
	}
	size_screen(app, app->top);
	app->redraw = true;
}

bool app_is_ahead(const App *app)
{
	const AppInside *inside = app->inside;
	size_t count = inside->ahead.count;

	return count && inside->ahead.items[count - 1]->below == app->top;
}

bool app_forward(App *app)
{
	AppInside *inside = app->inside;

	if (!app_is_ahead(app))
		return false;
	app->top = inside->ahead.items[--inside->ahead.count];
	size_screen(app, app->top);
	app->redraw = true;
	return true;
}

/* --- keys --- */

static void run_action(App *app, const Action *action)
{
	Call call = {.count = app->inside->count};
	const Operations *steps = keymap_operations(app->keymap, action);

	app->inside->count = 0;
	app->inside->keys[0] = '\0';
	app->inside->offers = false;
	if (steps)
		macro_run(app, steps);
	else
		action->run(app, app->top, call);
}

/* Puts a key behind those that wait; false if there are too many. */
static bool append_key(AppInside *inside, Str key)
{
	size_t n = strlen(inside->keys);

	if (n + key.n + 2 > sizeof inside->keys)
		return false;
	snprintf(inside->keys + n, sizeof inside->keys - n, "%s%.*s", n ? " " : "", STR_ARG(key));
	return true;
}

static void count_digit(AppInside *inside, char digit)
{
	inside->count = inside->count * 10 + (unsigned)(digit - '0');
	if (inside->count > MAX_COUNT)
		inside->count = MAX_COUNT;
}

static void map_key(App *app, Str key)
{
	AppInside *inside = app->inside;
	ScreenKind kind = app->top->ops->kind;
	const Action *action, *shorter = NULL;
	KeysMatch match;

	keymap_find(app->keymap, kind, str_from(inside->keys), &shorter);
	if (!append_key(inside, key))
		inside->keys[0] = '\0';
	match = keymap_find(app->keymap, kind, str_from(inside->keys), &action);
	if (match == KEYS_ACTION) {
		run_action(app, action);
	} else if (match == KEYS_NONE) {
		bool alone = str_eq(str_from(inside->keys), key);

		inside->keys[0] = '\0';
		/* "ab" is unknown, but "a" alone is something: do it, then look at "b". */
		if (shorter) {
			run_action(app, shorter);
			if (shorter->run != do_macro)
				map_key(app, key);
			return;
		}
		inside->count = 0;
		/* "g/" is nothing: the "g" is forgotten, "/" searches. */
		if (!alone) {
			map_key(app, key);
			return;
		}
		if (str_eq(key, S("^C")))
			app_message(app, "Q leaves lede; ? lists the keys");
		else if (!str_eq(key, S("Esc")) && !str_starts(key, S("Wheel")) &&
			 !str_eq(key, S("Click")))
			app_message(app, "%.*s does nothing here; ? lists the keys", STR_ARG(key));
	}
}

/* A terminal sends Alt as Esc before the key, so that on a slow line, or a busy machine, Esc and
 * the next key look the same. Left, F1 and the like have bytes of their own with Alt. */
static bool is_two_keys(const App *app, Str key)
{
	const Action *action;
	Str second = str_starts(key, S("M-")) ? str_from_at(key, 2) : S(""), all = key;

	if (!second.n || !(utf8_cluster(second) == second.n || second.s[0] == '^' ||
				 str_eq(second, S("Enter")) || str_eq(second, S("Tab"))))
		return false;
	if (app->prompt)
		return !prompt_knows(app->prompt, key);
	if (app->inside->keys[0])
		all = arena_printf(app->frame, "%s %.*s", app->inside->keys, STR_ARG(key));
	return keymap_find(app->keymap, app->top->ops->kind, all, &action) == KEYS_NONE;
}

void app_key(App *app, Str key)
{
	AppInside *inside = app->inside;
	Screen *top = app->top;
	bool waits = inside->keys[0] || inside->count;
	const Action *bound;

	if (is_two_keys(app, key)) {
		app_key(app, S("Esc"));
		if (app->top && !app->quit)
			app_key(app, str_from_at(key, 2));
		return;
	}
	app->redraw = true;
	macro_stop(app);
	if (top->ops->prepare)
		top->ops->prepare(top);
	if (!app->prompt) {
		app->message[0] = '\0';
		app->message_is_error = false;
	}
	if (app->prompt && keymap_find(app->keymap, top->ops->kind, key, &bound) == KEYS_ACTION &&
		bound->run == do_suspend) {
		run_action(app, bound);
	} else if (app->prompt) {
		prompt_key(app, key);
	} else if (str_eq(key, S("Tick"))) {
		app_tick(app);
	} else if (str_eq(key, S("Esc")) && waits) {
		inside->keys[0] = '\0';
		inside->count = 0;
	} else if (top->ops->key && top->ops->key(top, key)) {
		inside->keys[0] = '\0';
		inside->count = 0;
	} else if (top->lit && !inside->keys[0] && (str_eq(key, S("n")) || str_eq(key, S("N")))) {
		top->ops->find(top, key.s[0] == 'n' ? FIND_NEXT : FIND_PREVIOUS, S(""));
	} else if (key.n == 1 && char_is_digit(key.s[0]) && !inside->keys[0] &&
		   (key.s[0] != '0' || inside->count) &&
		   keymap_find(app->keymap, top->ops->kind, key, &bound) == KEYS_NONE) {
		count_digit(inside, key.s[0]);
	} else {
		map_key(app, key);
	}
	app_close_popped(app);
	if (app->top)
		app->top->dirty = true;
}

void app_paste(App *app, Str text)
{
	app->redraw = true;
	if (app->prompt)
		prompt_paste(app, text);
}

Str app_pending(const App *app)
{
	AppInside *inside = app->inside;
	Str count = inside->count ? arena_printf(app->frame, "%u", inside->count) : S("");
	Str keys = str_from(inside->keys), key;
	Buf out = {0};

	buf_add(&out, count);
	while (str_cut(&keys, ' ', &key))
		buf_add(&out, key);
	return buf_take(&out, app->frame);
}

int app_pause(const App *app)
{
	return app->top && app->top->ops->pause ? app->top->ops->pause(app->top) : -1;
}

void app_tick(App *app)
{
	if (app->top && app->top->ops->tick) {
		app->top->ops->tick(app->top);
		app->redraw = true;
	}
	app_close_popped(app);
}

void app_ask(App *app, Str label, Str text, PromptHeard *done, PromptHeard *changed)
{
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, app->top, label, text, NULL, done, changed, NULL);
}

/* --- the whole --- */

App *app_open(const Config *config, Engine *engine, Library *library, int rows, int cols)
{
	App *app = memory_alloc(sizeof *app);
	Buf problems = {0};
	Str rest, line;

	memset(app, 0, sizeof *app);
	app->arena = arena_open();
	app->frame = arena_open();
	app->config = *config;
	if (!app->config.levels)
		app->config.levels = levels_new(app->arena);
	app->options = &app->config.options;
	app->engine = engine;
	app->library = library;
	app->now = clock_now;
	app->shelf = shelf_open();
	app->canvas = canvas_open(rows, cols);
	app->canvas->ascii = str_eq(app->options->glyphs, S("ascii"));
	app->inside = memory_alloc(sizeof *app->inside);
	memset(app->inside, 0, sizeof *app->inside);
	app->inside->theme_arena = arena_open();
	app->inside->saved_arena = arena_open();
	app->theme = theme_plain(app->inside->theme_arena);
	app->keymap = keymap_open(config, app->arena, &problems);
	app->lights = lights_open(&app->config, app->arena, &problems);
	theme_dress(app->theme, config, false, app->frame, &problems);
	named_check(config, app->frame, &problems);
	rest = buf_str(&problems);
	while (str_cut(&rest, '\n', &line)) {
		if (line.n == 0)
			continue;
		log_line(LOG_WARNING, "%.*s", STR_ARG(line));
		if (!app->message_is_error)
			app_message(app, "%.*s", STR_ARG(line));
		app->message_is_error = true;
	}
	buf_drop(&problems);
	return app;
}

void app_start(App *app, Str target)
{
	Err err = {0};

	if (app->urls)
		shelf_read_searches(app->shelf, app->urls, &err);
	if (!shelf_refresh(app->shelf, app->library, &err))
		app_error(app, &err);
	if (target.n) {
		app->visit = true;
		app_push(app, SCREEN_ARTICLE, &(Target){.text = target});
	} else if (app->config.startup.count || !place_start(app)) {
		app_push(app, SCREEN_FEEDS, NULL);
	}
	for (size_t i = 0; i < app->config.problem_count; i++)
		log_line(LOG_WARNING, "%.*s", STR_ARG(app->config.problems[i]));
	for (size_t i = 0; i < app->config.note_count; i++)
		log_line(LOG_INFO, "%.*s", STR_ARG(app->config.notes[i]));
	if (app->config.problem_count) {
		app_message(app, "%.*s", STR_ARG(app->config.problems[0]));
		app->message_is_error = true;
	}
	if (target.n == 0)
		macro_run(app, &app->config.startup);
}

void app_close(App *app)
{
	if (!app)
		return;
	if (app->top)
		app_save(app);
	prompt_close(app->prompt);
	app_forget_ahead(app);
	app_close_popped(app);
	while (app->top) {
		Screen *screen = app->top;

		app->top = screen->below;
		close_screen(app, screen);
	}
	vec_drop(&app->inside->waiting);
	vec_drop(&app->inside->closed);
	vec_drop(&app->inside->unfetched);
	vec_drop(&app->inside->tagging);
	vec_drop(&app->inside->ahead);
	buf_drop(&app->inside->save_folder);
	buf_drop(&app->inside->save_ending);
	buf_drop(&app->inside->save_over);
	for (size_t i = 0; i < app->inside->kept.count; i++)
		buf_drop(&app->inside->kept.items[i].value);
	vec_drop(&app->inside->kept);
	lights_close(app->lights);
	arena_close(app->inside->theme_arena);
	arena_close(app->inside->saved_arena);
	arena_close(app->inside->found_arena);
	free(app->inside);
	shelf_close(app->shelf);
	canvas_close(app->canvas);
	arena_close(app->frame);
	arena_close(app->arena);
	free(app);
}

void app_draw(App *app)
{
	Frame frame = status_frame(app, app->top);
	Area content = area_within(canvas_area(app->canvas), frame.content, 0, frame.content_rows,
		app->canvas->cols);
	Err err;

	arena_reset(app->frame);
	shelf_refresh(app->shelf, app->library, &err);
	canvas_clear(app->canvas);
	if (app->top->ops->prepare)
		app->top->ops->prepare(app->top);
	app->top->ops->draw(app->top, content);
	lights_draw(app->lights, app->top->ops->kind, content);
	status_draw(app);
	app->top->dirty = false;
	app->redraw = false;
}

void app_resize(App *app, int rows, int cols)
{
	canvas_resize(app->canvas, rows, cols);
	for (Screen *s = app->top; s; s = s->below)
		size_screen(app, s);
	app->redraw = true;
}
