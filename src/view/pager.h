/* view/pager.h: a text that is read: which of its lines are on the screen, by page and by line; its
 * links, and what was found in it. Knows no keys and no screen. */
#ifndef LEDE_VIEW_PAGER_H
#define LEDE_VIEW_PAGER_H

#include "layout/layout.h"
#include "view/canvas.h"
#include "view/find.h"

/* A link where it stands; one that runs over a line break is one mention. */
typedef struct {
	uint32_t link;      /* Doc.links[] */
	uint32_t line, run; /* where it begins */
	uint32_t last_line; /* where it ends */
	uint32_t last_run;
} Mention;

/* A block whose lines move together: where its left edge is and its widest line ends, in cells. */
typedef struct PagerWide {
	uint16_t left, end; /* 0: the line does not move */
} PagerWide;

typedef struct {
	Arena *arena; /* of all below; forgotten with each layout */
	const Doc *doc;
	const Lines *lines; /* NULL until there is a text */
	LayoutOptions options;
	const uint32_t *pages; /* first lines */
	size_t page_count;
	const Mention *mentions;
	size_t mention_count;
	const struct PagerWide *wide; /* of each line: what moves sideways with it */
	Doc head;                     /* the beginning of a long text, while `rest` */
	bool rest;                    /* only that is laid out, for a first page at once */
	unsigned rows;                /* of the window */
	size_t top;                   /* line */
	unsigned sideways;            /* cells that wide lines are moved to the left */
	uint32_t block,
		offset; /* the place that is kept: where the top line was put by the reader */
	size_t focus;   /* mentions[] or PAGER_NONE */
	Find find;
} Pager;

#define PAGER_NONE SIZE_MAX

void pager_init(Pager *pager);
void pager_drop(Pager *pager);

/* The text is about to go; the place and what was searched stay. */
void pager_forget(Pager *pager);
/* Lays the text out, and again whenever width, measure or text are others; the place is kept. The
 * Doc must live until the next call or pager_drop. `rows` is the height of the window. Of a long
 * text that is seen from its beginning only that, until pager_complete. */
void pager_show(Pager *pager, const Doc *doc, const LayoutOptions *options, unsigned rows);
/* Lays out the rest: after the first frame, and before anything else is asked. */
void pager_complete(Pager *pager);

/* One behind the last line in the window: on a page of its own, the end of that page. */
size_t pager_bottom(const Pager *pager);
bool pager_at_end(const Pager *pager);
/* The page whose lines are on top, from 0. */
size_t pager_page(const Pager *pager);
/* The page a line is on, from 0. */
size_t pager_page_at(const Pager *pager, size_t line);
/* How much of the text is above the window's lower edge, in percent. */
int pager_percent(const Pager *pager);

/* These move; false if there is nowhere to go. */
bool pager_scroll(Pager *pager, ptrdiff_t lines);
bool pager_turn(Pager *pager, int by); /* by 1 or -1 page: no line is left out or seen twice */
void pager_to_page(Pager *pager, size_t page);
void pager_to_end(Pager *pager);
bool pager_heading(Pager *pager, int by);
/* Whether a line in the window is wider than it. */
bool pager_is_wide(const Pager *pager);
bool pager_shift(Pager *pager, int cells); /* wide lines; false also if none is in the window */
void pager_to(Pager *pager, uint32_t block, uint32_t offset);
/* Turns to the page of this line unless it is in the window. */
void pager_reveal(Pager *pager, size_t line);

/* --- pagerlinks.c --- */

/* The focus goes to the next (by 1) or previous (-1) mention of a link and into the window; from
 * none, to the first or last in the window or beyond. False if there is no further one. */
bool pager_focus(Pager *pager, int by);
/* Doc.links[] of the focus, or NONE. */
uint32_t pager_focused(const Pager *pager);
/* First of the mentions that are in the window, and how many. */
size_t pager_mentions(const Pager *pager, size_t *count);
/* By how many cells a line may be moved to the left. */
unsigned pager_overhang(const Pager *pager, size_t line);
/* Where a mention's first cell is drawn; false if that is not in the window. */
bool pager_cell(const Pager *pager, const Mention *mention, int *row, int *col);

/* For pager.c: finds the mentions in lines that are new, and the one the focus was on before, by
 * its link and Run.from. */
void pager_gather_mentions(Pager *pager);
void pager_restore_focus(Pager *pager, uint32_t link, uint32_t from);

/* --- pager.c --- */

/* Lights these words, unless hits of a search are lit. */
void pager_light(Pager *pager, const Needle *words, size_t count);
/* Lights all hits of `needle` and goes to the first one at or behind the place (block, offset).
 * False: none, and nothing is lit. An empty needle unlights. */
bool pager_find(Pager *pager, Str needle, uint32_t block, uint32_t offset);
/* To the next or previous hit. *wrapped: it went round the end. False: nothing is lit. */
bool pager_find_next(Pager *pager, int by, bool *wrapped);

/* The window's lines with hits and focus; `area` has the pager's rows. */
void pager_draw(const Pager *pager, Area area);

#endif
