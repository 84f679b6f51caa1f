/* feed/html/tame.h: the tree of markup in which a parser has nothing to repair. */
#ifndef LEDE_FEED_HTML_TAME_H
#define LEDE_FEED_HTML_TAME_H

#include "feed/html/dom.h"

/* The tree that an HTML5 parser makes of `html` (valid text), if that follows from the tags alone:
 * what is opened is closed in turn, but for paragraphs, list items and bodies of tables that the
 * next tag ends; no script, no form, no drawing, no reference without a semicolon. NULL for all
 * else, which says nothing against it. Linear. Most of what feeds carry was written by programs and
 * is tame. */
Dom *tame_parse(Str html, Arena *arena);

#endif
