/* view/term.h: the terminal: raw mode, its own screen, keys, size, signals, colours. The only user
 * of ncurses (for terminfo). At most one Term is open; UI thread. Whatever ends the process but
 * SIGKILL leaves the terminal as it was. */
#ifndef LEDE_VIEW_TERM_H
#define LEDE_VIEW_TERM_H

#include "view/input.h"
#include "view/paint.h"

typedef struct Term Term;

typedef struct {
	bool colors; /* false: attributes alone, as with NO_COLOR */
	bool mouse;  /* the wheel and clicks are keys */
} TermOptions;

/* Takes over the controlling terminal. NULL: there is none. */
Term *term_open(TermOptions options, Err *err);
void term_close(Term *term); /* NULL is fine */

const PaintCaps *term_caps(const Term *term);
void term_size(const Term *term, int *rows, int *cols); /* cells, asked anew each time */
void term_paint(Term *term, const Canvas *canvas, const Theme *theme);
bool term_has_keys(const Term *term); /* bytes that were read and are not yet taken as keys */
void term_forget(Term *term);         /* the next frame is drawn whole */

/* File descriptors to poll: keys, and that a signal came. */
int term_key_fd(const Term *term);
int term_signal_fd(const Term *term);

enum {
	TERM_RESIZED = 1 << 0,
	TERM_STOPPED = 1 << 1, /* SIGTSTP: call term_suspend */
	TERM_RESUMED = 1 << 2, /* SIGCONT without it */
	TERM_ENDED = 1 << 3,   /* SIGTERM, SIGHUP, SIGINT */
};
/* What came since the last call. */
unsigned term_signals(Term *term);

/* Reads what has been typed; false: the terminal is gone. */
bool term_read(Term *term);
/* The next key; false: none, or (*patience_ms above 0) one that may go on: call with `final` when
 * nothing came for so long. key->text lives until the next term_read. */
bool term_key(Term *term, bool final, Key *out, int *patience_ms);

/* Whether it turned out to draw our signs two cells wide: they must not be used. */
bool term_draws_wide(const Term *term);

/* Gives the terminal back, for another program, and takes it again. */
void term_release(Term *term);
void term_resume(Term *term);
/* Stops, as ^Z does elsewhere; returns when it goes on. */
void term_suspend(Term *term);
/* Rings its bell. */
void term_ring(Term *term);
/* Gives its window a title; a text that shows nothing on terminals that have none. */
void term_title(Term *term, Str text);
/* A private message (ANSI's PM): GNU screen and tmux show it, terminals do not. */
void term_tell(Term *term, Str text);
/* To the clipboard by OSC 52; false if it is too long or the terminal cannot. */
bool term_copy(Term *term, Str text);

#endif
