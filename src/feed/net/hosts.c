#include "feed/net/hosts.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/vec.h"
#include "feed/net/access.h"
#include "feed/net/due.h"
#include "feed/net/trouble.h"

void hosts_init(Hosts *hosts)
{
	hosts->arena = arena_open();
	hosts->last = &hosts->first;
}

void hosts_drop(Hosts *hosts)
{
	arena_close(hosts->arena);
}

static Site *site_named(Hosts *hosts, Str key)
{
	Site **slot = &hosts->buckets[str_hash(key) % HOST_BUCKETS];
	for (; *slot; slot = &(*slot)->next)
		if (str_eq((*slot)->key, key))
			return *slot;
	*slot = arena_alloc(hosts->arena, sizeof **slot);
	(*slot)->key = arena_str(hosts->arena, key);
	return *slot;
}

Site *hosts_site(Hosts *hosts, Str url)
{
	Arena *arena = arena_open();
	Site *site = site_named(hosts, access_site(url, arena));

	arena_close(arena);
	return site;
}

void hosts_line_up(Hosts *hosts, Site *site, int64_t now)
{
	int64_t wait = polite_wait(&site->polite, now);

	if (site->listed || !site->waiting.first || wait < 0)
		return;
	site->listed = true;
	if (wait > 0) {
		site->behind = hosts->paused;
		hosts->paused = site;
		return;
	}
	site->behind = NULL;
	*hosts->last = site;
	hosts->last = &site->behind;
}

int64_t hosts_end_pauses(Hosts *hosts, int64_t now)
{
	Site *site = hosts->paused;
	int64_t soonest = INT64_MAX;

	hosts->paused = NULL;
	while (site) {
		Site *behind = site->behind;
		int64_t wait = polite_wait(&site->polite, now);

		site->listed = false;
		hosts_line_up(hosts, site, now);
		if (wait > 0 && wait < soonest)
			soonest = wait;
		site = behind;
	}
	return soonest;
}

Site *hosts_next(Hosts *hosts)
{
	Site *site = hosts->first;

	if (!site)
		return NULL;
	hosts->first = site->behind;
	if (!hosts->first)
		hosts->last = &hosts->first;
	site->listed = false;
	return site;
}

/* --- over runs -------------------------------------------------------------------------------- */

void hosts_set_rest(Hosts *hosts, const Rest *rest)
{
	Site *site = site_named(hosts, rest->site);
	int64_t left = rest->until - time(NULL);
	Arena *arena;

	/* It was visited in this run: that is newer. */
	if (site->polite.reckoned)
		return;
	site->polite.refused = rest->refused;
	site->polite.shuts = rest->shuts;
	/* More is asked by none, but by a clock that was wrong. */
	if (left > 0 && left <= DUE_LONGEST)
		site->polite.shut_until = clock_ms() + left * 1000;
	arena = arena_open();
	trouble_status(&site->err, rest->status,
		&(Attempt){.url = arena_printf(arena, "http://%.*s/", STR_ARG(rest->site))});
	arena_close(arena);
}

static int by_name(const void *a, const void *b)
{
	return str_compare(((const Rest *)a)->site, ((const Rest *)b)->site);
}

size_t hosts_rests(const Hosts *hosts, Arena *arena, const Rest **out)
{
	VEC(Rest) rests = {0};
	int64_t now = clock_ms();

	for (size_t i = 0; i < HOST_BUCKETS; i++)
		for (const Site *site = hosts->buckets[i]; site; site = site->next) {
			int64_t left = site->polite.shut_until - now;

			if (site->polite.refused)
				*vec_push_in(&rests, arena) = (Rest){arena_str(arena, site->key),
					left > 0 ? time(NULL) + (left + 999) / 1000 : 0,
					site->polite.refused, site->polite.shuts, site->err.code};
		}
	if (rests.count)
		qsort(rests.items, rests.count, sizeof *rests.items, by_name);
	*out = rests.items;
	return rests.count;
}
