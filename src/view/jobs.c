/* What is asked of the engine, and what it answers: tickets, events, values kept. */
#include <string.h>

#include "view/inside.h"
#include "view/macro.h"
#include "view/notify.h"
#include "view/shelf.h"
#include "view/status.h"
#include "view/subscribe.h"
#include "view/upkeep.h"

Ticket app_post(App *app, Screen *screen, Job job)
{
	Ticket ticket = engine_post(app->engine, job);

	if (ticket)
		*vec_push(&app->inside->waiting) = (Waiting){ticket, screen};
	return ticket;
}

static Screen *forget_ticket(App *app, Ticket ticket, bool last, bool *known)
{
	AppInside *inside = app->inside;

	*known = false;
	for (size_t i = 0; i < inside->waiting.count; i++) {
		if (inside->waiting.items[i].ticket == ticket) {
			Screen *screen = inside->waiting.items[i].screen;

			*known = true;
			if (last)
				inside->waiting.items[i] =
					inside->waiting.items[--inside->waiting.count];
			return screen;
		}
	}
	return NULL;
}

void app_cancel(App *app, Ticket ticket)
{
	bool known;

	if (!ticket)
		return;
	forget_ticket(app, ticket, true, &known);
	engine_cancel(app->engine, ticket);
}

static Kept *kept_value(App *app, Str name)
{
	AppInside *inside = app->inside;
	Kept *kept;
	Arena *arena;
	Str value;
	Err err;

	for (size_t i = 0; i < inside->kept.count; i++)
		if (str_eq(inside->kept.items[i].name, name))
			return &inside->kept.items[i];
	kept = vec_push(&inside->kept);
	kept->name = arena_str(app->arena, name);
	arena = arena_open();
	if (library_value(app->library, name, arena, &value, &err))
		buf_add(&kept->value, value);
	arena_close(arena);
	return kept;
}

void app_keep(App *app, Str name, Str value)
{
	Arena *arena = arena_open();
	Kept *kept = kept_value(app, name);

	buf_clear(&kept->value);
	buf_add(&kept->value, value);
	engine_post(app->engine, (Job){.kind = JOB_VALUE,
					 .arena = arena,
					 .text = arena_str(arena, name),
					 .value = arena_str(arena, value)});
}

Str app_kept(App *app, Str name)
{
	return buf_str(&kept_value(app, name)->value);
}

void app_refresh(App *app, const FeedId *ids, size_t n)
{
	Arena *arena = arena_open();
	FeedId *copy = arena_array(arena, n, sizeof *copy);

	if (n)
		memcpy(copy, ids, n * sizeof *copy);
	app_post(app, NULL,
		(Job){.kind = JOB_REFRESH,
			.arena = arena,
			.ids = copy,
			.id_count = n,
			.force = true});
	if (!app->update.active) {
		memset(&app->update, 0, sizeof app->update);
		app->update.active = true;
		app->update.total = (uint32_t)(n ? n : app->shelf->count);
	}
	app->redraw = true;
}

/* "1,115 new articles in 10 feeds; 6 failed: :log tells why". Of one feed, at once why. */
static void say_updated(App *app, const Event *event)
{
	Str news = event->added ? count_of(event->added, "new article", "new articles", app->frame)
				: S("nothing new");
	Str feeds = count_of(event->total, "feed", "feeds", app->frame);
	const Feed *feed = event->total == 1 ? shelf_feed(app->shelf, app->update.last) : NULL;

	if (event->failed == 0) {
		app_message(app, "%.*s in %.*s", STR_ARG(news), STR_ARG(feeds));
	} else if (feed && feed->trouble.n) {
		app_message(app, "%.*s", STR_ARG(feed->trouble));
		app->message_is_error = true;
	} else {
		app_message(app, "%.*s in %.*s; %u failed: :log tells why", STR_ARG(news),
			STR_ARG(feeds), event->failed);
	}
}

/* Feeds that came in while lede was open stand there without articles: what fetches them is told.
 */
static void hear_feeds(App *app, const Event *event, bool asked)
{
	size_t before = app->shelf->unfetched, fresh;

	if (event->note.n)
		app_message(app, "%.*s", STR_ARG(event->note));
	if (app->urls)
		shelf_read_searches(app->shelf, app->urls, NULL);
	upkeep_hear_feeds(app);
	fresh = app->shelf->unfetched;
	if (app->message[0] || app->update.active)
		return; /* who asked has said already what it was about */
	if (fresh > before)
		app_message(app, "%.*s not fetched yet: R fetches all feeds",
			STR_ARG(count_of(fresh, "feed is", "feeds are", app->frame)));
	else if (asked)
		app_message(app, "urls is read again");
}

static void hear_progress(App *app, const Event *event)
{
	bool over = event->kind == EVENT_REFRESHED;

	app->update.done = event->done;
	app->update.total = event->total;
	app->update.added = event->added;
	app->update.failed = event->failed;
	app->update.bytes = event->bytes;
	app->update.active = !over;
	if (!over || event->total == 0)
		return;
	app->shelf->stale = true;
	notify_updated(app, event->added, app->update.fresh);
	app->update.fresh = 0;
	shelf_refresh(app->shelf, app->library, NULL);
	say_updated(app, event);
}

/* What is told to every screen, not to the one that asked. */
static bool concerns_all(EventKind kind)
{
	return kind == EVENT_PROGRESS || kind == EVENT_FEED || kind == EVENT_REFRESHED ||
	       kind == EVENT_MARKED || kind == EVENT_FEEDS || kind == EVENT_PAGES ||
	       kind == EVENT_ELSEWHERE;
}

static void tell_all(App *app, Event *event)
{
	for (Screen *s = app->top; s; s = s->below)
		if (s->ops->event)
			s->ops->event(s, event);
}

static void hear_feed(App *app, const Event *event, size_t i)
{
	app->update.fresh += event->news && event->news[i] > 0;
	app->update.last = event->ids[i];
}

/* Stars and what is kept for later do not: to read a thousand feeds takes 2 ms. */
static bool counts_in_feeds(const Mark *mark)
{
	return !(mark->flag & (ITEM_STARRED | ITEM_LATER));
}

static void hear(App *app, Event *event)
{
	/* More follows for a list and for some steps until they are whole, and for an update until
	 * it is over. */
	bool last = ((event->kind != EVENT_LIST && event->kind != EVENT_MARKED) || event->whole) &&
		    event->kind != EVENT_PROGRESS && event->kind != EVENT_FEED && !event->more;
	bool known;
	Screen *owner = forget_ticket(app, event->ticket, last, &known);

	if (event->kind == EVENT_PROGRESS || event->kind == EVENT_REFRESHED)
		hear_progress(app, event);
	for (size_t i = 0; i < event->id_count && event->kind == EVENT_FEED; i++)
		hear_feed(app, event, i);
	if (event->kind == EVENT_PAGES) {
		app->update.pages_done = event->done;
		app->update.pages = event->done < event->total ? event->total : 0;
	}
	if (event->kind == EVENT_FEED || event->kind == EVENT_FEEDS ||
		(event->kind == EVENT_MARKED && counts_in_feeds(&event->mark)) ||
		event->kind == EVENT_ELSEWHERE)
		app->shelf->stale = true;
	if (event->kind == EVENT_FEEDS)
		hear_feeds(app, event, known);
	if (event->kind == EVENT_MARKED)
		undo_hear(app, event);
	if (event->kind == EVENT_FOUND && !owner && known)
		subscribe_found(app, event);
	if (event->kind == EVENT_CLIPPED && !owner && known)
		subscribe_paged(app, event);
	/* Without a ticket: what went wrong by itself, as a full disk. */
	if (event->kind == EVENT_FAILED && !owner && (known || event->ticket == 0))
		app_error(app, &event->err);
	/* A mark that came to nothing may be shown already: what is unread is asked anew. */
	if (event->kind == EVENT_FAILED && !owner && known)
		tell_all(app, &(Event){.kind = EVENT_ELSEWHERE});
	if (concerns_all(event->kind)) {
		tell_all(app, event);
	} else if (owner && owner->ops->event) {
		owner->ops->event(owner, event);
	}
	app->redraw = true;
}

void app_events(App *app)
{
	Event event;

	while (engine_take(app->engine, &event)) {
		hear(app, &event);
		arena_close(event.arena);
		app_close_popped(app);
	}
	macro_go(app);
}
