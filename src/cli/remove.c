/* lede remove: a feed leaves `urls`; its articles stay. */
#include "base/url.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "config/urls.h"

/* The feed that is called so, by address or title; empty if it is not one. */
static bool find(const Session *session, Str name, Str *url, Err *err)
{
	const UrlsEntry *entries;
	size_t count, found = 0;

	if (!urls_read(session->urls_path, session->arena, &entries, &count, err))
		return false;
	*url = name;
	for (size_t i = 0; i < count; i++)
		if (str_eq(entries[i].url, name))
			return true;
	for (size_t i = 0; i < count; i++)
		if (entries[i].title.n && str_eq_case(entries[i].title, name)) {
			*url = entries[i].url;
			found++;
		}
	return found < 2 ||
	       err_set(err, ERR_USER, 0, "%zu feeds are called so; name one by its address", found);
}

/* For lede undo. Where that can't be kept, the feed is removed all the same. */
static void note(const Session *session, Str url, Str name, size_t lines)
{
	Library *lib = session_library(session, NULL);

	if (lib && !library_is_read_only(lib))
		library_note(lib, &(UrlsChange){.kind = URLS_REMOVED, .url = url, .lines = lines},
			name, NULL);
	library_close(lib);
}

int run_remove(int argc, char **argv)
{
	Session session;
	int status = COULD_NOT;
	size_t lines;
	Str url;
	Err err;

	argc = command_flags(argc, argv, NULL, 0);
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "which feed? Name it by its address or its title");
	if (!session_open(&session, &err))
		return command_failed(&err);
	if (find(&session, str_from(argv[1]), &url, &err) &&
		urls_remove(session.urls_path, url, &lines, &err)) {
		note(&session, url, url_public(str_from(argv[1]), session.arena), lines);
		printf("removed %.*s; its articles are kept, and its line in %s is commented out\n",
			STR_ARG(url_public(url, session.arena)), session.urls_path);
		status = DONE;
	} else {
		command_failed(&err);
	}
	session_close(&session);
	return status;
}
