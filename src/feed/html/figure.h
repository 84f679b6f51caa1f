/* feed/html/figure.h: pictures with the words that belong to them. */
#ifndef LEDE_FEED_HTML_FIGURE_H
#define LEDE_FEED_HTML_FIGURE_H

#include "feed/html/todoc.h"

/* Whether the element, whose children are counted in `fact`, is a box of pictures and their
 * caption, and nothing else. */
bool figure_is(const Node *node, const Fact *fact);

/* Appends such a box. */
void figure_append(Walk *w, const Node *node);
/* If `node` holds one picture and no words, and the next element is its caption, whether or not
 * anything calls it so: appends both and returns that element; else NULL. */
const Node *figure_with_next(Walk *w, const Node *node);

#endif
