/* feed/html/changes.h: two texts of an article, and what became of the one in the other. */
#ifndef LEDE_FEED_HTML_CHANGES_H
#define LEDE_FEED_HTML_CHANGES_H

#include "base/buf.h"

/* The new HTML with the words that were not in the old one as <ins>, and those that went as <del>
 * where they stood. Pictures, links and all other tags are the new one's. Texts that have little in
 * common are given one after the other. */
void changes_html(Str old, Str new, Buf *out);

#endif
