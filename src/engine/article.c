/* An article as the feed has it or as its page has it, and any page by its address. */
#include <stdlib.h>

#include "base/log.h"
#include "base/path.h"
#include "base/url.h"
#include "config/site.h"
#include "engine/compare.h"
#include "engine/inside.h"
#include "feed/digest.h"
#include "model/wire.h"

enum { MAX_PAGE_BYTES = 32 << 20 };

typedef struct {
	Article article;
	PageState page;
	Request request; /* for the page */
	const Doc *doc;  /* of it, in errand->answer */
	bool unchanged;  /* it is the one that is kept */
} Reading;

/* What is told once more when posts in it have come. */
typedef struct {
	Str wire, note;
	bool full;
} Telling;

static void tell(Errand *errand, Arena *arena, const Doc *doc, const Telling *telling, bool more)
{
	engine_tell(errand->engine, (Event){.kind = EVENT_ARTICLE,
					    .ticket = errand->ticket,
					    .arena = arena,
					    .item = errand->job.item,
					    .doc = doc,
					    .full = telling->full,
					    .more = more,
					    .note = arena_str(arena, telling->note)});
}

static void tell_again(Errand *errand)
{
	Arena *arena = arena_open();
	const Telling *telling = errand->telling;
	const Doc *before = doc_read(telling->wire, arena, NULL);
	const Doc *doc = posts_put(errand, before, arena);

	tell(errand, arena, doc == before ? NULL : doc, telling, false);
	errand_close(errand);
}

/* Gives the event the arena that holds the document. */
static void tell_doc(Errand *errand, Arena *arena, const Doc *doc, bool full, Str note)
{
	Telling *telling = arena_alloc(errand->arena, sizeof *telling);
	bool more = posts_find(errand, doc);
	Buf wire = {0};

	*telling = (Telling){.note = arena_str(errand->arena, note), .full = full};
	errand->telling = telling;
	if (more)
		doc_write(doc, &wire);
	telling->wire = buf_take(&wire, errand->arena);
	buf_drop(&wire);
	tell(errand, arena, posts_put(errand, doc, arena), telling, more);
	if (more)
		posts_fetch(errand, tell_again);
	else
		errand_close(errand);
}

static void tell_article(Errand *errand, Arena *arena, const Doc *doc, bool full)
{
	const Reading *reading = errand->state;

	tell_doc(errand, arena, feedtext_head(doc, &reading->article, arena), full,
		reading->page.note);
}

/* The text of the page that is kept. What was kept by a lede that wrote documents in another way is
 * as if it were not there. */
static bool tell_kept(Errand *errand)
{
	const Reading *reading = errand->state;
	Arena *arena = arena_open();
	const Doc *doc =
		reading->article.full.n ? doc_read(reading->article.full, arena, NULL) : NULL;

	if (doc)
		tell_article(errand, arena, doc, true);
	else
		arena_close(arena);
	return doc != NULL;
}

/* --- the feed's own text --- */

static void feed_text(Errand *errand, void (*done)(Errand *errand, const Worked *worked))
{
	const Reading *reading = errand->state;
	const Entry *entry = &reading->article.entry;
	Work work = {.kind = WORK_HTML, .url = entry->base};
	Buf html = {0};

	if (work.url.n == 0)
		work.url = entry->url.n ? entry->url : reading->article.feed_url;
	feedtext_html(&reading->article, &html);
	work.bytes = buf_str(&html);
	errand_work(errand, &work, done);
	buf_drop(&html);
}

static void feed_text_worked(Errand *errand, const Worked *worked)
{
	if (worked->doc) {
		tell_article(errand, worked->arena, worked->doc, false);
		return;
	}
	arena_close(worked->arena);
	errand_fail(errand, &worked->err);
}

/* --- the text of its page --- */

static void keep_page(Errand *errand, Str wire)
{
	Reading *reading = errand->state;
	Err err = {0};

	refresh_flush(errand->engine->refresh);
	if (!library_set_page(errand->engine->lib, errand->job.item, &reading->page, wire, &err))
		engine_fail(errand->engine, 0, &err);
	if (wire.n)
		indexer_wake(errand->engine->indexer);
}

static void end_prefetch(Errand *errand)
{
	fulltexts_done(errand->engine->fulltexts, errand->job.item);
	errand_close(errand);
}

/* A page the reader put there, not one of a feed. */
static bool is_saved(const Reading *reading)
{
	return str_eq(reading->article.feed_url, S(SAVED_PAGES));
}

/* Who asked for the page hears why it is not that of today. */
static void give_kept(Errand *errand, const Err *err)
{
	Engine *engine = errand->engine;
	Err why = *err;

	if (tell_kept(errand))
		engine_fail(engine, 0, &why);
	else
		errand_fail(errand, &why);
}

/* The page cannot be had: one that is kept is still there. */
static void give_up(Errand *errand, const Err *err)
{
	Reading *reading = errand->state;
	PageState *page = &reading->page;

	if (!errand->unasked) {
		give_kept(errand, err);
		return;
	}
	log_line(LOG_INFO, "%.*s: %s",
		STR_ARG(url_public(reading->article.item.url, errand->arena)), err->text);
	/* Without a way to any site it was not tried. */
	if (!(is_saved(reading) && err->kind == ERR_NETWORK))
		page->tries++;
	page->due = fulltexts_retry(page->tries ? page->tries - 1 : 0, engine_now());
	if (reading->article.full.n == 0)
		page->note =
			arena_printf(errand->arena, "the page could not be read: %s", err->text);
	keep_page(errand, S(""));
	end_prefetch(errand);
}

/* What was kept by its address alone becomes an article as others. */
static void fill(Errand *errand)
{
	Reading *reading = errand->state;
	Err err = {0};

	reading->page.better = false;
	reading->page.note = S("");
	refresh_flush(errand->engine->refresh);
	if (!clip_fill(errand->engine, &reading->article, reading->doc, &err))
		engine_fail(errand->engine, 0, &err);
}

/* `worked`: the feed's text; NULL: it has none. */
static void page_compared(Errand *errand, const Worked *worked)
{
	Reading *reading = errand->state;
	PageState *page = &reading->page;
	Verdict verdict = compare_texts(worked ? worked->doc : NULL, reading->doc, errand->arena);
	Arena *arena = errand->answer;
	Buf wire = {0};

	if (worked)
		arena_close(worked->arena);
	page->better = verdict.better;
	page->note = verdict.note;
	page->kind = reading->doc->page;
	page->words = doc_words(reading->doc);
	page->due = page->tries = 0;
	if (is_saved(reading) && reading->article.entry.html.n == 0)
		fill(errand);
	else if (!reading->unchanged)
		doc_write(reading->doc, &wire);
	keep_page(errand, buf_str(&wire));
	buf_drop(&wire);
	if (errand->unasked) {
		if (posts_find(errand, reading->doc))
			posts_fetch(errand, end_prefetch);
		else
			end_prefetch(errand);
		return;
	}
	errand->answer = NULL;
	tell_article(errand, arena, reading->doc, true);
}

static void compare_page(Errand *errand)
{
	const Reading *reading = errand->state;

	if (reading->article.entry.html.n || reading->article.entry.summary.n)
		feed_text(errand, page_compared);
	else
		page_compared(errand, NULL);
}

static void page_paged(Errand *errand, const Paged *paged)
{
	Reading *reading = errand->state;
	Err err = paged->err;

	if (paged->unchanged) {
		errand->answer = arena_open();
		reading->unchanged = true;
		reading->doc = doc_read(reading->article.full, errand->answer, &err);
	} else {
		reading->doc = paged->doc;
		reading->page.etag = paged->etag;
		reading->page.modified = paged->modified;
	}
	if (reading->doc)
		compare_page(errand);
	else
		give_up(errand, &err);
}

static void fetch_page(Errand *errand)
{
	Reading *reading = errand->state;

	paging_start(errand, &reading->request, WORK_PAGE, page_paged);
}

/* The site does not want it fetched by a program of itself; a reader may. */
static void robots_said(Errand *errand, RobotsSay say)
{
	Reading *reading = errand->state;
	PageState *page = &reading->page;

	if (say == ROBOTS_ALLOW) {
		fetch_page(errand);
		return;
	}
	page->due = say == ROBOTS_FORBID ? 0 : fulltexts_retry(page->tries++, engine_now());
	if (reading->article.full.n == 0)
		page->note =
			say == ROBOTS_FORBID
				? S("the site wants no program to fetch this page; r fetches it")
				: S("the site did not say whether programs may fetch this "
				    "page; r fetches it");
	keep_page(errand, S(""));
	end_prefetch(errand);
}

static void want_page(Errand *errand)
{
	Reading *reading = errand->state;
	const Item *item = &reading->article.item;
	Request *request = &reading->request;
	Err err = {0};

	request->url = item->url;
	if (!url_is_http(item->url)) {
		err_set(&err, ERR_USER, 0, "this article has no web page to fetch");
		give_up(errand, &err);
		return;
	}
	/* A feed must not lead into the reader's own network, unless it comes from there. */
	request->content = !is_saved(reading) &&
			   !str_eq(url_host(item->url), url_host(reading->article.feed_url));
	if (reading->article.full.n) {
		request->etag = reading->page.etag;
		request->modified = reading->page.modified;
	}
	if (errand->unasked && !is_saved(reading))
		robots_ask(errand->engine->robots, errand, request, robots_said);
	else
		fetch_page(errand);
}

/* --- JOB_ARTICLE, JOB_FULL_TEXT --- */

static bool wants_kept(const Job *job, const PageState *page)
{
	if (job->kind == JOB_FULL_TEXT)
		return !job->force && !page->stale;
	return job->flag == READ_FULL ||
	       (job->flag == READ_BETTER && (!page->known || (page->better && !page->stale)));
}

static bool look_up(Errand *errand, Err *err)
{
	Reading *reading = arena_alloc(errand->arena, sizeof *reading);
	Feed *feed = arena_alloc(errand->arena, sizeof *feed);
	Library *lib = errand->engine->lib;

	errand->state = reading;
	refresh_flush(errand->engine->refresh);
	if (!library_article(lib, errand->job.item, errand->arena, &reading->article, err) ||
		!library_page(lib, errand->job.item, errand->arena, &reading->page, err))
		return false;
	if (library_feed(lib, reading->article.item.feed, errand->arena, feed, NULL))
		errand->feed = feed;
	return true;
}

void article_start(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = errand_open(engine, ticket, job);
	Err err = {0};

	if (!look_up(errand, &err)) {
		errand_fail(errand, &err);
		return;
	}
	if (wants_kept(&job, &((Reading *)errand->state)->page) && tell_kept(errand))
		return;
	if (job.kind == JOB_ARTICLE)
		feed_text(errand, feed_text_worked);
	else
		want_page(errand);
}

void article_prefetch(Engine *engine, ItemId id)
{
	Errand *errand = errand_open(engine, 0, (Job){.kind = JOB_FULL_TEXT, .item = id});

	errand->unasked = true;
	if (!look_up(errand, NULL)) {
		end_prefetch(errand);
		return;
	}
	want_page(errand);
}

/* --- JOB_PAGE --- */

static void any_worked(Errand *errand, const Worked *worked)
{
	if (worked->doc) {
		tell_doc(errand, worked->arena, worked->doc, true, S(""));
	} else if (worked->parsed) {
		tell_doc(errand, worked->arena, digest_doc(worked->parsed, worked->arena), true,
			S(""));
	} else {
		arena_close(worked->arena);
		errand_fail(errand, &worked->err);
	}
}

static void any_paged(Errand *errand, const Paged *paged)
{
	Worked worked = {.arena = errand->answer,
		.doc = paged->doc,
		.parsed = paged->parsed,
		.err = paged->err};

	errand->answer = NULL;
	any_worked(errand, &worked);
}

/* A file's pictures and links lie beside it. */
static Str file_url(const char *path, Arena *arena)
{
	char *real = realpath(path, NULL);
	Str url = real ? arena_printf(arena, "file://%s", real) : S("");

	free(real);
	return url;
}

void page_start(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = errand_open(engine, ticket, job);
	const char *path = path_expand(errand->arena, job.text);
	Work work = {.kind = WORK_ANY, .bytes = job.value, .url = job.text};
	Buf bytes = {0};
	Err err = {0};

	if (job.value.n) {
		errand_work(errand, &work, any_worked);
	} else if (url_is_http(job.text) || str_starts_case(job.text, S("file:"))) {
		Request request = {.url = job.text};

		paging_start(errand, &request, WORK_ANY, any_paged);
	} else if (file_read(path, MAX_PAGE_BYTES, &bytes, &err)) {
		work.bytes = buf_str(&bytes);
		work.url = file_url(path, errand->arena);
		errand_work(errand, &work, any_worked);
	} else {
		errand_fail(errand, &err);
	}
	buf_drop(&bytes);
}
