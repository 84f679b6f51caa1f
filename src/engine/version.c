/* What an article said before it was changed. */
#include "base/date.h"
#include "engine/changes.h"
#include "engine/inside.h"
#include "feed/html/entity.h"

static void worked(Errand *errand, const Worked *worked)
{
	const Article *article = errand->state;
	const Doc *doc;

	if (!worked->doc) {
		arena_close(worked->arena);
		errand_fail(errand, &worked->err);
		return;
	}
	doc = feedtext_head(worked->doc, article, worked->arena);
	engine_tell(errand->engine, (Event){.kind = EVENT_ARTICLE,
					    .ticket = errand->ticket,
					    .arena = worked->arena,
					    .doc = doc});
	errand_close(errand);
}

static Str escaped(Str text, Arena *arena)
{
	Buf out = {0};
	Str result;

	entity_encode(text, false, &out);
	result = buf_take(&out, arena);
	buf_drop(&out);
	return result;
}

/* The headline stands in the head already; what became of it, above the text. */
static void write_changes(const ItemVersion *old, Str title, Str html, Arena *arena, Buf *out)
{
	if (!str_eq(old->title, title)) {
		buf_add(out, S("<p>"));
		changes_html(escaped(old->title, arena), escaped(title, arena), out);
		buf_add(out, S("</p><hr>"));
	}
	changes_html(old->html, html, out);
}

static bool look_up(Errand *errand, Article *article, Buf *html, Err *err)
{
	const Job *job = &errand->job;
	Library *lib = errand->engine->lib;
	const ItemVersion *versions, *old;
	size_t count;

	refresh_flush(errand->engine->refresh);
	if (!library_article(lib, job->item, errand->arena, article, err) ||
		!library_versions(lib, job->item, errand->arena, &versions, &count, err))
		return false;
	if (job->offset >= count)
		return err_set(err, ERR_USER, 0, "this text is no longer kept");
	old = &versions[job->offset];
	if (!job->on)
		buf_add(html, old->html);
	else if (job->offset == 0)
		write_changes(old, article->item.title, article->entry.html, errand->arena, html);
	else
		write_changes(old, old[-1].title, old[-1].html, errand->arena, html);
	article->item.title = job->on && job->offset ? old[-1].title
			      : job->on              ? article->item.title
						     : old->title;
	return true;
}

void version_start(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = errand_open(engine, ticket, job);
	Article *article = arena_alloc(errand->arena, sizeof *article);
	Work work = {.kind = WORK_HTML};
	Buf html = {0};
	Err err = {0};

	errand->state = article;
	if (look_up(errand, article, &html, &err)) {
		work.url = article->entry.base.n ? article->entry.base : article->entry.url;
		work.bytes = buf_str(&html);
		errand_work(errand, &work, worked);
	} else {
		errand_fail(errand, &err);
	}
	buf_drop(&html);
}
