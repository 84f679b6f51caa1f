/* feed/reader/labels.h: short texts that say what the block behind them is, or that they are none
 * of the article: "Read more", "Advertisement", "Lesen Sie auch:". */
#ifndef LEDE_FEED_READER_LABELS_H
#define LEDE_FEED_READER_LABELS_H

#include "base/arena.h"
#include "base/str.h"

/* The table, made ready in the arena. */
typedef struct Labels Labels;
const Labels *labels_open(Arena *arena);

/* Whether a text is or begins as a label. `whole`: it must be nothing else. */
bool labels_has(const Labels *labels, Str text, bool whole);

#endif
