#include "view/list.h"

static int height_of(const List *list, size_t row, bool first)
{
	return list->height ? list->height(list->owner, row, first) : 1;
}

/* Rows above and below the cursor that stay in sight, so that one sees what comes. */
static size_t margin_of(const List *list)
{
	enum { USUAL = 3 };
	size_t wanted = list->options ? (size_t)list->options->scroll_margin : USUAL;
	size_t eighth = (size_t)list->rows / 8, most;

	if (wanted <= USUAL)
		return wanted < eighth ? wanted : eighth;
	most = (list_shown(list) - 1) / 2;
	return wanted < most ? wanted : most;
}

size_t list_shown(const List *list)
{
	size_t shown = 0;
	int lines = 0;

	while (list->top + shown < list->count) {
		lines += height_of(list, list->top + shown, shown == 0);
		if (lines > list->rows)
			break;
		shown++;
	}
	return shown || list->count == 0 ? shown : 1;
}

/* The first row of a window whose last row is `row`, all of it in sight. */
static size_t top_for_last(const List *list, size_t row)
{
	size_t top = row;
	int below = height_of(list, row, false);

	while (top > 0) {
		/* A row may be taller on top (the heading of its day stands there). */
		int above = height_of(list, top - 1, false);
		int first = height_of(list, top - 1, true);

		if (below + first > list->rows)
			break;
		below += above;
		top--;
	}
	return top;
}

void list_settle(List *list)
{
	size_t margin = margin_of(list), last;

	if (list->count == 0) {
		list->cursor = list->top = 0;
		return;
	}
	if (list->cursor >= list->count)
		list->cursor = list->count - 1;
	if (list->top >= list->count)
		list->top = list->count - 1;
	if (list->top + margin > list->cursor)
		list->top = list->cursor > margin ? list->cursor - margin : 0;
	last = list->cursor + margin < list->count ? list->cursor + margin : list->count - 1;
	if (last - list->top > (size_t)list->rows)
		list->top = top_for_last(list, last);
	if (list->top + list_shown(list) <= last) {
		size_t top = top_for_last(list, last);

		if (top > list->top)
			list->top = top;
	}
	/* In windows of few lines the margin gives way to the row itself. */
	if (list->top > list->cursor)
		list->top = list->cursor;
	/* No empty lines at the end while rows wait above. */
	if (list->count - list->top <= (size_t)list->rows) {
		size_t top = top_for_last(list, list->count - 1);

		if (top < list->top)
			list->top = top;
	}
}

void list_go(List *list, size_t row)
{
	list->cursor = row;
	list_settle(list);
}

static size_t less(size_t from, size_t by)
{
	return from > by ? from - by : 0;
}

static size_t more(const List *list, size_t from, size_t by)
{
	size_t last = list->count ? list->count - 1 : 0;

	return last - from > by ? from + by : last;
}

/* By a page or part of it: window and cursor move together; at the ends the cursor goes on. */
static void move_window(List *list, bool down, size_t by)
{
	list->top = down ? more(list, list->top, by) : less(list->top, by);
	list->cursor = down ? more(list, list->cursor, by) : less(list->cursor, by);
}

static bool wraps(const List *list)
{
	return list->options && list->options->wrap_lists;
}

static void wheel(List *list, bool down)
{
	size_t shown, margin = margin_of(list);

	list->top = down ? more(list, list->top, 3) : less(list->top, 3);
	if (list->count - list->top <= (size_t)list->rows) {
		size_t top = top_for_last(list, list->count - 1);

		if (top < list->top)
			list->top = top;
	}
	shown = list_shown(list);
	if (list->top > 0 && list->cursor < list->top + margin)
		list->cursor = more(list, list->top, margin);
	if (list->top + shown < list->count && list->cursor + margin >= list->top + shown)
		list->cursor = less(list->top + shown - 1, margin);
}

void list_move(List *list, Motion motion, unsigned count)
{
	size_t n = count ? count : 1, shown;

	if (list->count == 0)
		return;
	shown = list_shown(list);
	switch (motion) {
	case MOVE_UP:
		list->cursor =
			wraps(list) && list->cursor == 0 ? list->count - 1 : less(list->cursor, n);
		break;
	case MOVE_DOWN:
		list->cursor = wraps(list) && list->cursor + 1 == list->count
				       ? 0
				       : more(list, list->cursor, n);
		break;
	case MOVE_HALF_UP:
	case MOVE_HALF_DOWN:
		move_window(list, motion == MOVE_HALF_DOWN, n * (shown / 2 ? shown / 2 : 1));
		break;
	case MOVE_PAGE_UP:
	case MOVE_PAGE_DOWN:
	case MOVE_SPACE:
		move_window(list, motion != MOVE_PAGE_UP, n * (shown > 2 ? shown - 1 : 1));
		break;
	case MOVE_FIRST:
		list->cursor = count ? more(list, 0, n - 1) : 0;
		break;
	case MOVE_LAST:
		list->cursor = count ? more(list, 0, n - 1) : list->count - 1;
		break;
	case MOVE_WHEEL_UP:
	case MOVE_WHEEL_DOWN:
		wheel(list, motion == MOVE_WHEEL_DOWN);
		break;
	case MOVE_LEFT:
	case MOVE_RIGHT:
	case MOTIONS:
		break;
	}
	list_settle(list);
}

void list_scrollbar(const List *list, Area area, int col)
{
	size_t shown = list_shown(list);
	size_t rows = (size_t)list->rows, size, at;

	if (shown >= list->count || rows < 3)
		return;
	size = rows * shown / list->count;
	size = size ? size : 1;
	/* The thumb touches an end only when the list does. */
	at = (size_t)((double)list->top / (double)(list->count - shown) * (double)(rows - size));
	if (at == 0 && list->top > 0)
		at = 1;
	if (at + size > rows)
		at = rows - size;
	for (size_t row = 0; row < rows; row++) {
		bool thumb = row >= at && row < at + size;

		area_text(area, (int)row, col, thumb ? S("█") : S("░"), ROLE_SCROLLBAR);
	}
}

void list_select(Area area, int line, int lines, int end)
{
	Role role = area_has_role(area, line, ROLE_UNREAD) ? ROLE_SELECTED_UNREAD : ROLE_SELECTED;

	for (int i = 0; i < lines; i++) {
		area_text(area, line + i, 0, S("▐"), role);
		area_overlay_all_but(area, line + i, 0, end, role, ROLE_HIT);
	}
	area_cursor(area, line, 0);
	area.canvas->cursor_shown = false;
}

void list_draw(const List *list, const Screen *s, Area area, ListDraw *draw)
{
	int line = 0;

	for (size_t row = list->top; row < list->count && line < area.rows; row++) {
		int lines = height_of(list, row, row == list->top);

		draw(s, row, area_within(area, line, 0, lines, area.cols));
		line += lines;
		if (row == list->cursor)
			list_select(area, line - 1, 1, area.cols);
	}
	list_scrollbar(list, area, area.cols - 1);
}

void list_draw_nothing(Area area, Str why)
{
	area_text_within(area, area.rows > 4 ? 1 : 0, 2, area.cols - 1, why, ROLE_SUMMARY);
}

Str list_position(const List *list, Arena *arena)
{
	return arena_printf(arena, "%zu/%zu", list->count ? list->cursor + 1 : 0, list->count);
}
