/* view/linkrows.h: what an article leads to, as rows of a list: its links by number, what the feed
 * has beside the text, its pictures. */
#ifndef LEDE_VIEW_LINKROWS_H
#define LEDE_VIEW_LINKROWS_H

#include "view/app.h"
#include "view/article.h"

typedef struct {
	Str mark; /* "3", "▣2", "n1", "c" */
	Str kind, text, site, address;
	Str written;    /* what the article has instead of the address; empty: the same */
	Str page;       /* "4"; empty: not in the text */
	uint32_t block; /* a place in the article itself, else NONE */
	bool picture;
} LinkRow;

typedef struct {
	const LinkRow *rows;
	size_t count;
	size_t links;    /* the first so many have the numbers from 1 */
	size_t notes;    /* so many behind them are footnotes */
	size_t pictures; /* the last so many */
} LinkRows;

/* Copies all of it into the arena; the article's text may go. */
LinkRows linkrows_of(const App *app, const Reader *reader, Arena *arena);

#endif
