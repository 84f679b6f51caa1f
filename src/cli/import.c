/* lede import: the feeds of an OPML file join `urls`, or all that newsboat has; nothing that is
 * there is lost. */
#include <string.h>

#include "base/path.h"
#include "cli/commands.h"
#include "cli/lists.h"
#include "cli/newsboat.h"
#include "cli/opml.h"
#include "cli/outlines.h"
#include "cli/session.h"

enum { MAX_OPML_BYTES = 64 << 20 };

static bool read_list(const Session *session, const char *file, const UrlsEntry **entries,
	size_t *count, ListLeft *left, Err *err)
{
	const char *path = path_expand(session->arena, str_from(file));
	Arena *arena = session->arena;
	Buf bytes = {0};
	bool ok = file_read(path, MAX_OPML_BYTES, &bytes, err);

	if (ok && strcmp(file, "-") != 0 && lists_seem(buf_str(&bytes)))
		ok = lists_read(path, buf_take(&bytes, arena), arena, entries, count,
			&left->refused, err);
	else if (ok)
		ok = opml_feeds(buf_str(&bytes), session_sandbox(session), arena, entries, count,
			left, err);
	buf_drop(&bytes);
	return ok;
}

/* Pages of feeds go to the library, which knows them better once it has fetched the feeds; and so
 * does what urls has no words for. */
static bool keep_rest(const Session *session, const UrlsEntry *entries, size_t count, Err *err)
{
	Outlines outlines = outlines_worth(entries, count, session->arena);
	size_t sites = 0;
	Library *lib;
	bool ok;

	for (size_t i = 0; i < count; i++)
		sites += entries[i].site.n > 0;
	if (outlines.count + sites == 0)
		return true;
	lib = session_library(session, err);
	ok = lib && library_begin(lib, err);
	for (size_t i = 0; i < count && ok; i++)
		if (entries[i].site.n)
			ok = library_suggest_site(lib, entries[i].url, entries[i].site, err);
	ok = ok && library_keep_outlines(lib, outlines.items, outlines.count, err) &&
	     library_commit(lib, err);
	library_close(lib);
	return ok;
}

static void tell_left(const ListLeft *left)
{
	if (left->outlines)
		printf("  %zu outline%s left out: neither feeds nor folders with feeds\n",
			left->outlines, left->outlines == 1 ? "" : "s");
	if (left->attributes.n)
		printf("  attributes that are not kept (those of folders, and of other "
		       "namespaces): %.*s\n",
			STR_ARG(left->attributes));
	/* A list from elsewhere must not name programs: of one's own it has to be said. */
	if (left->refused)
		printf("programs, files and saved searches of your own newsboat come in with: lede "
		       "import newsboat --urls FILE\n");
}

static bool import(const Session *session, const char *file, Err *err)
{
	const UrlsEntry *entries;
	size_t count, added;
	ListLeft left = {0};

	if (!read_list(session, file, &entries, &count, &left, err) ||
		!urls_add_all(session->urls_path, entries, count, &added, err) ||
		!keep_rest(session, entries, count, err))
		return false;
	printf("%zu feed%s: %zu added to %s", count, count == 1 ? "" : "s", added,
		session->urls_path);
	if (added < count)
		printf(", %zu were there already", count - added);
	if (left.refused)
		printf(", %zu left out because they are neither http: nor https:", left.refused);
	putchar('\n');
	tell_left(&left);
	return true;
}

/* Files that are named must be there; if none is, newsboat's own places are looked at. */
static bool import_newsboat(const Session *session, NewsboatFiles named, bool dry, Err *err)
{
	bool any = named.urls || named.config || named.cache;

	if (!any && !newsboat_files(session->arena, &named))
		return err_set(err, ERR_USER, 0,
			"newsboat's files are neither in ~/.config/newsboat nor in ~/.newsboat; "
			"name them: --urls FILE --cache FILE --config FILE");
	return newsboat_import(session, &named, dry, err);
}

int run_import(int argc, char **argv)
{
	NewsboatFiles files = {0};
	bool dry = false;
	const CommandFlag flags[] = {{"cache", &files.cache, NULL}, {"urls", &files.urls, NULL},
		{"config", &files.config, NULL}, {"dry-run", NULL, &dry}};
	Session session;
	bool newsboat, ok;
	int status;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "which file? - is standard input");
	newsboat = strcmp(argv[1], "newsboat") == 0;
	if (!newsboat && (files.cache || files.urls || files.config || dry))
		return command_misused(argv[0], "options are for: lede import newsboat");
	if (!session_open(&session, &err))
		return command_failed(&err);
	ok = newsboat ? import_newsboat(&session, files, dry, &err)
		      : import(&session, argv[1], &err);
	status = ok ? DONE : command_failed(&err);
	session_close(&session);
	return status;
}
