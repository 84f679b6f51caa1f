#include "view/paint.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"

/* Few styles make up a screen, and each is told many times a frame. */
enum { MEMOS = 64, MEMO_BYTES = 80 };

typedef struct {
	int style; /* role and also, plus 1; 0: none */
	uint8_t n;
	char text[MEMO_BYTES];
} StyleMemo;

struct Painter {
	PaintCaps caps;
	/* The last frame, and this one: links as hashes of their address, so that cells are equal
	 * if their bytes are. A canvas without links is this frame itself. */
	Cell *shown, *linked;
	const Cell *next;
	int rows, cols;
	int row, col; /* where the cursor is; -1 unknown */
	int style;    /* role and also of what was written last; -1 unknown */
	uint32_t link;
	bool known, cursor_shown;
	int cursor_row, cursor_col; /* where the last frame left it */
	const Theme *theme;
	StyleMemo memos[MEMOS];
};

Painter *painter_open(PaintCaps caps)
{
	Painter *painter = memory_alloc(sizeof *painter);

	memset(painter, 0, sizeof *painter);
	painter->caps = caps;
	return painter;
}

void painter_close(Painter *painter)
{
	if (!painter)
		return;
	free(painter->shown);
	free(painter->linked);
	free(painter);
}

void painter_forget(Painter *painter)
{
	painter->known = false;
	memset(painter->memos, 0, sizeof painter->memos);
}

static void write_color(const PaintCaps *caps, Color color, bool ground, Buf *out)
{
	if (!color.set || caps->colors == 0)
		return;
	if (caps->colors > 256 && !color.palette)
		buf_printf(out, ";%d;2;%u;%u;%u", ground ? 48 : 38, color.red, color.green,
			color.blue);
	else if (caps->colors >= 256)
		buf_printf(out, ";%d;5;%u", ground ? 48 : 38, color.index);
	else if (caps->colors == 16 && color.ansi >= 8)
		buf_printf(out, ";%d", (ground ? 100 : 90) + color.ansi - 8);
	else
		buf_printf(out, ";%d", (ground ? 40 : 30) + color.ansi % 8);
}

static void write_new_style(const Painter *painter, const Cell *cell, Buf *out)
{
	static const char codes[ATTRS] = {'1', '2', '3', '4', '7', '9'};
	Style style = theme_style(painter->theme, (Role)cell->role, (Role)cell->also);

	/* Eight colours and bold make the bright ones. */
	if (painter->caps.colors == 8 && style.text.set && style.text.ansi >= 8)
		style.attrs |= ATTR_BOLD;
	else if (painter->caps.colors == 8 && style.text.set && style.ground.set)
		style.attrs &= ~(unsigned)ATTR_BOLD; /* it would brighten what must stay dark */
	buf_add(out, S("\033[0"));
	for (unsigned i = 0; i < ATTRS; i++) {
		if (style.attrs & (1U << i)) {
			buf_char(out, ';');
			buf_char(out, codes[i]);
		}
	}
	write_color(&painter->caps, style.text, false, out);
	write_color(&painter->caps, style.ground, true, out);
	buf_char(out, 'm');
}

static void write_style(Painter *painter, const Cell *cell, Buf *out)
{
	int wanted = cell->role << 8 | cell->also;
	StyleMemo *memo = &painter->memos[(cell->role + cell->also * 13) % MEMOS];
	size_t start = out->n;

	if (painter->style == wanted)
		return;
	painter->style = wanted;
	if (memo->style == wanted + 1) {
		buf_bytes(out, memo->text, memo->n);
		return;
	}
	write_new_style(painter, cell, out);
	if (out->n - start > MEMO_BYTES)
		return;
	memo->style = wanted + 1;
	memo->n = (uint8_t)(out->n - start);
	memcpy(memo->text, out->s + start, memo->n);
}

/* OSC 8; the id joins the parts of one link on several lines. */
static void write_link(Painter *painter, uint32_t link, Str url, Buf *out)
{
	if (painter->link == link || !painter->caps.links)
		return;
	painter->link = link;
	if (link == 0) {
		buf_add(out, S("\033]8;;\033\\"));
		return;
	}
	buf_printf(out, "\033]8;id=%08x;", link);
	for (size_t i = 0; i < url.n; i++) {
		uint8_t c = (uint8_t)url.s[i];

		if (c > 0x20 && c < 0x7f)
			buf_char(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
	buf_add(out, S("\033\\"));
}

/* In a locale that is not UTF-8: the character if it has it, its base letter, or '?'. */
static void write_in_locale(Str cluster, Arena *arena, Buf *out)
{
	char bytes[MB_LEN_MAX + 16];
	mbstate_t state = {0};
	unsigned width = utf8_cluster_width(cluster);
	size_t at = 0, n = wcrtomb(bytes, (wchar_t)utf8_next(cluster, &at), &state);

	if (n == (size_t)-1) {
		Str folded = utf8_fold(cluster, arena, NULL);

		if (folded.n && (uint8_t)folded.s[0] < 0x80)
			buf_char(out, folded.s[0]);
		else
			buf_char(out, '?');
		if (width > 1)
			buf_char(out, ' ');
		return;
	}
	buf_bytes(out, bytes, n);
}

static void write_text(Painter *painter, const Cell *cell, const Canvas *canvas, Buf *out)
{
	Str cluster = str_from(cell->text);
	size_t at = 0;

	if ((uint8_t)cluster.s[0] < 0x80 || painter->caps.utf8)
		buf_add(out, cluster);
	else
		write_in_locale(cluster, canvas->arena, out);
	painter->col++;
	/* Terminals differ in how wide they draw anything but plain single characters: after those
	 * the cursor is set anew, so that one mistake cannot shift the rest of the line. */
	if ((uint8_t)cluster.s[0] >= 0x80) {
		utf8_next(cluster, &at);
		if (at < cluster.n || utf8_cluster_width(cluster) != 1)
			painter->col = -1;
	}
	if (painter->col == painter->cols)
		painter->col = -1; /* a pending wrap: nobody knows */
}

/* --- from the last frame to this one --- */

/* The canvas, with what its links lead to in place of their numbers. */
static void take_frame(Painter *painter, const Canvas *canvas)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->cols;

	painter->next = canvas->cells;
	if (canvas->link_count == 0)
		return;
	painter->next = painter->linked;
	memcpy(painter->linked, canvas->cells, count * sizeof *painter->linked);
	for (size_t i = 0; i < count; i++)
		if (canvas->cells[i].link)
			painter->linked[i].link =
				(uint32_t)str_hash(canvas->links[canvas->cells[i].link - 1]) | 1;
}

static const Cell *next_row(const Painter *painter, int row)
{
	return &painter->next[(size_t)row * (size_t)painter->cols];
}

static Cell *shown_row(const Painter *painter, int row)
{
	return &painter->shown[(size_t)row * (size_t)painter->cols];
}

static bool same_cells(const Cell *a, const Cell *b, int count)
{
	return memcmp(a, b, (size_t)count * sizeof *a) == 0;
}

/* Whether this frame has in `row` what the last one had `by` rows further down. */
static bool same_row(const Painter *painter, int row, int by)
{
	return same_cells(next_row(painter, row), shown_row(painter, row + by), painter->cols);
}

static bool is_blank(const Painter *painter, int row)
{
	const Cell *cells = next_row(painter, row);

	return strcmp(cells->text, " ") == 0 && same_cells(cells, cells + 1, painter->cols - 1);
}

static void write_number(int number, Buf *out)
{
	char digits[12];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	buf_bytes(out, digits + at, sizeof digits - at);
}

static void go_to(Painter *painter, int row, int col, Buf *out)
{
	if (painter->row == row && painter->col == col)
		return;
	buf_add(out, S("\033["));
	write_number(row + 1, out);
	buf_char(out, ';');
	write_number(col + 1, out);
	buf_char(out, 'H');
	painter->row = row;
	painter->col = col;
}

typedef struct {
	int by;        /* lines that went up; below 0: down; 0: none did */
	int top, last; /* the lines that move, and those that others come into */
	int gain;      /* lines that need not be drawn for it */
} Shift;

static Shift shift_by(const Painter *painter, const bool *changed, int by)
{
	Shift shift = {.by = by, .top = painter->rows};
	int first = by < 0 ? -by : 0, end = by > 0 ? painter->rows - by : painter->rows;

	for (int row = first; row < end; row++) {
		if (!changed[row] || !same_row(painter, row, by) || is_blank(painter, row))
			continue;
		if (shift.gain++ == 0)
			shift.top = by > 0 ? row : row + by;
		shift.last = by > 0 ? row + by : row;
	}
	/* What stood still in between would have to be drawn. */
	for (int row = shift.top; row <= shift.last; row++)
		shift.gain -= !changed[row] && !is_blank(painter, row);
	return shift;
}

/* A list that scrolls: most of its lines are there already, some lines above or below. */
static Shift find_shift(const Painter *painter, Arena *arena)
{
	enum { MOST = 16, LEAST_CHANGED = 6 };
	bool *changed = arena_array(arena, (size_t)painter->rows, sizeof *changed);
	int count = 0;

	for (int row = 0; row < painter->rows; row++)
		count += changed[row] = !same_row(painter, row, 0);
	for (int lines = 1; lines <= MOST && lines < painter->rows && count >= LEAST_CHANGED;
		lines++) {
		Shift up = shift_by(painter, changed, lines);
		Shift down = shift_by(painter, changed, -lines);

		if (up.gain > count / 3)
			return up;
		if (down.gain > count / 3)
			return down;
	}
	return (Shift){0};
}

static void scroll(Painter *painter, const Shift *shift, Buf *out)
{
	int lines = abs(shift->by), kept = shift->last - shift->top + 1 - lines;
	int open = shift->by > 0 ? shift->last - lines + 1 : shift->top;
	size_t line = (size_t)painter->cols * sizeof *painter->shown;

	buf_printf(out, "\033[0m\033[%d;%dr", shift->top + 1, shift->last + 1);
	painter->row = painter->style = -1;
	go_to(painter, shift->by > 0 ? shift->last : shift->top, 0, out);
	for (int i = 0; i < lines; i++)
		buf_add(out, shift->by > 0 ? S("\n") : S("\033M"));
	buf_add(out, S("\033[r"));
	painter->row = painter->col = -1;
	memmove(shown_row(painter, shift->by > 0 ? shift->top : shift->top + lines),
		shown_row(painter, shift->by > 0 ? shift->top + lines : shift->top),
		(size_t)kept * line);
	/* Like no cell there is: all of it is drawn. */
	memset(shown_row(painter, open), 0xff, (size_t)lines * line);
}

static void move_lines(Painter *painter, Arena *arena, Buf *out)
{
	Shift shift = find_shift(painter, arena);

	if (shift.by)
		scroll(painter, &shift, out);
}

/* What terminals may draw narrower than we count: several characters that make a wide one. What
 * stood under it would show beside it. */
static bool may_be_narrow(const Cell *cell)
{
	Str cluster = str_from(cell->text);
	size_t at = 0;

	utf8_next(cluster, &at);
	return at < cluster.n && utf8_cluster_width(cluster) > 1;
}

static void paint_row(Painter *painter, const Canvas *canvas, int row, Buf *out)
{
	const Cell *cells = next_row(painter, row), *shown = shown_row(painter, row);
	const Cell *drawn = &canvas->cells[(size_t)row * (size_t)canvas->cols];

	if (painter->known && same_cells(cells, shown, painter->cols))
		return;
	for (int col = 0; col < canvas->cols; col++) {
		const Cell *cell = &cells[col];
		bool wide = col + 1 < canvas->cols && cells[col + 1].text[0] == '\0';

		if (cell->text[0] == '\0')
			continue;
		if (painter->known && same_cells(&shown[col], cell, wide ? 2 : 1))
			continue;
		go_to(painter, row, col, out);
		write_style(painter, cell, out);
		write_link(painter, cell->link,
			cell->link ? canvas->links[drawn[col].link - 1] : S(""), out);
		if (wide && may_be_narrow(cell)) {
			buf_add(out, S("  "));
			painter->col = -1;
			go_to(painter, row, col, out);
		}
		write_text(painter, cell, canvas, out);
	}
	memcpy(shown_row(painter, row), cells, (size_t)painter->cols * sizeof *cells);
}

/* For a terminal that only prints: the whole frame as lines, when something changed. */
static void paint_lines(Painter *painter, const Canvas *canvas, Buf *out)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
	bool changed = !painter->known;

	for (size_t i = 0; i < count; i++) {
		changed = changed || strcmp(painter->shown[i].text, canvas->cells[i].text) != 0;
		painter->shown[i] = canvas->cells[i];
	}
	if (!changed)
		return;
	buf_add(out, S("\r\n"));
	for (int row = 0; row < canvas->rows; row++) {
		const Cell *cells = &canvas->cells[(size_t)row * (size_t)canvas->cols];
		int end = canvas->cols - 1; /* the last column could wrap */

		while (end > 0 && strcmp(cells[end - 1].text, " ") == 0)
			end--;
		for (int col = 0; col < end; col++)
			if (cells[col].text[0])
				write_text(painter, &cells[col], canvas, out);
		if (row + 1 < canvas->rows)
			buf_add(out, S("\r\n"));
	}
}

void painter_paint(Painter *painter, const Canvas *canvas, const Theme *theme, Buf *out)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->cols, start = out->n, before;
	bool whole;

	if (painter->rows != canvas->rows || painter->cols != canvas->cols) {
		painter->shown = memory_resize(painter->shown, count * sizeof *painter->shown);
		painter->linked = memory_resize(painter->linked, count * sizeof *painter->linked);
		memset(painter->shown, 0, count * sizeof *painter->shown);
		painter->rows = canvas->rows;
		painter->cols = canvas->cols;
		painter->known = false;
	}
	if (painter->caps.dumb) {
		paint_lines(painter, canvas, out);
		painter->known = true;
		return;
	}
	if (painter->theme != theme)
		painter_forget(painter);
	painter->theme = theme;
	whole = !painter->known;
	take_frame(painter, canvas);
	/* A frame is one update (mode 2026): terminals that know it show no half of it. */
	buf_add(out, S("\033[?2026h\033[?25l"));
	before = out->n;
	painter->row = painter->col = painter->style = -1;
	if (!painter->known)
		buf_add(out, S("\033[0m\033[2J"));
	else if (painter->caps.scroll)
		move_lines(painter, canvas->arena, out);
	for (int row = 0; row < canvas->rows; row++)
		paint_row(painter, canvas, row, out);
	write_link(painter, 0, S(""), out);
	if (out->n == before && !whole && painter->cursor_shown == canvas->cursor_shown &&
		painter->cursor_row == canvas->cursor_row &&
		painter->cursor_col == canvas->cursor_col) {
		out->n = start; /* nothing changed: nothing is written */
		return;
	}
	painter->cursor_shown = canvas->cursor_shown;
	painter->cursor_row = canvas->cursor_row;
	painter->cursor_col = canvas->cursor_col;
	if (out->n > before)
		buf_add(out, S("\033[0m"));
	buf_printf(out, "\033[%d;%dH", canvas->cursor_row + 1, canvas->cursor_col + 1);
	if (canvas->cursor_shown)
		buf_add(out, S("\033[?25h"));
	buf_add(out, S("\033[?2026l"));
	painter->known = true;
}
