/* JOB_ADD: an address becomes feeds: those its site is known to have, itself, those its page names.
 */
#include "base/url.h"
#include "engine/inside.h"
#include "feed/discover.h"

/* A page that names more has one for each article's comments. */
enum { MAX_CANDIDATES = 12 };

typedef struct {
	Str candidates[MAX_CANDIDATES]; /* tried up to `next` */
	size_t count, next;
	size_t asked;    /* which of them is the address itself */
	bool found_page; /* it was a page: all that follows is named by it */
	Work work;       /* what came from there; it lies in errand->input */
	VEC(Found) found;
	Err err; /* the first failure, told if nothing is found */
} Adding;

static void try_next(Errand *errand);

static void add_candidate(Errand *errand, Str url)
{
	Adding *adding = errand->state;

	for (size_t i = 0; i < adding->count; i++)
		if (str_eq(adding->candidates[i], url))
			return;
	if (adding->count < MAX_CANDIDATES)
		adding->candidates[adding->count++] = arena_str(errand->answer, url);
}

static void forget_page(Errand *errand)
{
	arena_close(errand->input);
	errand->input = NULL;
}

static void note(Adding *adding, const Err *err)
{
	if (adding->err.kind == ERR_NONE)
		adding->err = *err;
}

static void add_found(Errand *errand, const Parsed *parsed)
{
	Adding *adding = errand->state;
	Found *found = vec_push_in(&adding->found, errand->answer);
	const Entry *newest = parsed->entry_count ? &parsed->entries[0] : NULL;

	for (size_t i = 1; i < parsed->entry_count; i++)
		if (parsed->entries[i].published > newest->published)
			newest = &parsed->entries[i];
	found->url = adding->candidates[adding->next - 1];
	found->title = arena_str(errand->answer, parsed->feed.title);
	found->entries = parsed->entry_count;
	found->sample = newest ? arena_str(errand->answer, newest->title) : S("");
}

static void discovered(Errand *errand, const Worked *worked)
{
	Adding *adding = errand->state;

	forget_page(errand);
	adding->found_page = true;
	/* A page may name what it likes; files and programs are not for it to offer. */
	for (size_t i = 0; i < worked->found_count; i++)
		if (url_is_http(worked->found[i].url))
			add_candidate(errand, worked->found[i].url);
	arena_close(worked->arena);
	try_next(errand);
}

static void parsed(Errand *errand, const Worked *worked)
{
	Adding *adding = errand->state;

	if (worked->parsed)
		add_found(errand, worked->parsed);
	arena_close(worked->arena);
	if (!worked->parsed && errand->input) {
		adding->work.kind = WORK_DISCOVER;
		errand_work(errand, &adding->work, discovered);
		return;
	}
	forget_page(errand);
	try_next(errand);
}

static void fetched(Errand *errand, Arena *arena, const Response *response)
{
	Adding *adding = errand->state;

	if (response->err.kind != ERR_NONE) {
		note(adding, &response->err);
		arena_close(arena);
		try_next(errand);
		return;
	}
	adding->work = (Work){WORK_FEED, response->body, response->mime, response->url, S("")};
	errand_work(errand, &adding->work, parsed);
	if (adding->next - 1 == adding->asked)
		errand->input = arena;
	else
		arena_close(arena);
}

static void finish(Errand *errand)
{
	Adding *adding = errand->state;
	Err err = adding->err;

	if (adding->found.count) {
		engine_tell(errand->engine, (Event){.kind = EVENT_FOUND,
						    .ticket = errand->ticket,
						    .arena = errand->answer,
						    .found = adding->found.items,
						    .found_count = adding->found.count});
		errand->answer = NULL;
		errand_close(errand);
		return;
	}
	if (err.kind == ERR_NONE)
		err_set(&err, ERR_FORMAT, 0,
			"%.*s is no feed and names none; give the address of a feed",
			STR_ARG(errand->job.text));
	errand_fail(errand, &err);
}

static void try_next(Errand *errand)
{
	Adding *adding = errand->state;
	Request request = {0};

	/* What its page names is wanted only if neither the site's own feed nor the address was
	 * one. */
	if (adding->next == adding->count || (adding->found.count && !adding->found_page)) {
		finish(errand);
		return;
	}
	request_fill(errand->engine, NULL, errand->arena, &request);
	request.url = adding->candidates[adding->next++];
	/* What a page names elsewhere must not reach into the reader's own network. */
	request.content =
		adding->found_page &&
		!str_eq_case(url_host(request.url), url_host(adding->candidates[adding->asked]));
	errand_fetch(errand, &request, fetched);
}

void add_start(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = errand_open(engine, ticket, job);
	Adding *adding = arena_alloc(errand->arena, sizeof *adding);
	Str url = str_trim(job.text);
	const FeedLink *known;
	size_t count;
	Err err = {0};

	errand->state = adding;
	/* Browsers hand over "feed:https://…" and "feed://…". */
	if (str_starts_case(url, S("feed:")))
		url = str_from_at(url, 5);
	if (str_starts(url, S("//")))
		url = arena_printf(errand->arena, "https:%.*s", STR_ARG(url));
	if (!url_is_absolute(url) && str_find_char(url, '.') > 0 && url.s[0] != '/')
		url = arena_printf(errand->arena, "https://%.*s", STR_ARG(url));
	if (!url_is_http(url) && !str_starts_case(url, S("file:"))) {
		err_set(&err, ERR_USER, 0, "“%.*s” is no address; it should begin with https://",
			STR_ARG(job.text));
		errand_fail(errand, &err);
		return;
	}
	errand->answer = arena_open();
	count = discover_by_address(url, errand->arena, &known);
	for (size_t i = 0; i < count && i + 1 < MAX_CANDIDATES; i++)
		add_candidate(errand, known[i].url);
	add_candidate(errand, url);
	adding->asked = adding->count - 1;
	for (size_t i = 0; i < adding->count; i++)
		if (str_eq(adding->candidates[i], url))
			adding->asked = i;
	try_next(errand);
}
