/* view/paint.h: a Canvas as the bytes that bring a terminal (ECMA-48) from the last frame to this
 * one. Pure: term.c writes them. */
#ifndef LEDE_VIEW_PAINT_H
#define LEDE_VIEW_PAINT_H

#include "view/theme.h"

typedef struct {
	unsigned colors; /* 0, 8, 16, 256 or 1 << 24 */
	bool utf8;       /* else what the locale cannot say becomes '?' */
	bool glyphs;     /* its font has more than letters and lines */
	bool links;      /* understands OSC 8 */
	bool scroll;     /* moves lines within a region (DECSTBM) */
	bool dumb;       /* cannot move its cursor: each frame is printed below the last */
} PaintCaps;

typedef struct Painter Painter;

Painter *painter_open(PaintCaps caps);
void painter_close(Painter *painter); /* NULL is fine */
/* The terminal shows something else now: the next frame is drawn whole. */
void painter_forget(Painter *painter);
/* Appends to `out` what changes; nothing if nothing does. */
void painter_paint(Painter *painter, const Canvas *canvas, const Theme *theme, Buf *out);

#endif
