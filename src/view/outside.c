/* Other programs, the clipboard, and how all of it looks. */
#include "engine/spawn.h"
#include "view/dress.h"
#include "view/inside.h"
#include "view/term.h"

void app_copy(App *app, Str text, const char *what)
{
	if (app->term && term_copy(app->term, text))
		app_message(app, "copied %s: %.*s", what, STR_ARG(text));
	else
		app_message(app, "%.*s", STR_ARG(text));
}

bool app_run_program(App *app, char *const *argv, Err *err)
{
	SpawnPlan plan = {.argv = argv, .on_terminal = true};
	bool ok;

	if (!app->term)
		return err_set(err, ERR_USER, 0, "%s needs a terminal", argv[0]);
	term_release(app->term);
	ok = spawn_run(&plan, err);
	term_resume(app->term);
	app->redraw = true;
	return ok;
}

bool app_theme(App *app, Str name, Err *err)
{
	Arena *arena = arena_open();
	bool plain = app->term && term_caps(app->term)->colors == 0;
	const Theme *theme = plain ? theme_plain(arena) : theme_load(name, arena, err);

	if (!theme) {
		arena_close(arena);
		return false;
	}
	theme = theme_dress(theme, &app->config, !plain, arena, NULL);
	arena_close(app->inside->theme_arena);
	app->inside->theme_arena = arena;
	app->theme = theme;
	if (app->term)
		term_forget(app->term);
	app->redraw = true;
	return true;
}

void app_options_changed(App *app)
{
	Err err;

	app->canvas->ascii =
		str_eq(app->options->glyphs, S("ascii")) ||
		(app->term && (!term_caps(app->term)->glyphs || term_draws_wide(app->term)));
	if (!str_eq(app->theme->name, app->options->theme) &&
		!app_theme(app, app->options->theme, &err))
		app_error(app, &err);
	app_resize(app, app->canvas->rows, app->canvas->cols);
}
