/* lede list: what is subscribed, and with --health what ails it; or the articles of a query. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/articles.h"
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
	while (str_cut(&tags, '\n', &tag))
		json_put_str(w, tag);
	json_close_array(w);
}

/* An object a line. */
static void print_json(const Feed *feed, bool insecure, int64_t now, Arena *arena)
{
	Buf out = {0};
	JsonWriter w = {.out = &out};

	json_open_object(&w);
	health_write(feed, now, arena, &w);
	if (insecure) {
		json_name(&w, S("insecure"));
		json_put_bool(&w, true);
	}
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

static int print_all(Library *lib, const Levels *levels, bool health, bool json, Arena *arena,
	Err *err)
{
	int64_t now = time(NULL);
	const Feed *feeds;
	size_t count;

	if (!library_feeds(lib, arena, &feeds, &count, err))
		return command_failed(err);
	if (!health && !json)
		print_feeds(feeds, count, arena);
	for (size_t i = 0; (health || json) && i < count; i++) {
		bool insecure = health_is_insecure(levels, &feeds[i]);

		if (!json)
			health_print(&feeds[i], insecure, true, now, arena);
		else if (!health || insecure || health_of(&feeds[i]) != HEALTH_GOOD)
			print_json(&feeds[i], insecure, now, arena);
	}
	return DONE;
}

typedef struct {
	bool health;
	ArticleStyle style;
	int64_t limit;
} Wanted;

/* The articles that a query finds. What the index does not have is looked through. */
static int print_articles(Library *lib, Str text, const Wanted *wanted, Arena *arena)
{
	IdList list = {0};
	Query query;
	int status;
	Err err;

	if (!query_parse(text, arena, &query, &err))
		return articles_mistake(text, &err);
	query.limit = (size_t)wanted->limit;
	if (!library_list(lib, &query, &list, &err))
		return command_failed(&err);
	status = list.count ? DONE : COULD_NOT;
	if (!articles_print(lib, &list, &wanted->style, &err))
		status = command_failed(&err);
	free(list.ids);
	return status;
}

static int run(const Wanted *wanted, Str query)
{
	Session session;
	Library *lib;
	int status;
	Err err;

	if (!session_open(&session, &err))
		return command_failed(&err);
	lib = session_library(&session, &err);
	if (!lib)
		status = command_failed(&err);
	else if (query.n)
		status = print_articles(lib, query, wanted, session.arena);
	else
		status = print_all(lib, session.config.levels, wanted->health, wanted->style.json,
			session.arena, &err);
	library_close(lib);
	session_close(&session);
	return status;
}

/* What makes no sense together, told; NULL: all does. */
static const char *mistake(const Wanted *wanted, const char *limit, Str query)
{
	if (query.n == 0 && (wanted->style.format.n || limit))
		return "--format and --limit are for articles: say which";
	if (query.n && wanted->health)
		return "--health is for feeds: it takes no query";
	return wanted->style.json && wanted->style.format.n ? "it is --json or --format" : NULL;
}

int run_list(int argc, char **argv)
{
	Wanted wanted = {0};
	const char *format = NULL, *limit = NULL, *wrong;
	const CommandFlag flags[] = {{"health", NULL, &wanted.health},
		{"json", NULL, &wanted.style.json}, {"format", &format, NULL},
		{"limit", &limit, NULL}, {"", NULL, NULL}};
	Buf query = {0};
	int status;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	wanted.style.format = str_from(format);
	if (limit && (!str_number(str_from(limit), &wanted.limit) || wanted.limit < 1))
		return command_misused(argv[0], "--limit takes a number from 1");
	if (!article_format_check(wanted.style.format, &err))
		return command_misused(argv[0], "%s", err.text);
	for (int i = 1; i < argc; i++) {
		if (i > 1)
			buf_char(&query, ' ');
		buf_add(&query, str_from(argv[i]));
	}
	wrong = mistake(&wanted, limit, buf_str(&query));
	status = wrong ? command_misused(argv[0], "%s", wrong) : run(&wanted, buf_str(&query));
	buf_drop(&query);
	return status;
}
