/* feed/html/render_nest.h: the quotes and lists around a block, in the order they were opened, as
 * marks at the beginning of lines; for render_text.c. */
#ifndef LEDE_FEED_HTML_RENDER_NEST_H
#define LEDE_FEED_HTML_RENDER_NEST_H

#include "base/buf.h"
#include "model/doc.h"

/* Of a list: the mark its items have, how wide that is, and the number of the last of them. */
typedef struct {
	bool quote;
	char mark; /* '-' or '*', '.' or ')'; '\0': its items have none */
	uint8_t width;
	uint32_t last;
} NestFrame;

typedef struct {
	NestFrame frames[2 * UINT8_MAX];
	size_t count;
	size_t left_at; /* the outermost list that the last block left, if it did */
	char left;      /* its mark, which a list in its place must not have; '\0': none */
	bool markdown;
} Nest;

/* Leaves what ends before a block. What is left is around both it and the one before. */
void nest_leave(Nest *nest, const Block *block);
/* Whether the block is the next item of a list, or the first of one within an item. */
bool nest_goes_on(const Nest *nest, const Block *block);
/* Enters what begins with it. Its first line begins with *first, all further ones with *indent. */
void nest_enter(Nest *nest, const Block *block, Buf *first, Buf *indent);
/* What a line without words begins with. */
void nest_gap(const Nest *nest, Buf *out);

#endif
