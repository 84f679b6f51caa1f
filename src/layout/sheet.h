/* layout/sheet.h: the page while it is set. layout.c walks the blocks; figure, card and grid draw
 * theirs; all of them write lines through this. */
#ifndef LEDE_LAYOUT_SHEET_H
#define LEDE_LAYOUT_SHEET_H

#include "layout/layout.h"
#include "layout/wrap.h"

/* What boxes, bars and marks are drawn with: each one cell. */
typedef struct {
	Str heavy, rule, dotted;                                  /* ━ ─ ┄ */
	Str side, top_left, top_right, bottom_left, bottom_right; /* │ ╭ ╮ ╰ ╯ */
	Str tag_open, tag_close;          /* ┤ ├ around words in a border */
	Str bar;                          /* ┃ beside quotes */
	Str bullets[3];                   /* • ◦ ▪ */
	Str picture, video, audio, embed; /* ▣ ▶ ♪ ◈ */
	Str dot, enter, dash;             /* · ⏎ – */
} Glyphs;

/* A quote or a list that the present block is in. */
typedef struct {
	bool is_list;
	unsigned width; /* cells taken on the left; 0 where there was no room */
	uint32_t group; /* the list, by a number that no other has */
} Frame;

typedef struct {
	const Doc *doc;
	const LayoutOptions *options;
	const Glyphs *glyphs;
	Arena *arena;
	unsigned left, measure; /* cells */
	Galley galley;
	VEC(Line) lines;        /* in the arena */
	VEC(Run) runs;          /* of the line that is being set; on the heap */
	unsigned column;        /* the next free cell of it */
	uint32_t block, offset; /* Doc.blocks[] or NONE; how far into its text the lines got */
	VEC(Frame) frames;      /* on the heap */
	unsigned indent;        /* cells: the sum of their widths */
	Str marker;             /* of a list item, until its first line is set; else empty */
	Role marker_role;
	unsigned tab; /* cells between tab stops: the galley takes preformatted text; else 0 */
	struct {
		uint32_t *numbers;   /* of each Doc.links[]; 0: none so far */
		uint32_t *slots;     /* hash table of numbers by address */
		size_t slot_count;   /* a power of two */
		VEC(LinkSpot) spots; /* in the arena */
	} links;
} Sheet;

void sheet_open(Sheet *sheet, const Doc *doc, const LayoutOptions *options, Arena *arena);
/* Frees the scratch memory; the lines stay in the arena. */
void sheet_close(Sheet *sheet);

/* Cells for text beside the bars and indents of the present block. */
unsigned sheet_room(const Sheet *sheet);
/* The lines that follow belong to Doc.blocks[block]. */
void sheet_block(Sheet *sheet, uint32_t block);
void sheet_push(Sheet *sheet, Frame frame);
void sheet_pop(Sheet *sheet);
/* Cells from the text's left edge to that of the page: for what cannot be broken well. */
unsigned sheet_reach(const Sheet *sheet);

/* A line: begun with the bars and the marker, ended with LINE_* flags. Runs in between: `like`
 * tells all but where they are (at, width). sheet_skip_to leaves cells free up to `column`, counted
 * from where the text of the block begins. */
void sheet_begin(Sheet *sheet);
void sheet_put(Sheet *sheet, Str text, Run like);
void sheet_made(Sheet *sheet, Str text, Role role); /* text of ours */
void sheet_skip_to(Sheet *sheet, unsigned column);
unsigned sheet_column(const Sheet *sheet);
void sheet_end(Sheet *sheet, unsigned flags);
/* A blank line, but not on top, and never two. */
void sheet_blank(Sheet *sheet, unsigned flags);
/* A line of sheet->galley: its runs, where the line stands now. */
void sheet_galley_line(Sheet *sheet, const GalleyLine *line);
/* The galley in lines of its own. first: flags of all lines but the last, which has `last`. */
void sheet_galley(Sheet *sheet, unsigned flags, unsigned last);
/* `glyph` n times, in the arena. */
Str sheet_repeat(Sheet *sheet, Str glyph, unsigned n);

/* The number of a link, given at first sight; `text` is what it says there. */
uint32_t sheet_number(Sheet *sheet, uint32_t link, Str text);

/* inline.c: text of the Doc with its spans, in `base`, onto the galley. */
void inline_add(Sheet *sheet, Slice text, Role base);
/* Whether all of it is bold. */
bool inline_is_bold(const Sheet *sheet, Slice text);
/* The first span that ends behind byte `at`. */
uint32_t inline_first_span(const Doc *doc, uint32_t at);
/* Whether any of it leads somewhere. */
bool inline_has_link(Sheet *sheet, Slice text);
/* The number of a link, "[3]", clinging to what is before it; nothing if numbers are off. */
void inline_number(Sheet *sheet, uint32_t link);
/* The marker, where the innermost frame had no room for it. */
void inline_marker(Sheet *sheet);
/* Text of ours; no break within. */
void inline_made(Sheet *sheet, Str text, Role role);
/* Doc text without spans. */
void inline_plain(Sheet *sheet, Slice text, Role role, uint32_t link);
/* One line without what inline_add leaves out, too; in the arena. */
Str inline_clean(Sheet *sheet, Str text);

/* words.c: "By " before a name, "photo: " before who made a picture; empty in languages of which we
 * know no such word. */
Str words_by(const Doc *doc);
Str words_photo(const Doc *doc, Str name);

/* box.c: a box as wide as the room, with words in its borders. */
typedef struct {
	Str label, text; /* both empty: a plain border; label: words of ours before it */
	Role role;
	uint32_t link, from; /* of `text` */
	bool right;          /* near the right corner, else near the left */
} BoxTag;
/* Whether there is room for one. */
bool box_fits(const Sheet *sheet);
/* Whether it fits into a border. */
bool box_tag_fits(const Sheet *sheet, const BoxTag *tag);
unsigned box_room(const Sheet *sheet); /* cells within */
void box_edge(Sheet *sheet, bool top, const BoxTag *tag);
/* Within a line of the box: sheet_put and kin come between. All but the bottom edge stay on one
 * page with the line after them. */
void box_begin(Sheet *sheet);
void box_end(Sheet *sheet);
/* The galley, wrapped to box_room, in lines of the box. */
void box_galley(Sheet *sheet);

/* Title, byline and date above the text. */
void head_set(Sheet *sheet);
/* One block each. number: of the picture among `count`. */
void figure_set(Sheet *sheet, const Block *block, uint32_t number, uint32_t count);
/* "▣ 2/3  " and the caption, or what stands in for one, onto the galley. */
void figure_add(Sheet *sheet, const Block *block, uint32_t number, uint32_t count);
/* Sets the blocks behind it that are parts of it, too, and returns how many these are; *number: of
 * pictures so far. */
uint32_t card_set(Sheet *sheet, const Block *block, uint32_t *number, uint32_t count);
void grid_set(Sheet *sheet, const Block *block);

#endif
