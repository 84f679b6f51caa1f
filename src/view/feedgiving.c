/* The list of feeds handed to others: as a file, to a command. */
#include "engine/save.h"
#include "view/feedlist.h"
#include "view/feeds.h"
#include "view/prompt.h"
#include "view/saving.h"
#include "view/source.h"

/* Those of the row under the cursor, or all. */
static Str opml_of(const Screen *s, bool all, Arena *arena)
{
	const Shelf *shelf = s->app->shelf;
	const FeedRow *row = feeds_row(s);
	FeedId *ids = NULL;
	size_t count = row && !all ? source_feeds(row->source, shelf, arena, &ids) : 0, n = 0;
	const Feed **feeds = arena_array(arena, shelf->count + count, sizeof *feeds);

	for (size_t i = 0; i < count; i++)
		if (shelf_feed(shelf, ids[i]))
			feeds[n++] = shelf_feed(shelf, ids[i]);
	for (size_t i = 0; i < shelf->count && count == 0; i++)
		feeds[n++] = &shelf->feeds[i];
	return save_opml(feeds, n, arena);
}

static void replace_asked(App *app, Screen *s, Str path);

static void save(App *app, Screen *s, Str path, bool replace)
{
	Arena *arena = arena_open();
	Err err = {0};

	path = str_trim(path);
	if (path.n == 0)
		/* given up */;
	else if (save_bytes(opml_of(s, true, arena), path, replace, &err))
		app_message(app, "saved: %.*s", STR_ARG(path));
	else if (saving_is_there(&err))
		saving_ask_replace(app, path, replace_asked);
	else
		app_error(app, &err);
	arena_close(arena);
}

static void save_asked(App *app, Screen *s, Str path)
{
	save(app, s, path, false);
}

static void replace_asked(App *app, Screen *s, Str path)
{
	save(app, s, path, saving_replaces(app, path));
}

void feeds_save(App *app, Screen *s, Call call)
{
	if (str_trim(call.argument).n)
		save(app, s, call.argument, false);
	else
		app_ask(app, S("save the feeds as: "), S("feeds.opml"), save_asked, NULL);
}

static void pipe_asked(App *app, Screen *s, Str command)
{
	Arena *arena = arena_open();

	if (str_trim(command).n)
		app_give(app, command, opml_of(s, false, arena));
	arena_close(arena);
}

void feeds_pipe(App *app, Screen *s, Call call)
{
	if (str_trim(call.argument).n) {
		pipe_asked(app, s, call.argument);
		return;
	}
	prompt_close(app->prompt);
	app->prompt =
		prompt_open(app, s, S("pipe as OPML to: "), S(""), "pipe", pipe_asked, NULL, NULL);
}
