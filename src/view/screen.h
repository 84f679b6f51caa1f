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
	Screen *under; /* links, help: the screen it belongs to; outlives it */
} Target;

/* A screen's keys in a list or text: shared by all screens through these. */
typedef struct {
	ScreenKind kind;
	const char *name; /* "articles": in status line, help and config */
	bool (*open)(Screen *s, const Target *target, Err *err);
	void (*close)(Screen *s);
	void (*resize)(Screen *s, int rows, int cols); /* cells it may draw on */
	void (*event)(Screen *s, const Event *event);
	void (*draw)(const Screen *s, Area area);              /* state to cells, nothing else */
	size_t (*extent)(const Screen *s);                     /* rows to scroll over */
	Str (*row)(const Screen *s, size_t row, Arena *arena); /* one row as text: find, copy */
	/* For the status line: position ("7/44"), context ("News ▸ Harbour Post"). */
	Str (*position)(const Screen *s, Arena *arena);
	Str (*context)(const Screen *s, Arena *arena);
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
