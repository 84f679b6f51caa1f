/* lede doctor feeds: feeds that failed are asked again, their sites are asked for their new
 * address, and addresses that moved are put into `urls`. */
#include <stdio.h>
#include <time.h>

#include "base/url.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/doctor.h"
#include "cli/health.h"
#include "config/urls.h"

enum { MAX_SITES = 20, MAX_ADDRESS = 2000 };

typedef struct {
	const Doctor *doctor;
	Engine *engine;
	Waiting waiting;
	Arena *arena;
	const Feed *feeds;
	size_t count;
	size_t sites; /* asked so far */
	size_t left;  /* feeds that still have something */
} Round;

static bool read_feeds(Round *round, Err *err)
{
	Library *lib = library_open(round->doctor->session->library_path, LIBRARY_READ, err);
	bool ok = lib && library_feeds(lib, round->arena, &round->feeds, &round->count, err);

	library_close(lib);
	return ok;
}

/* Posts a job and waits for its end; what the event brings is the caller's. */
static bool ask(Round *round, Job job, EventKind end, Event *out, Err *err)
{
	Ticket ticket = engine_post(round->engine, job);

	return waiting_for(&round->waiting, round->engine, ticket, end, out, err);
}

static bool fetch(Round *round, const FeedId *ids, size_t count, uint32_t *failed, Err *err)
{
	Job job = {.kind = JOB_REFRESH, .arena = arena_open(), .id_count = count};
	FeedId *copy = arena_array(job.arena, count, sizeof *copy);
	Event event;

	for (size_t i = 0; i < count; i++)
		copy[i] = ids[i];
	job.ids = copy;
	if (!ask(round, job, EVENT_REFRESHED, &event, err))
		return false;
	*failed = event.failed;
	arena_close(event.arena);
	return true;
}

static bool is_sick(const Feed *feed)
{
	return health_of(feed) == HEALTH_TROUBLE || health_of(feed) == HEALTH_NEW;
}

static size_t count_sick(const Round *round)
{
	size_t count = 0;

	for (size_t i = 0; i < round->count; i++)
		count += is_sick(&round->feeds[i]);
	return count;
}

/* What failed is asked again, and what was never fetched: trouble may have passed. */
static bool fetch_again(Round *round, Err *err)
{
	size_t before = count_sick(round), n = 0;
	FeedId *ids = arena_array(round->arena, before, sizeof *ids);
	uint32_t ignored;

	for (size_t i = 0; i < round->count; i++)
		if (is_sick(&round->feeds[i]))
			ids[n++] = round->feeds[i].id;
	if (before == 0)
		return true;
	if (!fetch(round, ids, before, &ignored, err) || !read_feeds(round, err))
		return false;
	printf("%zu feed%s asked again, %zu of them in vain\n", before,
		before == 1 ? " was" : "s were", count_sick(round));
	return true;
}

static bool is_listed(const Round *round, Str url)
{
	for (size_t i = 0; i < round->count; i++)
		if (str_eq(round->feeds[i].url, url))
			return true;
	return false;
}

static bool move(Round *round, const Feed *feed, Str to, Err *err)
{
	Job job = {.kind = JOB_MOVE, .arena = arena_open()};
	uint32_t failed = 0;
	Event event;

	job.text = arena_str(job.arena, feed->url);
	job.value = arena_str(job.arena, to);
	if (!ask(round, job, EVENT_FEEDS, &event, err))
		return false;
	if (event.note.n)
		printf("  %.*s\n", STR_ARG(event.note));
	arena_close(event.arena);
	if (!fetch(round, &feed->id, 1, &failed, err))
		return false;
	printf("  urls has the new address now%s\n",
		failed ? "; it could not be fetched there, either" : "");
	round->left += failed > 0;
	return true;
}

/* While it is the reader's turn, Ctrl-C ends all. */
static bool may(const Round *round, const char *question)
{
	bool yes;

	waiting_pause(&round->waiting, true);
	yes = doctor_may(round->doctor, question);
	waiting_pause(&round->waiting, false);
	return yes;
}

/* Both addresses are subscribed: the old one goes. */
static bool drop(Round *round, const Feed *feed, Err *err)
{
	Event event;

	if (!urls_remove(round->doctor->session->urls_path, feed->url, NULL, err) ||
		!ask(round, (Job){.kind = JOB_RELOAD}, EVENT_FEEDS, &event, err))
		return false;
	arena_close(event.arena);
	printf("  the old line in urls is commented out; its articles are kept\n");
	return true;
}

/* The server itself said often enough that it moved. */
static bool take_move(Round *round, const Feed *feed, Err *err)
{
	bool twice = is_listed(round, feed->moved_to);

	if (!round->doctor->apply &&
		!may(round, twice ? "The new address is in urls already. Take the "
				    "old one out?"
				  : "Put the new address into urls?")) {
		if (!round->doctor->asks)
			printf("  lede doctor feeds --apply does it\n");
		round->left++;
		return true;
	}
	return twice ? drop(round, feed, err) : move(round, feed, feed->moved_to, err);
}

/* The first feed of its site that is no subscription yet; NULL if there is none. */
static const Found *find_other(const Round *round, const Event *event)
{
	for (size_t i = 0; i < event->found_count; i++)
		if (event->found[i].entries && !is_listed(round, event->found[i].url))
			return &event->found[i];
	return NULL;
}

/* Its site may name another feed by now. That is a guess: never without being asked. */
static bool look_at_site(Round *round, const Feed *feed, Err *err)
{
	Job job = {.kind = JOB_ADD};
	const Found *found;
	Event event;
	bool ok = true;

	round->left++;
	/* What was never a feed may be the site of one. */
	if (!url_is_http(feed->url) || round->sites++ == MAX_SITES)
		return true;
	job.arena = arena_open();
	job.text = arena_str(job.arena, url_is_http(feed->site) ? feed->site : feed->url);
	job.whose = arena_str(job.arena, feed->url);
	job.value = arena_str(job.arena, feed->folder);
	if (!ask(round, job, EVENT_FOUND, &event, err))
		return err->kind != ERR_USER || err->code == 0;
	found = find_other(round, &event);
	if (found) {
		printf("  its site has a feed at %.*s\n  (%.*s; the newest: %.*s)\n",
			STR_ARG(utf8_ellipsis(url_public(found->url, round->arena), MAX_ADDRESS,
				round->arena)),
			STR_ARG(found->title), STR_ARG(found->titles[0]));
		if (may(round, "Take that instead?")) {
			round->left--;
			ok = move(round, feed, found->url, err);
		}
	}
	arena_close(event.arena);
	return ok;
}

static bool examine(Round *round, Err *err)
{
	int64_t now = time(NULL);
	bool ok;

	if (!read_feeds(round, err) || !fetch_again(round, err))
		return false;
	for (size_t i = 0; i < round->count; i++) {
		const Feed *feed = &round->feeds[i];

		if (health_of(feed) == HEALTH_GOOD)
			continue;
		putchar('\n');
		health_print(feed, false, health_of(feed) == HEALTH_CUT, now, round->arena);
		fflush(stdout);
		if (health_of(feed) == HEALTH_CUT)
			ok = ++round->left;
		else
			ok = feed->moved_to.n ? take_move(round, feed, err)
					      : look_at_site(round, feed, err);
		if (!ok)
			return false;
	}
	if (round->left == 0)
		printf("%zu feed%s: all is well\n", round->count, round->count == 1 ? "" : "s");
	return true;
}

int doctor_feeds(const Doctor *doctor)
{
	Round round = {.doctor = doctor, .arena = doctor->session->arena};
	Err err = {0};
	bool ok;

	round.engine = session_engine(doctor->session, &err);
	if (!round.engine || !waiting_open(&round.waiting, &err)) {
		engine_close(round.engine);
		return command_failed(&err);
	}
	ok = examine(&round, &err);
	waiting_close(&round.waiting);
	engine_close(round.engine);
	if (!ok)
		return command_failed(&err);
	return round.left ? COULD_NOT : DONE;
}
