/* feed/html/pieces.h: a text of a Doc in pieces of one style and one link. */
#ifndef LEDE_FEED_HTML_PIECES_H
#define LEDE_FEED_HTML_PIECES_H

#include "model/doc.h"

/* Where a word may be broken; it is for whoever sets lines, not for who saves or searches. */
#define SOFT_HYPHEN S("\xc2\xad")

typedef struct {
	const Doc *doc;
	uint32_t span; /* no span before this one matters any more */
} Pieces;

/* The next piece of *rest, which is shortened by it; false at the end. Texts are asked for in the
 * order in which they lie in the Doc. */
bool pieces_next(Pieces *pieces, Slice *rest, Span *piece);

#endif
