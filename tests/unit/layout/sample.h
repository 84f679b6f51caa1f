/* Documents for the tests of layout: made by hand, or at random with everything in them. */
#ifndef LEDE_TESTS_LAYOUT_SAMPLE_H
#define LEDE_TESTS_LAYOUT_SAMPLE_H

#include "layout/layout.h"

/* A block with words, in `b`; NONE and MARK_NONE where nothing is said. */
uint32_t sample_block(DocBuilder *b, BlockKind kind, const char *words);
/* The same in a list; marker: its number, MARK_BULLET or MARK_NONE. */
uint32_t sample_item(DocBuilder *b, unsigned depth, uint32_t marker, const char *words);
/* A picture with caption and credit. */
uint32_t sample_picture(DocBuilder *b, const char *caption, const char *credit);
/* A table from cells in rows; the first row is its head. */
uint32_t sample_table(DocBuilder *b, uint32_t rows, uint32_t cols, const char *const *cells);
/* An embed of some kind, by its address. */
uint32_t sample_embed(DocBuilder *b, const char *href, const char *title, const char *note,
	const char *words);

/* Any number gives a document, the same each time: all kinds of blocks, scripts of all widths,
 * marks heaped up, bidi controls, long words, links and styles across everything. */
const Doc *sample_random(uint32_t seed, Arena *arena);

/* As text_write has it. */
Str sample_text(const Doc *doc, LayoutOptions options, Arena *arena);

#endif
