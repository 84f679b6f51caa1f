/* feed/html/render_run.h: words of a Doc as text or as Markdown, with what would be read as marks
 * escaped; for render_text.c, which puts them into blocks. */
#ifndef LEDE_FEED_HTML_RENDER_RUN_H
#define LEDE_FEED_HTML_RENDER_RUN_H

#include "base/buf.h"
#include "feed/html/pieces.h"

/* What is being written, and where in it; the caller sets all. */
typedef struct {
	Pieces pieces;
	Buf *out;
	bool marks;            /* Markdown */
	Buf indent;            /* what each further line of the block begins with */
	bool at_start;         /* of a line, where more signs are marks; cleared as it goes on */
	bool in_cell;          /* of a table */
	bool in_line;          /* that ends where the line does: a Markdown heading */
	uint32_t block;        /* blocks[] */
	const uint32_t *notes; /* Markdown: see markdown_notes */
} Text;

/* Lines after the first begin with the indent; in a cell all is one line. */
void text_escaped(Text *t, Str text, bool in_code);
/* Runs with their marks, links with their addresses. In the order of the Doc: see pieces.h. */
void text_run(Text *t, Slice text);
/* The end of a Markdown link or picture: "](<address>)". */
void text_address(Text *t, Str href);

#endif
