/* view/inside.h: what of an App only its own files (app, jobs, outside, undo, tagging, place, loop)
 * see. */
#ifndef LEDE_VIEW_INSIDE_H
#define LEDE_VIEW_INSIDE_H

#include "base/vec.h"
#include "view/app.h"

typedef struct {
	Ticket ticket;
	Screen *screen; /* NULL: the App itself */
} Waiting;

/* A named value of the library that was changed in this run: the write may still be on its way. */
typedef struct {
	Str name;
	Buf value;
} Kept;

struct AppInside {
	VEC(Kept) kept;
	VEC(Waiting) waiting;
	VEC(Str) unfetched; /* addresses that were added, and their feeds not yet asked for */
	Str shown; /* the address of a feed that the cursor is to go to, once it is listed */
	VEC(ItemId) tagging;  /* whose tags are asked for (tagging.c) */
	VEC(Screen *) closed; /* popped, to be closed when their hook has returned */
	VEC(Screen *) ahead;  /* popped, to be returned to: the last lies on the top screen */
	Arena *theme_arena;
	const Operations *steps; /* that are being done; NULL: none */
	size_t step;             /* the next of them */
	char keys[160];          /* typed so far of a sequence (keys_read) */
	unsigned count;          /* typed before it */
	bool visiting;           /* opened on a target: where the last run ended stays as it was */
	Options options;         /* of the feed last asked for */
	Str saved;               /* the stack of screens as last written */
	Str resume;  /* what lay deeper than the feeds when lede ended; until it is passed */
	bool offers; /* the last line tells of it */
	Arena *saved_arena;
	Buf save_folder, save_ending; /* of the article saved last; empty: none was */
	Buf save_over;                /* the file that was asked about: may it be replaced? */
	/* feeds found behind an address, on their way to their screen */
	const Found *found;
	size_t found_count;
	Arena *found_arena;
};

/* Closes the screens that were popped within a hook of their own. */
void app_close_popped(App *app);
/* Tells what an EVENT_MARKED did. */
void undo_hear(App *app, const Event *event);

#endif
