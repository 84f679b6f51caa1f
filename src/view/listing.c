/* What a list of articles asks for, and what it hears: its ids, what of them is unread, marks. */
#include <stdlib.h>
#include <string.h>

#include "view/itemlist.h"
#include "view/items.h"
#include "view/piping.h"
#include "view/shelf.h"
#include "view/source.h"

static ItemList *list_of(const Screen *s)
{
	return s->state;
}

bool items_query(const ItemList *list, Arena *arena, Query *out, Err *err)
{
	Query filter;

	if (!source_query(list->source, arena, out, err))
		return false;
	if (list->filter.n) {
		if (!query_parse(arena_str(arena, list->filter), arena, &filter, err))
			return false;
		*out = query_and(*out, filter, arena);
	}
	if (list->unread_only)
		*out = query_unread(*out, arena);
	out->order = list->order;
	return true;
}

/* The words of what is listed and searched: they are lit. */
void items_take_words(ItemList *list)
{
	Query query;

	arena_reset(list->words_arena);
	list->words = NULL;
	list->word_count = 0;
	if (!items_query(list, list->words_arena, &query, NULL))
		return;
	if (list->sought.n)
		query = query_and(query, query_for_text(list->sought, list->words_arena),
			list->words_arena);
	list->word_count = query_words(query.term, list->words_arena, &list->words);
	for (size_t i = 0; i < list->row_count; i++)
		list->snippets[i] = (Str){0};
}

Ticket items_post(Screen *s, Query query, Arena *arena)
{
	return app_post(s->app, s, (Job){.kind = JOB_LIST, .arena = arena, .query = query});
}

void items_list_again(Screen *s)
{
	ItemList *list = list_of(s);
	Arena *arena = arena_open();
	Query query;
	Err err;

	if (!items_query(list, arena, &query, &err)) {
		/* A filter half typed is no error yet. */
		if (!s->app->prompt)
			app_error(s->app, &err);
		arena_close(arena);
		return;
	}
	if (!list->wanted)
		list->wanted = items_id(list, list->list.cursor);
	app_cancel(s->app, list->listing);
	list->then = NULL;
	list->marked.count = 0;
	list->whole = list->slow = false;
	app_cancel(s->app, list->muting);
	list->muting = 0;
	list->muted = 0;
	list->listing = items_post(s, query, arena);
	items_take_words(list);
}

bool items_defer(ItemList *list, ActionRun *run)
{
	if (list->whole)
		return false;
	list->then = run;
	return true;
}

static void do_deferred(Screen *s)
{
	ActionRun *run = list_of(s)->then;

	list_of(s)->then = NULL;
	if (run)
		run(s->app, s, (Call){0});
}

static void note_unread(ItemList *list, ItemId id, bool unread)
{
	if (idset_has(&list->all, id))
		(unread ? idset_put : idset_remove)(&list->unread, id);
}

/* Ids rise by one with each article that comes in, so they fit for as long as anyone reads; one
 * that does not would stand there as an article that is gone. */
static void take_ids(ItemList *list, const Event *event)
{
	free(list->ids);
	list->ids = memory_resize(NULL, event->id_count * sizeof *list->ids);
	for (size_t i = 0; i < event->id_count; i++)
		list->ids[i] = event->ids[i] <= UINT32_MAX ? (uint32_t)event->ids[i] : 0;
}

/* What of the snapshot is unread; it may have been marked since it was read. */
static void take_unread(ItemList *list, const Event *event)
{
	idset_fill(&list->all, event->ids, event->id_count);
	idset_fill_some(&list->unread, event->ids, event->id_count, event->unread);
	for (size_t i = 0; i < list->marked.count; i++)
		note_unread(list, llabs(list->marked.items[i]), list->marked.items[i] > 0);
}

/* The cursor goes to the article it is wanted at; that is near the front or where it was, or it is
 * looked for: 8 MB of ids at most. */
static void find_wanted(ItemList *list, bool whole)
{
	for (size_t i = 0; list->wanted && i < list->list.count; i++) {
		if (items_id(list, i) == list->wanted) {
			list->list.cursor = i;
			list->wanted = 0;
		}
	}
	if (whole)
		list->wanted = 0;
}

/* Come from another list by way of its last unread article. */
static void find_unread(ItemList *list, bool whole)
{
	size_t count = list->list.count;

	if (!list->unread_wanted || (list->unread_wanted < 0 && !whole))
		return;
	for (size_t i = 0; i < count; i++) {
		size_t row = list->unread_wanted > 0 ? i : count - 1 - i;

		if (idset_has(&list->unread, items_id(list, row))) {
			list->list.cursor = row;
			list->unread_wanted = 0;
			return;
		}
	}
	if (whole)
		list->unread_wanted = 0;
}

bool items_is_plan(const ItemList *list)
{
	return str_eq(list->source, S("later"));
}

/* Of more articles than anyone reads, how long it would take says nothing. */
static void ask_words(Screen *s)
{
	enum { MOST = 1000 };
	ItemList *list = list_of(s);
	const IdSet *of = items_is_plan(list) ? &list->all : &list->unread;
	Arena *arena;
	size_t count = 0;
	ItemId *ids;

	app_cancel(s->app, list->adding);
	list->adding = 0;
	if (of->count == 0 || of->count > MOST)
		list->words_to_read = 0;
	if (of->count == 0 || of->count > MOST || !list->whole)
		return;
	arena = arena_open();
	ids = arena_array(arena, of->count, sizeof *ids);
	for (ItemId id = idset_next(of, 0); id >= 0; id = idset_next(of, id + 1))
		ids[count++] = id;
	list->adding = app_post(s->app, s,
		(Job){.kind = JOB_COUNT, .arena = arena, .ids = ids, .id_count = count});
}

/* Of a feed or folder in which nothing is: whether rules hide what would be. */
static void ask_muted(Screen *s)
{
	ItemList *list = list_of(s);
	Arena *arena;
	Query query, muted;

	if (list->list.count || list->filter.n || list->unread_only ||
		!(source_feed(list->source) || str_starts(list->source, S("folder:"))))
		return;
	arena = arena_open();
	if (source_query(list->source, arena, &query, NULL) &&
		query_parse(S("muted"), arena, &muted, NULL))
		list->muting = items_post(s, query_and(query, muted, arena), arena);
	else
		arena_close(arena);
}

static void hear_list(Screen *s, Event *event)
{
	ItemList *list = list_of(s);

	take_ids(list, event);
	/* Backwards, the end must be known before anything can be shown. */
	list->list.count = list->backwards && !event->whole ? 0 : event->id_count;
	list->whole = event->whole;
	list->unseen = event->count;
	items_forget_rows(list);
	take_unread(list, event);
	find_wanted(list, event->whole);
	find_unread(list, event->whole);
	if (event->whole)
		items_find_anchor(list);
	list_settle(&list->list);
	if (event->whole) {
		shelf_refresh(s->app->shelf, s->app->library, NULL);
		list->total = source_total(list->source, s->app->shelf);
		list->listing = 0;
		list->slow = list->slow && list->finding;
		ask_words(s);
		ask_muted(s);
		do_deferred(s);
	}
}

/* Of the rows that were read; to read them again takes 2 ms. */
static void mark_rows(ItemList *list, const Event *event)
{
	uint32_t flag = event->mark.flag;
	IdSet ids = {0};

	if (flag != ITEM_UNREAD)
		idset_fill(&ids, event->ids, event->id_count);
	for (size_t i = 0; i < list->row_count; i++) {
		Item *row = &list->rows[i];
		bool on = flag == ITEM_UNREAD ? idset_has(&list->unread, row->id) : event->mark.on;

		if (flag == ITEM_UNREAD || idset_has(&ids, row->id))
			row->flags = on ? row->flags | flag : row->flags & ~flag;
	}
	idset_drop(&ids);
}

static void hear_marks(Screen *s, const Event *event)
{
	ItemList *list = list_of(s);

	for (size_t i = 0; i < event->id_count && event->mark.flag == ITEM_UNREAD; i++) {
		note_unread(list, event->ids[i], event->mark.on);
		if (list->listing)
			*vec_push(&list->marked) = event->mark.on ? event->ids[i] : -event->ids[i];
	}
	mark_rows(list, event);
	/* Tags stand in the rows, and what the config highlights may depend on marks. */
	if (!event->mark.flag || list->looks)
		items_forget_rows(list);
	if (event->mark.flag == ITEM_UNREAD)
		ask_words(s);
}

/* Another process marked some, perhaps: which are unread is asked anew; the list stays. */
static void hear_elsewhere(Screen *s)
{
	ItemList *list = list_of(s);
	Arena *arena;
	Query query;

	items_forget_rows(list);
	if (list->listing)
		return;
	if (list->list.count == 0) {
		items_list_again(s);
		return;
	}
	arena = arena_open();
	app_cancel(s->app, list->recounting);
	list->recounting = 0;
	if (items_query(list, arena, &query, NULL))
		list->recounting = items_post(s, query_unread(query, arena), arena);
	else
		arena_close(arena);
}

static void hear_unread(Screen *s, const Event *event)
{
	ItemList *list = list_of(s);

	if (!event->whole)
		return;
	list->recounting = 0;
	idset_drop(&list->unread);
	for (size_t i = 0; i < event->id_count; i++)
		note_unread(list, event->ids[i], true);
	ask_words(s);
}

/* Who mutes wants the rows away, and back once that is taken back. */
static bool is_muting(const Event *event)
{
	const Mark *mark = event->turn == TURN_NONE ? &event->mark : &event->step.mark;

	return mark->flag == ITEM_MUTED && event->whole && event->id_count > 0;
}

void items_hear(Screen *s, Event *event)
{
	ItemList *list = list_of(s);

	items_hear_save(s, event);
	items_hear_pipe(s, event);
	if (event->kind == EVENT_MARKED && is_muting(event)) {
		items_list_again(s);
	} else if (event->kind == EVENT_MARKED) {
		hear_marks(s, event);
	} else if (event->kind == EVENT_FEED || event->kind == EVENT_REFRESHED) {
		/* A list without rows has none that could move. */
		if (event->added && list->list.count == 0 && list->whole)
			items_list_again(s);
	} else if (event->kind == EVENT_PAGES) {
		/* Minutes and labels are those of the whole text from now on. */
		items_forget_rows(list);
		ask_words(s);
	} else if (event->kind == EVENT_COUNT && event->ticket == list->adding) {
		list->adding = 0;
		list->words_to_read = event->count;
	} else if (event->kind == EVENT_ELSEWHERE) {
		hear_elsewhere(s);
	} else if (event->kind == EVENT_LIST && event->ticket == list->recounting) {
		hear_unread(s, event);
	} else if (event->kind == EVENT_LIST && event->ticket == list->listing) {
		hear_list(s, event);
	} else if (event->kind == EVENT_LIST && event->ticket == list->muting) {
		list->muting = event->whole ? 0 : list->muting;
		list->muted = event->id_count;
	} else if (event->kind == EVENT_LIST && event->ticket == list->finding) {
		items_hear_hits(s, event);
	} else if (event->kind == EVENT_FAILED) {
		if (event->ticket == list->listing)
			list->whole = true;
		list->slow = false;
		app_error(s->app, &event->err);
	}
	s->dirty = true;
}
