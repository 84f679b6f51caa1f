/* view/feedlist.h: the state of the feed list, shared by feeds.c, feedrows.c, which draws it,
 * and feedkeys.c, which does what its keys ask. */
#ifndef LEDE_VIEW_FEEDLIST_H
#define LEDE_VIEW_FEEDLIST_H

#include "base/vec.h"
#include "view/app.h"
#include "view/list.h"
#include "view/tree.h"

typedef struct {
	Str source;
	uint64_t count;
	bool known, stale; /* stale: something changed since it was asked for */
} ListCount;

typedef struct {
	List list;
	FeedRow *rows;
	Arena *rows_arena;
	size_t tree;      /* the first row behind the lists and searches */
	unsigned reading; /* of the shelf, when the rows were made */
	VEC(Str) folded;  /* paths of folders */
	FeedSort sort;
	bool backwards;
	Str wanted; /* source the cursor is to go to at the next reading; or empty */
	int pane;   /* lines of the pane below the rows */
	/* numbers of lists that no feed counts */
	VEC(ListCount) counts;
	size_t asked_for; /* which of them is asked for now */
	Ticket asked;
	int64_t counted; /* Unix seconds: when the last round began */
	/* search */
	Str needle; /* folded; empty: none */
	Arena *finding;
	size_t before; /* the cursor when the search began */
	bool typing;
} FeedList;

/* The row under the cursor; NULL if there is none. */
const FeedRow *feeds_row(const Screen *s);
/* The cursor goes to this feed when the rows are made anew. */
void feeds_go(Screen *s, FeedId feed);
/* Makes the rows anew after folding or sorting. */
void feeds_rebuild(Screen *s);

/* feedcounts.c: how many articles there are in lists and saved searches. They are counted anew,
 * behind all lists, when something changed and the feeds are in sight; so they are exact whoever
 * changed it, and 1,000,000 articles cost 50 to 150 ms a number. */
void feeds_note_change(Screen *s, bool soon); /* soon: not during an update */
void feeds_ask_counts(Screen *s);
void feeds_hear_count(Screen *s, const Event *event);
void feeds_fill_counts(FeedList *f); /* into the rows */

/* Lines a row takes; for List. */
int feeds_height(void *list, size_t row, bool first);
void feeds_draw(const Screen *s, Area area);      /* feedrows.c */
void feeds_draw_pane(const Screen *s, Area area); /* feedpane.c */

#endif
