/* lede export: the subscriptions as OPML, for other readers; what is read, for newsboat. */
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "cli/commands.h"
#include "cli/newsboat.h"
#include "cli/outlines.h"
#include "cli/session.h"
#include "config/urls.h"

static int by_url(const void *a, const void *b)
{
	return str_compare(((const Feed *)a)->url, ((const Feed *)b)->url);
}

/* What the feed calls itself, if the reader gave it no name and the library knows it. `known`: by
 * address, for there may be 50,000. */
static void name(OpmlFeed *feed, Str url, const Feed *known, size_t count)
{
	const Feed wanted = {.url = url};
	const Feed *found = count ? bsearch(&wanted, known, count, sizeof *known, by_url) : NULL;

	if (!found)
		return;
	feed->site = found->site;
	if (feed->title.n == 0)
		feed->title = found->title;
}

/* The address a program's output is made of: "filter:PROGRAM:ADDRESS". */
static Str filtered(Str url)
{
	Str program;

	if (!str_starts(url, S("filter:")))
		return url;
	url = str_from_at(url, 7);
	str_cut(&url, ':', &program);
	return url;
}

/* On stderr, for the list itself may go to a screen as well. */
static void tell(const Session *session, const UrlsEntry *entry, const char *what)
{
	command_say("%s:%u: %.*s: %s", session->urls_path, entry->line,
		STR_ARG(url_public(entry->url, session->arena)), what);
}

/* False: it is no feed that others could have. */
static bool tell_lost(const Session *session, const UrlsEntry *entry)
{
	Str url = filtered(entry->url);

	if (str_eq(url, S(SAVED_PAGES)))
		return false;
	if (!url_is_http(url)) {
		tell(session, entry, "left out: OPML has feeds of the web alone");
		return false;
	}
	if (url.n < entry->url.n)
		tell(session, entry, "its address is there, without the program");
	if (entry->hidden)
		tell(session, entry, "others will show what ! hides here");
	return true;
}

/* With what the library knows of feeds; without a library, there is nothing. */
typedef struct {
	const Session *session;
	const Feed *feeds; /* by address */
	size_t count;
	Outlines outlines;
	bool secrets;
} Known;

static bool read_known(Known *known, Library *lib, Arena *arena, Err *err)
{
	const Feed *feeds;
	Feed *sorted;

	if (!library_feeds(lib, arena, &feeds, &known->count, err) ||
		!library_outlines(lib, arena, &known->outlines.items, &known->outlines.count, err))
		return false;
	sorted = arena_array(arena, known->count, sizeof *sorted);
	if (known->count) {
		memcpy(sorted, feeds, known->count * sizeof *sorted);
		qsort(sorted, known->count, sizeof *sorted, by_url);
	}
	known->feeds = sorted;
	return true;
}

static size_t add_entry(const Known *known, const UrlsEntry *entry, OpmlFeed *out)
{
	Arena *arena = known->session->arena;
	Str url = filtered(entry->url);
	OpmlFeed feed = {.url = known->secrets ? url : url_public(url, arena),
		.title = entry->title,
		.folder = entry->folder,
		.tags = entry->tags};

	name(&feed, entry->url, known->feeds, known->count);
	return outlines_of(&known->outlines, entry, feed, arena, out);
}

static bool export(const Session *session, bool secrets, Err *err)
{
	Arena *arena = session->arena;
	Library *lib = library_open(session->library_path, LIBRARY_READ, NULL);
	Known known = {.session = session, .secrets = secrets};
	const UrlsEntry *entries;
	OpmlFeed *feeds;
	size_t count, n = 0;
	Buf out = {0};
	bool ok = urls_read_or_bundled(session->urls_path, arena, &entries, &count, err) &&
		  (!lib || read_known(&known, lib, arena, err));

	if (ok) {
		feeds = arena_array(arena, outlines_most(&known.outlines, count), sizeof *feeds);
		for (size_t i = 0; i < count; i++)
			if (tell_lost(session, &entries[i]))
				n += add_entry(&known, &entries[i], &feeds[n]);
		opml_write(feeds, n, S("lede"), &out);
		fwrite(out.s, 1, out.n, stdout);
	}
	buf_drop(&out);
	library_close(lib);
	return ok;
}

/* Where newsboat has its cache, if none is named. */
static bool export_newsboat(const Session *session, const char *cache, Err *err)
{
	NewsboatFiles files = {.cache = cache};

	if (!cache && (!newsboat_files(session->arena, &files) || !files.cache))
		return err_set(err, ERR_USER, 0,
			"newsboat has no cache in its usual places; name one to make: lede export "
			"newsboat --cache FILE");
	return newsboat_export(session, files.cache, err);
}

int run_export(int argc, char **argv)
{
	bool secrets = false, newsboat, ok;
	const char *cache = NULL;
	const CommandFlag flags[] = {{"secrets", NULL, &secrets}, {"cache", &cache, NULL}};
	Session session;
	int status;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	newsboat = argc == 2 && strcmp(argv[1], "newsboat") == 0;
	if (argc != 1 && !newsboat)
		return command_misused(argv[0], "it writes to standard output");
	if (newsboat ? secrets : cache != NULL)
		return command_misused(argv[0], "--secrets is for OPML, --cache for newsboat");
	if (!session_open(&session, &err))
		return command_failed(&err);
	ok = newsboat ? export_newsboat(&session, cache, &err) : export(&session, secrets, &err);
	status = ok ? DONE : command_failed(&err);
	session_close(&session);
	return status;
}
