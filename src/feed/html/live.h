/* feed/html/live.h: reports that grow by the hour: each entry is told by its time; boxes that
 * correct what was written, or repeat it. */
#ifndef LEDE_FEED_HTML_LIVE_H
#define LEDE_FEED_HTML_LIVE_H

#include "feed/html/dom.h"

/* Gives each entry within `root` its time as an attribute, and takes it out of the entry: where it
 * stands there, in a line with the author's picture and a button, it is lost with them. */
void live_mark(Node *root, Arena *arena);
/* The time of an entry that was marked, as the page says it: "16:45"; empty for other elements. */
Str live_time(const Node *node);
/* "Correction", "Mise à jour" and the like, for a box that is one by its class but does not say so
 * in its first words, in the language of the page; else empty. */
Str live_note(const Node *node, Arena *arena);

/* The text in which repetitions are looked for: read when first needed, and not too often. Zeroed
 * before. */
typedef struct {
	Str all;
	unsigned asked;
} LiveText;
/* Whether a box is a pull quote whose words stand in the text as well. */
bool live_is_repeated(const Node *node, const Node *root, LiveText *text, Arena *arena);

#endif
