#include "cli/pages.h"
#include "cli/session.h"

#include "base/url.h"
#include "cli/commands.h"
#include "config/site.h"
#include "feed/net/fetch.h"
#include "model/join.h"
#include "model/wire.h"
#include "sandbox/pool.h"

/* In the arena. NULL: it is no such thing, or *err says why. */
static const Doc *read_page(Pool *pool, WorkKind kind, const TargetBytes *page, Arena *arena,
	Err *err)
{
	Work work = {.kind = kind,
		.bytes = page->bytes,
		.mime = page->mime,
		.url = page->url,
		.rules = site_rules(page->url, arena)};
	Worked worked;
	Buf wire = {0};
	const Doc *doc = NULL;

	pool_run(pool, &work, &worked);
	*err = worked.err;
	if (worked.doc) {
		doc_write(worked.doc, &wire);
		doc = doc_read(buf_take(&wire, arena), arena, err);
		buf_drop(&wire);
	}
	arena_close(worked.arena);
	return doc;
}

static const Doc *fetch_page(Pool *pool, Str url, Str from, Arena *arena, Err *err)
{
	Request request = {.url = url, .content = !str_eq(url_host(url), url_host(from))};
	Response response;
	TargetBytes page;

	if (!fetch_once(&request, &(FetcherOptions){0}, arena, &response, err))
		return NULL;
	page = (TargetBytes){.bytes = response.body, .mime = response.mime, .url = response.url};
	return read_page(pool, WORK_PAGE, &page, arena, err);
}

static const Doc *go_on(Pool *pool, const Doc *doc, Str from, Arena *arena)
{
	for (unsigned parts = 1; parts < JOIN_MOST; parts++) {
		Str next = doc_str(doc, doc->next);
		Err err = {0};
		const Doc *more;

		if (!url_is_http(next))
			break;
		more = fetch_page(pool, next, from, arena, &err);
		if (!more) {
			Err told;

			err_set(&told, err.kind, err.code,
				"page %u of this article is missing (%.*s): %s", parts + 1,
				STR_ARG(url_public(next, arena)), err.text);
			command_failed(&told);
			break;
		}
		doc = doc_join(doc, more, arena);
	}
	return doc;
}

const Doc *pages_join(const TargetBytes *first, Arena *arena)
{
	const Doc *doc;
	Pool *pool;
	Err err = {0};

	if (!url_is_http(first->url))
		return NULL;
	pool = pool_open(1, session_sandbox_alone(), &err);
	if (!pool)
		return NULL;
	doc = read_page(pool, WORK_ANY, first, arena, &err);
	doc = doc && doc->next.len ? go_on(pool, doc, first->url, arena) : NULL;
	pool_close(pool);
	return doc;
}
