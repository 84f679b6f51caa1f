/* How the bytes of a feed come, whatever its address in `urls` is. */
#include <stdlib.h>

#include "base/url.h"
#include "engine/inside.h"

enum {
	MAX_OUTPUT = 32 << 20,
	PATIENCE = 4, /* a program may take so many times the time of a silent server */
};

struct Supply {
	Engine *engine;
	Arena *arena; /* the whole lies in it */
	const Feed *feed;
	Request request;
	Str command; /* of exec: and filter: */
	FetchTicket fetch;
	uint64_t program;
	Arena *kept; /* what is being filtered, as it came; NULL */
	Response response;
	SupplyDone *done;
	void *user;
};

/* newsboat's "exec:COMMAND" and "filter:COMMAND:ADDRESS". False: it is neither. */
static bool split(Str url, Str *command, Str *address)
{
	Str exec = S("exec:"), filter = S("filter:"), rest;

	*command = *address = S("");
	if (str_starts(url, exec)) {
		*command = str_trim(str_from_at(url, exec.n));
		return true;
	}
	if (!str_starts(url, filter))
		return false;
	rest = str_from_at(url, filter.n);
	if (str_cut(&rest, ':', command)) {
		*command = str_trim(*command);
		*address = str_trim(rest);
	}
	return true;
}

Str supply_address(Str url)
{
	Str command, address;

	return split(url, &command, &address) ? address : url;
}

Supply *supply_open(Engine *engine, const Feed *feed, const FeedState *state, SupplyDone *done,
	void *user)
{
	Arena *arena = arena_open();
	Supply *supply = arena_alloc(arena, sizeof *supply);
	Str address;

	*supply = (Supply){.engine = engine,
		.arena = arena,
		.feed = feed,
		.done = done,
		.user = user};
	if (!split(feed->url, &supply->command, &address))
		address = feed->url;
	supply->request = (Request){.url = address,
		.etag = state->etag,
		.modified = state->modified,
		.compatible = state->agent == AGENT_OTHER};
	return supply;
}

void supply_close(Supply *supply)
{
	if (!supply)
		return;
	if (supply->fetch)
		fetch_cancel(supply->engine->fetcher, supply->fetch);
	if (supply->program)
		program_cancel(supply->engine->programs, supply->program);
	secret_forget(supply->engine->secrets, supply);
	arena_close(supply->kept);
	arena_close(supply->arena);
}

static void tell(Supply *supply, Arena *arena, const Response *response)
{
	supply->done(supply->user, arena, response);
}

static void fail(Supply *supply, const Err *err)
{
	Response response = {.err = *err};

	tell(supply, arena_open(), &response);
}

/* What the program printed stands for what the server said. */
static void printed(void *user, Str output, const Err *err)
{
	Supply *supply = user;
	Arena *arena = supply->kept ? supply->kept : arena_open();
	Response response = supply->response;

	supply->program = 0;
	supply->kept = NULL;
	response.status = 200;
	response.mime = S("");
	response.body = arena_str(arena, output);
	response.err = *err;
	if (err->kind == ERR_NONE && output.n == 0)
		err_set(&response.err, ERR_FORMAT, 0,
			"the program of this feed printed nothing; run it by hand");
	tell(supply, arena, &response);
}

static void run(Supply *supply, Str input)
{
	Program program = {.command = supply->command,
		.input = input,
		.max_bytes = MAX_OUTPUT,
		.timeout_ms = supply->request.timeout_ms * PATIENCE};

	supply->program = program_start(supply->engine->programs, &program, printed, supply);
}

static void fetched(void *user, Arena *arena, const Response *response)
{
	Supply *supply = user;

	supply->fetch = 0;
	if (supply->command.n == 0 || response->err.kind != ERR_NONE || response->status == 304) {
		tell(supply, arena, response);
		return;
	}
	supply->response = *response;
	supply->kept = arena;
	run(supply, response->body);
}

static bool can_fetch(Str url)
{
	return url_is_http(url) || str_starts_case(url, S("file:"));
}

/* As often as a secret is missing. */
static void start(void *user)
{
	Supply *supply = user;
	Request *request = &supply->request;
	Engine *engine = supply->engine;
	Str missing = {0};
	Err err = {0};

	if (!request_fill(engine, supply->feed, supply->arena, request, &missing, &err)) {
		if (missing.n)
			secret_ask(engine->secrets, missing, start, supply);
		else
			fail(supply, &err);
	} else if (request->url.n == 0) {
		run(supply, S(""));
	} else {
		supply->fetch = fetch_start(engine->fetcher, request, fetched, supply);
	}
}

void supply_start(Supply *supply)
{
	Str url = supply->feed->url;
	Err err;

	if (can_fetch(supply->request.url) || (str_starts(url, S("exec:")) && supply->command.n)) {
		start(supply);
		return;
	}
	if (str_starts(url, S("exec:")) || str_starts(url, S("filter:")))
		err_set(&err, ERR_USER, 0,
			"it should be exec:COMMAND or filter:COMMAND:https://…; mend it in urls");
	else
		err_set(&err, ERR_USER, 0,
			"lede fetches http:, https:, file:, exec: and filter: addresses; this is "
			"none of them");
	fail(supply, &err);
}

bool supply_is_named(const Supply *supply)
{
	return supply->request.user_agent.n > 0;
}
