#include "layout/sheet.h"

#include <string.h>

#include "base/utf8.h"

static const Glyphs unicode_glyphs = {
	.heavy = S("━"),
	.rule = S("─"),
	.dotted = S("┄"),
	.side = S("│"),
	.top_left = S("╭"),
	.top_right = S("╮"),
	.bottom_left = S("╰"),
	.bottom_right = S("╯"),
	.tag_open = S("┤"),
	.tag_close = S("├"),
	.bar = S("┃"),
	.bullets = {S("•"), S("◦"), S("▪")},
	.picture = S("▣"),
	.video = S("▶"),
	.audio = S("♪"),
	.embed = S("◈"),
	.dot = S("·"),
	.enter = S("⏎"),
	.dash = S("–"),
};

static const Glyphs ascii_glyphs = {
	.heavy = S("="),
	.rule = S("-"),
	.dotted = S("."),
	.side = S("|"),
	.top_left = S("+"),
	.top_right = S("+"),
	.bottom_left = S("+"),
	.bottom_right = S("+"),
	.tag_open = S("["),
	.tag_close = S("]"),
	.bar = S("|"),
	.bullets = {S("*"), S("-"), S("+")},
	.picture = S("#"),
	.video = S("v"),
	.audio = S("a"),
	.embed = S("o"),
	.dot = S("-"),
	.enter = S("Enter"),
	.dash = S("-"),
};

/* The width of text that reads well, in cells; a page is never set wider than asked. */
enum { MEASURE = 72, NARROW = 44 };

static void set_measure(Sheet *sheet)
{
	unsigned width = sheet->options->width ? sheet->options->width : 1;
	unsigned measure = sheet->options->measure ? sheet->options->measure : MEASURE;
	unsigned most = width < NARROW ? width : width - 2;

	sheet->measure = measure < most ? measure : most;
	sheet->left = (width - sheet->measure) / 2;
}

static void open_links(Sheet *sheet)
{
	uint32_t count = sheet->doc->link_count;
	size_t slots = 8;

	while (slots < (size_t)count * 2)
		slots *= 2;
	sheet->links.numbers = arena_array(sheet->arena, count ? count : 1, sizeof(uint32_t));
	sheet->links.slots = arena_array(sheet->arena, slots, sizeof(uint32_t));
	sheet->links.slot_count = slots;
}

void sheet_open(Sheet *sheet, const Doc *doc, const LayoutOptions *options, Arena *arena)
{
	*sheet = (Sheet){
		.doc = doc,
		.options = options,
		.glyphs = options->ascii ? &ascii_glyphs : &unicode_glyphs,
		.arena = arena,
		.block = NONE,
		.marker_role = ROLE_MARKER,
	};
	set_measure(sheet);
	open_links(sheet);
}

void sheet_close(Sheet *sheet)
{
	galley_drop(&sheet->galley);
	vec_drop(&sheet->runs);
	vec_drop(&sheet->frames);
}

unsigned sheet_room(const Sheet *sheet)
{
	return sheet->measure - sheet->indent;
}

unsigned sheet_reach(const Sheet *sheet)
{
	unsigned width = sheet->options->width, at = sheet->left + sheet->indent;

	return width > at + sheet_room(sheet) ? width - at : sheet_room(sheet);
}

void sheet_block(Sheet *sheet, uint32_t block)
{
	Slice text = sheet->doc->blocks[block].text;

	sheet->block = block;
	sheet->offset = text.len ? text.at : 0;
}

void sheet_push(Sheet *sheet, Frame frame)
{
	unsigned least = sheet->measure / 3 > 12 ? sheet->measure / 3 : 12;

	/* However deep it goes, words are to have room. */
	if (sheet_room(sheet) < frame.width + least)
		frame.width = 0;
	sheet->indent += frame.width;
	*vec_push(&sheet->frames) = frame;
}

void sheet_pop(Sheet *sheet)
{
	sheet->indent -= sheet->frames.items[--sheet->frames.count].width;
}

static Run made_run(Role role)
{
	return (Run){.role = (uint8_t)role, .link = NONE, .from = NONE};
}

void sheet_begin(Sheet *sheet)
{
	sheet->runs.count = 0;
	sheet->column = sheet->left;
	for (size_t i = 0; i < sheet->frames.count; i++) {
		const Frame *frame = &sheet->frames.items[i];
		unsigned next = sheet->column + frame->width;

		if (frame->width && !frame->is_list)
			sheet_put(sheet, sheet->glyphs->bar, made_run(ROLE_QUOTE_BAR));
		else if (frame->width && sheet->marker.n && i + 1 == sheet->frames.count) {
			/* Numbers end where the bullets would: "·9. " above "10. ". */
			sheet->column = next - 1 - (unsigned)utf8_width(sheet->marker);
			sheet_put(sheet, sheet->marker, made_run(sheet->marker_role));
			sheet->marker = (Str){0};
		}
		sheet->column = next;
	}
}

void sheet_put(Sheet *sheet, Str text, Run like)
{
	if (text.n == 0)
		return;
	like.text = text;
	like.at = (uint16_t)sheet->column;
	like.width = (uint16_t)utf8_width(text);
	sheet->column += like.width;
	*vec_push(&sheet->runs) = like;
	if (like.link != NONE && sheet->links.numbers[like.link]) {
		LinkSpot *spot = &sheet->links.spots.items[sheet->links.numbers[like.link] - 1];

		if (spot->line == NONE)
			spot->line = (uint32_t)sheet->lines.count;
	}
}

void sheet_made(Sheet *sheet, Str text, Role role)
{
	sheet_put(sheet, text, made_run(role));
}

void sheet_skip_to(Sheet *sheet, unsigned column)
{
	sheet->column = sheet->left + sheet->indent + column;
}

unsigned sheet_column(const Sheet *sheet)
{
	return sheet->column - sheet->left - sheet->indent;
}

void sheet_end(Sheet *sheet, unsigned flags)
{
	size_t n = sheet->runs.count;
	Run *runs = n ? arena_array(sheet->arena, n, sizeof *runs) : NULL;
	const Line *before =
		sheet->lines.count ? &sheet->lines.items[sheet->lines.count - 1] : NULL;
	uint32_t start = sheet->offset;

	for (size_t i = 0; i < n; i++) {
		runs[i] = sheet->runs.items[i];
		if (runs[i].from != NONE && runs[i].from > sheet->offset)
			sheet->offset = runs[i].from;
	}
	*vec_push_in(&sheet->lines, sheet->arena) = (Line){
		.runs = runs,
		.run_count = (uint32_t)n,
		.block = sheet->block,
		/* Whatever comes first in a block at this width stands for its beginning. */
		.offset = before && before->block == sheet->block ? sheet->offset : start,
		.image = NONE,
		.width = (uint16_t)(n ? runs[n - 1].at + runs[n - 1].width : 0),
		.flags = (uint8_t)flags,
	};
}

void sheet_blank(Sheet *sheet, unsigned flags)
{
	if (sheet->lines.count == 0)
		return;
	if (sheet->lines.items[sheet->lines.count - 1].flags & LINE_BLANK)
		return;
	sheet_begin(sheet);
	sheet_end(sheet, flags | LINE_BLANK);
}

void sheet_galley_line(Sheet *sheet, const GalleyLine *line)
{
	const Galley *galley = &sheet->galley;
	Str text = buf_str(&galley->text);
	size_t low = 0, high = galley->pieces.count;

	/* The last piece that begins at or before the line. */
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (galley->pieces.items[middle].at <= line->at)
			low = middle;
		else
			high = middle;
	}
	for (size_t i = low; i < galley->pieces.count; i++) {
		const Piece *piece = &galley->pieces.items[i];
		uint32_t at = piece->at > line->at ? piece->at : line->at;
		uint32_t end =
			i + 1 < galley->pieces.count ? piece[1].at : (uint32_t)galley->text.n;
		Run run = {.role = piece->role, .also = piece->also, .link = piece->link};

		if (at >= line->end)
			break;
		end = end < line->end ? end : line->end;
		if (at >= end)
			continue;
		run.from = piece->from == NONE ? NONE : piece->from + (at - piece->at);
		sheet_put(sheet, arena_str(sheet->arena, str_slice(text, at, end - at)), run);
	}
	if (line->hyphen)
		sheet_put(sheet, S("-"),
			sheet->runs.count
				? (Run){.role = sheet->runs.items[sheet->runs.count - 1].role,
					  .link = NONE,
					  .from = NONE}
				: made_run(ROLE_TEXT));
}

void sheet_galley(Sheet *sheet, unsigned flags, unsigned last)
{
	for (size_t i = 0; i < sheet->galley.lines.count; i++) {
		sheet_begin(sheet);
		sheet_galley_line(sheet, &sheet->galley.lines.items[i]);
		sheet_end(sheet, i + 1 < sheet->galley.lines.count ? flags : last);
	}
}

Str sheet_repeat(Sheet *sheet, Str glyph, unsigned n)
{
	char *s = arena_alloc(sheet->arena, glyph.n * n + 1);

	for (unsigned i = 0; i < n; i++)
		memcpy(s + i * glyph.n, glyph.s, glyph.n);
	return str_of(s, glyph.n * n);
}

uint32_t sheet_number(Sheet *sheet, uint32_t link, Str text)
{
	Str href = doc_str(sheet->doc, sheet->doc->links[link].href);
	size_t mask = sheet->links.slot_count - 1, slot = str_hash(href) & mask;
	uint32_t number;

	if (sheet->links.numbers[link])
		return sheet->links.numbers[link];
	for (; (number = sheet->links.slots[slot]) != 0; slot = (slot + 1) & mask) {
		uint32_t known = sheet->links.spots.items[number - 1].link;

		if (str_eq(doc_str(sheet->doc, sheet->doc->links[known].href), href))
			break;
	}
	if (number == 0) {
		*vec_push_in(&sheet->links.spots, sheet->arena) =
			(LinkSpot){link, NONE, inline_clean(sheet, text)};
		number = (uint32_t)sheet->links.spots.count;
		sheet->links.slots[slot] = number;
	}
	sheet->links.numbers[link] = number;
	return number;
}
