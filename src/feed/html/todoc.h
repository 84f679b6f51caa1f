/* feed/html/todoc.h: a tree to a document. */
#ifndef LEDE_FEED_HTML_TODOC_H
#define LEDE_FEED_HTML_TODOC_H

#include "base/buf.h"
#include "feed/html/facts.h"
#include "feed/html/flow.h"
#include "feed/html/live.h"

typedef struct {
	Flow flow;
	const Node *root;
	Fact *facts;    /* by Node.at - root->at */
	int64_t number; /* of the next list item */
	bool ordered, reversed;
	Buf *credit; /* in a caption: collects who made the picture */
	LiveText text;
	bool readings;           /* those beside ideographs are shown */
	VEC(Str) abbreviations;  /* told so far */
	VEC(const Node *) notes; /* beside the open paragraph */
	unsigned note_count;
} Walk;

/* Appends what is within `root`. `base` makes addresses absolute and may be empty. */
void todoc(DocBuilder *b, const Node *root, Str base);

/* For code.c, table.c, image.c and embed.c. */
const Fact *walk_fact(const Walk *w, const Node *node);
void walk_node(Walk *w, const Node *node);
void walk_children(Walk *w, const Node *node);
/* The STYLE_* bits of what is in an element. */
uint32_t todoc_style(Tag tag);

#endif
