/* Boxes around pictures and posts. */
#include "base/utf8.h"
#include "layout/sheet.h"

enum {
	BOX_LEAST = 12,
	BOX_FRAME = 4, /* "│ " and " │" */
	TAG_FRAME = 4, /* "┤ " and " ├" */
};

bool box_fits(const Sheet *sheet)
{
	return sheet_room(sheet) >= BOX_LEAST;
}

unsigned box_room(const Sheet *sheet)
{
	return sheet_room(sheet) - BOX_FRAME;
}

static unsigned tag_cells(const BoxTag *tag)
{
	return (unsigned)(utf8_width(tag->label) + utf8_width(tag->text));
}

bool box_tag_fits(const Sheet *sheet, const BoxTag *tag)
{
	/* A corner and a piece of border on either side. */
	return tag_cells(tag) + TAG_FRAME + 4 <= sheet_room(sheet);
}

/* Border up to column `end`. */
static void border_to(Sheet *sheet, unsigned end)
{
	unsigned at = sheet_column(sheet);

	if (at < end)
		sheet_made(sheet, sheet_repeat(sheet, sheet->glyphs->rule, end - at), ROLE_BOX);
}

static void put_tag(Sheet *sheet, const BoxTag *tag)
{
	unsigned room = sheet_room(sheet), cells = tag_cells(tag);
	Run run = {.role = (uint8_t)tag->role, .link = tag->link, .from = NONE};

	if (tag->right) {
		unsigned behind = room >= cells + TAG_FRAME + 8 ? 4 : 2;

		border_to(sheet, room - behind - cells - TAG_FRAME);
	} else {
		border_to(sheet, 2);
	}
	sheet_made(sheet, sheet->glyphs->tag_open, ROLE_BOX);
	sheet_skip_to(sheet, sheet_column(sheet) + 1);
	sheet_put(sheet, tag->label, run);
	run.from = tag->from;
	sheet_put(sheet, tag->text, run);
	sheet_skip_to(sheet, sheet_column(sheet) + 1);
	sheet_made(sheet, sheet->glyphs->tag_close, ROLE_BOX);
}

void box_edge(Sheet *sheet, bool top, const BoxTag *tag)
{
	const Glyphs *g = sheet->glyphs;

	sheet_begin(sheet);
	sheet_made(sheet, top ? g->top_left : g->bottom_left, ROLE_BOX);
	if (tag && tag_cells(tag) && box_tag_fits(sheet, tag))
		put_tag(sheet, tag);
	border_to(sheet, sheet_room(sheet) - 1);
	sheet_made(sheet, top ? g->top_right : g->bottom_right, ROLE_BOX);
	sheet_end(sheet, top ? LINE_KEEP : 0);
}

void box_begin(Sheet *sheet)
{
	sheet_begin(sheet);
	sheet_made(sheet, sheet->glyphs->side, ROLE_BOX);
	sheet_skip_to(sheet, 2);
}

void box_end(Sheet *sheet)
{
	sheet_skip_to(sheet, sheet_room(sheet) - 1);
	sheet_made(sheet, sheet->glyphs->side, ROLE_BOX);
	sheet_end(sheet, LINE_KEEP);
}

void box_galley(Sheet *sheet)
{
	galley_wrap(&sheet->galley, box_room(sheet), WRAP_WORDS);
	for (size_t i = 0; i < sheet->galley.lines.count; i++) {
		box_begin(sheet);
		sheet_galley_line(sheet, &sheet->galley.lines.items[i]);
		box_end(sheet);
	}
}
