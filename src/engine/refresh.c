#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "engine/inside.h"
#include "engine/subscribe.h"
#include "engine/visit.h"
#include "feed/net/due.h"

enum {
	COMMIT_MS = 250,  /* a batch of merges is written at least so often */
	PROGRESS_MS = 50, /* news for the screen at most so often */
	MAX_TICKETS = 16,
	ASK_AGAIN_MS = 200, /* whether another lede has ended its update */
	MAX_VISITS = 500,   /* at a time, waiting for their turn included */
	MAX_UNPARSED = 8,   /* bodies waiting for a parser, before downloads pause */
	AT_ONCE = 64,       /* visits begun before those that have are seen to */
};

struct Refresh {
	Engine *engine;
	Visits visits;
	VEC(FeedId) waiting; /* to be started, from `next_waiting` on */
	size_t next_waiting;
	Ticket tickets[MAX_TICKETS]; /* who hears of the end; further ones only see the progress */
	size_t ticket_count;
	size_t fresh; /* feeds never fetched before, if the last turn began with more of them */
	uint32_t done, total, added, failed;
	bool changed;          /* something to tell */
	int64_t told, started; /* ms: last progress, begin of the transaction */
	bool writing;
	VEC(FeedId) fetched; /* not yet told: their rows are not committed */
	VEC(uint32_t) news;  /* that came in with each of them */
	bool write_failed;
	int64_t waits;  /* seconds: since when for another lede that updates; 0 */
	int64_t looked; /* seconds: when feeds due were last looked for */
};

Refresh *refresh_open(Engine *engine)
{
	Refresh *refresh = memory_alloc(sizeof *refresh);

	refresh->engine = engine;
	refresh->visits.engine = engine;
	refresh->looked = engine_now();
	return refresh;
}

static void forget(Refresh *refresh)
{
	visits_drop(&refresh->visits);
	refresh->waiting.count = refresh->next_waiting = 0;
}

void refresh_close(Refresh *refresh)
{
	if (!refresh)
		return;
	forget(refresh);
	vec_drop(&refresh->waiting);
	vec_drop(&refresh->fetched);
	vec_drop(&refresh->news);
	free(refresh);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* The first failure of a run is told; a full disk fails for every feed alike. */
static void write_failed(Refresh *refresh, const Err *err)
{
	log_line(LOG_ERROR, "%s", err->text);
	if (!refresh->write_failed)
		engine_fail(refresh->engine, 0, err);
	refresh->write_failed = true;
}

bool refresh_begin(Refresh *refresh, Err *err)
{
	if (refresh->writing)
		return true;
	library_give_way(refresh->engine->lib);
	if (!library_begin(refresh->engine->lib, err)) {
		write_failed(refresh, err);
		return false;
	}
	refresh->writing = true;
	refresh->started = clock_ms();
	return true;
}

void refresh_flush(Refresh *refresh)
{
	Event event = {.kind = EVENT_FEED};
	FeedId *ids;
	uint32_t *news;
	Err err = {0};

	if (refresh->writing && !library_commit(refresh->engine->lib, &err))
		write_failed(refresh, &err);
	refresh->writing = false;
	if (refresh->fetched.count == 0)
		return;
	event.arena = arena_open();
	ids = arena_array(event.arena, refresh->fetched.count, sizeof *ids);
	memcpy(ids, refresh->fetched.items, refresh->fetched.count * sizeof *ids);
	news = arena_array(event.arena, refresh->news.count, sizeof *news);
	memcpy(news, refresh->news.items, refresh->news.count * sizeof *news);
	event.ids = ids;
	event.news = news;
	event.id_count = refresh->fetched.count;
	event.feed = ids[0];
	event.ticket = refresh->ticket_count ? refresh->tickets[0] : 0;
	refresh->fetched.count = refresh->news.count = 0;
	engine_tell(refresh->engine, event);
}

void refresh_visited(Refresh *refresh, FeedId feed, const FeedState *state, VisitEnd end)
{
	Err err = {0};

	if (refresh_begin(refresh, &err) &&
		!library_set_state(refresh->engine->lib, feed, state, &err))
		write_failed(refresh, &err);
	*vec_push(&refresh->fetched) = feed;
	*vec_push(&refresh->news) = end.added;
	refresh->added += end.added;
	refresh->failed += end.failed;
	refresh->done++;
	refresh->changed = true;
}

/* --- a run ------------------------------------------------------------------------------------ */

static bool is_under_way(const Refresh *refresh, FeedId feed)
{
	if (visits_has(&refresh->visits, feed))
		return true;
	for (size_t i = refresh->next_waiting; i < refresh->waiting.count; i++)
		if (refresh->waiting.items[i] == feed)
			return true;
	return false;
}

static bool is_over(const Refresh *refresh)
{
	return refresh->visits.count == 0 && refresh->next_waiting == refresh->waiting.count;
}

static void want(Refresh *refresh, FeedId feed)
{
	*vec_push(&refresh->waiting) = feed;
	refresh->total++;
	refresh->changed = true;
}

/* All feeds, or those due. With a run going on, only feeds that are not in it: a lookup each, but
 * then there are few. */
static bool want_listed(Refresh *refresh, bool all, Err *err)
{
	Arena *arena = arena_open();
	int64_t now = engine_now();
	bool fresh = is_over(refresh), ok;
	const Feed *feeds;
	size_t count = 0;

	ok = library_feeds(refresh->engine->lib, arena, &feeds, &count, err);
	for (size_t i = 0; ok && i < count; i++)
		if (str_eq(feeds[i].url, S(SAVED_PAGES)))
			fulltexts_want_saved(refresh->engine->fulltexts, feeds[i].id);
		else if (!feeds[i].gone &&
			 (all || due_has_come(feeds[i].due, feeds[i].checked, now)) &&
			 (fresh || !is_under_way(refresh, feeds[i].id)))
			want(refresh, feeds[i].id);
	arena_close(arena);
	return ok;
}

static Event progress(const Refresh *refresh, EventKind kind, Ticket ticket)
{
	return (Event){.kind = kind,
		.ticket = ticket,
		.done = refresh->done,
		.total = refresh->total,
		.added = refresh->added,
		.failed = refresh->failed,
		.pages = kind == EVENT_REFRESHED ? fulltexts_left(refresh->engine->fulltexts) : 0,
		.bytes = refresh->visits.bytes};
}

static void reset(Refresh *refresh)
{
	refresh->waiting.count = refresh->next_waiting = 0;
	refresh->done = refresh->total = refresh->added = refresh->failed = 0;
	refresh->visits.bytes = 0;
	refresh->write_failed = false;
}

static void begin_run(Refresh *refresh)
{
	if (!is_over(refresh))
		return;
	reset(refresh);
	rests_read(refresh->engine);
}

bool refresh_runs(const Refresh *refresh)
{
	return !is_over(refresh);
}

void refresh_start(Refresh *refresh, Ticket ticket, const Job *job)
{
	Err err = {0};

	begin_run(refresh);
	for (size_t i = 0; i < job->id_count; i++)
		if (!is_under_way(refresh, job->ids[i]))
			want(refresh, job->ids[i]);
	if (job->id_count == 0 && !want_listed(refresh, job->force, &err)) {
		engine_fail(refresh->engine, ticket, &err);
		return;
	}
	if (is_over(refresh) || refresh->ticket_count == MAX_TICKETS)
		engine_tell(refresh->engine, progress(refresh, EVENT_REFRESHED, ticket));
	else
		refresh->tickets[refresh->ticket_count++] = ticket;
}

void refresh_cancel(Refresh *refresh, Ticket ticket)
{
	for (size_t i = 0; i < refresh->ticket_count; i++) {
		if (refresh->tickets[i] != ticket)
			continue;
		refresh->tickets[i] = refresh->tickets[--refresh->ticket_count];
		/* Nobody wants the rest. */
		if (refresh->ticket_count == 0)
			forget(refresh);
		return;
	}
}

static void tell_progress(Refresh *refresh, int64_t now_ms)
{
	Ticket ticket = refresh->ticket_count ? refresh->tickets[0] : 0;

	refresh->changed = false;
	refresh->told = now_ms;
	engine_tell(refresh->engine, progress(refresh, EVENT_PROGRESS, ticket));
}

static void end_run(Refresh *refresh)
{
	refresh_flush(refresh);
	rests_write(refresh->engine);
	if (refresh->ticket_count == 0)
		engine_tell(refresh->engine, progress(refresh, EVENT_REFRESHED, 0));
	for (size_t i = 0; i < refresh->ticket_count; i++)
		engine_tell(refresh->engine,
			progress(refresh, EVENT_REFRESHED, refresh->tickets[i]));
	refresh->ticket_count = 0;
	reset(refresh);
	refresh->changed = false;
	refresh->waits = 0;
	library_release(refresh->engine->lib);
	upkeep_want(refresh->engine->upkeep);
}

/* Whether it is this lede's turn to update. A command waits for it; on the screen, what the other
 * one gets is seen as it comes. */
static bool has_turn(Refresh *refresh, int *timeout_ms)
{
	Engine *engine = refresh->engine;
	Event event = {.kind = EVENT_WAITS};

	if (refresh->next_waiting == refresh->waiting.count ||
		library_claim(engine->lib, &event.err))
		return true;
	if (engine->options.only_asked && library_is_busy(&event.err)) {
		clock_wake(timeout_ms, ASK_AGAIN_MS);
		if (refresh->waits == 0)
			engine_tell(engine, event);
		if (refresh->waits == 0)
			refresh->waits = engine_now();
		return false;
	}
	forget(refresh);
	engine_fail(engine, 0, &event.err);
	refresh->total = refresh->done = 0;
	end_run(refresh);
	return false;
}

/* With refresh_minutes set, feeds that are due are fetched without being asked for. */
static void look_for_due(Refresh *refresh)
{
	unsigned minutes = refresh->engine->options.refresh_minutes;
	int64_t now = engine_now();
	Err err = {0};

	if (minutes == 0 || !is_over(refresh) || now - refresh->looked < (int64_t)minutes * 60)
		return;
	refresh->looked = now;
	begin_run(refresh);
	if (!want_listed(refresh, false, &err))
		log_line(LOG_ERROR, "%s", err.text);
}

static bool may_start(const Refresh *refresh)
{
	return refresh->visits.count < MAX_VISITS && refresh->visits.file_count <= MAX_UNPARSED &&
	       refresh->next_waiting < refresh->waiting.count;
}

static void start_visits(Refresh *refresh, int *timeout_ms)
{
	size_t before = refresh->visits.new_count;

	for (unsigned i = 0; i < AT_ONCE && may_start(refresh); i++) {
		FeedId feed = refresh->waiting.items[refresh->next_waiting++];

		if (!visit_start(&refresh->visits, feed, refresh->waits)) {
			refresh->done++;
			refresh->changed = true;
		}
	}
	refresh->fresh = refresh->visits.new_count > before ? refresh->visits.new_count : 0;
	if (may_start(refresh))
		*timeout_ms = 0;
}

void refresh_turn(Refresh *refresh, int *timeout_ms)
{
	Engine *engine = refresh->engine;
	bool was_over;
	int64_t now_ms;

	look_for_due(refresh);
	was_over = is_over(refresh) && refresh->total == 0;
	/* Downloads wait for the parsers: the bodies in between are what memory is spent on.
	 * Waiting for a turn costs little, and many must wait lest one busy site keep all others
	 * away. */
	fetcher_hold(engine->fetcher, pool_busy(engine->pool) + presser_busy(engine->presser),
		MAX_UNPARSED + 1);
	if (!has_turn(refresh, timeout_ms))
		return;
	/* Their servers are asked by now. */
	pool_expect(engine->pool, refresh->fresh);
	start_visits(refresh, timeout_ms);
	if (was_over)
		return;
	now_ms = clock_ms();
	if (is_over(refresh)) {
		end_run(refresh);
		return;
	}
	if (refresh->writing &&
		(now_ms - refresh->started >= COMMIT_MS || library_is_awaited(engine->lib)))
		refresh_flush(refresh);
	if (refresh->changed && now_ms - refresh->told >= PROGRESS_MS)
		tell_progress(refresh, now_ms);
	if (refresh->writing)
		clock_wake(timeout_ms, refresh->started + COMMIT_MS - now_ms);
	if (refresh->changed)
		clock_wake(timeout_ms, refresh->told + PROGRESS_MS - now_ms);
}

/* --- subscriptions ---------------------------------------------------------------------------- */

bool refresh_subscribe(Engine *engine, Err *err)
{
	Arena *arena = arena_open();
	const Feed *feeds;
	size_t count = 0;
	bool ok = subscribe(engine->lib, engine->options.urls, err) &&
		  library_feeds(engine->lib, arena, &feeds, &count, err);

	for (size_t i = 0; ok && !engine->options.only_asked && i < count; i++)
		if (feeds[i].checked == 0 && str_starts_case(feeds[i].url, S("file:")) &&
			!is_under_way(engine->refresh, feeds[i].id))
			want(engine->refresh, feeds[i].id);
	arena_close(arena);
	return ok;
}
