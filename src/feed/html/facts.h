/* feed/html/facts.h: what is in each part of a tree, counted once, as each is asked for again and
 * again. */
#ifndef LEDE_FEED_HTML_FACTS_H
#define LEDE_FEED_HTML_FACTS_H

#include "feed/html/dom.h"

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

/* An array by Node.at - root->at. `base` makes addresses of pictures absolute. */
Fact *facts_count(const Node *root, Str base, Arena *arena);
/* Whether it plays something; what is in it is for browsers that can't. */
bool fact_is_player(const Node *node);
/* The box before an item of a list: "[x] done". */
bool fact_is_task(const Node *node);

#endif
