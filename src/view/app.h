/* view/app.h: all state of a run: options, engine, screens, theme. Owned by the UI thread. */
#ifndef LEDE_VIEW_APP_H
#define LEDE_VIEW_APP_H

#include "config/read.h"
#include "engine/engine.h"
#include "store/library.h"
#include "view/action.h"
#include "view/theme.h"

typedef struct Keymap Keymap;
typedef struct Prompt Prompt;
typedef struct Term Term;
typedef struct Shelf Shelf;
typedef struct Lights Lights;
typedef struct AppInside AppInside;

struct App {
	Arena *arena; /* lives as long as the run */
	Arena *frame; /* emptied before each draw */
	Config config;
	Options *options; /* &config.options: for no feed in particular */
	Engine *engine;
	Library *library; /* read only; for lookups by id while drawing */
	Shelf *shelf;     /* the feeds as last read (shelf.h) */
	Screen *top;      /* the one that is shown; ->below is what it covers */
	Canvas *canvas;
	const Theme *theme;
	Str config_theme; /* what the config says; options->theme may be another by now */
	Keymap *keymap;
	Lights *lights;    /* what the config highlights; NULL: nothing */
	Prompt *prompt;    /* NULL: no line is being edited */
	Term *term;        /* NULL in tests that draw without a terminal */
	AppInside *inside; /* app.c's own: tickets, keys that wait, what can be undone */
	Str input;         /* what stood on standard input, for the target "-" */
	const char *urls;  /* the file of subscriptions */
	bool quit, redraw;
	bool visit;   /* opened on a page: back leaves, and the place of the run before stays */
	bool leafing; /* ended while keys came faster than one reads: the page is no place */
	unsigned zen; /* IN_*: screens without the lines around them */
	int status;   /* exit status */
	int64_t (*now)(void); /* Unix seconds; tests set it */
	/* progress of an update that runs */
	struct {
		uint32_t done, total, added, failed;
		uint32_t pages_done, pages; /* of articles, fetched with them; 0: none */
		uint64_t bytes;
		uint32_t fresh; /* feeds that brought something */
		FeedId last;    /* the feed that was told of last */
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
/* Back to the screen that app_pop left, as it was (ScreenOps.stays); false: there is none. */
bool app_forward(App *app);
/* Ends the run; with confirm-leave, once the reader has said so. */
void app_leave(App *app);
bool app_is_ahead(const App *app); /* whether there is one */
/* There is nothing to go forward to any more: what it lay on shows something else. */
void app_forget_ahead(App *app);
/* Screens of this kind without bar, status and hints, or with them again. */
void app_zen(App *app);
void app_message(App *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_error(App *app, const Err *err);
/* The screen whose ticket it is hears the answer; closing the screen cancels it. */
Ticket app_post(App *app, Screen *screen, Job job);
/* Cancels it; 0 is fine. */
void app_cancel(App *app, Ticket ticket);
/* Sets or clears a mark of some items, or of all of a query; every screen hears EVENT_MARKED, and
 * app_undo takes it back. */
void app_change(App *app, const ItemId *ids, size_t n, const Mark *mark);
void app_mark(App *app, const ItemId *ids, size_t n, uint32_t flag, bool on);
/* `query` and the texts of `mark` lie in `arena`, which goes to the engine. */
void app_mark_query(App *app, Query query, Arena *arena, const Mark *mark);
/* Takes the latest step back, or does it again; up to this one, if it is not 0. */
void app_undo(App *app, int64_t step);
void app_redo(App *app, int64_t step);
/* Keeps a small named value in the library, for the next start; and what is kept, empty if nothing
 * is. Borrowed until that name is kept again. */
void app_keep(App *app, Str name, Str value);
Str app_kept(App *app, Str name);
/* Fetches feeds: these, or (none) all. */
void app_refresh(App *app, const FeedId *ids, size_t n);
/* To the clipboard, through the terminal (OSC 52); says `what` was copied. */
void app_copy(App *app, Str text, const char *what);
/* Hands the terminal to a program, waits, and takes it back; argv ends with NULL. Without a
 * terminal: false. */
bool app_run_program(App *app, char *const *argv, Err *err);
/* Opens an address in the reader's browser; says so, or why not. */
void app_browse(App *app, Str url);
/* The same with another command; empty: the desktop's. */
void app_open_with(App *app, Str url, Str program);
/* With the player. */
void app_play(App *app, Str url);
/* Of the enclosures of an article the first sound or film; empty: there is none. */
Str browse_media(const Article *article);
/* Runs the option bookmark-program. */
void app_bookmark(App *app, Str url, Str title, Str feed);
/* Hands the terminal to a command that reads the text from its standard input. */
void app_give(App *app, Str command, Str text);
/* Hands the terminal to a command of the shell, in which %u is the address of what one is at; until
 * a key is pressed what it says stays there. None: a shell. */
void app_shell(App *app, Str command);
/* Changes the theme; what is said about a name that is none lands in *err. */
bool app_theme(App *app, Str name, Err *err);
/* The options that count for a feed and its articles; 0: for none. Borrowed until asked again. */
const Options *app_options(App *app, FeedId feed);
/* Sets an option until lede ends, for all or for one feed; value.s NULL: as it was in the config.
 */
bool app_set(App *app, const Option *option, FeedId feed, Str value, Err *err);
/* After options were set: what depends on them follows. */
void app_options_changed(App *app);
/* Reads a line at the bottom: `label` before it, `text` in it; `done` gets what was typed, or s
 * NULL if it was given up; `changed` (may be NULL) hears each change. */
typedef void PromptHeard(App *app, Screen *screen, Str answer);
void app_ask(App *app, Str label, Str text, PromptHeard *done, PromptHeard *changed);

/* For tests and for app_run: an App over open handles, drawing on a Canvas of this size, without a
 * terminal; fed keys by name ("j", "Enter", "^F"). app_start opens the first screen: the feeds, as
 * they were left (place.h), or `target`. */
App *app_open(const Config *config, Engine *engine, Library *library, int rows, int cols);
void app_start(App *app, Str target);
void app_close(App *app); /* keeps the place */
void app_key(App *app, Str key);
void app_paste(App *app, Str text);
void app_events(App *app); /* takes what the engine has */
void app_draw(App *app);   /* bar, screen, status, prompt onto app->canvas */
void app_resize(App *app, int rows, int cols);
/* Milliseconds until the screen's clock, or -1; and what to call then. */
int app_pause(const App *app);
void app_tick(App *app);
/* Writes the stack of screens to the library, if it changed since the last time. */
void app_save(App *app);

/* For the status line: keys that were typed and wait for more ("12g"), in app->frame. */
Str app_pending(const App *app);

#endif
