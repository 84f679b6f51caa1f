/* feed/html/dom.h: an HTML page as a small tree in an arena. The parser behind it is HTML5's
 * (gumbo); what can't be shown is not in the tree: comments, scripts (but JSON-LD), styles,
 * templates; of an SVG drawing there is one node with its words. */
#ifndef LEDE_FEED_HTML_DOM_H
#define LEDE_FEED_HTML_DOM_H

#include "base/arena.h"
#include "feed/html/tag.h"

typedef struct {
	Str name, value; /* the name in lower case; the value without control characters */
} Attr;

typedef struct Node Node;
struct Node {
	Node *parent, *first, *last, *next, *prev;
	Str text; /* UTF-8 without control characters but tab and LF; of TAG_OTHER its name, of
		   * TAG_SVG what the drawing says; empty for other elements */
	const Attr *attrs;
	uint32_t attr_count;
	uint32_t at, end; /* place in document order; all within it are in (at, end) */
	Tag tag;
	bool math; /* MathML */
};

typedef struct {
	Node *html, *head, *body; /* never NULL */
	uint32_t count;           /* nodes; every Node.at is below it */
} Dom;

/* The page (UTF-8, any bytes), never deeper than DOM_DEPTH. */
enum { DOM_DEPTH = 400 };
Dom *dom_parse(Str html, Arena *arena);
/* The same tree, by a parser that repairs; dom_parse asks it only where the markup needs it. */
Dom *dom_repair(Str html, Arena *arena);

/* The value of an attribute; empty if there is none. */
Str node_attr(const Node *node, Str name);
bool node_has(const Node *node, Str name);
/* Whether an element of another name is called so. */
bool node_is_other(const Node *node, Str name);
/* Whether the space-separated list in an attribute ("class", "rel", "itemprop") holds a word; ASCII
 * letters in either case. */
bool node_has_word(const Node *node, Str attribute, Str word);
/* The name of an element: "div". */
Str node_name(const Node *node);

/* The next node in document order within `root`: into it, and past it. NULL at the end. */
Node *node_next(const Node *node, const Node *root);
Node *node_skip(const Node *node, const Node *root);
/* The first element of a kind within `root`, or NULL. */
Node *node_find(const Node *root, Tag tag);
/* Takes it out of the tree. Places in document order stay valid. */
void node_remove(Node *node);
/* Puts `node`, which is in no tree, before the first child of `parent`. */
void node_prepend(Node *parent, Node *node);
/* Gives all that is within `root` new places, as after moving nodes; returns how many there are. */
uint32_t node_number(Node *root);
/* Its text, white space collapsed and trimmed; blocks and <br> count as spaces. */
Str node_text(const Node *node, Arena *arena);

#endif
