/* lede update: feeds fetched: with a bar on a terminal, lines at the end, or events as JSON. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/url.h"
#include "base/utf8.h"
#include "cli/bar.h"
#include "cli/choose.h"
#include "cli/commands.h"
#include "cli/health.h"
#include "cli/session.h"
#include "feed/net/due.h"

enum {
	MAX_ADDRESS = 200,
	MAX_TOLD = 15, /* failures; what cron mails should be read */
	MAX_INDEXED = 500,
	INDEX_MS = 500,
	MAX_JOBS = 256,
};

typedef struct {
	Session session;
	Engine *engine;
	Library *lib; /* to read */
	bool waited;  /* for another lede that updated */
	bool quiet, json, strict, force, due;
	const char *only;
	const FeedId *ids; /* of those that are to be fetched; `all`: it names none */
	size_t id_count;
	bool all;
	int64_t started;
	Bar bar;
	double said;    /* when the last progress was written as JSON */
	Event last;     /* the newest counts */
	Event shown;    /* those the bar shows: of feeds, then of pages */
	bool fed;       /* all feeds are there */
	uint32_t pages; /* of articles, that were fetched with them */
	uint32_t told;  /* feeds that were fetched; others were left alone */
} Update;

/* --- as JSON --- */

static void json_int(JsonWriter *w, const char *name, int64_t number)
{
	json_name(w, str_from(name));
	json_put_int(w, number);
}

static void json_counts(JsonWriter *w, const Event *at)
{
	json_int(w, "feeds", at->total);
	json_int(w, "done", at->done);
	json_int(w, "new", at->added);
	json_int(w, "failed", at->failed);
	json_int(w, "bytes", (int64_t)at->bytes);
}

static void json_line(const Buf *out)
{
	fwrite(out->s, 1, out->n, stdout);
	putchar('\n');
	fflush(stdout);
}

static void say_feed(const Feed *feed, uint32_t news, Arena *arena)
{
	Buf out = {0};
	JsonWriter w = {.out = &out};

	json_open_object(&w);
	json_member(&w, S("event"), S("feed"));
	health_write(feed, time(NULL), arena, &w);
	json_int(&w, "new", news);
	json_close_object(&w);
	json_line(&out);
	buf_drop(&out);
}

static void say_feeds(Update *u, const Event *event)
{
	Arena *arena = arena_open();
	Feed feed;

	for (size_t i = 0; i < event->id_count; i++)
		if (library_feed(u->lib, event->ids[i], arena, &feed, NULL))
			say_feed(&feed, event->news[i], arena);
	arena_close(arena);
}

static void say_progress(Update *u)
{
	Buf out = {0};
	JsonWriter w = {.out = &out};

	if (bar_seconds(&u->bar) - u->said < 1)
		return;
	u->said = bar_seconds(&u->bar);
	json_open_object(&w);
	json_member(&w, S("event"), S("progress"));
	json_counts(&w, &u->last);
	json_close_object(&w);
	json_line(&out);
	buf_drop(&out);
}

static void say_end(const Update *u)
{
	Buf out = {0};
	JsonWriter w = {.out = &out};

	json_open_object(&w);
	json_member(&w, S("event"), S("end"));
	json_counts(&w, &u->last);
	json_int(&w, "left_alone", u->last.done - u->told);
	json_int(&w, "pages", u->pages);
	json_name(&w, S("seconds"));
	json_put_real(&w, (double)(int64_t)(bar_seconds(&u->bar) * 1000) / 1000);
	json_close_object(&w);
	json_line(&out);
	buf_drop(&out);
}

/* --- as lines --- */

/* What there is to say of a feed after this run; empty if nothing. */
static Str complaint(const Update *u, const Feed *feed)
{
	if (feed->checked < u->started)
		return S("");
	if (feed->trouble.n)
		return feed->trouble;
	return feed->truncated && !u->quiet ? S(HEALTH_CUT_OFF) : S("");
}

/* Those that failed in this run, with the reason, and those that came in part. */
static void tell_failures(const Update *u)
{
	Arena *arena = arena_open();
	const Feed *feeds;
	size_t count = 0, told = 0;

	if (!library_feeds(u->lib, arena, &feeds, &count, NULL))
		count = 0;
	for (size_t i = 0; i < count; i++) {
		Str said = complaint(u, &feeds[i]);

		if (said.n == 0 || told++ >= MAX_TOLD)
			continue;
		fprintf(stderr, "%.*s: %.*s\n",
			STR_ARG(utf8_ellipsis(url_public(feeds[i].url, arena), MAX_ADDRESS, arena)),
			STR_ARG(said));
	}
	if (told > MAX_TOLD)
		fprintf(stderr, "and %zu more; lede list --health tells of all\n", told - MAX_TOLD);
	arena_close(arena);
}

static void tell_sum(const Update *u)
{
	const Event *at = &u->last;
	Buf line = {0};

	buf_printf(&line, "%u feed%s, %u new article%s", at->total, at->total == 1 ? "" : "s",
		at->added, at->added == 1 ? "" : "s");
	if (at->failed)
		buf_printf(&line, ", %u failed", at->failed);
	if (at->done > u->told)
		buf_printf(&line, u->waited ? ", %u left to the other" : ", %u left alone as asked",
			at->done - u->told);
	if (u->pages)
		buf_printf(&line, ", %u page%s of articles", u->pages, u->pages == 1 ? "" : "s");
	buf_add(&line, S(", "));
	bar_bytes(&line, (double)at->bytes);
	buf_printf(&line, " in %.1f s\n", bar_seconds(&u->bar));
	fwrite(line.s, 1, line.n, stderr);
	buf_drop(&line);
}

/* --- the run --- */

/* The usual handful of news is indexed at once. After a first update there is much: that is left to
 * the time when lede is open, or to the first search. */
static void index_news(const Update *u)
{
	Library *lib;
	uint64_t left;
	Err err;

	if (u->last.added == 0 || u->last.added > MAX_INDEXED)
		return;
	lib = library_open(u->session.library_path, LIBRARY_READ, &err);
	if (lib)
		library_index(lib, INDEX_MS, NULL, &left, &err);
	library_close(lib);
}

static int finish(Update *u)
{
	const Event *at = &u->last;

	bar_clear(&u->bar);
	if (u->json) {
		say_end(u);
	} else {
		tell_failures(u);
		if (!u->quiet)
			tell_sum(u);
	}
	index_news(u);
	if (at->failed == 0)
		return DONE;
	if (at->failed >= u->told)
		return COULD_NOT;
	return u->strict ? PARTLY : DONE;
}

static void hear(Update *u, const Event *event)
{
	if (event->kind == EVENT_FEED) {
		u->told += (uint32_t)event->id_count;
		if (u->json)
			say_feeds(u, event);
	}
	if (event->kind == EVENT_PAGES) {
		u->pages = event->done;
		if (u->fed) {
			u->shown = *event;
			bar_draw(&u->bar, &u->shown);
		}
	}
	if (event->kind == EVENT_WAITS) {
		u->waited = true;
		bar_clear(&u->bar);
		if (!u->quiet)
			fprintf(stderr, "%s; waiting for it to end\n", event->err.text);
	}
	if (event->kind != EVENT_PROGRESS && event->kind != EVENT_REFRESHED)
		return;
	u->last = u->shown = *event;
	if (u->json)
		say_progress(u);
	else
		bar_draw(&u->bar, &u->shown);
}

static Ticket begin(Update *u)
{
	Job job = {.kind = JOB_REFRESH, .force = u->all};
	FeedId *ids;

	if (!u->all) {
		job.arena = arena_open();
		job.ids = ids = arena_array(job.arena, u->id_count, sizeof *ids);
		job.id_count = u->id_count;
		memcpy(ids, u->ids, u->id_count * sizeof *ids);
	}
	return engine_post(u->engine, job);
}

static bool run(Update *u, Err *err)
{
	Waiting waiting;
	Ticket ticket;
	Event event;
	bool over = false, ok = true;

	if (!waiting_open(&waiting, err))
		return false;
	ticket = begin(u);
	while (ok && !over) {
		if (!waiting_ready(&waiting, u->engine, u->bar.shown ? BAR_TICK_MS : -1)) {
			bar_draw(&u->bar, &u->shown);
			continue;
		}
		ok = waiting_take(&waiting, u->engine, &event, err);
		if (!ok)
			break;
		hear(u, &event);
		if (event.ticket == ticket && event.kind == EVENT_REFRESHED) {
			u->fed = true;
			over = event.pages == 0;
		} else if (event.kind == EVENT_PAGES) {
			over = u->fed && event.done == event.total;
		}
		if (event.kind == EVENT_FAILED) {
			ok = false;
			*err = event.err;
		}
		arena_close(event.arena);
	}
	waiting_close(&waiting);
	if (!ok)
		bar_clear(&u->bar);
	return ok;
}

/* Which feeds: all, those that a query means, those that are due. */
static bool choose(Update *u, Err *err)
{
	Arena *arena = u->session.arena;
	const Feed *feeds;
	size_t count, due = 0;
	FeedId *ids;

	u->all = !u->only && !u->force && !u->due;
	if (u->all)
		return true;
	if (!library_feeds(u->lib, arena, &feeds, &count, err) ||
		!choose_feeds(str_from(u->only), feeds, count, u->started, arena, &u->ids,
			&u->id_count, err))
		return false;
	ids = arena_array(arena, u->id_count, sizeof *ids);
	for (size_t i = 0, j = 0; i < u->id_count; i++) {
		while (feeds[j].id != u->ids[i])
			j++;
		if ((u->force || !feeds[j].gone) &&
			(!u->due || due_has_come(feeds[j].due, feeds[j].checked, u->started)))
			ids[due++] = u->ids[i];
	}
	u->ids = ids;
	u->id_count = due;
	return true;
}

static int update(Update *u)
{
	Err err = {0};

	u->engine = session_engine(&u->session, &err);
	if (!u->engine)
		return command_failed(&err);
	u->lib = library_open(u->session.library_path, LIBRARY_READ, &err);
	if (!u->lib || !choose(u, &err))
		return command_failed(&err);
	if (!u->all && u->id_count == 0) {
		bar_open(&u->bar, false);
		if (u->json)
			say_end(u);
		else if (!u->quiet)
			fputs(u->due ? "no feed is due\n"
				     : "these feeds are given up; --force asks them again\n",
				stderr);
		return DONE;
	}
	bar_open(&u->bar, !u->quiet && !u->json);
	if (run(u, &err))
		return finish(u);
	if (err.code == EINTR)
		err_set(&err, ERR_USER, EINTR, "interrupted; what came in is kept");
	return command_failed(&err);
}

int run_update(int argc, char **argv)
{
	Update u = {.started = time(NULL)};
	const char *jobs = NULL;
	const CommandFlag flags[] = {{"quiet|q", NULL, &u.quiet}, {"json", NULL, &u.json},
		{"only", &u.only, NULL}, {"due", NULL, &u.due}, {"force", NULL, &u.force},
		{"jobs|j", &jobs, NULL}, {"strict", NULL, &u.strict}};
	int64_t connections = 0;
	int status;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc > 1)
		return command_misused(argv[0], "it takes no names; --only chooses feeds");
	if (jobs && (!str_number(str_from(jobs), &connections) || connections < 1 ||
			    connections > MAX_JOBS))
		return command_misused(argv[0], "--jobs is a number from 1 to %d", MAX_JOBS);
	if (!session_open(&u.session, &err))
		return command_failed(&err);
	if (connections)
		u.session.config.options.connections = (long)connections;
	status = update(&u);
	engine_close(u.engine);
	library_close(u.lib);
	session_close(&u.session);
	return status;
}
