/* feed/html/gemini.h: text/gemini, in which the first signs of a line say what it is. */
#ifndef LEDE_FEED_HTML_GEMINI_H
#define LEDE_FEED_HTML_GEMINI_H

#include "model/doc.h"

/* Whether a text is written so: by its MIME type, or as its address ends. */
bool gemini_is(Str mime, Str url);
/* Clean UTF-8 (utf8_clean) as an article: its first heading is the headline. */
void gemini_to_doc(DocBuilder *b, Str text, Str base);

#endif
