/* view/screen.h: one full-screen view. A screen keeps its state, draws it, and hears events; keys
 * reach it only as actions (action.h). The stack of screens is the App's. */
#ifndef LEDE_VIEW_SCREEN_H
#define LEDE_VIEW_SCREEN_H

#include "base/token.h"
#include "engine/job.h"
#include "view/canvas.h"

typedef struct App App;
typedef struct Screen Screen;

typedef enum {
	SCREEN_FEEDS,
	SCREEN_ITEMS,
	SCREEN_ARTICLE,
	SCREEN_LINKS,
	SCREEN_HELP,
	SCREEN_LOG,
	SCREEN_PAGES,
	SCREEN_FOUND,
	SCREEN_ABOUT,
	SCREEN_JOURNAL,
	SCREENS
} ScreenKind;

/* What a screen is opened on. */
typedef struct {
	Str title;   /* items, article: what stands in the bar */
	ItemId item; /* article; items, feeds: where the cursor goes; or 0 */
	Str text;    /* items: which (items.h); article: an address or file; help: its search */
	unsigned version; /* article: of the texts it had before, from 1, the latest first; 0 */
	Screen *under; /* the screen it belongs to or came from (article: the list; log: the cursor
			* goes to its feed); outlives it */
} Target;

/* How a reader moves in any list or text; one action each. */
typedef enum {
	MOVE_UP, /* `count` lines or rows */
	MOVE_DOWN,
	MOVE_HALF_UP,
	MOVE_HALF_DOWN,
	MOVE_PAGE_UP,
	MOVE_PAGE_DOWN,
	MOVE_SPACE, /* a page on; at the end of an article, the next unread one */
	MOVE_FIRST, /* with a count: to that row or page, from 1 */
	MOVE_LAST,
	MOVE_LEFT, /* sideways in wide code and tables */
	MOVE_RIGHT,
	MOVE_WHEEL_UP, /* three lines, the cursor stays if it can */
	MOVE_WHEEL_DOWN,
	MOTIONS
} Motion;

/* Search within a screen. */
typedef enum {
	FIND_TYPING, /* the text changed: light what matches, go to the nearest from where it began
		      */
	FIND_START,  /* the text is entered: the same, and stay there */
	FIND_NEXT,
	FIND_PREVIOUS,
	FIND_CLEAR, /* unlight; after FIND_TYPING also back to where it began */
} FindStep;

/* One kind of screen. What is NULL is not offered. */
typedef struct {
	ScreenKind kind;
	const char *name; /* "articles": in status line, help and config */
	bool (*open)(Screen *s, const Target *target, Err *err);
	void (*close)(Screen *s);
	void (*resize)(Screen *s, int rows, int cols); /* cells it may draw on */
	/* A screen that keeps what the event brings takes its arena: sets event->arena to NULL. */
	void (*event)(Screen *s, Event *event);
	/* Before each draw and key: looks up the rows that have come into sight. */
	void (*prepare)(Screen *s);
	void (*draw)(const Screen *s, Area area);               /* state to cells, nothing else */
	void (*move)(Screen *s, Motion motion, unsigned count); /* count: at least 1; 0: none given
								 */
	/* The number of hits is told with app_message by the screen itself. `lit` follows. */
	void (*find)(Screen *s, FindStep step, Str text);
	/* What opens this screen at the same place again after a restart; false: it is not kept. */
	bool (*keep)(const Screen *s, Arena *arena, Target *out);
	/* Left by going back, it is worth returning to: app_forward does, as long as nothing else
	 * was opened from the screen below it. */
	bool (*stays)(const Screen *s);
	/* The feed that it is of or that the cursor is on; 0: none. */
	FeedId (*feed)(const Screen *s);
	/* For the lines around it; each may be NULL. */
	Str (*title)(const Screen *s, Arena *arena);    /* the whole top line as the reader has it;
							 * empty: what follows */
	Str (*place)(const Screen *s, Arena *arena);    /* top, left: "News ▸ Harbour Post" */
	Str (*note)(const Screen *s, Arena *arena);     /* top, right: "full text · 6 min" */
	Str (*position)(const Screen *s, Arena *arena); /* status: "7/44" */
	Str (*context)(const Screen *s, Arena *arena);  /* status, behind it */
	Str (*remains)(const Screen *s, Arena *arena);  /* status, right: "5 min left" */
	int (*percent)(const Screen *s); /* of the gauge at the status line's end; -1: none */
	Str (*hints)(const Screen *s, Arena *arena); /* last line: action names (status.h) */
	/* Whether what it was opened on is still to come: keys typed ahead are for that. */
	bool (*waits)(const Screen *s);
	/* A key before the key map sees it; true: it is used up (letters of hints, digits of a
	 * link).
	 */
	bool (*key)(Screen *s, Str key);
	/* A clock of its own: `pause` is asked after each key and event for the milliseconds until
	 * `tick` is to be called (-1: never). In tests the key "Tick" calls it. */
	int (*pause)(const Screen *s);
	void (*tick)(Screen *s);
	/* Of a list of articles: goes to the next (by 1) or previous (-1) one, or the next that is
	 * unread; `out` is what opens it. False: there is none. */
	bool (*step)(Screen *s, int by, bool unread, Target *out);
	/* Of such a list: the words it was searched for, borrowed until it is another. */
	size_t (*words)(const Screen *s, const Needle **out);
} ScreenOps;

struct Screen {
	const ScreenOps *ops;
	App *app;
	Arena *arena; /* lives as long as the screen */
	void *state;  /* the screen's own */
	int rows, cols;
	bool dirty; /* wants to be drawn */
	bool lit;   /* hits of a search are lit: n and N go through them */
	Screen *below;
};

extern const ScreenOps *const screen_kinds[SCREENS];

#endif
