/* feed/reader/repeat.h: what an article says twice: its headline and author, which are shown above
 * it anyway, and quotes pulled from the text. */
#ifndef LEDE_FEED_READER_REPEAT_H
#define LEDE_FEED_READER_REPEAT_H

#include "feed/reader/score.h"

/* Whether an element is the headline, author or date once more. `before`: no paragraph came yet. */
bool repeat_is_head(const Page *page, const Node *node, Str title, Str byline, bool before);
/* Takes out what comes before the headline, if that is in the root: it is of the page. `all`:
 * running text in the root. */
void repeat_prune_above(const Page *page, Node *root, Str title, float all);
/* Takes out quotes that say what the text says. */
void repeat_prune_quotes(const Page *page, Node *root);

#endif
