/* view/itemlist.h: the state of a list of articles, shared by items.c (the list), itemrows.c (what
 * is drawn) and itemkeys.c (what keys do). */
#ifndef LEDE_VIEW_ITEMLIST_H
#define LEDE_VIEW_ITEMLIST_H

#include "base/vec.h"
#include "model/idset.h"
#include "view/action.h"
#include "view/app.h"
#include "view/hints.h"
#include "view/list.h"

typedef struct ItemSave ItemSave;

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
	/* the snapshot: ids in order; of `backwards`, read from the end. Half the room of an
	 * ItemId: there may be a million of them. The heap's */
	uint32_t *ids;
	Ticket listing;
	Ticket recounting; /* of what is unread, after another process changed something */
	bool whole;        /* all of it is there */
	bool slow;         /* it, or a search in it, has been awaited so long that it is told */
	Ticket muting;     /* of an empty list: how many its rules hide, */
	size_t muted;      /* so many */
	ActionRun *then; /* asked for before it was, of all of it: done when it is; NULL: nothing */
	uint64_t unseen; /* articles that a search did not look at: they are not indexed yet */
	ItemId wanted;   /* the cursor goes to it once it is there; 0: none */
	ItemId hovered;  /* the cursor is on it, and mark-read-on-hover has had its way */
	int unread_wanted; /* likewise to the first (1) or last (-1) unread one */
	Ticket adding;     /* up the words, */
	uint64_t
		words_to_read; /* of what is unread, or of all that is kept for later; 0: unknown */
	uint64_t total;        /* articles there were in its feeds then: more are news */
	/* the rows around the window, by id from the library */
	Item *rows;
	Str *snippets; /* of rows that were drawn: a line around what is searched; s NULL: not
			  looked for yet */
	const uint8_t *looks; /* of rows: the role a highlight gives it, or ROLE_TEXT; NULL: none
				 has one */
	size_t first, row_count;
	Arena *rows_arena;
	/* of the items of the snapshot, those that are unread; and all */
	IdSet unread, all;
	VEC(ItemId) marked; /* since it was asked for: read (below 0) or unread again */
	/* what is selected: these, and while there is an anchor all between it and the cursor */
	IdSet selected;
	ItemId anchor;
	size_t anchor_row;
	/* search */
	IdSet hits;
	Ticket finding;
	Str sought;          /* as typed; in `about` */
	const Needle *words; /* of the query and of the search, to be lit; in words_arena */
	size_t word_count;
	Arena *words_arena;
	ItemId before; /* the cursor when the search began */
	bool typing;
	int drawn_cols;
	Hints hints;      /* letters on the rows from the top one on */
	ItemId hinted;    /* which was this one */
	Ticket piping;    /* the article that pipe_command is to have (piping.c) */
	Str pipe_command; /* in the screen's arena */
	ItemSave *save;   /* itemsave.c's; NULL: none is being saved */
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
/* True: not all is listed yet, and this is done when it is. */
bool items_defer(ItemList *list, ActionRun *run);
/* Shows another source in the same screen. */
void items_show(Screen *s, const Target *target);
/* Forgets the rows that were read: marks changed. */
void items_forget_rows(ItemList *list);

/* What is listed: the source, the filter, and perhaps only what is unread. */
bool items_query(const ItemList *list, Arena *arena, Query *out, Err *err);
Ticket items_post(Screen *s, Query query, Arena *arena);
/* The words of what is listed and searched are lit from now on. */
void items_take_words(ItemList *list);

/* listing.c: which list it is of: what is read in it counts as well. */
bool items_is_plan(const ItemList *list);
/* ScreenOps.event. */
void items_hear(Screen *s, Event *event);
/* Order and filter were changed by the reader: this list has them from now on. */
void items_keep_view(const ItemList *list);

/* itemfind.c */
void items_find(Screen *s, FindStep step, Str text);
void items_hear_hits(Screen *s, const Event *event);

/* itemsave.c */
void items_hear_save(Screen *s, Event *event);
void items_end_save(Screen *s); /* without a word; if any is under way */

/* itemhints.c */
bool items_key(Screen *s, Str key);
void items_check_hints(ItemList *list); /* off, once other rows are in sight */
void items_draw_hint(const ItemList *list, size_t row, Area area, int line);

/* itemmarks.c: what is selected. */
bool items_is_selected(const ItemList *list, size_t row);
size_t items_selected(const ItemList *list); /* how many */
void items_unselect(ItemList *list);
/* Those that are selected, in the order of the list, or the one under the cursor; in app->frame. */
const ItemId *items_chosen(Screen *s, size_t *count);
/* The list is another: where the anchor stands in it; if it does not, there is none any more. */
void items_find_anchor(ItemList *list);

void items_draw(const Screen *s, Area area);

#endif
