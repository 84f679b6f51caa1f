/* Whether a site lets programs fetch a page that no reader asked for. What it says is asked for
 * once a day, kept in the library, and by those who want it at the same time asked for once. */
#include <stdlib.h>

#include "base/url.h"
#include "engine/inside.h"
#include "feed/robots.h"

enum {
	FRESH_S = 86400,      /* RFC 9309 2.4: not longer */
	STALE_S = 30 * 86400, /* counts while the site can't be asked */
	AGAIN_S = 3600,       /* one that couldn't is not asked before */
};

typedef struct {
	Errand *errand;
	Str url;
	RobotsDone *done;
} Asker;

typedef struct RobotsSite {
	struct RobotsSite *next;
	Str origin; /* "https://example.org:8080" */
	Buf rules;
	int64_t fetched; /* 0: nothing is known of it */
	int64_t again;   /* not before */
	bool asked;      /* it is under way */
	VEC(Asker) askers;
} RobotsSite;

struct Robots {
	Engine *engine;
	Arena *arena;
	RobotsSite *first;
};

Robots *robots_open(Engine *engine)
{
	Arena *arena = arena_open();
	Robots *robots = arena_alloc(arena, sizeof *robots);

	*robots = (Robots){.engine = engine, .arena = arena};
	return robots;
}

void robots_close(Robots *robots)
{
	if (!robots)
		return;
	for (RobotsSite *site = robots->first; site; site = site->next) {
		buf_drop(&site->rules);
		vec_drop(&site->askers);
	}
	arena_close(robots->arena);
}

static Str origin_of(Str url, Arena *arena)
{
	Str path = url_path(url = url_normalize(url, arena));

	return path.n ? str_slice(url, 0, (size_t)(path.s - url.s)) : url;
}

/* As the library knows it, when it is first met. */
static RobotsSite *site_of(Robots *robots, Str url)
{
	Arena *arena = arena_open();
	Str origin = origin_of(url, arena), rules;
	RobotsSite *site = robots->first;

	while (site && !str_eq(site->origin, origin))
		site = site->next;
	if (!site) {
		site = arena_alloc(robots->arena, sizeof *site);
		*site = (RobotsSite){.next = robots->first,
			.origin = arena_str(robots->arena, origin)};
		robots->first = site;
		if (library_robots(robots->engine->lib, origin, arena, &site->fetched, &rules,
			    NULL))
			buf_add(&site->rules, rules);
	}
	arena_close(arena);
	return site;
}

static RobotsSay say(const RobotsSite *site, Str url, int64_t oldest)
{
	if (site->fetched == 0 || site->fetched < oldest)
		return ROBOTS_SILENT;
	return robots_allow(buf_str(&site->rules), url) ? ROBOTS_ALLOW : ROBOTS_FORBID;
}

/* Each may end its errand. */
static void tell(RobotsSite *site)
{
	int64_t oldest = engine_now() - STALE_S;

	site->asked = false;
	while (site->askers.count) {
		Asker asker = site->askers.items[--site->askers.count];

		asker.done(asker.errand, say(site, asker.url, oldest));
	}
}

static void learn(Engine *engine, RobotsSite *site, Str rules)
{
	buf_clear(&site->rules);
	buf_add(&site->rules, rules);
	site->fetched = engine_now();
	library_set_robots(engine->lib, site->origin, site->fetched, rules, NULL);
}

static void worked(Errand *errand, const Worked *worked)
{
	RobotsSite *site = errand->site;

	if (worked->err.kind == ERR_NONE)
		learn(errand->engine, site, worked->text);
	else
		site->again = engine_now() + AGAIN_S;
	arena_close(worked->arena);
	tell(site);
}

/* RFC 9309 2.3.1: where there is no such file all may be fetched, where the server fails nothing.
 */
static void fetched(Errand *errand, Arena *arena, const Response *response)
{
	RobotsSite *site = errand->site;
	Work work = {.kind = WORK_ROBOTS, .bytes = response->body, .mime = response->mime};

	if (response->err.kind == ERR_NONE) {
		errand_work(errand, &work, worked);
		arena_close(arena);
		return;
	}
	if (response->status >= 400 && response->status < 500 && response->status != 429)
		learn(errand->engine, site, S(""));
	else
		site->again = engine_now() + AGAIN_S;
	arena_close(arena);
	tell(site);
}

void robots_ask(Robots *robots, Errand *errand, const Request *page, RobotsDone *done)
{
	RobotsSite *site = site_of(robots, page->url);
	int64_t now = engine_now();
	Request request = {.content = page->content,
		.max_bytes = ROBOTS_MOST_BYTES,
		.enough = true};

	if (say(site, page->url, now - FRESH_S) != ROBOTS_SILENT || now < site->again) {
		done(errand, say(site, page->url, now - STALE_S));
		return;
	}
	*vec_push(&site->askers) = (Asker){errand, page->url, done};
	if (site->asked)
		return;
	site->asked = true;
	errand->site = site;
	request.url = arena_printf(errand->arena, "%.*s/robots.txt", STR_ARG(site->origin));
	errand_fetch(errand, &request, fetched);
}

bool robots_let(Robots *robots, Str url)
{
	return say(site_of(robots, url), url, engine_now() - STALE_S) == ROBOTS_ALLOW;
}
