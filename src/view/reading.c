#include "view/article.h"

#include "view/app.h"
#include "view/itemlist.h"
#include "view/items.h"
#include "view/settings.h"
#include "view/source.h"
#include "view/subscribe.h"
#include "view/tagging.h"

enum { MEASURE = 72, MEASURE_LEAST = 24, MEASURE_MOST = 160, MEASURE_STEP = 4 };

/* To the next or previous article of the list it came from; false: there is none. */
static bool step(Screen *s, int by, bool unread)
{
	Reader *r = article_reader(s);
	Target target = {0};

	if (!r->list || !r->list->ops->step(r->list, by, unread, &target))
		return false;
	article_keep_place(s);
	article_show(s, &target);
	return true;
}

/* Where the list has no more unread articles, those of the next feed that has some: first its list
 * is asked for. */
static bool hop(Screen *s, int by)
{
	Reader *r = article_reader(s);
	Screen *feeds = r->list && r->list->ops == &items_screen ? r->list->below : NULL;
	Target target = {0};
	Arena *arena;
	Query query;
	Err err;

	if (!feeds || !feeds->ops->step || !feeds->ops->step(feeds, by, true, &target))
		return false;
	arena = arena_open();
	if (!source_query(target.text, arena, &query, &err)) {
		arena_close(arena);
		return false;
	}
	query = query_unread(query, arena);
	query.order = str_eq(settings_of_list(s->app, target.text)->article_order, S("oldest"))
			      ? ORDER_OLDEST
			      : ORDER_NEWEST;
	app_cancel(s->app, r->hop);
	r->hop_by = by;
	r->hop_source = arena_str(r->arena, target.text);
	r->hop = app_post(s->app, s, (Job){.kind = JOB_LIST, .arena = arena, .query = query});
	return true;
}

void reading_hear_list(Screen *s, const Event *event)
{
	Reader *r = article_reader(s);
	Target target = {.text = r->hop_source};

	if (!event->whole)
		return;
	r->hop = 0;
	if (event->id_count == 0)
		return;
	target.item = event->ids[r->hop_by > 0 ? 0 : event->id_count - 1];
	items_show(r->list, &target);
	article_keep_place(s);
	article_show(s, &(Target){.item = target.item});
}

static void to_unread(Screen *s, int by)
{
	if (!step(s, by, true) && !hop(s, by))
		app_message(s->app, article_reader(s)->list
					    ? by > 0 ? "no more unread articles further down"
						     : "no more unread articles further up"
					    : "this is the end; q goes back");
}

void reading_move(Screen *s, Motion motion, unsigned count)
{
	Reader *r = article_reader(s);
	Pager *p = &r->pager;
	ptrdiff_t n = count ? (ptrdiff_t)count : 1, half = (ptrdiff_t)(p->rows + 1) / 2;
	enum { WHEEL = 3, CELLS = 8 };

	if (!p->lines) {
		if (motion == MOVE_LEFT)
			app_pop(s->app);
		return;
	}
	r->moved = true;
	switch (motion) {
	case MOVE_UP:
	case MOVE_DOWN:
		pager_scroll(p, motion == MOVE_UP ? -n : n);
		break;
	case MOVE_HALF_UP:
	case MOVE_HALF_DOWN:
		pager_scroll(p, (motion == MOVE_HALF_UP ? -half : half) * n);
		break;
	case MOVE_SPACE:
		if (pager_at_end(p)) {
			to_unread(s, 1);
			break;
		}
		/* fall through */
	case MOVE_PAGE_DOWN:
		while (n-- > 0 && pager_turn(p, 1))
			;
		break;
	case MOVE_PAGE_UP:
		while (n-- > 0 && pager_turn(p, -1))
			;
		break;
	case MOVE_FIRST:
		pager_to_page(p, count ? count - 1 : 0);
		break;
	case MOVE_LAST:
		if (count)
			pager_to_page(p, count - 1);
		else
			pager_to_end(p);
		break;
	case MOVE_LEFT:
		if (!pager_shift(p, (int)(-CELLS * n)))
			app_pop(s->app);
		break;
	case MOVE_RIGHT:
		pager_shift(p, (int)(CELLS * n));
		break;
	case MOVE_WHEEL_UP:
	case MOVE_WHEEL_DOWN:
		pager_scroll(p, motion == MOVE_WHEEL_UP ? -WHEEL : WHEEL);
		break;
	case MOTIONS:
		break;
	}
	hints_stop(&r->hints);
}

void reading_find(Screen *s, FindStep step, Str text)
{
	Reader *r = article_reader(s);
	Pager *p = &r->pager;
	bool wrapped = false;

	if (step == FIND_TYPING && !r->finding) {
		r->finding = true;
		r->find_place = (Place){p->block, p->offset};
	}
	if (step == FIND_TYPING || step == FIND_START) {
		Place from = r->finding ? r->find_place : (Place){p->block, p->offset};

		pager_to(p, from.block, from.offset);
		if (!pager_find(p, text, from.block, from.offset) && step == FIND_START && text.n)
			app_message(s->app, "“%.*s” is not in this text", STR_ARG(text));
	} else if (step == FIND_CLEAR) {
		find_unlight(&p->find);
		if (r->finding)
			pager_to(p, r->find_place.block, r->find_place.offset);
	} else if (pager_find_next(p, step == FIND_NEXT ? 1 : -1, &wrapped) && wrapped) {
		app_message(s->app,
			step == FIND_NEXT ? "from the top again" : "from the end again");
	}
	if (step != FIND_TYPING)
		r->finding = false;
	r->moved = true;
	s->lit = p->find.lit && !p->find.by_words;
	s->dirty = true;
}

/* --- actions --- */

void article_next_unread(App *app, Screen *s, Call call)
{
	(void)app;
	(void)call;
	to_unread(s, 1);
}

void article_previous_unread(App *app, Screen *s, Call call)
{
	(void)app;
	(void)call;
	to_unread(s, -1);
}

void article_next(App *app, Screen *s, Call call)
{
	(void)call;
	if (!step(s, 1, false))
		app_message(app, "this is the last article of the list");
}

void article_previous(App *app, Screen *s, Call call)
{
	(void)call;
	if (!step(s, -1, false))
		app_message(app, "this is the first article of the list");
}

static void set_measure(App *app, Screen *s, int by)
{
	const Options *o = app_options(app, article_reader(s)->feed_id);
	long now = o->text_width > 0 ? o->text_width : MEASURE, wanted;
	long most = s->cols > MEASURE_LEAST ? s->cols : MEASURE_LEAST;

	/* Wider than the screen is no wider: from there narrower must narrow. */
	if (now > most)
		now = most;
	wanted = now + by * MEASURE_STEP;
	most = most < MEASURE_MOST ? most : MEASURE_MOST;
	wanted = wanted < MEASURE_LEAST ? MEASURE_LEAST : wanted > most ? most : wanted;
	app_set(app, option_find(S("text-width")), 0, arena_printf(app->frame, "%ld", wanted),
		NULL);
	article_lay_out(s);
	app_message(app, "%ld columns wide", wanted);
}

void article_narrower(App *app, Screen *s, Call call)
{
	set_measure(app, s, call.count ? -(int)call.count : -1);
}

void article_wider(App *app, Screen *s, Call call)
{
	set_measure(app, s, call.count ? (int)call.count : 1);
}

static void heading(Screen *s, int by, unsigned count)
{
	Reader *r = article_reader(s);

	for (unsigned i = 0; i < (count ? count : 1) && r->pager.lines; i++)
		if (!pager_heading(&r->pager, by)) {
			app_message(s->app,
				by > 0 ? "no heading further down" : "no heading further up");
			break;
		}
	r->moved = true;
}

void article_heading_next(App *app, Screen *s, Call call)
{
	(void)app;
	heading(s, 1, call.count);
}

void article_heading_previous(App *app, Screen *s, Call call)
{
	(void)app;
	heading(s, -1, call.count);
}

static void toggle(App *app, Screen *s, uint32_t flag, const char *on, const char *off)
{
	Reader *r = article_reader(s);
	bool set = !(r->flags & flag);

	if (!r->id) {
		app_message(app, "this page is in no feed");
		return;
	}
	app_mark(app, &r->id, 1, flag, set);
	app_message(app, "%s", set ? on : off);
}

void article_toggle_read(App *app, Screen *s, Call call)
{
	bool unread = (article_reader(s)->flags & ITEM_UNREAD) != 0;

	/* As newsboat's macros say what it is to be. */
	if (!str_eq(call.argument, unread ? S("unread") : S("read")))
		toggle(app, s, ITEM_UNREAD, "unread again", "read");
}

void article_delete(App *app, Screen *s, Call call)
{
	(void)call;
	toggle(app, s, ITEM_DELETED, "deleted; z brings it back", "it is back");
}

void article_toggle_star(App *app, Screen *s, Call call)
{
	(void)call;
	toggle(app, s, ITEM_STARRED, "starred", "star taken off");
}

void article_toggle_later(App *app, Screen *s, Call call)
{
	const Reader *r = article_reader(s);
	uint32_t link = follow_focus(r);
	const Doc *doc = r->pager.doc;

	(void)call;
	if (link != NONE && doc->links[link].kind != LINK_HERE)
		subscribe_page(app, doc_str(doc, doc->links[link].href), ITEM_LATER);
	else if (r->id)
		toggle(app, s, ITEM_LATER, "kept for later", "no longer kept for later");
	else
		subscribe_page(app, r->address, ITEM_LATER);
}

void article_tag(App *app, Screen *s, Call call)
{
	const Reader *r = article_reader(s);

	(void)call;
	if (r->id)
		tagging_ask(app, &r->id, 1);
	else
		app_message(app, "this page is in no feed");
}

void article_forward(App *app, Screen *s, Call call)
{
	(void)s;
	(void)call;
	if (!app_forward(app))
		app_message(app, "there is no page to go forward to");
}

void article_left(App *app, Screen *s, Call call)
{
	(void)app;
	reading_move(s, MOVE_LEFT, call.count);
}

void article_right(App *app, Screen *s, Call call)
{
	(void)app;
	reading_move(s, MOVE_RIGHT, call.count);
}
