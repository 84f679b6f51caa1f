/* feed/html/todoc.h: a tree to a document. */
#ifndef LEDE_FEED_HTML_TODOC_H
#define LEDE_FEED_HTML_TODOC_H

#include "base/buf.h"
#include "feed/html/dom.h"
#include "feed/html/flow.h"

/* What is below a node; counted once, as each is asked for again and again. */
typedef struct {
	uint32_t text;    /* bytes but white space */
	uint32_t caption; /* of these, in elements that call themselves a caption or credit */
	uint32_t images;  /* that can be shown; not those in noscript */
	uint32_t spare;   /* those in noscript */
	uint32_t figures; /* pictures with their captions, in boxes of their own */
	uint32_t links;   /* bytes of text in links */
	bool figure;      /* it is such a box itself */
	bool hidden;      /* as browsers would, by attributes and well-known classes */
} Fact;

typedef struct {
	Flow flow;
	const Node *root;
	Fact *facts;    /* by Node.at - root->at */
	int64_t number; /* of the next list item */
	bool ordered, reversed;
	Buf *credit; /* in a caption: collects who made the picture */
} Walk;

/* Appends what is within `root`. `base` makes addresses absolute and may be empty. */
void todoc(DocBuilder *b, const Node *root, Str base);

/* For table.c, image.c and embed.c. */
const Fact *walk_fact(const Walk *w, const Node *node);
void walk_node(Walk *w, const Node *node);
void walk_children(Walk *w, const Node *node);

#endif
