/* lede search: articles that a query finds, a line each. */
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { AT_ONCE = 100, BATCH_MS = 500 };

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

/* What the index does not have is looked through each time, which takes as long as to index it.
 * Where that cannot be (another lede is at it, no room) it is looked through. */
static void finish_index(Library *lib)
{
	bool screen = isatty(STDERR_FILENO);
	uint64_t left = 1, before;
	bool said = false;
	Err err;

	do {
		before = left;
		if (!library_index(lib, BATCH_MS, NULL, &left, &err))
			break;
		if (screen && left) {
			fprintf(stderr, "\r\033[KThe index lacks %llu articles…",
				(unsigned long long)left);
			said = true;
		}
	} while (left && left != before);
	if (said)
		fputs("\r\033[K", stderr);
}

/* The query, and below it where it is wrong. */
static int tell_mistake(Str text, const Err *err)
{
	Buf clean = {0};

	utf8_clean(text, &clean);
	command_say("%s", err->text);
	if (err->code > 0)
		fprintf(stderr, "  %.*s\n  %*s^\n", (int)clean.n, clean.s, err->code - 1, "");
	buf_drop(&clean);
	return MISUSED;
}

static int search(Library *lib, Str text, Arena *arena)
{
	Searched searched = {.lib = lib};
	IdList list;
	Query query;
	int status;
	Err err;

	if (!query_parse(text, arena, &query, &err))
		return tell_mistake(text, &err);
	query.order = ORDER_BEST;
	query.muted = true;
	finish_index(lib);
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
