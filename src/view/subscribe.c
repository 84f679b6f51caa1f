#include "view/subscribe.h"

#include <stdlib.h>

#include "base/path.h"
#include "base/url.h"
#include "view/app.h"
#include "view/found.h"
#include "view/shelf.h"

/* --- adding --- */

void subscribe_found(App *app, Event *event)
{
	if (event->found_count == 0)
		app_message(app, "no feed was found there");
	else
		found_open(app, event);
}

void subscribe_ask(App *app, Str url)
{
	Arena *arena;

	url = str_trim(url);
	if (url.n == 0)
		return;
	arena = arena_open();
	app_post(app, NULL, (Job){.kind = JOB_ADD, .arena = arena, .text = arena_str(arena, url)});
	app_message(app, "looking for feeds: %.*s", STR_ARG(url));
}

static void typed(App *app, Screen *screen, Str answer)
{
	(void)screen;
	subscribe_ask(app, answer);
}

void subscribe_add(App *app, Screen *screen, Call call)
{
	if (call.argument.n)
		typed(app, screen, call.argument);
	else
		app_ask(app, S("add (any address): "), S(""), typed, NULL);
}

/* --- pages --- */

void subscribe_page(App *app, Str url)
{
	Arena *arena;

	if (!url_is_http(url)) {
		app_message(app, "only web pages can be kept");
		return;
	}
	arena = arena_open();
	app_post(app, NULL, (Job){.kind = JOB_CLIP, .arena = arena, .text = arena_str(arena, url)});
	app_message(app, "keeping %.*s", STR_ARG(url));
}

void subscribe_paged(App *app, const Event *event)
{
	if (event->count)
		app_message(app, "kept for later, %u min: %.*s", minutes_to_read(event->count),
			STR_ARG(event->note));
	else
		app_message(app, "it can't be fetched now: its address is kept, an update brings "
				 "the rest");
}

/* --- urls --- */

void subscribe_reload(App *app, Screen *screen, Call call)
{
	Err err;

	(void)screen;
	(void)call;
	if (!shelf_read_searches(app->shelf, app->urls, &err)) {
		app_error(app, &err);
		return;
	}
	app->shelf->stale = true;
	app_post(app, NULL, (Job){.kind = JOB_RELOAD});
	app_message(app, "urls is read again");
}

void subscribe_edit(App *app, Screen *screen, Call call)
{
	const char *editor = getenv("VISUAL");
	char *argv[16] = {0};
	size_t count = 0;
	Arena *arena = arena_open();
	Str urls = str_from(app->urls), words, word;
	ptrdiff_t slash = str_rfind_char(urls, '/');
	Err err;

	if (!editor || !*editor)
		editor = getenv("EDITOR");
	words = str_from(editor && *editor ? editor : "vi");
	while (count < COUNT(argv) - 2 && str_word(&words, &word))
		argv[count++] = arena_strz(arena, word);
	argv[count] = arena_strz(arena, urls);
	/* Before the first feed there is no folder yet, and editors make none. */
	if ((slash <= 0 ||
		    path_make_folder(arena_strz(arena, str_slice(urls, 0, (size_t)slash)), &err)) &&
		app_run_program(app, argv, &err))
		subscribe_reload(app, screen, call);
	else
		app_error(app, &err);
	arena_close(arena);
}

void subscribe_update_all(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_refresh(app, NULL, 0);
}
