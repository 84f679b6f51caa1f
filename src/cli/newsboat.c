#include "cli/newsboat.h"

#include <stdio.h>
#include <time.h>

#include "base/path.h"
#include "config/urls.h"
#include "store/newsboat.h"
#include "view/check.h"

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static bool import_urls(const Session *session, const char *from, bool dry, Err *err)
{
	size_t taken, already;

	if (!takeover_urls(session->urls_path, from, dry, &taken, &already, err))
		return false;
	printf("%s: %zu feed%s %s %s", from, taken, plural(taken), dry ? "for" : "added to",
		session->urls_path);
	if (already)
		printf(", %zu %s there already", already, already == 1 ? "is" : "are");
	putchar('\n');
	return true;
}

/* The addresses that would be subscribed: newsboat's and ours. */
static bool survey(const Session *session, const NewsboatFiles *files, NewsboatTaken *out, Err *err)
{
	const char *paths[] = {files->urls, session->urls_path};
	Arena *arena = session->arena;
	const UrlsEntry *entries[2] = {NULL, NULL};
	size_t counts[2] = {0, 0}, n = 0;
	Str *urls;

	for (size_t i = 0; i < COUNT(paths); i++)
		if (paths[i] && !urls_read(paths[i], arena, &entries[i], &counts[i], err))
			return false;
	urls = arena_array(arena, counts[0] + counts[1], sizeof *urls);
	for (size_t i = 0; i < COUNT(paths); i++)
		for (size_t j = 0; j < counts[i]; j++) {
			size_t k = 0;

			while (i == 1 && k < counts[0] && !str_eq(urls[k], entries[i][j].url))
				k++;
			if (i == 0 || k == counts[0])
				urls[n++] = entries[i][j].url;
		}
	return newsboat_survey(files->cache, urls, n, out, err);
}

static bool import_cache(const Session *session, const NewsboatFiles *files, bool dry, Err *err)
{
	NewsboatTaken taken;
	Library *lib = NULL;
	bool ok;

	if (dry) {
		ok = survey(session, files, &taken, err);
	} else {
		lib = session_library(session, err);
		ok = lib && newsboat_take(lib, files->cache, (int64_t)time(NULL), &taken, err);
		library_close(lib);
	}
	if (!ok)
		return false;
	printf("%s: %zu article%s of %zu feed%s", files->cache, taken.articles,
		plural(taken.articles), taken.feeds, plural(taken.feeds));
	if (!dry)
		printf(", %zu new here", taken.added);
	printf("; %zu marked read, %zu deleted, %zu with flags as tags\n", taken.read,
		taken.deleted, taken.flagged);
	if (taken.others)
		printf("  %zu article%s of feeds that are not subscribed stay there\n",
			taken.others, plural(taken.others));
	return true;
}

static bool import_config(const Session *session, const char *from, bool dry, Err *err)
{
	Arena *arena = session->arena;
	const char *to = path_config(arena, "newsboat.config");
	TakenConfig taken;

	if (!takeover_config(path_config(arena, "config"), to, from, dry, arena, check_config,
		    &taken, err))
		return false;
	if (taken.already)
		printf("%s: taken over before, to %s, which is left as it is\n", from, to);
	else
		printf("%s: %zu line%s %s %s\n", from, taken.lines, plural(taken.lines),
			dry ? "for" : "taken over to", to);
	if (taken.count)
		printf("  not taken over:\n");
	for (size_t i = 0; i < taken.count; i++)
		printf("  %s:%u: %.*s\n", taken.items[i].path, taken.items[i].line,
			STR_ARG(taken.items[i].why));
	return true;
}

bool newsboat_import(const Session *session, const NewsboatFiles *files, bool dry, Err *err)
{
	if (dry)
		puts("nothing is written; this is what would be:");
	return (!files->urls || import_urls(session, files->urls, dry, err)) &&
	       (!files->cache || import_cache(session, files, dry, err)) &&
	       (!files->config || import_config(session, files->config, dry, err));
}

bool newsboat_export(const Session *session, const char *cache, Err *err)
{
	Library *lib = library_open(session->library_path, LIBRARY_READ, err);
	NewsboatGiven given;
	bool ok = lib && newsboat_give(lib, cache, session->arena, &given, err);

	library_close(lib);
	if (!ok)
		return false;
	printf("%s: %zu article%s of lede's; %zu added, %zu changed\n", cache, given.articles,
		plural(given.articles), given.added, given.changed);
	if (given.backup)
		printf("  as it was before it is %s\n", given.backup);
	return true;
}
