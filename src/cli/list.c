/* lede list: what is subscribed, and with --health what ails it. */
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { MAX_ADDRESS = 2000 };

/* As wide as it is told, whatever the width of its characters. */
static void print_cell(Str text, size_t cells, Arena *arena)
{
	text = utf8_ellipsis(text, cells, arena);
	printf("%.*s%*s", STR_ARG(text), (int)(cells - utf8_width(text)), "");
}

/* Without a password, and not without end. */
static Str address_of(const Feed *feed, Arena *arena)
{
	return utf8_ellipsis(url_public(feed->url, arena), MAX_ADDRESS, arena);
}

static Str name_of(const Feed *feed, Arena *arena)
{
	return feed->title.n ? feed->title : address_of(feed, arena);
}

static void print_row(const Feed *feed, size_t width, Arena *arena)
{
	size_t cells = width > 60 ? (width - 20) / 2 : 20;

	printf("%6u %6u  ", feed->unread, feed->total);
	print_cell(name_of(feed, arena), cells, arena);
	printf("  %.*s\n", STR_ARG(utf8_ellipsis(feed->trouble.n ? feed->trouble : feed->folder,
				   width - 18 - cells, arena)));
}

static void print_feeds(const Feed *feeds, size_t count, Arena *arena)
{
	bool screen = isatty(STDOUT_FILENO);
	size_t width = terminal_width(STDOUT_FILENO);

	for (size_t i = 0; i < count; i++)
		if (screen)
			print_row(&feeds[i], width, arena);
		else
			printf("%u\t%u\t%.*s\t%.*s\t%.*s\t%.*s\n", feeds[i].unread, feeds[i].total,
				STR_ARG(feeds[i].folder), STR_ARG(name_of(&feeds[i], arena)),
				STR_ARG(address_of(&feeds[i], arena)), STR_ARG(feeds[i].trouble));
}

static bool print_health(Library *lib, const Feed *feed, Arena *arena, Err *err)
{
	FeedState state;

	if (!library_state(lib, feed->id, arena, &state, err))
		return false;
	if (feed->trouble.n)
		printf("%.*s\n  %.*s\n  %.*s\n  failed %u time%s in a row, since %.*s\n",
			STR_ARG(name_of(feed, arena)), STR_ARG(address_of(feed, arena)),
			STR_ARG(feed->trouble), feed->failures, feed->failures == 1 ? "" : "s",
			STR_ARG(date_long(state.trouble_since, arena)));
	else if (feed->checked == 0)
		printf("%.*s\n  %.*s\n  not fetched yet\n", STR_ARG(name_of(feed, arena)),
			STR_ARG(address_of(feed, arena)));
	else if (state.moved_count >= 3)
		printf("%.*s\n  %.*s\n  has moved to %.*s; put that into urls\n",
			STR_ARG(name_of(feed, arena)), STR_ARG(address_of(feed, arena)),
			STR_ARG(state.moved_to));
	return true;
}

static int print_all(Library *lib, bool health, Arena *arena, Err *err)
{
	const Feed *feeds;
	size_t count;

	if (!library_feeds(lib, arena, &feeds, &count, err))
		return command_failed(err);
	if (!health)
		print_feeds(feeds, count, arena);
	for (size_t i = 0; health && i < count; i++)
		if (!print_health(lib, &feeds[i], arena, err))
			return command_failed(err);
	return DONE;
}

int run_list(int argc, char **argv)
{
	bool health = false;
	const CommandFlag flags[] = {{"health", NULL, &health}};
	Session session;
	Library *lib;
	int status = COULD_NOT;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc > 1)
		return command_misused(argv[0], "it takes no names");
	if (!session_open(&session, &err))
		return command_failed(&err);
	lib = session_library(&session, &err);
	if (lib)
		status = print_all(lib, health, session.arena, &err);
	else
		command_failed(&err);
	library_close(lib);
	session_close(&session);
	return status;
}
