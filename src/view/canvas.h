/* view/canvas.h: what the screen shows, as cells. Screens draw on it; term.c brings it to the
 * terminal; tests print it. Everything is clipped; nothing fails. */
#ifndef LEDE_VIEW_CANVAS_H
#define LEDE_VIEW_CANVAS_H

#include "base/buf.h"
#include "layout/roles.h"

typedef struct {
	char text[30]; /* one cluster, NUL-terminated; "" behind a wide one; a longer one is cut;
			  zero behind it, so that cells can be compared by their bytes */
	uint8_t role, also; /* Role, or one of the reader's own behind them; the second is laid over
			       the first (ROLE_TEXT: none) */
	uint32_t link;      /* 1 and up: links[link - 1] of the canvas, for OSC 8; 0 none */
} Cell;

typedef struct {
	int rows, cols;
	Cell *cells;                /* rows * cols */
	int cursor_row, cursor_col; /* where the terminal's cursor rests: the focus */
	bool cursor_shown;
	bool ascii; /* our own glyphs (● ★ ▣ ─ …) become one-cell ASCII; text is left alone */
	Str *links;
	size_t link_count, link_room;
	Arena *arena; /* of links; emptied by canvas_clear */
} Canvas;

Canvas *canvas_open(int rows, int cols);
void canvas_close(Canvas *canvas);
void canvas_resize(Canvas *canvas, int rows, int cols);
void canvas_clear(Canvas *canvas); /* blanks in ROLE_TEXT */

/* A window on the canvas: coordinates count from its corner, what lies outside is not drawn. */
typedef struct {
	Canvas *canvas;
	int row, col, rows, cols;
} Area;
Area canvas_area(Canvas *canvas);
Area area_within(Area area, int row, int col, int rows, int cols);

/* Draws text, returns the column behind it. Controls are skipped (there should be none). */
int area_text(Area area, int row, int col, Str text, Role role);
int area_text_over(Area area, int row, int col, Str text, Role role, Role also);
/* What fits from `col` to before `end`, the cut shown by an ellipsis; returns the column behind. */
int area_text_within(Area area, int row, int col, int end, Str text, Role role);
/* So that it ends at column `end` (exclusive); returns where it began. */
int area_text_right(Area area, int row, int end, Str text, Role role);
/* `text` again and again from col to end. */
void area_fill(Area area, int row, int col, int end, Str text, Role role);
/* Lays a role over the cells of a row that are already drawn: a selection, a search hit. */
void area_overlay(Area area, int row, int col, int end, Role role);
/* The same, but what `spared` was laid over stays as it is: a hit in a selected row. */
void area_overlay_all_but(Area area, int row, int col, int end, Role role, Role spared);
/* Whether a cell of the row was drawn in it. */
bool area_has_role(Area area, int row, Role role);
/* Makes the cells of a row that are already drawn lead to an address. */
void area_link(Area area, int row, int col, int end, Str url);
/* A frame around the whole area, with a title in its upper edge. */
void area_box(Area area, Str title, Role role);
void area_cursor(Area area, int row, int col);

/* The rows as text, trailing blanks cut; with `roles` a second part: rows of letters, one a role.
 */
void canvas_write(const Canvas *canvas, bool roles, Buf *out);

#endif
