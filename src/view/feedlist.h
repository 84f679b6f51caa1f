/* view/feedlist.h: the state of the feed list, shared by feeds.c, feedrows.c, which draws it,
 * and feedkeys.c, which does what its keys ask. */
#ifndef LEDE_VIEW_FEEDLIST_H
#define LEDE_VIEW_FEEDLIST_H

#include "base/vec.h"
#include "view/app.h"
#include "view/list.h"
#include "view/tree.h"

typedef struct {
	List list;
	FeedRow *rows;
	Arena *rows_arena;
	size_t tree;      /* the first row behind the lists and searches */
	unsigned reading; /* of the shelf, when the rows were made */
	VEC(Str) folded;  /* paths of folders */
	FeedSort sort;
	bool backwards;
	Str wanted; /* source the cursor is to begin at */
	int pane;   /* lines of the pane below the rows */
	/* counting: the row whose number is asked for now, and what is known of each */
	size_t asking;
	Ticket asked;
	bool recount;
	uint64_t counts[64];
	/* search */
	Str needle; /* folded; empty: none */
	Arena *finding;
	size_t before; /* the cursor when the search began */
	bool typing;
} FeedList;

/* The row under the cursor; NULL if there is none. */
const FeedRow *feeds_row(const Screen *s);
/* Makes the rows anew after folding or sorting. */
void feeds_rebuild(Screen *s);

/* Lines a row takes; for List. */
int feeds_height(void *list, size_t row, bool first);
void feeds_draw(const Screen *s, Area area); /* feedrows.c */

#endif
