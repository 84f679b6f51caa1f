/* What keys do to articles of a list: to those that are selected, or to the one under the cursor.
 */
#include <string.h>

#include "base/vec.h"
#include "view/itemlist.h"
#include "view/items.h"
#include "view/status.h"
#include "view/tagging.h"

static ItemList *list_of(Screen *s)
{
	return s->state;
}

/* --- the selection --- */

bool items_is_selected(const ItemList *list, size_t row)
{
	size_t cursor = list->list.cursor, other = list->anchor_row;

	if (list->anchor && row >= (cursor < other ? cursor : other) &&
		row <= (cursor < other ? other : cursor))
		return true;
	return list->selected.count && idset_has(&list->selected, items_id(list, row));
}

size_t items_selected(const ItemList *list)
{
	size_t cursor = list->list.cursor, other = list->anchor_row, count = list->selected.count;
	size_t first = cursor < other ? cursor : other, last = cursor < other ? other : cursor;

	if (!list->anchor)
		return count;
	/* Each frame asks, of a million perhaps. */
	if (count == 0 && last < list->list.count)
		return last - first + 1;
	for (size_t row = first; row <= last && row < list->list.count; row++)
		count += !idset_has(&list->selected, items_id(list, row));
	return count;
}

void items_unselect(ItemList *list)
{
	idset_drop(&list->selected);
	list->anchor = 0;
}

void items_find_anchor(ItemList *list)
{
	for (size_t row = 0; list->anchor && row < list->list.count; row++)
		if (items_id(list, row) == list->anchor) {
			list->anchor_row = row;
			return;
		}
	list->anchor = 0;
}

/* What is between the two ends is selected one by one. */
static void end_range(ItemList *list)
{
	for (size_t row = 0; list->anchor && row < list->list.count; row++)
		if (items_is_selected(list, row))
			idset_put(&list->selected, items_id(list, row));
	list->anchor = 0;
}

void items_select(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	(void)app;
	(void)call;
	if (list->anchor) {
		end_range(list);
		return;
	}
	list->anchor = items_id(list, list->list.cursor);
	list->anchor_row = list->list.cursor;
}

void items_select_line(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);
	ItemId id = items_id(list, list->list.cursor);

	(void)app;
	(void)call;
	end_range(list);
	if (!id)
		return;
	(idset_has(&list->selected, id) ? idset_remove : idset_put)(&list->selected, id);
	list_move(&list->list, MOVE_DOWN, 1);
}

void items_select_all(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	(void)app;
	(void)call;
	if (items_defer(list, items_select_all))
		return;
	items_unselect(list);
	for (size_t row = 0; row < list->list.count; row++)
		idset_put(&list->selected, items_id(list, row));
}

void items_clear(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	(void)app;
	(void)call;
	if (items_selected(list))
		items_unselect(list);
	else if (screen->lit)
		screen->ops->find(screen, FIND_CLEAR, S(""));
}

typedef VEC(ItemId) Ids;
static Ids chosen(Screen *s)
{
	ItemList *list = list_of(s);
	Arena *arena = s->app->frame;
	Ids ids = {0};

	end_range(list);
	for (size_t row = 0; list->selected.count && row < list->list.count; row++)
		if (idset_has(&list->selected, items_id(list, row)))
			*vec_push_in(&ids, arena) = items_id(list, row);
	if (ids.count == 0 && items_id(list, list->list.cursor))
		*vec_push_in(&ids, arena) = items_id(list, list->list.cursor);
	return ids;
}

const ItemId *items_chosen(Screen *s, size_t *count)
{
	Ids ids = chosen(s);

	*count = ids.count;
	return ids.items;
}

/* Their rows; in app->frame, too. */
static const Item *rows_of(Screen *s, Ids ids)
{
	Item *items = arena_array(s->app->frame, ids.count, sizeof *items);
	Err err;

	if (library_rows(s->app->library, ids.items, ids.count, s->app->frame, items, &err))
		return items;
	app_error(s->app, &err);
	return NULL;
}

/* --- marks --- */

/* All get it, unless all have it already: then all lose it. Says whether they got it. */
static bool toggle(App *app, Screen *s, uint32_t flag, bool turned)
{
	Ids ids = chosen(s);
	const Item *here = items_look(list_of(s), list_of(s)->list.cursor), *items;
	bool on = false;

	items = here && ids.count == 1 && here->id == ids.items[0] ? here : rows_of(s, ids);
	for (size_t i = 0; items && i < ids.count; i++)
		on |= items[i].id && ((items[i].flags & flag) != 0) == turned;
	if (items && ids.count)
		app_mark(app, ids.items, ids.count, flag, on != turned);
	items_unselect(list_of(s));
	return on;
}

/* Reading down a list, the next thing wanted is the next line, or what is unread. */
static void go_on(App *app, Screen *s, bool to_unread)
{
	if (to_unread)
		items_next_unread(app, s, (Call){0});
	else
		list_move(&list_of(s)->list, MOVE_DOWN, 1);
}

void items_toggle_read(App *app, Screen *screen, Call call)
{
	bool one = items_selected(list_of(screen)) == 0;
	bool read = str_eq(call.argument, S("read"));

	/* As newsboat's macros say what it is to be. */
	if (read || str_eq(call.argument, S("unread"))) {
		Ids ids = chosen(screen);

		if (ids.count)
			app_mark(app, ids.items, ids.count, ITEM_UNREAD, !read);
		items_unselect(list_of(screen));
	} else {
		toggle(app, screen, ITEM_UNREAD, true);
	}
	if (one)
		go_on(app, screen, app->options->toggle_to_unread);
}

void items_star(App *app, Screen *screen, Call call)
{
	(void)call;
	toggle(app, screen, ITEM_STARRED, false);
}

void items_later(App *app, Screen *screen, Call call)
{
	(void)call;
	toggle(app, screen, ITEM_LATER, false);
}

void items_delete(App *app, Screen *screen, Call call)
{
	(void)call;
	if (toggle(app, screen, ITEM_DELETED, false))
		app_message(app, "deleted; z takes it back");
}

/* All that the list will have, while its first screenful is all that is there of it. */
static void mark_query(App *app, Screen *s, uint32_t flag, bool on)
{
	ItemList *list = list_of(s);
	Arena *arena = arena_open();
	Query query;
	Err err;

	if (!items_query(list, arena, &query, &err)) {
		app_error(app, &err);
		arena_close(arena);
		return;
	}
	if (flag == ITEM_UNREAD && !on) {
		query = query_unread(query, arena);
		idset_drop(&list->unread);
	}
	app_mark_query(app, query, arena,
		&(Mark){.flag = flag, .on = on, .of = arena_str(arena, list->title)});
}

void items_delete_all(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);
	VEC(ItemId) ids = {0};

	(void)call;
	if (!list->whole) {
		mark_query(app, screen, ITEM_DELETED, true);
		return;
	}
	for (size_t row = 0; row < list->list.count; row++)
		*vec_push(&ids) = items_id(list, row);
	if (ids.count) {
		app_mark(app, ids.items, ids.count, ITEM_DELETED, true);
		app_message(app, "all deleted; z takes it back");
	}
	vec_drop(&ids);
}

void items_tag(App *app, Screen *screen, Call call)
{
	Ids ids = chosen(screen);

	(void)call;
	tagging_ask(app, ids.items, ids.count);
	items_unselect(list_of(screen));
}

static void mark_rows(App *app, Screen *s, size_t first, size_t end)
{
	ItemList *list = list_of(s);
	VEC(ItemId) ids = {0};

	for (size_t row = first; row < end; row++)
		if (idset_has(&list->unread, items_id(list, row)))
			*vec_push(&ids) = items_id(list, row);
	if (ids.count)
		app_mark(app, ids.items, ids.count, ITEM_UNREAD, false);
	else
		app_message(app, "all of it is read");
	/* It is seen at once; the library takes 0.3 s for a million. */
	for (size_t i = 0; i < ids.count; i++)
		idset_remove(&list->unread, ids.items[i]);
	vec_drop(&ids);
}

/* What stands in this list, not what came in since. */
void items_mark_all(App *app, Screen *screen, Call call)
{
	(void)call;
	if (list_of(screen)->whole)
		mark_rows(app, screen, 0, list_of(screen)->list.count);
	else
		mark_query(app, screen, ITEM_UNREAD, false);
}

void items_mark_above(App *app, Screen *screen, Call call)
{
	(void)call;
	mark_rows(app, screen, 0, list_of(screen)->list.cursor);
}

void items_mark_below(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);

	(void)call;
	if (!items_defer(list, items_mark_below))
		mark_rows(app, screen, list->list.cursor + 1, list->list.count);
}

/* --- outside --- */

static void open_pages(App *app, const Item *items, const ItemId *ids, size_t count, bool mark)
{
	size_t opened = 0;

	for (size_t i = 0; i < count; i++)
		if (items[i].url.n) {
			app_browse(app, items[i].url);
			opened++;
		}
	if (opened == 0)
		app_message(app,
			count > 1 ? "none of them has an address" : "this article has no address");
	else if (mark)
		app_mark(app, ids, count, ITEM_UNREAD, false);
}

static void browse(App *app, Screen *s, bool mark)
{
	Ids ids = chosen(s);
	size_t most = (size_t)app->options->browse_limit;
	const Item *items = ids.count <= most ? rows_of(s, ids) : NULL;

	if (ids.count > most)
		app_message(app, "%zu pages at once are too many: select %zu at most", ids.count,
			most);
	if (!items)
		return;
	open_pages(app, items, ids.items, ids.count, mark);
	items_unselect(list_of(s));
}

/* From the top on, as many as may be opened at once. */
static void browse_unread(App *app, Screen *s, bool mark)
{
	ItemList *list = list_of(s);
	size_t most = (size_t)app->options->browse_limit;
	const Item *items;
	Ids ids = {0};

	for (size_t row = 0; row < list->list.count && ids.count < most; row++)
		if (idset_has(&list->unread, items_id(list, row)))
			*vec_push_in(&ids, app->frame) = items_id(list, row);
	items = rows_of(s, ids);
	if (ids.count == 0)
		app_message(app, "nothing is unread here");
	else if (items)
		open_pages(app, items, ids.items, ids.count, mark);
}

void items_browse_unread(App *app, Screen *screen, Call call)
{
	(void)call;
	browse_unread(app, screen, false);
}

void items_browse_unread_read(App *app, Screen *screen, Call call)
{
	(void)call;
	browse_unread(app, screen, true);
}

void items_browse(App *app, Screen *screen, Call call)
{
	(void)call;
	browse(app, screen, false);
}

void items_browse_read(App *app, Screen *screen, Call call)
{
	bool one = items_selected(list_of(screen)) == 0;

	(void)call;
	browse(app, screen, true);
	if (one)
		go_on(app, screen, app->options->browse_to_unread);
}

/* The addresses, a line each; with their titles as Markdown. */
static void copy(App *app, Screen *s, bool markdown)
{
	Ids ids = chosen(s);
	const Item *items = rows_of(s, ids);
	size_t copied = 0;
	Buf out = {0};

	for (size_t i = 0; items && i < ids.count; i++) {
		if (items[i].url.n == 0)
			continue;
		if (copied++)
			buf_char(&out, '\n');
		if (markdown)
			buf_printf(&out, "[%.*s](%.*s)", STR_ARG(items[i].title),
				STR_ARG(items[i].url));
		else
			buf_add(&out, items[i].url);
	}
	if (copied == 0)
		app_message(app, ids.count > 1 ? "none of them has an address"
					       : "this article has no address");
	else
		app_copy(app, buf_str(&out),
			markdown     ? "as Markdown"
			: copied > 1 ? arena_printf(app->frame, "%zu addresses", copied).s
				     : "the address");
	buf_drop(&out);
	if (copied)
		items_unselect(list_of(s));
}

void items_copy(App *app, Screen *screen, Call call)
{
	(void)call;
	copy(app, screen, false);
}

void items_copy_link(App *app, Screen *screen, Call call)
{
	(void)call;
	copy(app, screen, true);
}
