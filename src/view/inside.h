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

/* A change of `urls` that can be taken back. */
typedef struct {
	enum { URLS_ADDED, URLS_REMOVED, URLS_MOVED, URLS_TAGGED } kind;
	Str from, to;   /* of URLS_TAGGED the address, and the tags it had */
	size_t lines;   /* that were removed */
	bool unfetched; /* it was added, and its feed is not yet asked for */
	bool joined;    /* taken back together with the one before */
	int later;      /* steps of marks made behind it */
} UrlsChange;

/* A named value of the library that was changed in this run: the write may still be on its way. */
typedef struct {
	Str name;
	Buf value;
} Kept;

struct AppInside {
	VEC(Kept) kept;
	VEC(Waiting) waiting;
	VEC(UrlsChange) upkeep; /* the newest last */
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
