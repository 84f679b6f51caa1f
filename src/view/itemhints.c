/* Letters on the rows of a list of articles in sight: typed, they open one. */
#include "view/itemlist.h"
#include "view/items.h"

enum { HINT_COL = 2 };

static ItemList *list_of(const Screen *s)
{
	return s->state;
}

/* Rows from the top of which all of the first line is in sight. */
static size_t rows_in_sight(ItemList *list)
{
	size_t row = list->list.top;
	int line = 0;

	while (row < list->list.count) {
		int lines = items_height(list, row, row == list->list.top);
		bool first_only = lines > 1 && line + lines == list->list.rows + 1;

		if (line + lines > list->list.rows && !first_only)
			break;
		line += lines;
		row++;
	}
	return row - list->list.top;
}

void items_hints(App *app, Screen *screen, Call call)
{
	ItemList *list = list_of(screen);
	size_t count = rows_in_sight(list);

	(void)call;
	if (count == 0) {
		app_message(app, "no articles here");
		return;
	}
	list->hinted = items_id(list, list->list.top);
	hints_start(&list->hints, count);
}

bool items_key(Screen *s, Str key)
{
	ItemList *list = list_of(s);
	size_t target;

	if (!hints_are_on(&list->hints))
		return false;
	if (hints_key(&list->hints, key, &target) == HINTS_TAKEN) {
		list_go(&list->list, list->list.top + target);
		items_open(s->app, s, (Call){0});
	}
	return true;
}

void items_check_hints(ItemList *list)
{
	if (hints_are_on(&list->hints) && items_id(list, list->list.top) != list->hinted)
		hints_stop(&list->hints);
}

void items_draw_hint(const ItemList *list, size_t row, Area area, int line)
{
	Str label = hints_label(&list->hints, row - list->list.top);

	if (label.n)
		area_text(area, line, HINT_COL, label, ROLE_HINT);
}
