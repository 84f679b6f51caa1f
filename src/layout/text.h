/* layout/text.h: Lines as text for a pipe or a file. */
#ifndef LEDE_LAYOUT_TEXT_H
#define LEDE_LAYOUT_TEXT_H

#include "base/buf.h"
#include "layout/layout.h"

/* Each line, trailing blanks cut, with a line feed; no control bytes else. At the end the list of
 * links: number, address, one a line, folded to `width` cells. */
void text_write(const Lines *lines, unsigned width, Buf *out);

#endif
