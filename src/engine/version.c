/* What an article said before it was changed. */
#include "base/date.h"
#include "base/utf8.h"
#include "engine/inside.h"
#include "feed/html/changes.h"
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

static Str escaped(Str title, Arena *arena)
{
	enum { LONGEST_TITLE = 2000 };
	Buf out = {0};
	Str result;

	entity_encode(utf8_cut(title, LONGEST_TITLE), false, &out);
	result = buf_take(&out, arena);
	buf_drop(&out);
	return result;
}

/* The headline stands in the head already; what became of it, above the text. */
static void compare(const ItemVersion *old, Str title, Str html, Arena *arena, Work *work)
{
	Buf head = {0};

	work->kind = WORK_CHANGES;
	work->bytes = html;
	work->before = old->html;
	if (str_eq(old->title, title))
		return;
	buf_add(&head, S("<p>"));
	changes_html(escaped(old->title, arena), escaped(title, arena), &head);
	buf_add(&head, S("</p><hr>"));
	work->head = buf_give(&head, arena);
}

static bool look_up(Errand *errand, Article *article, Work *work, Err *err)
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
		work->bytes = old->html;
	else if (job->offset == 0)
		compare(old, article->item.title, article->entry.html, errand->arena, work);
	else
		compare(old, old[-1].title, old[-1].html, errand->arena, work);
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
	Err err = {0};

	errand->state = article;
	if (look_up(errand, article, &work, &err)) {
		work.url = article->entry.base.n ? article->entry.base : article->entry.url;
		errand_work(errand, &work, worked);
	} else {
		errand_fail(errand, &err);
	}
}
