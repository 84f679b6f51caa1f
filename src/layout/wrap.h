/* layout/wrap.h: where lines break (UAX #14, UAX #29). A Galley, as printers call text that is set
 * but not yet on a page, gathers the words of one block piece by piece, then cuts them into lines.
 * It is scratch memory: used again for block after block. */
#ifndef LEDE_LAYOUT_WRAP_H
#define LEDE_LAYOUT_WRAP_H

#include "base/buf.h"
#include "base/vec.h"
#include "model/doc.h"

/* Text in one style; it ends where the next piece begins. */
typedef struct {
	uint32_t at; /* byte of Galley.text */
	uint32_t
		from; /* the byte of Doc.text its first byte stands for; NONE: made by the layout */
	uint32_t link; /* Doc.links[] or NONE */
	uint8_t role, also;
	bool whole; /* no break within it */
	bool cling; /* nor before it */
} Piece;

typedef struct {
	uint32_t at, end; /* bytes of Galley.text; blanks at the end are not part of it */
	uint32_t width;   /* cells, the hyphen included */
	bool hyphen;      /* broken at a soft hyphen: a "-" is to be set */
} GalleyLine;

/* What may not be parted: a word with what clings to it. */
typedef struct {
	uint32_t at, end;
	uint32_t width, gap; /* cells; gap: of the blanks behind it */
	uint8_t flags;
} Word;

typedef struct {
	uint32_t at;
	bool hyphen;
} SoftBreak;

typedef struct {
	Buf text;
	VEC(Piece) pieces;
	VEC(GalleyLine) lines; /* made by galley_wrap */
	/* the rest is wrap.c's own */
	VEC(SoftBreak) softs;
	VEC(Word) words;
	Buf breaks, paths;
	bool blank;         /* the last character was one, or a line begins */
	unsigned marks;     /* characters without width since the last with one */
	uint32_t tab_at;    /* up to here the columns are counted … */
	unsigned tab_cells; /* … and this many since the line began */
} Galley;

void galley_drop(Galley *galley);
void galley_clear(Galley *galley);
/* Appends text that reads as `like` says (its `at` is ignored, its `from` the first byte's). Line
 * feeds break, other white space collapses to one blank. What would disturb other text on the line
 * is left out: bidi controls, marks heaped on one character, invisible separators; soft hyphens and
 * zero-width spaces become places to break. */
void galley_add(Galley *galley, Str text, Piece like);
/* The same for preformatted text: blanks stay, tabs fill up to the next multiple of `tab` cells. */
void galley_add_pre(Galley *galley, Str text, Piece like, unsigned tab);

typedef enum {
	WRAP_WORDS, /* the fewest lines, as even as they go; the last as it comes */
	WRAP_TITLE, /* the last, too */
	WRAP_CELLS, /* preformatted: folded only where the line is full */
} WrapMode;
/* Cuts it into galley->lines of at most `width` cells. A word that is longer is cut between
 * clusters; a cluster wider than the line stands alone. Linear. */
void galley_wrap(Galley *galley, unsigned width, WrapMode mode);
/* Cells of the longest line, and of the longest word, if nothing is broken but at line feeds. */
void galley_measure(Galley *galley, unsigned *line, unsigned *word);

#endif
