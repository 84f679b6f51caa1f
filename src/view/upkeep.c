#include "view/upkeep.h"

#include "base/url.h"
#include "config/urls.h"
#include "config/words.h"
#include "view/feedlist.h"
#include "view/found.h"
#include "view/inside.h"
#include "view/prompt.h"
#include "view/shelf.h"

/* For the journal. */
static void remember(App *app, UrlsChange change, Str name)
{
	Job job = {.kind = JOB_NOTE, .arena = arena_open(), .urls = change};

	job.text = arena_str(job.arena, name);
	job.urls.url = arena_str(job.arena, change.url);
	job.urls.before = arena_str(job.arena, change.before);
	job.urls.after = arena_str(job.arena, change.after);
	engine_post(app->engine, job);
}

static void reload(App *app)
{
	app->shelf->stale = true;
	app_post(app, NULL, (Job){.kind = JOB_RELOAD});
}

static void post_move(App *app, Str from, Str to)
{
	Job job = {.kind = JOB_MOVE, .arena = arena_open()};

	job.text = arena_str(job.arena, from);
	job.value = arena_str(job.arena, to);
	levels_move(app->config.levels, from, to);
	app_post(app, NULL, job);
}

static Str name_of(const App *app, const Feed *feed)
{
	return feed->title.n ? feed->title : url_public(feed->url, app->frame);
}

bool upkeep_add(App *app, const UrlsEntry *entry, Str name, bool joined)
{
	size_t added;
	Err err;

	if (!urls_add_all(app->urls, entry, 1, &added, &err)) {
		app_error(app, &err);
		return false;
	}
	if (added == 0) {
		app_message(app, "already subscribed: %.*s", STR_ARG(name));
		return false;
	}
	*vec_push(&app->inside->unfetched) = arena_str(app->arena, entry->url);
	remember(app, (UrlsChange){.kind = URLS_ADDED, .url = entry->url, .joined = joined}, name);
	app->inside->shown = arena_str(app->arena, entry->url);
	reload(app);
	app_message(app, "added: %.*s; z takes it back", STR_ARG(name));
	return true;
}

/* Says "WHAT: NAME; REST". */
static void remove_line(App *app, Str url, Str name, const char *what, const char *rest)
{
	size_t lines;
	Err err;

	if (!urls_remove(app->urls, url, &lines, &err)) {
		app_error(app, &err);
		return;
	}
	remember(app, (UrlsChange){.kind = URLS_REMOVED, .url = url, .lines = lines}, name);
	app_message(app, "%s: %.*s; %s", what, STR_ARG(name), rest);
	reload(app);
}

void upkeep_remove(App *app, const Feed *feed)
{
	if (app->shelf->bundled)
		app_message(app, "this came with lede; it leaves when you add a feed of yours (+)");
	else
		remove_line(app, feed->url, name_of(app, feed), "unsubscribed",
			"its articles are kept, z takes it back");
}

void upkeep_move(App *app, const Feed *feed)
{
	bool there;
	Err err;

	if (!feed->moved_to.n) {
		app_message(app, "this feed has not moved");
	} else if (!urls_has(app->urls, feed->moved_to, &there, &err)) {
		app_error(app, &err);
	} else if (there) {
		upkeep_remove(app, feed);
	} else {
		UrlsChange change = {.kind = URLS_MOVED, .url = feed->url, .after = feed->moved_to};

		post_move(app, feed->url, feed->moved_to);
		remember(app, change, name_of(app, feed));
		app_message(app, "moved to %.*s; z takes it back",
			STR_ARG(url_public(feed->moved_to, app->frame)));
	}
}

void upkeep_turned(App *app, const Step *step, bool back)
{
	static const char *const said[][2] = {
		[URLS_NONE] = {"", ""},
		[URLS_ADDED] = {"done again: it is in urls", "undone: it is no longer in urls"},
		[URLS_REMOVED] = {"done again: it is no longer in urls",
			"undone: it is in urls again"},
		[URLS_MOVED] = {"done again: it has its new address",
			"undone: it has its old address again"},
		[URLS_TAGGED] = {"done again: it is where it was put",
			"undone: it is where it was"},
	};
	const UrlsChange *change = &step->urls;

	if (change->kind == URLS_MOVED)
		levels_move(app->config.levels, back ? change->after : change->url,
			back ? change->url : change->after);
	else if (change->kind == URLS_TAGGED || (change->kind == URLS_REMOVED) == back)
		app->inside->shown = arena_str(app->arena, change->url);
	reload(app);
	app_message(app, "%s", said[change->kind][back]);
}

void upkeep_hear_feeds(App *app)
{
	AppInside *inside = app->inside;
	VEC(FeedId) fresh = {0};

	shelf_refresh(app->shelf, app->library, NULL);
	for (size_t i = 0; i < app->shelf->count; i++) {
		const Feed *feed = &app->shelf->feeds[i];

		for (size_t j = 0; j < inside->unfetched.count; j++)
			if (str_eq(inside->unfetched.items[j], feed->url)) {
				inside->unfetched.items[j] =
					inside->unfetched.items[--inside->unfetched.count];
				*vec_push(&fresh) = feed->id;
				break;
			}
		if (inside->shown.n && str_eq(feed->url, inside->shown)) {
			inside->shown = S("");
			for (Screen *s = app->top; s; s = s->below)
				if (s->ops->kind == SCREEN_FEEDS)
					feeds_go(s, feed->id);
		}
	}
	if (fresh.count)
		app_refresh(app, fresh.items, fresh.count);
	vec_drop(&fresh);
}

static const Feed *feed_here(App *app, const Screen *screen, const char *otherwise)
{
	const FeedRow *row = feeds_row(screen);

	if (row && row->kind == ROW_FEED)
		return row->feed;
	app_message(app, "%s", otherwise);
	return NULL;
}

static const SavedSearch *search_of(const App *app, const FeedRow *row)
{
	for (size_t i = 0; row && row->kind == ROW_SEARCH && i < app->shelf->search_count; i++) {
		const SavedSearch *search = &app->shelf->searches[i];

		if (str_eq(search->name, row->name) &&
			str_eq(search->filter, str_from_at(row->source, sizeof "search:" - 1)))
			return search;
	}
	return NULL;
}

void upkeep_unsubscribe(App *app, Screen *screen, Call call)
{
	const SavedSearch *search = search_of(app, feeds_row(screen));
	const Feed *feed;

	(void)call;
	if (search) {
		remove_line(app, search->url, search->name, "search removed", "z takes it back");
		return;
	}
	feed = feed_here(app, screen, "this is no feed; E edits urls, where all of it stands");
	if (feed)
		upkeep_remove(app, feed);
}

/* --- folder, tags and title --- */

/* Of the words of a line its title, or all others. */
static Str words_that(Str words, bool title, Arena *arena)
{
	Buf out = {0};
	Str word;

	while (words_next(&words, arena, &word)) {
		if (str_starts(word, S("~")) != title)
			continue;
		if (out.n)
			buf_char(&out, ' ');
		words_add(&out, word);
	}
	return buf_give(&out, arena);
}

/* The title stays, unless another was typed; "~" alone takes it away. */
static Str with_title(Str typed, Str before, Arena *arena)
{
	Str title = words_that(typed, true, arena), rest = words_that(typed, false, arena);

	if (title.n == 0)
		title = words_that(before, true, arena);
	else if (str_eq(title, S("~")))
		title = S("");
	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(rest), rest.n && title.n ? " " : "",
		STR_ARG(title));
}

/* The prompt stands on the feed still. */
static void tagged(App *app, Screen *screen, Str answer)
{
	const Feed *feed = feed_here(app, screen, "this is no feed");
	Str before;
	Err err;

	if (!answer.s || !feed)
		return;
	if (!urls_words(app->urls, feed->url, app->frame, &before, &err)) {
		app_error(app, &err);
		return;
	}
	answer = with_title(answer, before, app->frame);
	if (str_eq(answer, with_title(before, before, app->frame)))
		return;
	if (!urls_set_words(app->urls, feed->url, answer, &err)) {
		app_error(app, &err);
		return;
	}
	remember(app,
		(UrlsChange){.kind = URLS_TAGGED,
			.url = feed->url,
			.before = before,
			.after = answer},
		name_of(app, feed));
	app->inside->shown = arena_str(app->arena, feed->url);
	reload(app);
	app_message(app, "%.*s: %.*s; z takes it back", STR_ARG(name_of(app, feed)),
		STR_ARG(answer.n ? answer : S("in no folder")));
}

void upkeep_tag(App *app, Screen *screen, Call call)
{
	const Feed *feed = feed_here(app, screen, "this is no feed; E edits urls");
	Str words;
	Err err;

	(void)call;
	if (!feed)
		return;
	if (app->shelf->bundled) {
		app_message(app, "this came with lede; + adds a feed of yours");
		return;
	}
	if (!urls_words(app->urls, feed->url, app->frame, &words, &err)) {
		app_error(app, &err);
		return;
	}
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, screen, S("folder, tags, \"~title\": "),
		words_that(words, false, app->frame), NULL, tagged, NULL, found_complete);
}

void upkeep_accept_move(App *app, Screen *screen, Call call)
{
	const Feed *feed = feed_here(app, screen, "this is no feed");

	(void)call;
	if (feed)
		upkeep_move(app, feed);
}
