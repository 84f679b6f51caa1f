/* JOB_ADD: an address becomes feeds: those its site is known to have, itself, those its page names.
 * The options count of the feed `whose`, by its address, or else of each address that is asked;
 * those of the folder `value` beside them. */
#include "base/url.h"
#include "base/utf8.h"
#include "config/levels.h"
#include "engine/inside.h"
#include "engine/typed.h"
#include "feed/discover.h"

enum {
	/* A page that names more has one for each article's comments. */
	MAX_CANDIDATES = 16,
	MAX_TITLES = 5
};

/* Where sites that name no feed have one all the same. */
static const char *const guesses[] = {"/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml",
	"/index.xml"};

typedef struct {
	Str candidates[MAX_CANDIDATES]; /* tried up to `next` */
	size_t count, next;
	size_t known;  /* so many follow from the address alone */
	size_t asked;  /* which of them is the address itself */
	Str other;     /* what to ask if nobody answers there; or empty */
	Str page;      /* it was one: all that follows is named by it; where it is in the end */
	bool guessing; /* it named none that is right */
	Work work;     /* what came from there; it lies in errand->input */
	Str moved_to;  /* where the server says that is for good; or empty */
	Feed feed;     /* whose options count */
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

/* Of what a page names the reader has not heard: an error has to tell its address. */
static void note(Errand *errand, const Err *err)
{
	Adding *adding = errand->state;
	Str url = url_public(adding->candidates[adding->next - 1], errand->arena);

	if (adding->err.kind != ERR_NONE || adding->guessing)
		return;
	adding->err = *err;
	if (adding->page.n)
		err_set(&adding->err, err->kind, err->code, "its page names %.*s as a feed; %s",
			STR_ARG(utf8_ellipsis(url, 80, errand->arena)), err->text);
}

static bool has_options(const Levels *levels, Str url)
{
	Level level;
	Str whose;

	for (size_t n = 0; levels_owner(levels, n, &level, &whose); n++)
		if (level == LEVEL_FEED && str_eq(whose, url))
			return true;
	return false;
}

/* Where it is for good, unless that is less than what was asked for: without https, without the
 * name and password, without the options that stand in the config. */
static Str lasting(const Errand *errand, Str url)
{
	const Adding *adding = errand->state;
	Str to = adding->moved_to;
	bool worse = str_eq_case(url_scheme(url), S("https")) &&
		     !str_eq_case(url_scheme(to), S("https"));

	return url_is_http(to) && !worse && str_eq(url_public(url, errand->arena), url) &&
			       !has_options(errand->engine->levels, url)
		       ? to
		       : url;
}

/* Titles of the newest, newest first; of equal age, as the feed has them. */
static size_t sample(const Parsed *parsed, Arena *arena, const Str **out)
{
	Str *titles = arena_array(arena, MAX_TITLES, sizeof *titles);
	const Entry *last = NULL;
	size_t count = 0;

	while (count < MAX_TITLES && count < parsed->entry_count) {
		const Entry *best = NULL;

		for (const Entry *e = parsed->entries; e < parsed->entries + parsed->entry_count;
			e++) {
			bool later = !last || e->published < last->published ||
				     (e->published == last->published && e > last);

			if (later && (!best || e->published > best->published))
				best = e;
		}
		titles[count++] = arena_str(arena, best->title);
		last = best;
	}
	*out = titles;
	return count;
}

static void add_found(Errand *errand, const Parsed *parsed)
{
	Adding *adding = errand->state;
	Str url = lasting(errand, adding->candidates[adding->next - 1]);
	Found *found;

	for (size_t i = 0; i < adding->found.count; i++)
		if (str_eq(adding->found.items[i].url, url))
			return;
	found = vec_push_in(&adding->found, errand->answer);
	found->url = url;
	found->title = arena_str(errand->answer, parsed->feed.title);
	found->entries = parsed->entry_count;
	found->title_count = sample(parsed, errand->answer, &found->titles);
}

/* The root of the site with this path. */
static Str at_root(Str url, const char *path, Arena *arena)
{
	return url_resolve(url, str_from(path), arena);
}

static void discovered(Errand *errand, const Worked *worked)
{
	Adding *adding = errand->state;

	adding->page = arena_str(errand->arena, adding->work.url);
	/* A page may name what it likes; files and programs are not for it to offer. */
	for (size_t i = 0; i < worked->found_count; i++)
		if (url_is_http(worked->found[i].url))
			add_candidate(errand, worked->found[i].url);
	forget_page(errand);
	arena_close(worked->arena);
	try_next(errand);
}

static void parsed(Errand *errand, const Worked *worked)
{
	Adding *adding = errand->state;

	bool is_page = !worked->parsed && errand->input && str_trim(adding->work.bytes).n;

	if (worked->parsed)
		add_found(errand, worked->parsed);
	else if (!is_page)
		note(errand, &worked->err);
	arena_close(worked->arena);
	if (is_page) {
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
		if (response->err.kind == ERR_NETWORK && adding->other.n &&
			adding->next - 1 == adding->asked) {
			adding->candidates[--adding->next] = adding->other;
			adding->other = S("");
		} else {
			note(errand, &response->err);
		}
		arena_close(arena);
		try_next(errand);
		return;
	}
	adding->moved_to = arena_str(errand->answer, response->moved_to);
	adding->work = (Work){.kind = WORK_FEED,
		.bytes = response->body,
		.mime = response->mime,
		.url = response->url};
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

/* What the page names is none, or not there any more. */
static bool guess(Errand *errand)
{
	Adding *adding = errand->state;

	if (adding->guessing || adding->found.count || !url_is_http(adding->page))
		return false;
	adding->guessing = true;
	for (size_t i = 0; i < COUNT(guesses); i++)
		add_candidate(errand, at_root(adding->page, guesses[i], errand->arena));
	return adding->next < adding->count;
}

static void try_next(Errand *errand)
{
	Adding *adding = errand->state;
	Request request = {0};

	/* The address itself is asked only if none follows from it; what its page names is wanted
	 * only if it is no feed; of guesses, the first that is right. */
	if ((adding->next == adding->count && !guess(errand)) ||
		(adding->found.count && adding->next >= adding->known &&
			(adding->page.n == 0 || adding->guessing))) {
		finish(errand);
		return;
	}
	request.url = adding->candidates[adding->next++];
	/* What a page names elsewhere must not reach into the reader's own network. */
	request.content = adding->page.n && !str_eq_case(url_host(request.url),
						    url_host(adding->candidates[adding->asked]));
	if (errand->job.whose.n == 0)
		adding->feed.url = request.url;
	errand_fetch(errand, &request, fetched);
}

void add_start(Engine *engine, Ticket ticket, Job job)
{
	Errand *errand = errand_open(engine, ticket, job);
	Adding *adding = arena_alloc(errand->arena, sizeof *adding);
	Str url;
	const FeedLink *known;
	size_t count;
	Err err = {0};

	errand->state = adding;
	errand->feed = &adding->feed;
	adding->feed.url = job.whose;
	adding->feed.folder = job.value;
	if (!typed_address(job.text, errand->arena, &url, &adding->other, &err)) {
		errand_fail(errand, &err);
		return;
	}
	errand->answer = arena_open();
	count = discover_by_address(url, errand->arena, &known);
	for (size_t i = 0; i < count && i + 1 < MAX_CANDIDATES; i++)
		add_candidate(errand, known[i].url);
	adding->known = adding->count;
	add_candidate(errand, url);
	adding->asked = adding->count - 1;
	for (size_t i = 0; i < adding->count; i++)
		if (str_eq(adding->candidates[i], url))
			adding->asked = i;
	try_next(errand);
}
