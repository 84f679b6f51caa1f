/* feed/html/render.h: a Doc as HTML, Markdown or text, for other programs and for copying. */
#ifndef LEDE_FEED_HTML_RENDER_H
#define LEDE_FEED_HTML_RENDER_H

#include "base/buf.h"
#include "model/doc.h"

/* A well-formed fragment of the plainest elements. The headline is not in it. */
void render_html(const Doc *doc, Buf *out);
/* What is read, one block a line, nothing else: no headline, captions, markers. */
void render_words(const Doc *doc, Buf *out);
/* The whole article for the eye: headline, byline, captions in brackets; paragraphs unwrapped. */
void render_text(const Doc *doc, Buf *out);
/* The same as CommonMark with tables, strikethrough and footnotes (GFM). */
void render_markdown(const Doc *doc, Buf *out);
/* Files of their own: an HTML document with its head; Markdown behind front matter in YAML, which
 * says title, author, site, dates, language, address, picture, description as far as they are
 * known. */
void render_html_file(const Doc *doc, Buf *out);
void render_markdown_file(const Doc *doc, Buf *out);
/* Where it leads, for each address that is not in the article itself: in order, each once. */
typedef struct {
	Str text, href;
	Str written; /* Link.written of the first */
	LinkKind kind;
} RenderedLink;
size_t render_links(const Doc *doc, Arena *arena, const RenderedLink **out);

#endif
