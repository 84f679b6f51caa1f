/* Pages of new articles, fetched with their feeds: which, and how many at a time. What is done with
 * each is article.c's. */
#include <stdlib.h>

#include "config/levels.h"
#include "engine/compare.h"
#include "engine/inside.h"
#include "feed/html/strip.h"

enum {
	AT_ONCE = 8,
	OF_A_FEED = 50,  /* at a time */
	DAYS = 14,       /* older articles are fetched when they are read */
	LEAST_TRIED = 8, /* before a feed is known to bring whole articles */
	RETRY_S = 3600,  /* doubled with each try in vain */
	MOST_TRIES = 5,
};

struct FullTexts {
	Engine *engine;
	VEC(ItemId) waiting; /* from `next` on */
	size_t next;
	ItemId running[AT_ONCE];
	unsigned running_count;
	uint32_t done, total;
	bool changed;
};

FullTexts *fulltexts_open(Engine *engine)
{
	FullTexts *texts = memory_alloc(sizeof *texts);

	*texts = (FullTexts){.engine = engine};
	return texts;
}

void fulltexts_close(FullTexts *texts)
{
	if (!texts)
		return;
	vec_drop(&texts->waiting);
	free(texts);
}

uint32_t fulltexts_left(const FullTexts *texts)
{
	return texts->total - texts->done;
}

static bool waits(const FullTexts *texts, ItemId id)
{
	for (size_t i = texts->next; i < texts->waiting.count; i++)
		if (texts->waiting.items[i] == id)
			return true;
	for (unsigned i = 0; i < texts->running_count; i++)
		if (texts->running[i] == id)
			return true;
	return false;
}

static void await(FullTexts *texts, ItemId id)
{
	*vec_push(&texts->waiting) = id;
	texts->total++;
	texts->changed = true;
}

/* The feed's own text is all there is to it: noted, so that it is not looked at again. */
static bool is_whole(FullTexts *texts, ItemId id)
{
	Library *lib = texts->engine->lib;
	PageState state = {.note = S("the feed brings the whole text")};
	Arena *arena = arena_open();
	Article article;
	bool whole = library_article(lib, id, arena, &article, NULL) &&
		     !compare_is_teaser(strip_html(article.entry.html, arena), article.entry.words);

	if (whole)
		library_set_page(lib, id, &state, S(""), NULL);
	arena_close(arena);
	return whole;
}

void fulltexts_want(FullTexts *texts, const Feed *feed)
{
	Engine *engine = texts->engine;
	Arena *arena = arena_open();
	int64_t now = engine_now();
	size_t count = 0, most = OF_A_FEED;
	uint32_t tried = 0, better = 0;
	const ItemId *ids;
	bool all;
	Options o;

	levels_options(engine->levels, feed->url, feed->folder, &o);
	all = str_eq(o.fulltext, S("always"));
	if (str_eq(o.fulltext, S("never")) || o.metered)
		goto out;
	/* Of a feed whose pages never had more than it brings, one is looked at now and then. */
	if (!all && library_pages_worth(engine->lib, feed->id, &tried, &better, NULL) &&
		tried >= LEAST_TRIED && better == 0)
		most = 1;
	if (!library_pages_due(engine->lib, feed->id, now - DAYS * (int64_t)86400, now, true, most,
		    arena, &ids, &count, NULL))
		goto out;
	for (size_t i = 0; i < count && texts->total < (uint32_t)o.fulltext_budget; i++) {
		if (!waits(texts, ids[i]) && (all || !is_whole(texts, ids[i])))
			await(texts, ids[i]);
	}
out:
	arena_close(arena);
}

void fulltexts_want_saved(FullTexts *texts, FeedId feed)
{
	Engine *engine = texts->engine;
	Arena *arena = arena_open();
	const ItemId *ids;
	size_t count = 0;

	if (library_pages_due(engine->lib, feed, INT64_MIN, engine_now(), false, OF_A_FEED, arena,
		    &ids, &count, NULL))
		for (size_t i = 0; i < count; i++)
			if (!waits(texts, ids[i]))
				await(texts, ids[i]);
	arena_close(arena);
}

int64_t fulltexts_retry(uint32_t tries, int64_t now)
{
	return tries >= MOST_TRIES ? 0 : now + ((int64_t)RETRY_S << tries);
}

void fulltexts_done(FullTexts *texts, ItemId id)
{
	for (unsigned i = 0; i < texts->running_count; i++)
		if (texts->running[i] == id)
			texts->running[i] = texts->running[--texts->running_count];
	texts->done++;
	texts->changed = true;
}

void fulltexts_turn(FullTexts *texts)
{
	Engine *engine = texts->engine;

	while (texts->running_count < AT_ONCE && texts->next < texts->waiting.count) {
		ItemId id = texts->waiting.items[texts->next++];

		texts->running[texts->running_count++] = id;
		article_prefetch(engine, id);
	}
	if (!texts->changed)
		return;
	texts->changed = false;
	engine_tell(engine,
		(Event){.kind = EVENT_PAGES, .done = texts->done, .total = texts->total});
	if (texts->done == texts->total)
		texts->done = texts->total = 0;
	if (texts->next == texts->waiting.count)
		texts->waiting.count = texts->next = 0;
}
