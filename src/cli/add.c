/* lede add: any address; its feeds are found, one is subscribed and fetched. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "config/urls.h"

typedef struct {
	const Session *session;
	Engine *engine;
	Waiting waiting;
	Str folder, title;
} Adding;

/* Waits for what ends a job; false if that is its failure. */
static bool wait_for(Adding *a, Ticket ticket, EventKind kind, Event *out, Err *err)
{
	while (waiting_take(&a->waiting, a->engine, out, err)) {
		if (out->ticket == ticket && out->kind == kind)
			return true;
		if (out->ticket == ticket && out->kind == EVENT_FAILED) {
			*err = out->err;
			arena_close(out->arena);
			return false;
		}
		arena_close(out->arena);
	}
	return false;
}

static Str name_of(const Found *found)
{
	return found->title.n ? found->title : found->url;
}

static void show(const Found *found, size_t number)
{
	printf("%zu  %.*s\n   %.*s\n", number, STR_ARG(name_of(found)), STR_ARG(found->url));
	printf("   %zu article%s", found->entries, found->entries == 1 ? "" : "s");
	if (found->sample.n)
		printf(", the newest: %.*s", STR_ARG(found->sample));
	putchar('\n');
}

/* Which one: of several the reader chooses, if there is one to ask; else the first. */
static size_t choose(const Found *found, size_t count)
{
	char answer[32];
	int64_t number = 1;

	for (size_t i = 0; i < count; i++)
		show(&found[i], i + 1);
	if (count == 1 || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return 1;
	printf("Which one? [1] ");
	fflush(stdout);
	if (!fgets(answer, sizeof answer, stdin))
		return 0;
	if (str_trim(str_from(answer)).n == 0)
		return 1;
	if (!str_number(str_trim(str_from(answer)), &number) || number < 1 ||
		number > (int64_t)count)
		return 0;
	return (size_t)number;
}

static bool feed_id(Adding *a, Str url, FeedId *id, Err *err)
{
	Library *lib = library_open(a->session->library_path, LIBRARY_READ, err);
	const Feed *feeds;
	size_t count = 0;
	bool ok = lib && library_feeds(lib, a->session->arena, &feeds, &count, err);

	*id = 0;
	for (size_t i = 0; i < count && ok; i++)
		if (str_eq(feeds[i].url, url))
			*id = feeds[i].id;
	library_close(lib);
	return ok &&
	       (*id || err_set(err, ERR_STORE, 0, "the library doesn't list %.*s", STR_ARG(url)));
}

/* Reads `urls` again and fetches the new feed. */
static bool fetch(Adding *a, Str url, Err *err)
{
	Ticket ticket = engine_post(a->engine, (Job){.kind = JOB_RELOAD});
	Job job = {.kind = JOB_REFRESH, .id_count = 1};
	Event event;
	FeedId *id;

	if (!wait_for(a, ticket, EVENT_FEEDS, &event, err))
		return false;
	arena_close(event.arena);
	job.arena = arena_open();
	job.ids = id = arena_array(job.arena, 1, sizeof *id);
	if (!feed_id(a, url, id, err)) {
		arena_close(job.arena);
		return false;
	}
	ticket = engine_post(a->engine, job);
	if (!wait_for(a, ticket, EVENT_REFRESHED, &event, err))
		return false;
	arena_close(event.arena);
	return true;
}

static bool add_found(Adding *a, const Found *found, Err *err)
{
	const char *path = a->session->urls_path;
	bool already = false;

	if (!urls_add(path, found->url, a->title, a->folder, &already, err))
		return false;
	printf(already ? "%.*s is in %s already\n" : "added %.*s to %s\n", STR_ARG(name_of(found)),
		path);
	return already || fetch(a, found->url, err);
}

static bool add(Adding *a, const char *address, Err *err)
{
	Arena *arena = arena_open();
	Job job = {.kind = JOB_ADD, .arena = arena, .text = arena_str(arena, str_from(address))};
	Event event;
	size_t chosen;
	bool ok;

	if (!wait_for(a, engine_post(a->engine, job), EVENT_FOUND, &event, err))
		return false;
	chosen = choose(event.found, event.found_count);
	ok = chosen ? add_found(a, &event.found[chosen - 1], err)
		    : err_set(err, ERR_USER, 0, "nothing was added");
	arena_close(event.arena);
	return ok;
}

int run_add(int argc, char **argv)
{
	const char *folder = "", *title = "";
	const CommandFlag flags[] = {{"folder", &folder, NULL}, {"title", &title, NULL}};
	Session session;
	Adding adding = {.session = &session};
	int status = COULD_NOT;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc != 2)
		return command_misused(argv[0], "which address? Any page of a site will do");
	if (!session_open(&session, &err))
		return command_failed(&err);
	adding.folder = str_from(folder);
	adding.title = str_from(title);
	adding.engine = session_engine(&session, &err);
	if (adding.engine && waiting_open(&adding.waiting, &err)) {
		if (add(&adding, argv[1], &err))
			status = DONE;
		waiting_close(&adding.waiting);
	}
	if (status != DONE)
		command_failed(&err);
	engine_close(adding.engine);
	session_close(&session);
	return status;
}
