/* layout/text.h: Lines as text for a pipe or a file. */
#ifndef LEDE_LAYOUT_TEXT_H
#define LEDE_LAYOUT_TEXT_H

#include "base/buf.h"
#include "layout/layout.h"

/* Each line, trailing blanks cut, with a line feed. At the end the list of links: number, address,
 * one a line; the site that sends on to it, if the page has that instead. The list is folded to
 * `width` cells; 0: not at all, so that an address can be found and copied whole. `styled`: with
 * the attributes that every terminal has, bold and the like, no colours (ECMA-48 SGR); else without
 * any control bytes but the line feed. */
void text_write(const Lines *lines, unsigned width, bool styled, Buf *out);

#endif
