#include "view/subscribe.h"

#include <stdlib.h>

#include "base/path.h"
#include "base/url.h"
#include "view/app.h"
#include "view/found.h"
#include "view/shelf.h"

enum { MAX_URLS = 16 << 20 };

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

void subscribe_page(App *app, Str url, uint32_t flag)
{
	Arena *arena;

	if (!url_is_http(url)) {
		app_message(app, "only web pages can be kept");
		return;
	}
	arena = arena_open();
	app_post(app, NULL,
		(Job){.kind = JOB_CLIP,
			.arena = arena,
			.text = arena_str(arena, url),
			.mark = {.flag = flag, .on = true}});
	app_message(app, "keeping %.*s", STR_ARG(url));
}

void subscribe_paged(App *app, const Event *event)
{
	if (event->count)
		app_message(app, "%s, %u min: %.*s",
			event->mark.flag == ITEM_STARRED ? "starred" : "kept for later",
			minutes_to_read(event->count), STR_ARG(event->note));
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
}

/* The line of `urls` that has this address, from 1; 0: none. */
static unsigned line_of(const char *urls, Str url)
{
	Buf text = {0};
	Str rest, line, word;
	unsigned number = 0, found = 0;

	if (url.n && file_read(urls, MAX_URLS, &text, NULL)) {
		rest = buf_str(&text);
		while (!found && str_cut(&rest, '\n', &line)) {
			number++;
			if (str_word(&line, &word) && str_eq(word, url))
				found = number;
		}
	}
	buf_drop(&text);
	return found;
}

/* Those that "+12" brings to a line. */
static bool goes_to_lines(Str editor)
{
	static const char *const names[] = {"vi", "vim", "nvim", "view", "nano", "emacs",
		"emacsclient", "kak", "micro", "joe", "mg", "ne", "mcedit", "jed", "zile"};
	ptrdiff_t slash = str_rfind_char(editor, '/');

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_is(str_from_at(editor, (size_t)(slash + 1)), names[i]))
			return true;
	return false;
}

void subscribe_edit(App *app, Screen *screen, Call call)
{
	const Feed *feed =
		shelf_feed(app->shelf, screen->ops->feed ? screen->ops->feed(screen) : 0);
	unsigned line = feed ? line_of(app->urls, feed->url) : 0;
	const char *editor = getenv("VISUAL");
	char *argv[16] = {0};
	size_t count = 0;
	Arena *arena = arena_open();
	Str urls = str_from(app->urls), words, word;
	Err err;

	if (!editor || !*editor)
		editor = getenv("EDITOR");
	words = str_from(editor && *editor ? editor : "vi");
	while (count < COUNT(argv) - 3 && str_word(&words, &word))
		argv[count++] = arena_strz(arena, word);
	if (line && goes_to_lines(str_from(argv[0])))
		argv[count++] = arena_strz(arena, arena_printf(arena, "+%u", line));
	argv[count] = arena_strz(arena, urls);
	/* Before the first feed there is no folder yet, and editors make none. */
	if (path_make_folder_of(app->urls, &err) && app_run_program(app, argv, &err))
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
