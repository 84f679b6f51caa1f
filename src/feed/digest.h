/* feed/digest.h: a feed as one document: its articles with date, author and summary. */
#ifndef LEDE_FEED_DIGEST_H
#define LEDE_FEED_DIGEST_H

#include "model/doc.h"
#include "model/item.h"

/* Titles are headings and links; dates are in UTC. In the arena. */
const Doc *digest_doc(const Parsed *parsed, Arena *arena);

#endif
