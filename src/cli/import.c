/* lede import: the feeds of an OPML file join `urls`, or all that newsboat has; nothing that is
 * there is lost. */
#include <string.h>

#include "base/path.h"
#include "cli/commands.h"
#include "cli/newsboat.h"
#include "cli/opml.h"
#include "cli/session.h"

enum { MAX_OPML_BYTES = 64 << 20 };

static bool import(const Session *session, const char *file, Err *err)
{
	const UrlsEntry *entries;
	size_t count, refused, added;
	Buf bytes = {0};
	bool ok;

	ok = file_read(path_expand(session->arena, str_from(file)), MAX_OPML_BYTES, &bytes, err) &&
	     opml_feeds(buf_str(&bytes), session_sandbox(session), session->arena, &entries, &count,
		     &refused, err) &&
	     urls_add_all(session->urls_path, entries, count, &added, err);
	buf_drop(&bytes);
	if (!ok)
		return false;
	printf("%zu feed%s: %zu added to %s", count, count == 1 ? "" : "s", added,
		session->urls_path);
	if (added < count)
		printf(", %zu were there already", count - added);
	if (refused)
		printf(", %zu left out because they are neither http: nor https:", refused);
	putchar('\n');
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
