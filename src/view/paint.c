#include "view/paint.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"

struct Painter {
	PaintCaps caps;
	Cell *shown; /* the last frame; links as hashes of their address */
	int rows, cols;
	int row, col; /* where the cursor is; -1 unknown */
	int style;    /* role and also of what was written last; -1 unknown */
	uint32_t link;
	bool known, cursor_shown;
	int cursor_row, cursor_col; /* where the last frame left it */
	const Theme *theme;
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
	free(painter);
}

void painter_forget(Painter *painter)
{
	painter->known = false;
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

static void write_style(Painter *painter, const Cell *cell, Buf *out)
{
	static const char codes[ATTRS] = {'1', '2', '3', '4', '7', '9'};
	Style style = theme_style(painter->theme, (Role)cell->role, (Role)cell->also);
	int wanted = cell->role << 8 | cell->also;

	if (painter->style == wanted)
		return;
	painter->style = wanted;
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

static uint32_t link_of(const Canvas *canvas, const Cell *cell)
{
	if (cell->link == 0)
		return 0;
	return (uint32_t)str_hash(canvas->links[cell->link - 1]) | 1;
}

static bool same_cell(const Cell *a, const Cell *b, uint32_t b_link)
{
	return a->role == b->role && a->also == b->also && a->link == b_link &&
	       strcmp(a->text, b->text) == 0;
}

static void go_to(Painter *painter, int row, int col, Buf *out)
{
	if (painter->row == row && painter->col == col)
		return;
	buf_printf(out, "\033[%d;%dH", row + 1, col + 1);
	painter->row = row;
	painter->col = col;
}

static void paint_row(Painter *painter, const Canvas *canvas, int row, Buf *out)
{
	const Cell *cells = &canvas->cells[(size_t)row * (size_t)canvas->cols];
	Cell *shown = &painter->shown[(size_t)row * (size_t)canvas->cols];

	for (int col = 0; col < canvas->cols; col++) {
		const Cell *cell = &cells[col];
		bool wide = col + 1 < canvas->cols && cells[col + 1].text[0] == '\0';
		uint32_t link = link_of(canvas, cell);
		bool same = same_cell(&shown[col], cell, link);

		if (cell->text[0] == '\0')
			continue;
		if (same && wide)
			same = same_cell(&shown[col + 1], cell + 1, link_of(canvas, cell + 1));
		if (same && painter->known)
			continue;
		go_to(painter, row, col, out);
		write_style(painter, cell, out);
		write_link(painter, link, cell->link ? canvas->links[cell->link - 1] : S(""), out);
		write_text(painter, cell, canvas, out);
	}
	for (int col = 0; col < canvas->cols; col++) {
		shown[col] = cells[col];
		shown[col].link = link_of(canvas, &cells[col]);
	}
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
		painter->known = false;
	painter->theme = theme;
	whole = !painter->known;
	/* A frame is one update (mode 2026): terminals that know it show no half of it. */
	buf_add(out, S("\033[?2026h\033[?25l"));
	before = out->n;
	painter->row = painter->col = painter->style = -1;
	if (!painter->known)
		buf_add(out, S("\033[0m\033[2J"));
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
