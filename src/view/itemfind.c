/* Searching in a list of articles: on the query thread, as the list. */
#include "view/itemlist.h"

static ItemList *list_of(const Screen *s)
{
	return s->state;
}

/* The hit nearest to where the search began, looking on from there. */
static void go_to_hit(Screen *s, size_t from, int by)
{
	ItemList *list = list_of(s);
	size_t count = list->list.count, row = from;

	for (size_t i = 0; i < count; i++) {
		if (idset_has(&list->hits, items_id(list, row))) {
			list_go(&list->list, row);
			return;
		}
		row = (row + (by > 0 ? 1 : count - 1)) % count;
	}
}

static size_t row_of(const ItemList *list, ItemId id)
{
	for (size_t i = 0; i < list->list.count; i++)
		if (items_id(list, i) == id)
			return i;
	return list->list.cursor;
}

void items_hear_hits(Screen *s, const Event *event)
{
	ItemList *list = list_of(s);

	if (!event->whole)
		return;
	list->finding = 0;
	list->slow = false;
	idset_fill(&list->hits, event->ids, event->id_count);
	s->lit = event->id_count > 0;
	if (event->id_count)
		go_to_hit(s, row_of(list, list->before), 1);
	if (!list->typing)
		app_message(s->app,
			event->id_count ? "%zu found; n and N go through them"
					: "nothing is found (%zu)",
			event->id_count);
}

static void ask_hits(Screen *s, Str text)
{
	ItemList *list = list_of(s);
	Arena *arena = arena_open();
	Query query;
	Err err;

	if (!items_query(list, arena, &query, &err)) {
		arena_close(arena);
		return;
	}
	query = query_and(query, query_for_text(text, arena), arena);
	app_cancel(s->app, list->finding);
	list->slow = false;
	list->finding = items_post(s, query, arena);
}

static void find_start(Screen *s, FindStep step, Str text)
{
	ItemList *list = list_of(s);

	if (!list->typing && !s->lit)
		list->before = items_id(list, list->list.cursor);
	list->typing = step == FIND_TYPING;
	list->sought = arena_str(list->about, text);
	items_take_words(list);
	if (text.n) {
		ask_hits(s, text);
		return;
	}
	idset_drop(&list->hits);
	s->lit = false;
}

void items_find(Screen *s, FindStep step, Str text)
{
	ItemList *list = list_of(s);
	size_t count = list->list.count;

	if (count == 0)
		return;
	switch (step) {
	case FIND_TYPING:
	case FIND_START:
		find_start(s, step, text);
		break;
	case FIND_NEXT:
		go_to_hit(s, (list->list.cursor + 1) % count, 1);
		break;
	case FIND_PREVIOUS:
		go_to_hit(s, (list->list.cursor + count - 1) % count, -1);
		break;
	case FIND_CLEAR:
		app_cancel(s->app, list->finding);
		list->finding = 0;
		list->slow = false;
		if (list->typing)
			list_go(&list->list, row_of(list, list->before));
		list->typing = false;
		list->sought = S("");
		items_take_words(list);
		idset_drop(&list->hits);
		s->lit = false;
		break;
	}
}
