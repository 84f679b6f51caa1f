/* lede export: the subscriptions as OPML, for other readers; what is read, for newsboat. */
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "cli/commands.h"
#include "cli/newsboat.h"
#include "cli/session.h"
#include "config/urls.h"
#include "feed/format/opml.h"

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

static bool export(const Session *session, bool secrets, Err *err)
{
	Arena *arena = session->arena;
	Library *lib = library_open(session->library_path, LIBRARY_READ, NULL);
	const UrlsEntry *entries;
	const Feed *known = NULL;
	OpmlFeed *feeds;
	size_t count, known_count = 0, n = 0;
	Buf out = {0};
	bool ok = urls_read_or_bundled(session->urls_path, arena, &entries, &count, err) &&
		  (!lib || library_feeds(lib, arena, &known, &known_count, err));

	if (ok) {
		Feed *sorted = arena_array(arena, known_count, sizeof *sorted);

		if (known_count) {
			memcpy(sorted, known, known_count * sizeof *sorted);
			qsort(sorted, known_count, sizeof *sorted, by_url);
		}
		feeds = arena_array(arena, count, sizeof *feeds);
		/* Files, programs and saved searches mean nothing elsewhere. */
		for (size_t i = 0; i < count; i++) {
			if (!url_is_http(entries[i].url))
				continue;
			feeds[n] = (OpmlFeed){.url = secrets ? entries[i].url
							     : url_public(entries[i].url, arena),
				.title = entries[i].title,
				.folder = entries[i].folder,
				.tags = entries[i].tags};
			name(&feeds[n++], entries[i].url, sorted, known_count);
		}
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
