/* feed/html/select.h: elements chosen by simple CSS selectors: "article > div.text, #story
 * p[lang]". A selector is made of tag, *, #id, .class, [attribute], [attribute=value], in any
 * number; a blank stands between an element and one within it, ">" between it and its child, ","
 * between choices. */
#ifndef LEDE_FEED_HTML_SELECT_H
#define LEDE_FEED_HTML_SELECT_H

#include "base/err.h"
#include "feed/html/dom.h"

typedef struct Selector Selector;

/* NULL with ERR_FORMAT if it is none, or is longer than anybody needs. */
const Selector *select_parse(Str text, Arena *arena, Err *err);
bool select_fits(const Selector *selector, const Node *node);
/* The first element within `root` that the first choice fits, else the next one… NULL: none. */
Node *select_first(const Selector *selector, Node *root);

#endif
