/* model/join.h: an article in several pages, read as one. */
#ifndef LEDE_MODEL_JOIN_H
#define LEDE_MODEL_JOIN_H

#include "model/doc.h"

/* More pages than this are not one article. */
enum { JOIN_MOST = 20 };

/* `second` behind `first`, in the arena. The head is that of the first, but for the address of the
 * next page. What both pages begin with, or end with, is there once. */
const Doc *doc_join(const Doc *first, const Doc *second, Arena *arena);

#endif
