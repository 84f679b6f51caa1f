/* lede import: the feeds of an OPML file join `urls`; nothing there is lost. */
#include "base/path.h"
#include "cli/commands.h"
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

int run_import(int argc, char **argv)
{
	Session session;
	int status;
	Err err;

	argc = command_flags(argc, argv, NULL, 0);
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "which file? - is standard input");
	if (!session_open(&session, &err))
		return command_failed(&err);
	status = import(&session, argv[1], &err) ? DONE : command_failed(&err);
	session_close(&session);
	return status;
}
