/* view/list.h: what all lists of rows share: cursor, window, scrollbar. Works by index; never looks
 * at more rows than fit on the screen. */
#ifndef LEDE_VIEW_LIST_H
#define LEDE_VIEW_LIST_H

#include "config/options.h"
#include "view/screen.h"

typedef struct {
	size_t count;
	size_t cursor; /* row the cursor is on; 0 when there are none */
	size_t top;    /* first row shown */
	int rows;      /* lines there are */
	/* Lines a row takes, `first`: as the top one of the window. NULL: one line each. */
	int (*height)(void *owner, size_t row, bool first);
	void *owner;
	const Options *options; /* scroll-margin and wrap-lists; NULL: as they are initially */
} List;

/* Does a motion; the cursor stays in the list. */
void list_move(List *list, Motion motion, unsigned count);
/* Puts the cursor on a row and shows some rows around it. */
void list_go(List *list, size_t row);
/* After count, rows or heights changed: cursor and window are made right again. */
void list_settle(List *list);
/* Rows that fit from the top on, at least one if there are any; the last may be cut. */
size_t list_shown(const List *list);

/* Draws the rows of the window, the cursor on the last line of its row, and the scroll bar. `draw`
 * gets the lines of one row; what stands above it (a rule, a blank) is part of them. */
typedef void ListDraw(const Screen *s, size_t row, Area lines);
void list_draw(const List *list, const Screen *s, Area area, ListDraw *draw);
/* Instead of rows: why there are none. */
void list_draw_nothing(Area area, Str why);
/* "7/44", for ScreenOps. */
Str list_position(const List *list, Arena *arena);

/* The bar at the right edge, `col`, if not all rows are shown. */
void list_scrollbar(const List *list, Area area, int col);
/* Marks a line (or several) of the row under the cursor: ▐ at the left, the colours of a selection
 * up to `end`. */
void list_select(Area area, int line, int lines, int end);

#endif
