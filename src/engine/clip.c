/* JOB_CLIP: any page becomes an article of the reader's own, in the feed "saved:" of `urls`. One
 * that can't be had now is kept by its address, and fetched with the next update. */
#include "base/detour.h"
#include "base/url.h"
#include "config/urls.h"
#include "engine/inside.h"
#include "engine/typed.h"
#include "feed/html/render.h"
#include "feed/html/strip.h"

enum { EXCERPT = 300, YEAR_S = 365 * 86400 };

static bool feed_at(Engine *engine, Arena *arena, FeedId *id, Err *err)
{
	const Feed *feeds;
	size_t count = 0;

	*id = 0;
	if (!library_feeds(engine->lib, arena, &feeds, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (str_eq(feeds[i].url, S(SAVED_PAGES)))
			*id = feeds[i].id;
	return true;
}

/* The feed of saved pages; the first page brings its line in `urls`. */
static bool own_feed(Engine *engine, Arena *arena, FeedId *id, Err *err)
{
	bool already;

	if (!feed_at(engine, arena, id, err))
		return false;
	if (*id)
		return true;
	if (!urls_add(engine->options.urls, S(SAVED_PAGES), S("Saved pages"), S(""), &already,
		    err) ||
		!refresh_subscribe(engine, err) || !feed_at(engine, arena, id, err))
		return false;
	return *id || err_set(err, ERR_STORE, 0, "%s has a line %s, but the library does not",
			      engine->options.urls, SAVED_PAGES);
}

static Entry entry_of(const Doc *doc, Str asked, Arena *arena)
{
	Str url = detour_end(url_is_http(doc_str(doc, doc->url)) ? doc_str(doc, doc->url) : asked,
		arena);
	Entry entry = {.guid = url,
		.url = url,
		.base = url,
		.title = doc_str(doc, doc->title),
		.author = doc_str(doc, doc->byline),
		.excerpt = doc_str(doc, doc->excerpt),
		.lang = doc_str(doc, doc->lang),
		.image = doc_str(doc, doc->lead),
		.published = doc->published > 0 ? doc->published : engine_now(),
		.updated = doc->modified,
		.words = doc_words(doc)};
	Buf html = {0};

	if (entry.title.n == 0)
		entry.title = url;
	render_html(doc, &html);
	entry.html = buf_take(&html, arena);
	if (entry.excerpt.n == 0)
		entry.excerpt = strip_start(entry.html, EXCERPT, arena);
	buf_drop(&html);
	return entry;
}

/* Nobody has to ask it for news. */
static bool rest(Engine *engine, FeedId feed, Arena *arena, Err *err)
{
	FeedState state;

	if (!library_state(engine->lib, feed, arena, &state, err))
		return false;
	state.checked = engine_now();
	state.due = state.checked + YEAR_S;
	return library_set_state(engine->lib, feed, &state, err);
}

/* What was thrown away earlier comes back. */
static bool mark(Engine *engine, ItemId id, uint32_t flag, Str title, Err *err)
{
	const Mark marks[] = {{.flag = ITEM_DELETED, .on = false, .of = title},
		{.flag = ITEM_UNREAD, .on = true, .of = title},
		{.flag = flag ? flag : ITEM_LATER, .on = true, .of = title}};

	for (size_t i = 0; i < COUNT(marks); i++)
		if (!library_change(engine->lib, &marks[i], &id, 1, NULL, NULL, err))
			return false;
	return true;
}

static bool put(Engine *engine, FeedId feed, const Entry *entry, uint32_t flag, ItemId *id,
	Err *err)
{
	Parsed parsed = {.feed = {.title = S("Saved pages")}, .entries = entry, .entry_count = 1};
	uint32_t added = 0;

	if (!library_merge(engine->lib, feed, &parsed, engine_now(), &added, err) ||
		!library_find(engine->lib, feed, entry->guid, id, err))
		return false;
	if (*id == 0)
		return err_set(err, ERR_STORE, 0, "the library did not take the page");
	return mark(engine, *id, flag, entry->title, err);
}

/* Whether it may be had at another time: there is no way to it, or its server has trouble. */
static bool is_for_now(const Err *err)
{
	return err->kind == ERR_NETWORK ||
	       (err->kind == ERR_HTTP && (err->code >= 500 || err->code == 429));
}

/* Its text is kept already, or comes later. */
static bool keep_address(Errand *errand, const Err *why, Event *event, Err *err)
{
	Engine *engine = errand->engine;
	Str url = detour_end(errand->job.text, event->arena);
	PageState page = {.due = engine_now(),
		.note = arena_printf(event->arena, "not fetched yet: %s", why->text)};
	Entry entry = {.guid = url,
		.url = url,
		.base = url,
		.title = url_public(url, event->arena),
		.published = engine_now()};

	refresh_flush(engine->refresh);
	if (!own_feed(engine, errand->arena, &event->feed, err) ||
		!library_find(engine->lib, event->feed, url, &event->item, err))
		return false;
	event->note = entry.title;
	if (event->item)
		return mark(engine, event->item, errand->job.mark.flag, url, err);
	return put(engine, event->feed, &entry, errand->job.mark.flag, &event->item, err) &&
	       library_set_page(engine->lib, event->item, &page, S(""), err) &&
	       rest(engine, event->feed, errand->arena, err);
}

bool clip_fill(Engine *engine, const Article *article, const Doc *doc, Err *err)
{
	Arena *arena = arena_open();
	Entry entry = entry_of(doc, article->entry.url, arena);
	Parsed parsed = {.feed = {.title = S("Saved pages")}, .entries = &entry, .entry_count = 1};
	uint32_t added = 0;
	bool ok;

	entry.guid = article->entry.guid;
	ok = library_merge(engine->lib, article->item.feed, &parsed, engine_now(), &added, err);
	arena_close(arena);
	return ok;
}

static bool keep(Errand *errand, const Doc *doc, Event *event, Err *err)
{
	Engine *engine = errand->engine;
	Entry entry = entry_of(doc, errand->job.text, event->arena);

	refresh_flush(engine->refresh);
	if (!own_feed(engine, errand->arena, &event->feed, err) ||
		!put(engine, event->feed, &entry, errand->job.mark.flag, &event->item, err) ||
		!rest(engine, event->feed, errand->arena, err))
		return false;
	event->note = arena_str(event->arena, entry.title);
	event->count = entry.words;
	return true;
}

static void paged(Errand *errand, const Paged *paged)
{
	Engine *engine = errand->engine;
	Event event = {.kind = EVENT_CLIPPED,
		.ticket = errand->ticket,
		.arena = arena_open(),
		.mark = {.flag = errand->job.mark.flag, .on = true}};
	Err err = paged->err;
	bool ok = false;

	if (paged->parsed)
		err_set(&err, ERR_USER, 0, "this is a feed, not a page; lede add subscribes to it");
	else if (paged->doc && paged->doc->page == PAGE_ERROR)
		err_set(&err, ERR_FORMAT, 0, "the page says that there is nothing at this address");
	else if (paged->doc)
		ok = keep(errand, paged->doc, &event, &err);
	else if (is_for_now(&paged->err))
		ok = keep_address(errand, &paged->err, &event, &err);
	if (!ok) {
		arena_close(event.arena);
		errand_fail(errand, &err);
		return;
	}
	engine_tell(engine, event);
	engine_tell(engine, (Event){.kind = EVENT_FEEDS});
	indexer_wake(engine->indexer);
	errand_close(errand);
}

void clip_start(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = errand_open(engine, ticket, job);
	Request request = {0};
	Err err = {0};
	Str other;

	if (!typed_address(job.text, errand->arena, &request.url, &other, &err)) {
		errand_fail(errand, &err);
	} else if (!url_is_http(request.url)) {
		err_set(&err, ERR_USER, 0, "only pages of the web can be kept: %.*s is none",
			STR_ARG(job.text));
		errand_fail(errand, &err);
	} else {
		errand->job.text = request.url;
		paging_start(errand, &request, WORK_ANY, paged);
	}
}
