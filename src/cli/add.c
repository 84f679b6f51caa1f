/* lede add: any address; its feeds are found, some are subscribed and fetched. */
#include <errno.h>
#include <unistd.h>

#include "base/url.h"
#include "base/utf8.h"
#include "cli/catalogue.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "config/urls.h"

enum { MAX_SHOWN = 3 }; /* titles of each feed */

typedef struct {
	const Session *session;
	Engine *engine;
	Waiting waiting;
	Str folder, title, tags; /* tags: '\n' between */
	const char *choose; /* "2" or "1,3"; NULL: the reader is asked, or the first is taken */
	bool all;
} Adding;

static Str name_of(const Found *found, Arena *arena)
{
	return found->title.n ? found->title : url_public(found->url, arena);
}

static void show(const Found *found, size_t number, Arena *arena)
{
	size_t width = terminal_width(STDOUT_FILENO);

	printf("%zu  %.*s\n   %.*s\n   %zu article%s%s\n", number, STR_ARG(name_of(found, arena)),
		STR_ARG(url_public(found->url, arena)), found->entries,
		found->entries == 1 ? "" : "s", found->title_count ? ", the newest:" : "");
	for (size_t i = 0; i < found->title_count && i < MAX_SHOWN; i++)
		printf("   - %.*s\n", STR_ARG(utf8_ellipsis(found->titles[i],
					      width > 20 ? width - 6 : 20, arena)));
}

/* "1,3" or "1 3"; false: a number that stands before no feed. */
static bool read_numbers(Str text, bool *chosen, size_t count)
{
	int64_t number;
	size_t n = 0;
	Str word;

	while (text.n) {
		size_t end = 0;

		while (end < text.n && text.s[end] != ',' && !char_is_space(text.s[end]))
			end++;
		word = str_slice(text, 0, end);
		text = str_from_at(text, end + 1);
		if (word.n == 0)
			continue;
		if (!str_number(word, &number) || number < 1 || number > (int64_t)count)
			return false;
		chosen[number - 1] = true;
		n++;
	}
	return n > 0;
}

/* What a reader answers; false: nothing that means any of them. */
static bool ask(Adding *a, bool *chosen, size_t count)
{
	char answer[80];
	bool answered;
	Str text;

	printf("Which? A number, several, or all [1] ");
	fflush(stdout);
	/* While it is the reader's turn, Ctrl-C ends all: nothing is half done. */
	waiting_pause(&a->waiting, true);
	answered = fgets(answer, sizeof answer, stdin) != NULL;
	waiting_pause(&a->waiting, false);
	if (!answered)
		return false;
	text = str_trim(str_from(answer));
	if (str_eq_case(text, S("all")) || str_eq_case(text, S("a")))
		for (size_t i = 0; i < count; i++)
			chosen[i] = true;
	else if (text.n == 0)
		chosen[0] = true;
	else
		return read_numbers(text, chosen, count);
	return true;
}

/* Which of them: those that were named beforehand, those the reader names, else the first. */
static bool choose(Adding *a, const Found *found, size_t count, bool *chosen, Err *err)
{
	for (size_t i = 0; i < count; i++) {
		show(&found[i], i + 1, a->session->arena);
		chosen[i] = a->all;
	}
	if (a->all)
		return true;
	if (a->choose)
		return read_numbers(str_from(a->choose), chosen, count) ||
		       err_set(err, ERR_USER, 0, "--choose takes numbers from 1 to %zu", count);
	if (count > 1 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return ask(a, chosen, count) || err_set(err, ERR_USER, 0, "none was chosen");
	chosen[0] = true;
	return true;
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

/* For lede undo, which takes them back together. */
static void note(const Adding *a, const Str *urls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		Job job = {.kind = JOB_NOTE, .arena = arena_open()};

		job.urls = (UrlsChange){.kind = URLS_ADDED,
			.url = arena_str(job.arena, urls[i]),
			.joined = i > 0};
		job.text = url_public(job.urls.url, job.arena);
		engine_post(a->engine, job);
	}
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
	note(a, urls, count);
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
	UrlsEntry entry = {.url = url, .title = a->title, .folder = folder, .tags = a->tags};
	size_t added;

	if (!urls_add_all(path, &entry, 1, &added, err))
		return false;
	*already = added == 0;
	if (*already && (a->folder.n || a->title.n || a->tags.n)) {
		entry.folder = a->folder;
		if (!urls_change(path, &entry, err))
			return false;
		printf("changed %.*s in %s\n", STR_ARG(name), path);
		return true;
	}
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

static bool add_found(Adding *a, const Found *found, size_t count, Err *err)
{
	Arena *arena = a->session->arena;
	bool *chosen = arena_array(arena, count, sizeof *chosen), already;
	Str *urls = arena_array(arena, count, sizeof *urls);
	size_t fresh = 0;

	if (!choose(a, found, count, chosen, err))
		return false;
	for (size_t i = 0; i < count; i++)
		fresh += chosen[i];
	if (fresh > 1 && a->title.n)
		return err_set(err, ERR_USER, 0, "a title is for one feed; these are %zu", fresh);
	fresh = 0;
	for (size_t i = 0; i < count; i++) {
		if (!chosen[i])
			continue;
		if (!add_feed(a, found[i].url, name_of(&found[i], arena), a->folder, &already, err))
			return false;
		if (!already)
			urls[fresh++] = found[i].url;
	}
	if (count > 1 && !a->all && !a->choose && !isatty(STDIN_FILENO))
		printf("the others: lede add --choose NUMBER, or --all\n");
	return fresh == 0 || fetch(a, urls, fresh, err);
}

static bool add(Adding *a, const char *address, Err *err)
{
	Job job = {.kind = JOB_ADD};
	Event event;
	bool ok;

	a->engine = session_engine(a->session, err);
	if (!a->engine)
		return false;
	job.arena = arena_open();
	job.text = arena_str(job.arena, str_from(address));
	job.value = arena_str(job.arena, a->folder);
	if (!waiting_for(&a->waiting, a->engine, engine_post(a->engine, job), EVENT_FOUND, &event,
		    err))
		return false;
	ok = add_found(a, event.found, event.found_count, err);
	arena_close(event.arena);
	return ok;
}

static bool keep_page(Adding *a, const char *address, Err *err)
{
	Job job = {.kind = JOB_CLIP, .arena = arena_open()};
	Event event;

	job.text = arena_str(job.arena, str_from(address));
	if (!waiting_for(&a->waiting, a->engine, engine_post(a->engine, job), EVENT_CLIPPED, &event,
		    err))
		return false;
	if (event.count)
		printf("kept for later, %u min: %.*s\n", minutes_to_read((uint32_t)event.count),
			STR_ARG(event.note));
	else
		printf("it can't be fetched now; kept for later, an update fetches %.*s\n",
			STR_ARG(event.note));
	arena_close(event.arena);
	return true;
}

/* "lede: not kept: https://harbour.example/pier: has nothing at this address (status 404)": the
 * reason begins with the host alone, and may name what is no address. */
static void tell_unkept(const char *address, const Err *err)
{
	Str why = str_from(err->text), host = url_host(str_from(address));
	char status[40] = "";

	if (host.n && str_starts(why, host) && str_starts(str_from_at(why, host.n), S(": ")))
		why = str_from_at(why, host.n + 2);
	if (err->kind == ERR_HTTP && str_find(why, S("status")) < 0)
		snprintf(status, sizeof status, " (status %d)", err->code);
	if (str_find(why, str_from(address)) >= 0)
		command_say("not kept: %.*s", STR_ARG(why));
	else
		command_say("not kept: %s: %.*s%s", address, STR_ARG(why), status);
}

/* As many as can be kept. */
static int keep_pages(Adding *a, char **addresses, size_t count)
{
	int status = DONE;
	size_t kept = 0;
	Err err;

	a->engine = session_engine(a->session, &err);
	if (!a->engine)
		return command_failed(&err);
	for (size_t i = 0; i < count; i++) {
		if (keep_page(a, addresses[i], &err)) {
			kept++;
			continue;
		}
		status = COULD_NOT;
		/* Ctrl-C means all that were named. */
		if (err.code == EINTR) {
			command_failed(&err);
			break;
		}
		tell_unkept(addresses[i], &err);
	}
	if (status != DONE && count > 1)
		command_say("%zu of %zu pages kept", kept, count);
	return status;
}

/* Those of all --tag, in lines. */
static Str join_tags(const char *const *tags, Arena *arena)
{
	Buf out = {0};
	Str joined;

	for (; *tags; tags++) {
		Str tag = str_trim(str_from(*tags));

		if (tag.n && out.n)
			buf_char(&out, '\n');
		buf_add(&out, tag);
	}
	joined = buf_take(&out, arena);
	buf_drop(&out);
	return joined;
}

static int run(Adding *a, bool catalogue, bool later, char **words, size_t count)
{
	int status;
	Err err;

	if (!waiting_open(&a->waiting, &err))
		return command_failed(&err);
	if (later)
		status = keep_pages(a, words, count);
	else if (catalogue ? add_from_catalogue(a, words, count, &err) : add(a, words[0], &err))
		status = DONE;
	else
		status = command_failed(&err);
	waiting_close(&a->waiting);
	engine_close(a->engine);
	return status;
}

int run_add(int argc, char **argv)
{
	const char *folder = "", *title = "";
	Arena *arena = arena_open();
	const char **tags = arena_array(arena, (size_t)argc + 1, sizeof *tags);
	bool catalogue = false, later = false;
	Session session;
	Adding adding = {.session = &session};
	const CommandFlag flags[] = {{"folder", &folder, NULL}, {"title", &title, NULL},
		{"tag*", tags, NULL}, {"choose", &adding.choose, NULL}, {"all", NULL, &adding.all},
		{"catalogue", NULL, &catalogue}, {"later", NULL, &later}};
	int status = MISUSED;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	adding.folder = str_from(folder);
	adding.title = str_from(title);
	adding.tags = join_tags(tags, arena);
	if (argc > 1 && later &&
		(catalogue || adding.folder.n || adding.title.n || adding.tags.n || adding.choose ||
			adding.all)) {
		status = command_misused(argv[0], "--later goes with addresses of pages alone");
	} else if (argc > 0 && (later ? argc < 2 : argc != 2 && !catalogue)) {
		status = command_misused(argv[0], "which address? Any page of a site will do");
	} else if (argc > 0 && !session_open(&session, &err)) {
		status = command_failed(&err);
	} else if (argc > 0) {
		status = run(&adding, catalogue, later, argv + 1, (size_t)argc - 1);
		session_close(&session);
	}
	arena_close(arena);
	return status;
}
