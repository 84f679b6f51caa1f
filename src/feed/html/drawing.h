/* feed/html/drawing.h: inline SVG. It is not drawn, but what it says is read: its name, else the
 * words in it (dom.h). */
#ifndef LEDE_FEED_HTML_DRAWING_H
#define LEDE_FEED_HTML_DRAWING_H

#include "feed/html/dom.h"

/* From within a drawing to behind its end tag, drawings in it included; the end of all if it has
 * none. */
size_t drawing_end(Str html, size_t at);
/* Whether anything may be written in a drawing, tags included, or it has a name. */
bool drawing_has_words(Str drawing);
/* What a TAG_SVG says, unless it is an icon; borrowed. */
Str drawing_says(const Node *node);

#endif
