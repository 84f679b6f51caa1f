/* lede search: articles that a query finds, a line each. */
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { AT_ONCE = 100 };

typedef struct {
	Library *lib;
	const Feed *feeds;
	size_t feed_count;
} Searched;

static Str feed_name(const Searched *searched, FeedId id)
{
	for (size_t i = 0; i < searched->feed_count; i++)
		if (searched->feeds[i].id == id)
			return searched->feeds[i].title;
	return S("");
}

static void print_item(const Searched *searched, const Item *item, size_t width, Arena *arena)
{
	Str day = date_format(item->published, "%Y-%m-%d %H:%M", arena);
	Str feed = feed_name(searched, item->feed);

	if (width < 60)
		printf("%.*s\t%.*s\t%.*s\t%.*s\n", STR_ARG(day), STR_ARG(feed),
			STR_ARG(item->title), STR_ARG(item->url));
	else
		printf("%.*s  %.*s  %.*s\n", STR_ARG(day),
			STR_ARG(utf8_ellipsis(item->title, width - 40, arena)),
			STR_ARG(utf8_ellipsis(feed, 20, arena)));
}

static bool print_items(const Searched *searched, const IdList *list, Err *err)
{
	Item *items = memory_alloc(AT_ONCE * sizeof *items);
	Arena *arena = arena_open();
	size_t width = isatty(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 0;
	bool ok = true;

	for (size_t at = 0; at < list->count && ok; at += AT_ONCE) {
		size_t n = list->count - at < AT_ONCE ? list->count - at : AT_ONCE;

		ok = library_rows(searched->lib, list->ids + at, n, arena, items, err);
		for (size_t i = 0; i < n && ok; i++)
			if (items[i].id)
				print_item(searched, &items[i], width, arena);
		arena_reset(arena);
	}
	arena_close(arena);
	free(items);
	return ok;
}

static int search(Library *lib, Str text, Arena *arena)
{
	Searched searched = {.lib = lib};
	IdList list;
	Query query;
	int status;
	Err err;

	if (!query_parse(text, arena, &query, &err)) {
		fprintf(stderr, "lede search: %s\n", err.text);
		return MISUSED;
	}
	if (!library_feeds(lib, arena, &searched.feeds, &searched.feed_count, &err) ||
		!library_list(lib, &query, &list, &err))
		return command_failed(&err);
	status = list.count ? DONE : COULD_NOT;
	if (list.count == 0)
		fputs("lede search: nothing found\n", stderr);
	else if (!print_items(&searched, &list, &err))
		status = command_failed(&err);
	free(list.ids);
	return status;
}

int run_search(int argc, char **argv)
{
	Buf text = {0};
	Session session;
	Library *lib;
	int status = COULD_NOT;
	Err err;

	/* A term that is to be absent begins with '-': there are no options here. */
	if (argc < 2)
		return command_misused(argv[0], "what for?");
	for (int i = 1; i < argc; i++) {
		if (i > 1)
			buf_char(&text, ' ');
		buf_add(&text, str_from(argv[i]));
	}
	if (session_open(&session, &err)) {
		lib = session_library(&session, &err);
		if (lib)
			status = search(lib, buf_str(&text), session.arena);
		else
			command_failed(&err);
		library_close(lib);
		session_close(&session);
	} else {
		command_failed(&err);
	}
	buf_drop(&text);
	return status;
}
