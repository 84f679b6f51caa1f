/* lede list: what is subscribed, and with --health what ails it. */
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/health.h"
#include "cli/session.h"

/* As wide as it is told, whatever the width of its characters. */
static void print_cell(Str text, size_t cells, Arena *arena)
{
	text = utf8_ellipsis(text, cells, arena);
	printf("%.*s%*s", STR_ARG(text), (int)(cells - utf8_width(text)), "");
}

static void print_row(const Feed *feed, size_t width, Arena *arena)
{
	size_t cells = width > 60 ? (width - 20) / 2 : 20;

	printf("%6u %6u  ", feed->unread, feed->total);
	print_cell(health_name(feed, arena), cells, arena);
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
				STR_ARG(feeds[i].folder), STR_ARG(health_name(&feeds[i], arena)),
				STR_ARG(health_address(&feeds[i], arena)),
				STR_ARG(feeds[i].trouble));
}

static void write_tags(JsonWriter *w, Str tags)
{
	Str tag;

	json_name(w, S("tags"));
	json_open_array(w);
	while (str_word(&tags, &tag))
		json_put_str(w, tag);
	json_close_array(w);
}

/* An object a line. */
static void print_json(const Feed *feed, int64_t now, Arena *arena)
{
	Buf out = {0};
	JsonWriter w = {.out = &out};

	json_open_object(&w);
	health_write(feed, now, arena, &w);
	json_member(&w, S("site"), feed->site);
	json_member(&w, S("folder"), feed->folder);
	write_tags(&w, feed->tags);
	json_name(&w, S("unread"));
	json_put_int(&w, feed->unread);
	json_name(&w, S("total"));
	json_put_int(&w, feed->total);
	if (feed->newest)
		json_member(&w, S("newest"), date_rfc3339(feed->newest, arena));
	json_close_object(&w);
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	buf_drop(&out);
}

static int print_all(Library *lib, bool health, bool json, Arena *arena, Err *err)
{
	int64_t now = time(NULL);
	const Feed *feeds;
	size_t count;

	if (!library_feeds(lib, arena, &feeds, &count, err))
		return command_failed(err);
	if (!health && !json)
		print_feeds(feeds, count, arena);
	for (size_t i = 0; (health || json) && i < count; i++) {
		if (!json)
			health_print(&feeds[i], true, now, arena);
		else if (!health || health_of(&feeds[i]) != HEALTH_GOOD)
			print_json(&feeds[i], now, arena);
	}
	return DONE;
}

int run_list(int argc, char **argv)
{
	bool health = false, json = false;
	const CommandFlag flags[] = {{"health", NULL, &health}, {"json", NULL, &json}};
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
		status = print_all(lib, health, json, session.arena, &err);
	else
		command_failed(&err);
	library_close(lib);
	session_close(&session);
	return status;
}
