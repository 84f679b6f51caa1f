/* model/join.h: documents put together: an article in several pages, a post where a link to it was.
 */
#ifndef LEDE_MODEL_JOIN_H
#define LEDE_MODEL_JOIN_H

#include "model/doc.h"

/* More pages than this are not one article. */
enum { JOIN_MOST = 20 };

/* `second` behind `first`, in the arena. The head is that of the first, but for the address of the
 * next page. What both pages begin with, or end with, is there once. */
const Doc *doc_join(const Doc *first, const Doc *second, Arena *arena);

/* `doc` with all blocks of `graft`, which has some, in place of the block at `at`; in the arena. */
const Doc *doc_graft(const Doc *doc, uint32_t at, const Doc *graft, Arena *arena);

#endif
