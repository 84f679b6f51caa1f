#include "view/subscribe.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"
#include "config/urls.h"
#include "view/app.h"
#include "view/inside.h"
#include "view/prompt.h"
#include "view/shelf.h"
#include "view/status.h"

/* --- adding --- */

static void subscribe(App *app, const Found *found)
{
	bool already = false;
	Err err;

	if (!urls_add(app->urls, found->url, S(""), S(""), &already, &err)) {
		app_error(app, &err);
		return;
	}
	if (already) {
		app_message(app, "already subscribed: %.*s", STR_ARG(found->url));
		return;
	}
	app_post(app, NULL, (Job){.kind = JOB_RELOAD});
	app_post(app, NULL, (Job){.kind = JOB_REFRESH});
	app_message(app, "added: %.*s (%.*s)", STR_ARG(found->title.n ? found->title : found->url),
		STR_ARG(count_of(found->entries, "article", "articles", app->frame)));
}

/* Several feeds behind an address: the reader chooses one of them by Tab. */
static size_t complete_found(App *app, Str line, Arena *arena, const Candidate **out, size_t *count)
{
	const AppInside *inside = app->inside;
	VEC(Candidate) found = {0};

	for (size_t i = 0; i < inside->found_count; i++) {
		const Found *f = &inside->found[i];

		if (str_starts(f->url, line))
			*vec_push_in(&found, arena) = (Candidate){f->url,
				arena_printf(arena, "%.*s  %.*s", STR_ARG(f->title),
					STR_ARG(f->title_count ? f->titles[0] : S("")))};
	}
	*out = found.items;
	*count = found.count;
	return 0;
}

static void chosen(App *app, Screen *screen, Str answer)
{
	const AppInside *inside = app->inside;

	(void)screen;
	for (size_t i = 0; i < inside->found_count && answer.n; i++) {
		if (str_eq(answer, inside->found[i].url)) {
			subscribe(app, &inside->found[i]);
			return;
		}
	}
	if (answer.n)
		app_message(app, "that is none of the feeds found");
}

void subscribe_found(App *app, Event *event)
{
	AppInside *inside = app->inside;

	if (event->found_count == 0) {
		app_message(app, "no feed was found there");
		return;
	}
	if (event->found_count == 1) {
		subscribe(app, &event->found[0]);
		return;
	}
	arena_close(inside->found_arena);
	inside->found_arena = event->arena;
	inside->found = event->found;
	inside->found_count = event->found_count;
	event->arena = NULL;
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, app->top,
		arena_printf(app->frame, "%zu feeds, Tab chooses: ", inside->found_count), S(""),
		NULL, chosen, NULL, complete_found);
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
