#include "view/canvas.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* What lede itself draws beside the words of articles, and what stands for it where the terminal
 * has ASCII only: each glyph with its stand-in. Both are one cell wide, so nothing moves. */
static const char glyphs[] = "●* ○o ★! ✎~ ⧉+ ▣# ♪a ▶v ◌. ✗x ✓y ▸> ▾v ·- •* ◦o "
			     "▪* …~ —- –- ⏎^ ─- ━= │| ┃| ╭+ ╮+ ╰+ ╯+ ├+ ┤+ ┬+ "
			     "┴+ ┼+ ┌+ ┐+ └+ ┘+ ═= ▐> ▌< █# ░. ▒: ▓% ▕[ ▏] ▼v "
			     "▲^ ↑^ ↓v ←< →> ×x “\" ”\" ‘' ’' ■# □. ▍# ▎# ▊# ▋# "
			     "▉# ↵^ ✔y »> «< ›> ‹< ↩< †+ ";

Canvas *canvas_open(int rows, int cols)
{
	Canvas *canvas = memory_alloc(sizeof *canvas);

	memset(canvas, 0, sizeof *canvas);
	canvas->arena = arena_open();
	canvas_resize(canvas, rows, cols);
	return canvas;
}

void canvas_close(Canvas *canvas)
{
	if (!canvas)
		return;
	arena_close(canvas->arena);
	free(canvas->cells);
	free(canvas->links);
	free(canvas);
}

void canvas_resize(Canvas *canvas, int rows, int cols)
{
	canvas->rows = rows > 1 ? rows : 1;
	canvas->cols = cols > 1 ? cols : 1;
	canvas->cells = memory_resize(canvas->cells,
		(size_t)canvas->rows * (size_t)canvas->cols * sizeof *canvas->cells);
	canvas_clear(canvas);
}

void canvas_clear(Canvas *canvas)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
	static const Cell blank = {.text = " "};

	/* Twice as many each time. */
	canvas->cells[0] = blank;
	for (size_t done = 1; done < count; done *= 2)
		memcpy(canvas->cells + done, canvas->cells,
			(done * 2 < count ? done : count - done) * sizeof blank);
	canvas->cursor_shown = false;
	canvas->cursor_row = canvas->cursor_col = 0;
	canvas->link_count = 0;
	arena_reset(canvas->arena);
}

Area canvas_area(Canvas *canvas)
{
	return (Area){canvas, 0, 0, canvas->rows, canvas->cols};
}

static int clip(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

Area area_within(Area area, int row, int col, int rows, int cols)
{
	int top = clip(row, 0, area.rows), left = clip(col, 0, area.cols);
	int bottom = clip(row + rows, top, area.rows), right = clip(col + cols, left, area.cols);

	return (Area){area.canvas, area.row + top, area.col + left, bottom - top, right - left};
}

/* The cell, or NULL outside the area. */
static Cell *cell_at(Area area, int row, int col)
{
	if (row < 0 || row >= area.rows || col < 0 || col >= area.cols)
		return NULL;
	row += area.row;
	col += area.col;
	if (row >= area.canvas->rows || col >= area.canvas->cols)
		return NULL;
	return &area.canvas->cells[(size_t)row * (size_t)area.canvas->cols + (size_t)col];
}

static Str ascii_glyph(Str cluster)
{
	Str rest = str_from(glyphs), pair;

	while (str_cut(&rest, ' ', &pair))
		if (str_starts(pair, cluster))
			return str_from_at(pair, cluster.n);
	return cluster;
}

/* The rest of the bytes are zero: cells are the same if their bytes are. */
static void set_text(Cell *cell, Str text)
{
	memset(cell->text, 0, sizeof cell->text);
	memcpy(cell->text, text.s, text.n);
}

/* Half of a wide cluster whose other half is drawn over must not stay. */
static void mend_neighbours(Area area, int row, int col, int width)
{
	Cell *first = cell_at(area, row, col), *before = cell_at(area, row, col - 1);
	Cell *after = cell_at(area, row, col + width);

	if (first && first->text[0] == '\0' && before)
		set_text(before, S(" "));
	if (after && after->text[0] == '\0')
		set_text(after, S(" "));
}

static void put(Area area, int row, int col, Str cluster, int width, Role role, Role also)
{
	Cell *cell = cell_at(area, row, col), *second;
	size_t n;

	if (!cell)
		return;
	mend_neighbours(area, row, col, width);
	if (area.canvas->ascii && (uint8_t)cluster.s[0] >= 0x80)
		cluster = ascii_glyph(cluster);
	if (width == 2 && !(second = cell_at(area, row, col + 1)))
		cluster = S(" "); /* no room for its right half */
	n = cluster.n;
	if (n >= sizeof cell->text) {
		/* Cut behind a whole character. */
		n = sizeof cell->text - 1;
		while (n && ((uint8_t)cluster.s[n] & 0xc0) == 0x80)
			n--;
	}
	memset(cell, 0, sizeof *cell);
	memcpy(cell->text, cluster.s, n);
	cell->role = (uint8_t)role;
	cell->also = (uint8_t)also;
	if (width == 2 && (second = cell_at(area, row, col + 1))) {
		Cell empty = {.role = (uint8_t)role, .also = (uint8_t)also};
		*second = empty;
	}
}

/* Most characters are ASCII between ASCII, and most cells none that belong to a wide one: how many
 * of them `text` begins with were drawn. */
static size_t put_plain(Area area, int row, int col, Str text, Role role, Role also)
{
	Cell *cell = cell_at(area, row, col);
	int room = area.cols < area.canvas->cols - area.col ? area.cols - col
							    : area.canvas->cols - area.col - col;
	size_t n = 0;

	if (!cell)
		return 0;
	for (; n < text.n && room > 0; n++, cell++, room--) {
		uint8_t c = (uint8_t)text.s[n];

		if (c < 0x20 || c > 0x7e || (n + 1 < text.n && (uint8_t)text.s[n + 1] >= 0x80) ||
			cell->text[0] == '\0' || (room > 1 && cell[1].text[0] == '\0'))
			break;
		*cell = (Cell){.text = {(char)c}, .role = (uint8_t)role, .also = (uint8_t)also};
	}
	return n;
}

int area_text_over(Area area, int row, int col, Str text, Role role, Role also)
{
	while (text.n) {
		size_t n = put_plain(area, row, col, text, role, also);
		Str cluster;
		int width;

		text = str_from_at(text, n);
		col += (int)n;
		if (text.n == 0)
			break;
		if (col >= area.cols)
			return col + (int)utf8_width(text);
		n = utf8_cluster(text);
		cluster = str_slice(text, 0, n);
		width = (int)utf8_cluster_width(cluster);
		text = str_from_at(text, n);
		if (width == 0)
			continue;
		/* What begins left of the area and ends in it leaves a blank. */
		if (col == -1 && width == 2)
			put(area, row, 0, S(" "), 1, role, also);
		else if (col >= 0 && col < area.cols)
			put(area, row, col, cluster, width, role, also);
		col += width;
	}
	return col;
}

int area_text(Area area, int row, int col, Str text, Role role)
{
	return area_text_over(area, row, col, text, role, ROLE_TEXT);
}

int area_text_within(Area area, int row, int col, int end, Str text, Role role)
{
	Str fit;

	if (end > area.cols)
		end = area.cols;
	if (col >= end)
		return col;
	fit = utf8_fit(text, (size_t)(end - col));
	if (fit.n == text.n)
		return area_text(area, row, col, text, role);
	fit = utf8_fit(text, (size_t)(end - col - 1));
	while (fit.n && char_is_space(fit.s[fit.n - 1]))
		fit.n--;
	col = area_text(area, row, col, fit, role);
	return area_text(area, row, col, S("…"), role);
}

int area_text_right(Area area, int row, int end, Str text, Role role)
{
	int col = end - (int)utf8_width(text);

	area_text(area, row, col, text, role);
	return col;
}

void area_fill(Area area, int row, int col, int end, Str text, Role role)
{
	int width = (int)utf8_width(text);

	if (end > area.cols)
		end = area.cols;
	if (width == 0)
		return;
	/* The first one is drawn, the others are copies of its cell. */
	if (width == 1 && col >= 0 && col < end && row >= 0 && row < area.rows) {
		Cell *first = cell_at(area, row, col);

		for (int next = col; first && next < end; next++)
			mend_neighbours(area, row, next, 1);
		area_text(area, row, col, text, role);
		for (int i = 1; first && i < end - col && cell_at(area, row, col + i); i++)
			first[i] = *first;
		return;
	}
	while (col < end)
		col = area_text(area_within(area, 0, 0, area.rows, end), row, col, text, role);
}

void area_overlay_all_but(Area area, int row, int col, int end, Role role, Role spared)
{
	for (; col < end; col++) {
		Cell *cell = cell_at(area, row, col);

		if (cell && (spared == ROLE_TEXT || cell->also != spared))
			cell->also = (uint8_t)role;
	}
}

void area_overlay(Area area, int row, int col, int end, Role role)
{
	area_overlay_all_but(area, row, col, end, role, ROLE_TEXT);
}

bool area_has_role(Area area, int row, Role role)
{
	for (int col = 0; col < area.cols; col++) {
		const Cell *cell = cell_at(area, row, col);

		if (cell && cell->role == role)
			return true;
	}
	return false;
}

void area_link(Area area, int row, int col, int end, Str url)
{
	Canvas *canvas = area.canvas;

	if (url.n == 0)
		return;
	if (canvas->link_count == 0 || !str_eq(canvas->links[canvas->link_count - 1], url)) {
		if (canvas->link_count == canvas->link_room) {
			canvas->link_room = canvas->link_room * 2 + 16;
			canvas->links = memory_resize(canvas->links,
				canvas->link_room * sizeof *canvas->links);
		}
		canvas->links[canvas->link_count++] = arena_str(canvas->arena, url);
	}
	for (; col < end; col++) {
		Cell *cell = cell_at(area, row, col);

		if (cell)
			cell->link = (uint32_t)canvas->link_count;
	}
}

void area_box(Area area, Str title, Role role)
{
	int last = area.rows - 1, right = area.cols - 1;

	if (area.rows < 2 || area.cols < 2)
		return;
	area_text(area, 0, 0, S("╭"), role);
	area_fill(area, 0, 1, right, S("─"), role);
	area_text(area, 0, right, S("╮"), role);
	for (int row = 1; row < last; row++) {
		area_text(area, row, 0, S("│"), role);
		area_fill(area, row, 1, right, S(" "), ROLE_TEXT);
		area_text(area, row, right, S("│"), role);
	}
	area_text(area, last, 0, S("╰"), role);
	area_fill(area, last, 1, right, S("─"), role);
	area_text(area, last, right, S("╯"), role);
	if (title.n && area.cols > 8) {
		int col = area_text(area, 0, 1, S("─┤ "), role);

		col = area_text_within(area, 0, col, right - 3, title, role);
		area_text(area, 0, col, S(" ├"), role);
	}
}

void area_cursor(Area area, int row, int col)
{
	if (!cell_at(area, row, col))
		return;
	area.canvas->cursor_row = area.row + row;
	area.canvas->cursor_col = area.col + col;
	area.canvas->cursor_shown = true;
}

/* One letter a role: '.' text, then A to Z and a to z in the order of the enum; '+' is one behind
 * them, of the reader's own. */
static char role_letter(unsigned role)
{
	static const char letters[] =
		".ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	static_assert(sizeof letters - 1 >= ROLES, "a letter for every role");

	return role < ROLES ? letters[role] : '+';
}

void canvas_write(const Canvas *canvas, bool roles, Buf *out)
{
	for (int part = 0; part <= (roles ? 1 : 0); part++) {
		if (part)
			buf_char(out, '\n');
		for (int row = 0; row < canvas->rows; row++) {
			const Cell *cells = &canvas->cells[(size_t)row * (size_t)canvas->cols];
			size_t start = out->n;

			for (int col = 0; col < canvas->cols; col++) {
				unsigned role = cells[col].also ? cells[col].also : cells[col].role;

				if (part)
					buf_char(out, role_letter(role));
				else
					buf_add(out, str_from(cells[col].text));
			}
			while (!part && out->n > start && out->s[out->n - 1] == ' ')
				out->n--;
			buf_char(out, '\n');
		}
	}
}
