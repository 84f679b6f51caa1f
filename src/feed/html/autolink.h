/* feed/html/autolink.h: addresses in running text. */
#ifndef LEDE_FEED_HTML_AUTOLINK_H
#define LEDE_FEED_HTML_AUTOLINK_H

#include "feed/html/flow.h"

/* Appends words to the flow; web and mail addresses in them become links. `handles`: @names, too,
 * to their pages on Twitter. */
void autolink(Flow *f, Str text, bool handles);

#endif
