#include <stdlib.h>

#include "base/path.h"
#include "base/url.h"
#include "config/site.h"
#include "engine/inside.h"
#include "feed/digest.h"
#include "model/wire.h"

enum { MAX_PAGE_BYTES = 32 << 20 };

typedef struct {
	Article article;
	bool from_feed; /* what is on its way is the feed's own text */
} Reading;

/* Gives the event the arena that holds the document. */
static void tell_doc(Errand *errand, Arena *arena, const Doc *doc, bool full)
{
	engine_tell(errand->engine, (Event){.kind = EVENT_ARTICLE,
					    .ticket = errand->ticket,
					    .arena = arena,
					    .item = errand->job.item,
					    .doc = doc,
					    .full = full});
	errand_close(errand);
}

/* --- what the feed knows about an article, laid over what was read from its text
 * -----------------*/

static Slice append(Buf *text, Str more)
{
	Slice slice = {(uint32_t)text->n, (uint32_t)more.n};

	buf_add(text, more);
	return slice;
}

static void fill(Slice *slot, Buf *text, Str value)
{
	if (value.n)
		*slot = append(text, value);
}

static const Doc *with_head(const Doc *doc, const Article *article, Arena *arena)
{
	Doc *copy = arena_alloc(arena, sizeof *copy);
	Buf text = {0};

	*copy = *doc;
	buf_add(&text, str_of(doc->text, doc->text_len));
	fill(&copy->title, &text, article->item.title);
	fill(&copy->url, &text, article->item.url);
	fill(&copy->site, &text, article->feed_title);
	fill(&copy->byline, &text, article->item.author);
	fill(&copy->lang, &text, article->entry.lang);
	if (article->entry.published > 0)
		copy->published = article->entry.published;
	copy->text_len = (uint32_t)text.n;
	copy->text = buf_take(&text, arena).s;
	buf_drop(&text);
	return copy;
}

static void add_escaped(Buf *out, Str text)
{
	for (size_t i = 0; i < text.n; i++) {
		switch (text.s[i]) {
		case '&':
			buf_add(out, S("&amp;"));
			break;
		case '<':
			buf_add(out, S("&lt;"));
			break;
		case '"':
			buf_add(out, S("&quot;"));
			break;
		default:
			buf_char(out, text.s[i]);
		}
	}
}

static void add_attribute(Buf *out, const char *name, Str value)
{
	if (value.n == 0)
		return;
	buf_printf(out, " %s=\"", name);
	add_escaped(out, value);
	buf_char(out, '"');
}

static bool is_in(Str html, Str url)
{
	ptrdiff_t slash = str_rfind_char(url, '/');
	Str name = str_from_at(url, (size_t)(slash + 1));

	/* The file's name: sizes of one picture differ in the folders before it. */
	return name.n > 3 && str_find(html, name) >= 0;
}

static void add_enclosure(Buf *out, const Enclosure *enclosure)
{
	bool video = str_starts_case(enclosure->type, S("video/")) ||
		     link_kind(enclosure->url) == LINK_VIDEO;
	bool audio = str_starts_case(enclosure->type, S("audio/")) ||
		     link_kind(enclosure->url) == LINK_AUDIO;
	bool picture = str_starts_case(enclosure->type, S("image/")) ||
		       link_kind(enclosure->url) == LINK_IMAGE;

	if (picture) {
		buf_add(out, S("<figure><img"));
		add_attribute(out, "src", enclosure->url);
		buf_add(out, S("><figcaption>"));
		add_escaped(out, enclosure->title);
		buf_add(out, S("</figcaption></figure>"));
		return;
	}
	if (!audio && !video) {
		buf_add(out, S("<p><a"));
		add_attribute(out, "href", enclosure->url);
		buf_char(out, '>');
		add_escaped(out, enclosure->title.n ? enclosure->title : enclosure->url);
		buf_add(out, S("</a></p>"));
		return;
	}
	buf_printf(out, "<%s controls", video ? "video" : "audio");
	add_attribute(out, "src", enclosure->url);
	add_attribute(out, "title", enclosure->title);
	if (enclosure->seconds)
		buf_printf(out, " data-duration=\"%u\"", enclosure->seconds);
	buf_printf(out, "></%s>", video ? "video" : "audio");
}

/* The feed's text with what came beside it: the picture before, enclosures after, unless the text
 * has them already. */
static void add_html(Buf *out, const Article *article)
{
	const Entry *entry = &article->entry;

	if (entry->image.n && !is_in(entry->html, entry->image) && entry->html.n) {
		buf_add(out, S("<figure><img"));
		add_attribute(out, "src", entry->image);
		buf_add(out, S("></figure>"));
	}
	if (entry->html.n) {
		buf_add(out, entry->html);
	} else {
		buf_add(out, S("<p>"));
		add_escaped(out, entry->summary);
		buf_add(out, S("</p>"));
	}
	for (uint32_t i = 0; i < entry->enclosure_count; i++)
		if (!is_in(entry->html, entry->enclosures[i].url) &&
			!str_eq(entry->enclosures[i].url, entry->image))
			add_enclosure(out, &entry->enclosures[i]);
}

/* --- JOB_ARTICLE, JOB_FULL_TEXT
 * --------------------------------------------------------------------*/

static void article_worked(Errand *errand, const Worked *worked)
{
	const Reading *reading = errand->state;
	Err err = {0};

	if (!worked->doc) {
		arena_close(worked->arena);
		errand_fail(errand, &worked->err);
		return;
	}
	if (!reading->from_feed) {
		Buf wire = {0};

		doc_write(worked->doc, &wire);
		refresh_flush(errand->engine->refresh);
		if (!library_keep_full(errand->engine->lib, errand->job.item, buf_str(&wire), &err))
			engine_fail(errand->engine, 0, &err);
		buf_drop(&wire);
	}
	tell_doc(errand, worked->arena, with_head(worked->doc, &reading->article, worked->arena),
		!reading->from_feed);
}

static void article_from_feed(Errand *errand)
{
	Reading *reading = errand->state;
	const Entry *entry = &reading->article.entry;
	Work work = {.kind = WORK_HTML, .url = entry->base};
	Buf html = {0};

	if (work.url.n == 0)
		work.url = entry->url.n ? entry->url : reading->article.feed_url;
	reading->from_feed = true;
	add_html(&html, &reading->article);
	work.bytes = buf_str(&html);
	errand_work(errand, &work, article_worked);
	buf_drop(&html);
}

static void article_fetched(Errand *errand, Arena *arena, const Response *response)
{
	Work work = {WORK_PAGE, response->body, response->mime, response->url,
		site_rules(response->url, arena)};

	if (response->err.kind == ERR_NONE)
		errand_work(errand, &work, article_worked);
	else
		errand_fail(errand, &response->err);
	arena_close(arena);
}

void article_start(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = errand_open(engine, ticket, job);
	Reading *reading = arena_alloc(errand->arena, sizeof *reading);
	bool kept_will_do = job.kind == JOB_ARTICLE ? job.full : !job.force;
	Arena *arena;
	const Doc *doc;
	Err err = {0};

	errand->state = reading;
	refresh_flush(engine->refresh);
	if (!library_article(engine->lib, job.item, errand->arena, &reading->article, &err)) {
		errand_fail(errand, &err);
		return;
	}
	if (kept_will_do && reading->article.full.n) {
		arena = arena_open();
		/* Kept by a lede that wrote documents in another way: as if it had not been. */
		doc = doc_read(reading->article.full, arena, NULL);
		if (doc) {
			tell_doc(errand, arena, with_head(doc, &reading->article, arena), true);
			return;
		}
		arena_close(arena);
	}
	if (job.kind == JOB_ARTICLE) {
		article_from_feed(errand);
	} else if (!url_is_http(reading->article.item.url)) {
		err_set(&err, ERR_USER, 0, "this article has no web page to fetch");
		errand_fail(errand, &err);
	} else {
		Request request = {.url = reading->article.item.url, .content = true};
		Feed feed;

		if (library_feed(engine->lib, reading->article.item.feed, errand->arena, &feed,
			    NULL))
			request_fill(engine, &feed, errand->arena, &request);
		errand_fetch(errand, &request, article_fetched);
	}
}

/* --- JOB_PAGE
 * --------------------------------------------------------------------------------------*/

static void page_worked(Errand *errand, const Worked *worked)
{
	if (worked->doc) {
		tell_doc(errand, worked->arena, worked->doc, true);
	} else if (worked->parsed) {
		tell_doc(errand, worked->arena, digest_doc(worked->parsed, worked->arena), true);
	} else {
		arena_close(worked->arena);
		errand_fail(errand, &worked->err);
	}
}

static void page_fetched(Errand *errand, Arena *arena, const Response *response)
{
	Work work = {WORK_ANY, response->body, response->mime, response->url,
		site_rules(response->url, arena)};

	if (response->err.kind == ERR_NONE)
		errand_work(errand, &work, page_worked);
	else
		errand_fail(errand, &response->err);
	arena_close(arena);
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
	Work work = {WORK_ANY, job.value, S(""), job.text, S("")};
	Buf bytes = {0};
	Err err = {0};

	if (job.value.n) {
		errand_work(errand, &work, page_worked);
	} else if (url_is_http(job.text) || str_starts_case(job.text, S("file:"))) {
		Request request = {.url = job.text};

		request_fill(engine, NULL, errand->arena, &request);
		errand_fetch(errand, &request, page_fetched);
	} else if (file_read(path, MAX_PAGE_BYTES, &bytes, &err)) {
		work.bytes = buf_str(&bytes);
		work.url = file_url(path, errand->arena);
		errand_work(errand, &work, page_worked);
	} else {
		errand_fail(errand, &err);
	}
	buf_drop(&bytes);
}
