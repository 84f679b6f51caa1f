/* Addresses leave lede here: to the browser, and to nothing else unless the reader says so. */
#include <errno.h>

#include "base/utf8.h"
#include "engine/spawn.h"
#include "view/app.h"

static void run(App *app, const SpawnPlan *plan, Str url)
{
	Err err = {0};

	if (plan->on_terminal ? !app_run_program(app, plan->argv, &err) : !spawn_run(plan, &err))
		app_error(app, &err);
	else if (!plan->on_terminal)
		app_message(app, "opened: %.*s", STR_ARG(url));
}

static void open_asked(App *app, Screen *screen, Str url)
{
	Arena *arena = arena_open();
	SpawnPlan plan;
	Err err = {0};

	(void)screen;
	if (url.n && spawn_asked(url, app->options->browser, arena, &plan, &err))
		run(app, &plan, url);
	else if (url.n)
		app_error(app, &err);
	arena_close(arena);
}

void app_browse(App *app, Str url)
{
	Arena *arena = arena_open();
	SpawnPlan plan;
	Err err = {0};

	if (spawn_browser(url, app->options->browser, arena, &plan, &err))
		run(app, &plan, url);
	else if (err.code == ENOENT)
		/* Without any browser the address is at least at hand. */
		app_copy(app, url, "the address, as there is no browser");
	else if (err.code == EPERM && !spawn_forbids(url))
		app_ask(app, S("open with another program? Enter: yes, Esc: no  "), url, open_asked,
			NULL);
	else
		app_error(app, &err);
	arena_close(arena);
}
