#include "engine/visit.h"

#include "base/log.h"
#include "base/url.h"
#include "engine/outcome.h"
#include "feed/net/due.h"
#include "feed/parse.h"

struct Visit {
	Visits *visits;
	Engine *engine;
	Visit *next, **here; /* here: what points to it */
	Arena *arena;
	FeedId feed;
	Feed row;
	Str url;
	FeedState state;
	Supply *supply;
	uint64_t work, pressing;
	uint64_t body; /* hash of what is being parsed */
	Str etag, modified, moved_to;
	int status;
	bool cdn, is_file, is_new;
	int64_t due; /* as the server wants it */
	Keep keep;
};

static void visit_close(Visit *visit)
{
	Visits *visits = visit->visits;

	*visit->here = visit->next;
	if (visit->next)
		visit->next->here = visit->here;
	visits->count--;
	visits->file_count -= visit->is_file;
	visits->new_count -= visit->is_new;
	supply_close(visit->supply);
	if (visit->work)
		pool_cancel(visit->engine->pool, visit->work);
	if (visit->pressing)
		presser_cancel(visit->engine->presser, visit->pressing);
	arena_close(visit->arena);
}

void visits_drop(Visits *visits)
{
	while (visits->first)
		visit_close(visits->first);
}

bool visits_has(const Visits *visits, FeedId feed)
{
	for (const Visit *visit = visits->first; visit; visit = visit->next)
		if (visit->feed == feed)
			return true;
	return false;
}

static void visit_end(Visit *visit, VisitEnd end)
{
	refresh_visited(visit->engine->refresh, visit->feed, &visit->state, end);
	if (visit->keep.count || visit->keep.days)
		upkeep_feed(visit->engine, visit->feed, visit->keep);
	visit_close(visit);
}

static Outcome outcome_of(const Visit *visit)
{
	return (Outcome){.now = engine_now(),
		.url = visit->url,
		.status = visit->status,
		.due = visit->due,
		.moved_to = visit->moved_to,
		.cdn = visit->cdn,
		.examined = visit->engine->options.examines,
		.seed = (uint64_t)visit->feed};
}

static void visit_succeed(Visit *visit, const Parsed *parsed, uint32_t added)
{
	Outcome outcome = outcome_of(visit);

	outcome.parsed = parsed;
	outcome.added = added;
	outcome_good(&visit->state, &outcome, visit->arena);
	fulltexts_want(visit->engine->fulltexts, &visit->row);
	visit_end(visit, (VisitEnd){.added = added});
}

static void visit_fail(Visit *visit, const Err *err)
{
	Outcome outcome = outcome_of(visit);

	outcome_bad(&visit->state, &outcome, err, visit->arena);
	log_line(LOG_WARNING, "%.*s: %s", STR_ARG(url_public(visit->url, visit->arena)), err->text);
	visit_end(visit, (VisitEnd){.failed = true});
}

static void visit_merge(void *user, Arena *arena, const Parsed *parsed, const Pressed *pressed)
{
	Visit *visit = user;
	Library *lib = visit->engine->lib;
	uint32_t added = 0;
	Err err;

	visit->pressing = 0;
	if (refresh_begin(visit->engine->refresh, &err) &&
		library_merge_pressed(lib, visit->feed, parsed, pressed, engine_now(), &added,
			&err)) {
		visit->state.etag = visit->etag;
		visit->state.modified = visit->modified;
		visit->state.body = visit->body;
		visit_succeed(visit, parsed, added);
	} else {
		visit_fail(visit, &err);
	}
	arena_close(arena);
}

/* Networks of hotels and trains send their own page in place of everything. */
static bool is_another_page(const Visit *visit, const Err *err)
{
	return err->kind == ERR_FORMAT && err->code == PARSE_PAGE && visit->row.total > 0;
}

/* Of a feed that is new all texts will be stored, of others few. */
static void visit_parsed(void *user, const Worked *worked)
{
	Visit *visit = user;

	visit->work = 0;
	if (!worked->parsed) {
		Err err = worked->err;

		if (is_another_page(visit, &err))
			err_set(&err, err.kind, err.code,
				"a web page came in place of the feed; perhaps the network here "
				"wants a login first: open any page in a browser, or try later");
		visit_fail(visit, &err);
		arena_close(worked->arena);
		return;
	}
	if (visit->row.total == 0)
		visit->pressing = presser_post(visit->engine->presser, worked->arena,
			worked->parsed, visit_merge, visit);
	if (!visit->pressing)
		visit_merge(visit, worked->arena, worked->parsed, NULL);
}

static void visit_fetch(Visit *visit);

static bool asks_again(Visit *visit, const Err *err)
{
	Outcome outcome = outcome_of(visit);

	return !supply_is_named(visit->supply) && outcome_asks_again(&visit->state, &outcome, err);
}

static void visit_fetched(void *user, Arena *arena, const Response *response)
{
	Visit *visit = user;
	FeedState *state = &visit->state;

	visit->visits->bytes += response->wire_bytes;
	visit->due = response->due;
	visit->status = response->status;
	visit->moved_to = arena_str(visit->arena, response->moved_to);
	visit->cdn = response->cdn;
	if (asks_again(visit, &response->err)) {
		visit_fetch(visit);
	} else if (response->err.kind != ERR_NONE) {
		visit_fail(visit, &response->err);
	} else if (response->status == 304) {
		visit_succeed(visit, NULL, 0);
	} else {
		visit->etag = arena_str(visit->arena, response->etag);
		visit->modified = arena_str(visit->arena, response->modified);
		visit->body = str_fingerprint(response->body);
		if (visit->body == state->body) {
			state->etag = visit->etag;
			state->modified = visit->modified;
			visit_succeed(visit, NULL, 0);
		} else {
			Work work = {.kind = WORK_FEED,
				.bytes = response->body,
				.mime = response->mime,
				.url = response->url,
				.owner = arena};

			visit->work = pool_post(visit->engine->pool, &work, visit_parsed, visit);
			return;
		}
	}
	arena_close(arena);
}

static void visit_fetch(Visit *visit)
{
	supply_close(visit->supply);
	visit->supply =
		supply_open(visit->engine, &visit->row, &visit->state, visit_fetched, visit);
	supply_start(visit->supply);
}

/* It or its site asked to be left alone (Retry-After), or there is nowhere to fetch it from, or
 * another lede, which was waited for, has just fetched it. */
static bool is_left(const Visit *visit, int64_t since)
{
	int64_t now = engine_now(), not_before = visit->state.not_before;

	/* Nobody is obeyed for longer than that: if it is, the clock was wrong. */
	return (not_before > now && not_before <= now + DUE_LONGEST) ||
	       str_eq(visit->row.url, S(SAVED_PAGES)) ||
	       fetcher_is_shut(visit->engine->fetcher, supply_address(visit->row.url)) ||
	       (since && visit->state.checked > since);
}

static void link_in(Visits *visits, Visit *visit)
{
	visit->visits = visits;
	visit->next = visits->first;
	visit->here = &visits->first;
	if (visit->next)
		visit->next->here = &visit->next;
	visits->first = visit;
	visits->count++;
	visits->file_count += visit->is_file;
	visits->new_count += visit->is_new;
}

bool visit_start(Visits *visits, FeedId feed, int64_t since)
{
	Engine *engine = visits->engine;
	Arena *arena = arena_open();
	Visit *visit = arena_alloc(arena, sizeof *visit);

	visit->engine = engine;
	visit->arena = arena;
	visit->feed = feed;
	/* Unsubscribed meanwhile, perhaps. */
	if (!library_feed(engine->lib, feed, arena, &visit->row, NULL) ||
		!library_state(engine->lib, feed, arena, &visit->state, NULL) ||
		is_left(visit, since)) {
		arena_close(arena);
		return false;
	}
	visit->url = visit->row.url;
	visit->keep = upkeep_keep(engine, &visit->row);
	visit->is_file = str_starts_case(visit->url, S("file:"));
	visit->is_new = visit->state.checked == 0;
	link_in(visits, visit);
	visit_fetch(visit);
	return true;
}
