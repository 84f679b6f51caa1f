#include "feed/net/fetch.h"

typedef struct {
	Arena *arena;
	Response response;
	bool done;
} Once;

static void take(void *user, Arena *arena, const Response *response)
{
	Once *once = user;

	once->arena = arena;
	once->response = *response;
	once->done = true;
}

bool fetch_once(const Request *request, const FetcherOptions *options, Arena *arena, Response *out,
	Err *err)
{
	static const FetcherOptions usual;
	Fetcher *fetcher = fetcher_open(options ? options : &usual, err);
	Once once = {0};

	*out = (Response){0};
	if (!fetcher)
		return false;
	fetch_start(fetcher, request, take, &once);
	while (!once.done)
		fetcher_turn(fetcher, NULL, 0, -1);
	fetcher_close(fetcher);
	arena_join(arena, once.arena);
	*out = once.response;
	if (err)
		*err = out->err;
	return out->err.kind == ERR_NONE;
}
