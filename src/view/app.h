/* view/app.h: all state of a run: options, engine, screens, theme. Owned by the UI thread. */
#ifndef LEDE_VIEW_APP_H
#define LEDE_VIEW_APP_H

#include "config/read.h"
#include "engine/engine.h"
#include "store/library.h"
#include "view/action.h"

typedef struct Theme Theme;
typedef struct Keymap Keymap;
typedef struct Prompt Prompt;
typedef struct Term Term;
typedef struct Shelf Shelf;
typedef struct AppInside AppInside;

struct App {
	Arena *arena; /* lives as long as the run */
	Arena *frame; /* emptied before each draw and each key */
	Config config;
	Options *options; /* &config.options */
	Engine *engine;
	Library *library; /* read only; for lookups by id while drawing */
	Shelf *shelf;     /* the feeds as last read (shelf.h) */
	Screen *top;      /* the one that is shown; ->below is what it covers */
	Canvas *canvas;
	Theme *theme;
	Keymap *keymap;
	Prompt *prompt;    /* NULL: no line is being edited */
	Term *term;        /* NULL in tests that draw without a terminal */
	AppInside *inside; /* app.c's own: tickets, keys that wait, what can be undone */
	bool quit, redraw;
	int status;           /* exit status */
	int64_t (*now)(void); /* Unix seconds; tests set it */
	/* progress of an update that runs */
	struct {
		uint32_t done, total, added, failed;
		bool active;
	} update;
	char message[256];
	bool message_is_error;
};

/* Runs the screens until the reader leaves; exit status. `target` empty: the feeds; else an address
 * or a file. */
int app_run(Str target);

/* What screens and actions call. app_push and app_pop may be called from within a screen's own
 * hooks and actions: the screen that is popped is closed after they return. */
bool app_push(App *app, ScreenKind kind, const Target *target); /* a failure is shown */
void app_pop(App *app);                                         /* the last one ends the run */
void app_message(App *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_error(App *app, const Err *err);
/* The screen whose ticket it is hears the answer; closing the screen cancels it. */
Ticket app_post(App *app, Screen *screen, Job job);
/* Sets or clears an ITEM_* flag on some items, or on all of a query; every screen hears
 * EVENT_MARKED, and app_undo takes it back. */
void app_mark(App *app, const ItemId *ids, size_t n, uint32_t flag, bool on);
void app_mark_query(App *app, Query query, uint32_t flag, bool on); /* the query is copied */
void app_undo(App *app);
/* Keeps a small named value in the library, for the next start. */
void app_keep(App *app, Str name, Str value);
/* To the clipboard, through the terminal (OSC 52); says `what` was copied. */
void app_copy(App *app, Str text, const char *what);
/* Hands the terminal to a program and takes it back; argv ends with NULL. */
bool app_run_program(App *app, const char *const *argv, Err *err);
/* Opens an address in the reader's browser; says so, or why not. */
void app_browse(App *app, Str url);
/* Reads a line at the bottom: `label` before it, `text` in it; `done` gets what was typed, or s
 * NULL if it was given up; `changed` (may be NULL) hears each change. */
void app_ask(App *app, Str label, Str text, void (*done)(App *app, Screen *screen, Str answer),
	void (*changed)(App *app, Screen *screen, Str answer));

/* For tests and for app_run: an App over open handles, drawing on a Canvas of this size, without a
 * terminal; fed keys by name ("j", "Enter", "^F"). */
App *app_open(const Config *config, Engine *engine, Library *library, int rows, int cols);
void app_close(App *app);
void app_key(App *app, Str key);
void app_events(App *app); /* takes what the engine has */
void app_draw(App *app);   /* bar, screen, status, prompt onto app->canvas */
void app_resize(App *app, int rows, int cols);

#endif
