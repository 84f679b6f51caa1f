/* lede add: any address; its feeds are found, one is subscribed and fetched. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/url.h"
#include "cli/catalogue.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "config/urls.h"

typedef struct {
	const Session *session;
	Engine *engine;
	Waiting waiting;
	Str folder, title;
} Adding;

static Str name_of(const Found *found, Arena *arena)
{
	return found->title.n ? found->title : url_public(found->url, arena);
}

static void show(const Found *found, size_t number, Arena *arena)
{
	printf("%zu  %.*s\n   %.*s\n", number, STR_ARG(name_of(found, arena)),
		STR_ARG(url_public(found->url, arena)));
	printf("   %zu article%s", found->entries, found->entries == 1 ? "" : "s");
	if (found->sample.n)
		printf(", the newest: %.*s", STR_ARG(found->sample));
	putchar('\n');
}

/* Which one: of several the reader chooses, if there is one to ask; else the first. */
static size_t choose(Adding *a, const Found *found, size_t count)
{
	char answer[32];
	int64_t number = 1;
	bool answered;

	for (size_t i = 0; i < count; i++)
		show(&found[i], i + 1, a->session->arena);
	if (count == 1 || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return 1;
	printf("Which one? [1] ");
	fflush(stdout);
	/* While it is the reader's turn, Ctrl-C ends all: nothing is half done. */
	waiting_pause(&a->waiting, true);
	answered = fgets(answer, sizeof answer, stdin) != NULL;
	waiting_pause(&a->waiting, false);
	if (!answered)
		return 0;
	if (str_trim(str_from(answer)).n == 0)
		return 1;
	if (!str_number(str_trim(str_from(answer)), &number) || number < 1 ||
		number > (int64_t)count)
		return 0;
	return (size_t)number;
}

/* Ids of those of the addresses that the library lists. */
static bool feed_ids(Adding *a, const Str *urls, size_t count, Job *job, Err *err)
{
	Library *lib = library_open(a->session->library_path, LIBRARY_READ, err);
	FeedId *ids = arena_array(job->arena, count, sizeof *ids);
	const Feed *feeds;
	size_t feed_count = 0;
	bool ok = lib && library_feeds(lib, a->session->arena, &feeds, &feed_count, err);

	for (size_t i = 0; i < feed_count && ok; i++)
		for (size_t j = 0; j < count; j++)
			if (str_eq(feeds[i].url, urls[j]) && job->id_count < count)
				ids[job->id_count++] = feeds[i].id;
	job->ids = ids;
	library_close(lib);
	return ok;
}

/* Reads `urls` again and fetches the new feeds. */
static bool fetch(Adding *a, const Str *urls, size_t count, Err *err)
{
	Ticket ticket = engine_post(a->engine, (Job){.kind = JOB_RELOAD});
	Job job = {.kind = JOB_REFRESH};
	Event event;

	if (!waiting_for(&a->waiting, a->engine, ticket, EVENT_FEEDS, &event, err))
		return false;
	arena_close(event.arena);
	job.arena = arena_open();
	if (!feed_ids(a, urls, count, &job, err) || job.id_count == 0) {
		arena_close(job.arena);
		return job.id_count == 0;
	}
	if (!waiting_for(&a->waiting, a->engine, engine_post(a->engine, job), EVENT_REFRESHED,
		    &event, err))
		return false;
	if (event.failed)
		printf("%u of them could not be fetched; lede list --health tells why\n",
			event.failed);
	arena_close(event.arena);
	return true;
}

static bool add_feed(Adding *a, Str url, Str name, Str folder, bool *already, Err *err)
{
	const char *path = a->session->urls_path;

	if (!urls_add(path, url, a->title, folder, already, err))
		return false;
	printf(*already ? "%.*s is in %s already\n" : "added %.*s to %s\n", STR_ARG(name), path);
	return true;
}

static bool add_from_catalogue(Adding *a, char **words, size_t word_count, Err *err)
{
	const UrlsEntry *chosen;
	Str *urls;
	size_t count, fresh = 0;
	bool ok = catalogue_choose(a->session, words, word_count, &chosen, &count, err);

	if (ok && count == 0)
		printf("Add some by their numbers: lede add --catalogue NUMBER...\n");
	urls = arena_array(a->session->arena, count + 1, sizeof *urls);
	for (size_t i = 0; i < count && ok; i++) {
		bool already = false;

		ok = add_feed(a, chosen[i].url, chosen[i].title,
			a->folder.n ? a->folder : chosen[i].folder, &already, err);
		if (ok && !already)
			urls[fresh++] = chosen[i].url;
	}
	if (!ok || fresh == 0)
		return ok;
	a->engine = session_engine(a->session, err);
	return a->engine && fetch(a, urls, fresh, err);
}

/* A file on this machine, by its name, is its address; all else is the engine's to read. */
static Str address_of(const char *word, Arena *arena)
{
	struct stat about;
	char *real;
	Str address = str_from(word);

	if (url_is_absolute(address) || stat(word, &about) != 0 || !S_ISREG(about.st_mode))
		return arena_str(arena, address);
	real = realpath(word, NULL);
	address = arena_printf(arena, "file:%s", real ? real : word);
	free(real);
	return address;
}

static bool add(Adding *a, const char *address, Err *err)
{
	Job job = {.kind = JOB_ADD};
	Event event;
	size_t chosen;
	bool ok, already = false;

	a->engine = session_engine(a->session, err);
	if (!a->engine)
		return false;
	job.arena = arena_open();
	job.text = address_of(address, job.arena);
	if (!waiting_for(&a->waiting, a->engine, engine_post(a->engine, job), EVENT_FOUND, &event,
		    err))
		return false;
	chosen = choose(a, event.found, event.found_count);
	if (chosen) {
		const Found *found = &event.found[chosen - 1];

		ok = add_feed(a, found->url, name_of(found, a->session->arena), a->folder, &already,
			     err) &&
		     (already || fetch(a, &found->url, 1, err));
	} else {
		ok = err_set(err, ERR_USER, 0, "nothing was added");
	}
	arena_close(event.arena);
	return ok;
}

int run_add(int argc, char **argv)
{
	const char *folder = "", *title = "";
	bool catalogue = false, ok;
	const CommandFlag flags[] = {{"folder", &folder, NULL}, {"title", &title, NULL},
		{"catalogue", NULL, &catalogue}};
	Session session;
	Adding adding = {.session = &session};
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc != 2 && !catalogue)
		return command_misused(argv[0], "which address? Any page of a site will do");
	if (!session_open(&session, &err))
		return command_failed(&err);
	adding.folder = str_from(folder);
	adding.title = str_from(title);
	ok = waiting_open(&adding.waiting, &err);
	if (ok) {
		ok = catalogue ? add_from_catalogue(&adding, argv + 1, (size_t)argc - 1, &err)
			       : add(&adding, argv[1], &err);
		waiting_close(&adding.waiting);
	}
	engine_close(adding.engine);
	session_close(&session);
	return ok ? DONE : command_failed(&err);
}
