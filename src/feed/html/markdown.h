/* feed/html/markdown.h: what of CommonMark and its common extensions (GFM's tables, footnotes,
 * front matter in YAML) is more than marks around words; for render_text.c and render_run.c. */
#ifndef LEDE_FEED_HTML_MARKDOWN_H
#define LEDE_FEED_HTML_MARKDOWN_H

#include "base/buf.h"
#include "model/doc.h"

/* What is known about the article, between two lines of dashes; nothing if nothing is. */
void markdown_front(const Doc *doc, Buf *out);

/* As many backticks as open and close code that may hold some itself: `least` or more. */
void markdown_fence(Str code, unsigned least, Buf *out);

/* Footnotes: the number of each block that begins one, from 1; 0: of others. A block is one if the
 * mark of a note further up leads to it. In the arena. */
const uint32_t *markdown_notes(const Doc *doc, Arena *arena);

#endif
