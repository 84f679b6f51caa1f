/* layout/layout.h: Doc and width to styled lines. Knows no terminal: it counts in cells. */
#ifndef LEDE_LAYOUT_LAYOUT_H
#define LEDE_LAYOUT_LAYOUT_H

#include "layout/roles.h"
#include "model/doc.h"

typedef struct {
	unsigned width;   /* cells there are */
	unsigned measure; /* cells of text wanted; the text is centred. 0: 72 */
	bool ascii;       /* boxes from + - |, marks from ASCII */
	bool numbers;     /* links carry their number: "Regulators[1]" */
	bool wrap_code; /* preformatted lines are folded, too: for output without sideways scroll */
	bool head;      /* title, byline and date above the text */
	bool keys;      /* cards say which key opens them; else where they lead */
	Str feed_title; /* for the heading block when the Doc has no site; may be empty */
	int64_t now;    /* Unix seconds, for "today"; 0: dates are written in full */
} LayoutOptions;

/* A piece of a line in one style. `text` is whole clusters without control characters. */
typedef struct {
	Str text;
	uint16_t at;    /* first cell, from the left edge of the page */
	uint16_t width; /* cells */
	uint8_t role;   /* Role */
	uint8_t also;   /* a second Role to lay over it (bold in a quote); ROLE_TEXT: none */
	uint32_t link;  /* Doc.links[] or NONE */
	uint32_t
		from; /* the byte of Doc.text its first byte stands for; NONE: made by the layout */
} Run;

enum {
	LINE_BLANK = 1 << 0,   /* space between blocks: dropped at the top of a page */
	LINE_KEEP = 1 << 1,    /* stays on one page with the line after it */
	LINE_SCROLLS = 1 << 2, /* preformatted or a table: may be wider than the page */
	LINE_PICTURE = 1 << 3, /* room for a picture (see `image`) */
};

typedef struct {
	const Run *runs;
	uint32_t run_count;
	uint32_t block;  /* Doc.blocks[] or NONE (heading block) */
	uint32_t offset; /* byte of Doc.text where it begins: with block, the place that is kept */
	uint32_t image;  /* Doc.images[] if LINE_PICTURE, else NONE */
	uint16_t width;  /* cells up to the end of the last run */
	uint8_t flags;
} Line;

/* One link as the reader meets it: numbered from 1 in order of first sight, each address once. */
typedef struct {
	uint32_t link; /* Doc.links[] */
	uint32_t line; /* lines[] where it is first seen */
	Str text;      /* what it says there */
} LinkSpot;

typedef struct {
	const Doc *doc;
	const Line *lines;
	size_t line_count;
	const LinkSpot *links; /* links[i] has number i + 1 */
	size_t link_count;
	const uint32_t *numbers; /* of each Doc.links[]; 0: has none */
	unsigned left, measure;  /* cells: where the text begins, and how wide it is */
} Lines;

/* All of it in the arena, which must not outlive the Doc. Linear in the text. Never fails: a width
 * too small for a box or a table gets their words as plain lines. */
const Lines *layout_doc(const Doc *doc, const LayoutOptions *options, Arena *arena);

/* The first line of each page of `rows` lines: page breaks keep captions with pictures and headings
 * with their text, leave no single line of a paragraph behind (widows, orphans), and drop blank
 * lines on top. The array is in the arena, starts[0] is 0; at least one page. */
size_t layout_pages(const Lines *lines, unsigned rows, Arena *arena, const uint32_t **starts);

/* The line that shows the place (block, offset): the last one that begins at or before it; of
 * several that begin at one place (the border of a box, its first words), the first. */
size_t layout_line_at(const Lines *lines, uint32_t block, uint32_t offset);

/* The number of a link of the Doc (1 and up), 0 if it has none (LINK_HERE without text…). */
uint32_t layout_link_number(const Lines *lines, uint32_t link);

#endif
