/* feed/html/marked.h: Markdown, by md4c (CommonMark with what GitHub adds). Built without it,
 * nothing is taken for Markdown, and such texts are shown as they are written. */
#ifndef LEDE_FEED_HTML_MARKED_H
#define LEDE_FEED_HTML_MARKED_H

#include "model/doc.h"

/* Whether a text is written so: by its MIME type, or as its address ends. */
bool marked_is(Str mime, Str url);
/* Clean UTF-8 as HTML, which is no safer than what others write. */
Str marked_html(Str text, Arena *arena);
/* The same as an article: its front matter (title, author, date), else its first heading, is its
 * head. */
void marked_to_doc(DocBuilder *b, Str text, Str base);

#endif
