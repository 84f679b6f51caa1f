/* view/screen.h: one full-screen view. A screen keeps its state, draws it, and hears events; keys
 * reach it only as actions (action.h). The stack of screens is the App's. */
#ifndef LEDE_VIEW_SCREEN_H
#define LEDE_VIEW_SCREEN_H

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
	SCREENS
} ScreenKind;

/* What a screen is opened on. */
typedef struct {
	Query query;   /* items */
	Str title;     /* items, article: what stands in the bar */
	ItemId item;   /* article */
	Str text;      /* article: an address or file; help: what is searched */
	Screen *under; /* the screen it belongs to or came from (article: the list); outlives it */
} Target;

/* A screen's keys in a list or text: shared by all screens through these. */
typedef struct {
	ScreenKind kind;
	const char *name; /* "articles": in status line, help and config */
	bool (*open)(Screen *s, const Target *target, Err *err);
	void (*close)(Screen *s);
	void (*resize)(Screen *s, int rows, int cols); /* cells it may draw on */
	/* A screen that keeps what the event brings takes its arena: sets event->arena to NULL. */
	void (*event)(Screen *s, Event *event);
	void (*draw)(const Screen *s, Area area);              /* state to cells, nothing else */
	size_t (*extent)(const Screen *s);                     /* rows to scroll over */
	Str (*row)(const Screen *s, size_t row, Arena *arena); /* one row as text: find, copy */
	/* For the lines around it; each may be NULL. */
	Str (*place)(const Screen *s, Arena *arena);    /* top, left: "News ▸ Harbour Post" */
	Str (*note)(const Screen *s, Arena *arena);     /* top, right: "full text · 6 min" */
	Str (*position)(const Screen *s, Arena *arena); /* status: "7/44" */
	Str (*context)(const Screen *s, Arena *arena);  /* status, behind it */
	Str (*remains)(const Screen *s, Arena *arena);  /* status, right: "5 min left" */
	int (*percent)(const Screen *s); /* of the gauge at the status line's end; -1: none */
	Str (*hints)(const Screen *s, Arena *arena); /* last line: "Space next  b back" */
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
} ScreenOps;

struct Screen {
	const ScreenOps *ops;
	App *app;
	Arena *arena; /* lives as long as the screen */
	void *state;  /* the screen's own */
	int rows, cols;
	bool dirty; /* wants to be drawn */
	Screen *below;
};

extern const ScreenOps *const screen_kinds[SCREENS];

#endif
