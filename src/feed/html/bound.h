/* feed/html/bound.h: HTML made harmless to a tree builder. HTML5's algorithms walk the stack of
 * open elements for nearly every tag, compare each attribute with all before it, and open unclosed
 * formatting again in every paragraph: a megabyte of the wrong tags takes minutes and gigabytes. */
#ifndef LEDE_FEED_HTML_BOUND_H
#define LEDE_FEED_HTML_BOUND_H

#include "base/arena.h"

enum {
	BOUND_DEPTH = 256,     /* elements open at once */
	BOUND_FORMATS = 24,    /* of these, unclosed <b>, <i>, <font>… */
	BOUND_ATTRIBUTES = 64, /* of one tag */
	BOUND_TAGS = 500000    /* elements in all, those counted that are opened again */
};

/* `html` (UTF-8) without the tags and attributes beyond these bounds; all text stays. What is in
 * comments, scripts (but data), styles and drawings goes, too: it is no part of the tree, but often
 * most of a page. A page without any of it comes back as it is, uncopied. Linear. */
Str bound_html(Str html, Arena *arena);

#endif
