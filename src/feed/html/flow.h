/* feed/html/flow.h: text on its way into a Doc. White space collapses as browsers collapse it,
 * blocks open when there is something to put in them and vanish when there was not, links and
 * pictures wait until their paragraph is whole (the text of a block must lie in one piece). */
#ifndef LEDE_FEED_HTML_FLOW_H
#define LEDE_FEED_HTML_FLOW_H

#include "base/vec.h"
#include "model/doc.h"

/* A picture as the page has it; all may be empty but src. */
typedef struct {
	Str src, alt, credit, href;
	uint32_t width, height;
} Picture;

typedef struct {
	uint32_t index; /* links[] */
	Str href, title, note;
	Str fragment; /* of an address in this page, without '#' */
	Str written;  /* the address before detours were taken off; else empty */
} FlowLink;

typedef struct {
	Str name;
	uint32_t block;
} FlowAnchor;

typedef struct {
	DocBuilder *b;
	Arena *arena;
	Str base; /* resolves addresses; may be empty */

	/* What the next words are like. */
	uint32_t style, link; /* STYLE_* bits; links[] or NONE */
	uint8_t kind, level;  /* of the block they open */
	uint8_t quotes, lists;
	uint8_t opens; /* Block.opens */
	uint32_t marker;
	bool defines; /* the paragraph they open begins what a term means */
	Str label;    /* Block.label */
	uint8_t part; /* what comes is part of the embed before it */
	bool pre;

	/* The rest is flow.c's own. */
	bool open, single; /* a block, or one run of text without blocks */
	Block block;
	uint32_t start; /* of the open text */
	Str open_label;
	unsigned breaks;
	bool space;
	uint32_t last_style, last_link; /* of the last word */
	VEC(FlowLink) waiting;
	VEC(FlowLink) here;
	VEC(FlowAnchor) anchors;
	VEC(Picture) pictures;
	Str last_src;
} Flow;

void flow_init(Flow *f, DocBuilder *b, Str base);
/* Words and white space between them; verbatim while `pre` is set. */
void flow_text(Flow *f, Str text);
/* <br>. */
void flow_break(Flow *f);
/* Whether the next words of preformatted text begin a line. */
bool flow_at_line_start(const Flow *f);
/* Ends the open block; within a single run the next words begin a new line. */
void flow_close(Flow *f);

/* A new link. Its index is valid at once; its address reaches the Doc when the text around it is
 * closed. `href` is as written in the page; NONE if it leads nowhere or must not be followed. */
uint32_t flow_link(Flow *f, Str href, Str title, Str note);
/* Writes the addresses that wait; to be called without an open text. */
void flow_write_links(Flow *f);
/* An element's id: where the next words are, or the words it stands in. */
void flow_anchor(Flow *f, Str name);
/* Words for a picture that stands among words: a formula, a mark; false if they lie in a link or
 * are none. */
bool flow_sign(Flow *f, Str src, Str words);

/* Text that is no block: a cell, a caption. Blocks inside it become lines. Not nested. */
void flow_open_single(Flow *f);
/* What is in it so far, trimmed; borrowed until more text comes. */
Str flow_single_text(const Flow *f);
/* Keeps the first `n` bytes of it. */
void flow_cut_single(Flow *f, size_t n);
/* Its bytes, trimmed. Links in it are written behind it: add no text that belongs to it after. */
Slice flow_close_single(Flow *f);

/* Whether the pictures and embeds that come are part of the last embed. */
void flow_part(Flow *f, bool part);
/* A block of a kind that has no flowing text; level, quotes, lists and marker come from f. */
void flow_block(Flow *f, BlockKind kind, Slice text, uint32_t ref);
/* A picture without a caption, after the paragraph it stands in; a repetition is dropped. */
void flow_picture(Flow *f, Picture picture);
/* The same with a caption: to be called without an open block. */
void flow_figure(Flow *f, Picture picture, Slice caption);

/* Closes all and resolves links within the page. */
void flow_finish(Flow *f);

#endif
