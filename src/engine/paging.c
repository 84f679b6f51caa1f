/* A page and those that go on with its article: fetched, read, joined. */
#include "base/url.h"
#include "config/site.h"
#include "engine/inside.h"
#include "model/join.h"

struct Paging {
	Request request; /* of the first */
	WorkKind kind;
	unsigned parts;
	Paged paged;
	PagedDone *done;
};

static void fetch_part(Errand *errand, Str url);

static void finish(Errand *errand)
{
	Paging *paging = errand->paging;

	paging->done(errand, &paging->paged);
}

static void part_worked(Errand *errand, const Worked *worked)
{
	Paging *paging = errand->paging;
	Paged *paged = &paging->paged;
	Str next = S("");

	if (!worked->doc && paging->parts > 0) {
		/* What there is of it is better than nothing. */
		arena_close(worked->arena);
		finish(errand);
		return;
	}
	if (!worked->doc) {
		paged->err = worked->err;
		paged->parsed = worked->parsed;
		errand->answer = worked->arena;
		finish(errand);
		return;
	}
	if (paging->parts++ == 0) {
		errand->answer = worked->arena;
		paged->doc = worked->doc;
	} else {
		Arena *arena = arena_open();

		paged->doc = doc_join(paged->doc, worked->doc, arena);
		arena_close(errand->answer);
		arena_close(worked->arena);
		errand->answer = arena;
		/* That the first page is the same says nothing about the others. */
		paged->etag = paged->modified = S("");
	}
	next = doc_str(paged->doc, paged->doc->next);
	if (url_is_http(next) && paging->parts < JOIN_MOST &&
		(!errand->unasked || robots_let(errand->engine->robots, next)))
		fetch_part(errand, arena_str(errand->arena, next));
	else
		finish(errand);
}

static void part_fetched(Errand *errand, Arena *arena, const Response *response)
{
	Paging *paging = errand->paging;
	Paged *paged = &paging->paged;
	Work work = {.kind = paging->kind,
		.bytes = response->body,
		.mime = response->mime,
		.url = response->url,
		.rules = site_rules(response->url, arena)};

	if (response->err.kind == ERR_NONE && response->status != 304) {
		if (paging->parts == 0) {
			paged->etag = arena_str(errand->arena, response->etag);
			paged->modified = arena_str(errand->arena, response->modified);
		}
		errand_work(errand, &work, part_worked);
	} else {
		if (paging->parts == 0)
			paged->err = response->err;
		paged->unchanged = paging->parts == 0 && response->status == 304;
		finish(errand);
	}
	arena_close(arena);
}

static void fetch_part(Errand *errand, Str url)
{
	Paging *paging = errand->paging;
	Request request = paging->request;

	request.url = url;
	if (paging->parts > 0) {
		request.etag = request.modified = S("");
		request.content =
			request.content || !str_eq(url_host(url), url_host(paging->request.url));
	}
	errand_fetch(errand, &request, part_fetched);
}

void paging_start(Errand *errand, const Request *request, WorkKind kind, PagedDone *done)
{
	Paging *paging = arena_alloc(errand->arena, sizeof *paging);

	*paging = (Paging){.request = *request, .kind = kind, .done = done};
	errand->paging = paging;
	fetch_part(errand, request->url);
}
