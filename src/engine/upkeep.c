/* What is done for the library's sake: old articles go as `keep` says, after an update and when
 * nothing else is to be done; then texts of older libraries are compressed, and the room that is
 * left goes back to the disk. */
#include <stdlib.h>

#include "base/log.h"
#include "config/levels.h"
#include "engine/inside.h"

enum {
	AT_AN_UPDATE = 2000, /* articles of one feed that go at most */
	AT_ONCE = 50,        /* in a step while nothing else is to be done: some ms */
	IDLE_MS = 3000,      /* nothing was asked for so long */
	STEP_MS = 30,        /* between two steps */
	ASK_MS = 5000,       /* whether another lede has ended its update */
};

struct Upkeep {
	Engine *engine;
	int64_t busy;    /* ms: when something was last asked */
	int64_t stepped; /* ms */
	bool wanted, packs, shrinks;
	VEC(FeedId) feeds; /* whose articles are yet to be looked at */
	size_t gone;       /* articles, since it was told */
};

Upkeep *upkeep_open(Engine *engine)
{
	Upkeep *upkeep = memory_alloc(sizeof *upkeep);

	upkeep->engine = engine;
	upkeep->wanted = !library_is_read_only(engine->lib);
	upkeep->busy = clock_ms();
	return upkeep;
}

/* Once for all feeds: with a number for each, a log would tell of nothing else. */
static void tell_gone(Upkeep *upkeep)
{
	if (upkeep->gone)
		log_line(LOG_INFO, "%zu old article%s went, as keep in config says", upkeep->gone,
			upkeep->gone == 1 ? "" : "s");
	upkeep->gone = 0;
}

void upkeep_close(Upkeep *upkeep)
{
	if (!upkeep)
		return;
	tell_gone(upkeep);
	vec_drop(&upkeep->feeds);
	free(upkeep);
}

void upkeep_touch(Upkeep *upkeep)
{
	upkeep->busy = clock_ms();
}

/* --- what goes -------------------------------------------------------------------------------- */

Keep upkeep_keep(const Engine *engine, const Feed *feed)
{
	Options o;

	/* What the reader put there stays. */
	if (str_eq(feed->url, S(SAVED_PAGES)))
		return (Keep){0};
	levels_options(engine->levels, feed->url, feed->folder, &o);
	return (Keep){.count = (uint32_t)o.keep.articles, .days = (uint32_t)o.keep.days};
}

static size_t expire(Engine *engine, FeedId feed, Keep keep, size_t limit)
{
	size_t removed = 0;
	Err err = {0};

	if (!library_expire(engine->lib, feed, keep, engine_now(), limit, &removed, &err))
		log_line(LOG_WARNING, "%s", err.text);
	engine->upkeep->gone += removed;
	return removed;
}

void upkeep_feed(Engine *engine, FeedId feed, Keep keep)
{
	expire(engine, feed, keep, AT_AN_UPDATE);
}

void upkeep_want(Upkeep *upkeep)
{
	upkeep->wanted = !library_is_read_only(upkeep->engine->lib);
}

/* Feeds that keep less than all. */
static void list_feeds(Upkeep *upkeep)
{
	Engine *engine = upkeep->engine;
	Arena *arena = arena_open();
	const Feed *feeds;
	size_t count = 0;

	upkeep->feeds.count = 0;
	if (library_feeds(engine->lib, arena, &feeds, &count, NULL))
		for (size_t i = 0; i < count; i++) {
			Keep keep = upkeep_keep(engine, &feeds[i]);

			if (keep.count || keep.days)
				*vec_push(&upkeep->feeds) = feeds[i].id;
		}
	arena_close(arena);
}

static void expire_some(Upkeep *upkeep)
{
	FeedId id = upkeep->feeds.items[upkeep->feeds.count - 1];
	Arena *arena = arena_open();
	Event event = {.kind = EVENT_FEED};
	FeedId *ids;
	Feed feed;
	size_t removed = 0;

	if (library_feed(upkeep->engine->lib, id, arena, &feed, NULL))
		removed = expire(upkeep->engine, id, upkeep_keep(upkeep->engine, &feed), AT_ONCE);
	arena_close(arena);
	if (removed < AT_ONCE)
		upkeep->feeds.count--;
	if (removed == 0)
		return;
	event.arena = arena_open();
	ids = arena_array(event.arena, 1, sizeof *ids);
	ids[0] = event.feed = id;
	event.ids = ids;
	event.id_count = 1;
	engine_tell(upkeep->engine, event);
}

static bool goes_on(const Upkeep *upkeep)
{
	return upkeep->feeds.count || upkeep->packs || upkeep->shrinks;
}

/* One step; what is over is not begun again before the next update. */
static void take_step(Upkeep *upkeep)
{
	Library *lib = upkeep->engine->lib;
	Err err = {0};

	/* Another lede that updates does all this, too. */
	if (!library_claim(lib, &err))
		return;
	if (upkeep->wanted) {
		list_feeds(upkeep);
		upkeep->packs = upkeep->shrinks = true;
		upkeep->wanted = false;
	} else if (upkeep->feeds.count) {
		expire_some(upkeep);
	} else if (upkeep->packs) {
		tell_gone(upkeep);
		if (!library_repack(lib, &upkeep->packs, &err)) {
			log_line(LOG_WARNING, "%s", err.text);
			upkeep->packs = false;
		}
	} else if (!library_shrink(lib, &upkeep->shrinks, &err)) {
		log_line(LOG_WARNING, "%s", err.text);
		upkeep->shrinks = false;
	}
	if (!goes_on(upkeep))
		library_release(lib);
}

void upkeep_turn(Upkeep *upkeep, int *timeout_ms)
{
	Engine *engine = upkeep->engine;
	int64_t now = clock_ms(), next;

	if (engine->options.only_asked || refresh_runs(engine->refresh)) {
		upkeep->busy = now;
		return;
	}
	if (!upkeep->wanted && !goes_on(upkeep))
		return;
	next = upkeep->busy + IDLE_MS;
	if (next < upkeep->stepped + STEP_MS)
		next = upkeep->stepped + STEP_MS;
	if (now >= next) {
		take_step(upkeep);
		upkeep->stepped = clock_ms();
		/* Not its turn: asked again later. */
		next = now + (upkeep->wanted ? ASK_MS : STEP_MS);
	}
	clock_wake(timeout_ms, next - now);
}
