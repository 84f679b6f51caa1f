#include "view/macro.h"

#include <string.h>

#include "config/newsboat.h"
#include "view/inside.h"
#include "view/prompt.h"

void do_macro(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_message(app, "there is no macro on this key; the config says: macro KEY OPERATION ; "
			 "OPERATION");
}

/* From the first word on, a blank between. */
static Str words_from(const Operation *step, size_t first, Arena *arena)
{
	Buf out = {0};

	for (size_t i = first; i < step->count; i++) {
		if (i > first)
			buf_char(&out, ' ');
		buf_add(&out, step->words[i]);
	}
	return buf_give(&out, arena);
}

static void set_quietly(App *app, Str line)
{
	char before[sizeof app->message];
	bool was_error = app->message_is_error;

	memcpy(before, app->message, sizeof before);
	app->message_is_error = false;
	command_run(app, line);
	if (app->message_is_error)
		return;
	memcpy(app->message, before, sizeof before);
	app->message_is_error = was_error;
}

/* False: the rest must not be done. */
static bool run_step(App *app, const Operation *step)
{
	Str name = step->words[0];
	const Action *action = action_find(name, 1U << app->top->ops->kind);
	const char *why = newsboat_operation(name);

	if (app->top->ops->prepare)
		app->top->ops->prepare(app->top);
	if (str_eq(name, S("set")))
		set_quietly(app, words_from(step, 0, app->frame));
	else if (action && !(step->count > 1 && command_is(name)))
		action->run(app, app->top, (Call){.argument = words_from(step, 1, app->frame)});
	else if (why && !action_find(name, IN_ALL) && !command_is(name))
		app_message(app, "%.*s: %s", STR_ARG(name), why);
	else
		command_run(app, words_from(step, 0, app->frame));
	return action || str_eq(name, S("set")) || command_is(name);
}

static bool is_waiting(const App *app)
{
	const AppInside *inside = app->inside;

	for (size_t i = 0; i < inside->waiting.count; i++)
		if (inside->waiting.items[i].screen == app->top)
			return true;
	return false;
}

void macro_go(App *app)
{
	AppInside *inside = app->inside;

	while (inside->steps && !app->quit && !is_waiting(app)) {
		const Operations *steps = inside->steps;
		bool last = ++inside->step == steps->count;

		if (last)
			inside->steps = NULL;
		if (!run_step(app, &steps->steps[inside->step - 1]))
			inside->steps = NULL;
	}
}

void macro_run(App *app, const Operations *steps)
{
	app->inside->steps = steps->count ? steps : NULL;
	app->inside->step = 0;
	macro_go(app);
}

void macro_stop(App *app)
{
	app->inside->steps = NULL;
}
