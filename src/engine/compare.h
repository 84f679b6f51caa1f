/* engine/compare.h: the text of a feed against that of the page it leads to. */
#ifndef LEDE_ENGINE_COMPARE_H
#define LEDE_ENGINE_COMPARE_H

#include "model/doc.h"

typedef struct {
	bool better; /* the page's is worth more */
	Str note;    /* why, as half a sentence: "the page has 912 words, the feed 64" */
} Verdict;

/* `feed` may be NULL: it brings nothing. The page has to be clearly longer, and to be about the
 * same. In the arena. */
Verdict compare_texts(const Doc *feed, const Doc *page, Arena *arena);
/* Whether a feed's own text looks like the beginning of one: short, or broken off. `words` in it.
 */
bool compare_is_teaser(Str text, uint32_t words);

#endif
