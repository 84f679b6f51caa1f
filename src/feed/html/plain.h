/* feed/html/plain.h: articles in plain text files. */
#ifndef LEDE_FEED_HTML_PLAIN_H
#define LEDE_FEED_HTML_PLAIN_H

#include "model/doc.h"

/* Clean UTF-8 (utf8_clean) as an article: the first line is the headline; a headline repeated is
 * dropped; a short block before the first paragraph that ends in a bracket is a picture's caption
 * and credit; lines wrapped at a fixed width are joined; addresses become links; lists, quotes,
 * rules and indented code are what they look like. */
void plain_to_doc(DocBuilder *b, Str text);

/* The same without a head: all of it is the article's text. */
void plain_body(DocBuilder *b, Str text);

#endif
