/* feed/digest.h: a feed as one document: the list of its articles. */
#ifndef LEDE_FEED_DIGEST_H
#define LEDE_FEED_DIGEST_H

#include "model/doc.h"
#include "model/item.h"

/* What each is called, which is a link; when and by whom; how it begins. Dates are in local time.
 * It lives in the arena. Nothing is parsed: the entries may have passed a gate already. */
const Doc *digest_doc(const Parsed *feed, Arena *arena);

#endif
