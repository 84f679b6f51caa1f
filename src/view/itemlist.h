/* view/itemlist.h: the state of a list of articles, shared by items.c (the list), itemrows.c (what
 * is drawn) and itemkeys.c (what keys do). */
#ifndef LEDE_VIEW_ITEMLIST_H
#define LEDE_VIEW_ITEMLIST_H

#include "view/app.h"
#include "view/idset.h"
#include "view/list.h"

typedef struct {
	List list;
	Screen *screen;
	Str source, title; /* in `about` */
	Arena *about;
	Str filter, filter_before; /* typed behind F; and when F was pressed; in `about` */
	ItemId cursor_before;      /* likewise */
	Order order;
	bool backwards;
	bool unread_only;
	/* the snapshot: ids in order; of `backwards`, read from the end */
	const ItemId *ids;
	Arena *ids_arena;
	Ticket listing;
	bool whole;     /* all of it is there */
	ItemId wanted;  /* the cursor goes to it once it is there; 0: none */
	uint64_t total; /* articles there were in its feeds then: more are news */
	/* the rows around the window, by id from the library */
	Item *rows;
	size_t first, row_count;
	Arena *rows_arena;
	/* of the items of the snapshot, those that are unread */
	IdSet unread;
	Ticket counting;
	bool counted;
	/* search */
	IdSet hits;
	Ticket finding;
	Str needle; /* folded; in finding_arena */
	Arena *finding_arena;
	ItemId before; /* the cursor when the search began */
	bool typing;
	int drawn_cols;
} ItemList;

ItemId items_id(const ItemList *list, size_t row);
/* The row as the library has it; reads those around it if need be. NULL: there is no such row. */
const Item *items_load(ItemList *list, size_t row);
/* The same of rows that were read already; NULL if it was not. */
const Item *items_look(const ItemList *list, size_t row);
/* Lines a row takes; for List. */
int items_height(void *list, size_t row, bool first);
/* Asks for the list anew; the cursor stays on its article if it is still there. */
void items_list_again(Screen *s);
/* Shows another source in the same screen. */
void items_show(Screen *s, const Target *target);
/* Forgets the rows that were read: marks changed. */
void items_forget_rows(ItemList *list);

void items_draw(const Screen *s, Area area);

#endif
