#include <stdlib.h>

#include "engine/inside.h"

Errand *errand_open(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = memory_alloc(sizeof *errand);

	errand->engine = engine;
	errand->ticket = ticket;
	errand->job = job;
	errand->arena = arena_open();
	errand->next = engine->errands;
	engine->errands = errand;
	return errand;
}

void errand_close(Errand *errand)
{
	Errand **at = &errand->engine->errands;

	while (*at != errand)
		at = &(*at)->next;
	*at = errand->next;
	if (errand->fetch)
		fetch_cancel(errand->engine->fetcher, errand->fetch);
	secret_forget(errand->engine->secrets, errand);
	if (errand->work)
		pool_cancel(errand->engine->pool, errand->work);
	arena_close(errand->answer);
	arena_close(errand->input);
	arena_close(errand->job.arena);
	arena_close(errand->arena);
	free(errand);
}

void errands_cancel(Engine *engine, Ticket ticket)
{
	for (Errand *errand = engine->errands, *next; errand; errand = next) {
		next = errand->next;
		if (ticket == 0 || errand->ticket == ticket)
			errand_close(errand);
	}
}

static void fetched(void *user, Arena *arena, const Response *response)
{
	Errand *errand = user;

	errand->fetch = 0;
	errand->fetched(errand, arena, response);
}

/* As often as a secret is missing. */
static void fetch(void *user)
{
	Errand *errand = user;
	Request *request = &errand->request;
	Engine *engine = errand->engine;
	Response failure = {.url = request->url};
	Str missing = {0};

	if (request_fill(engine, errand->feed, errand->arena, request, &missing, &failure.err))
		errand->fetch = fetch_start(engine->fetcher, request, fetched, errand);
	else if (missing.n)
		secret_ask(engine->secrets, missing, fetch, errand);
	else
		errand->fetched(errand, arena_open(), &failure);
}

void errand_fetch(Errand *errand, const Request *request,
	void (*done)(Errand *errand, Arena *arena, const Response *response))
{
	errand->request = *request;
	errand->fetched = done;
	fetch(errand);
}

static void worked(void *user, const Worked *done)
{
	Errand *errand = user;

	errand->work = 0;
	errand->worked(errand, done);
}

void errand_work(Errand *errand, const Work *work,
	void (*done)(Errand *errand, const Worked *worked))
{
	errand->worked = done;
	errand->work = pool_post(errand->engine->pool, work, worked, errand);
}

void errand_fail(Errand *errand, const Err *err)
{
	engine_fail(errand->engine, errand->ticket, err);
	errand_close(errand);
}
