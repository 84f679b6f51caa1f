/* tests/pty/session.h: the whole program on a terminal of the test's own, in a home of its own.
 * What is waited for is what is drawn or done, never time; what does not come fails the test. */
#ifndef LEDE_TESTS_PTY_SESSION_H
#define LEDE_TESTS_PTY_SESSION_H

#include <sys/types.h>
#include <termios.h>

#include "base/buf.h"

typedef struct {
	char home[64];
	int terminal, slave; /* our end; theirs, kept open to ask for its modes */
	struct termios before;
	pid_t lede; /* or the shell it runs under */
	bool under_shell;
	Buf seen;    /* all that was drawn */
	size_t read; /* up to where it was looked at */
} Session;

/* For cmocka. */
int session_open(void **state);
int session_close(void **state);
/* Starts lede on a terminal of 24 lines; `variables`: names and values, NULL behind them; may be
 * NULL. */
void session_start(Session *s, const char *const *variables);
/* Reads on until `wanted` has come; what comes behind it is left for the next call. */
void session_see(Session *s, const char *wanted);
/* Has the screen drawn anew until `words` stand in it: of what changes only that is drawn. */
void session_see_in_frame(Session *s, const char *words);
bool session_has_seen(const Session *s, const char *bytes);
/* Takes what lede draws, waiting for it up to 50 ms. */
void session_take(Session *s);
/* All of it is taken by lede's terminal, which may take long if it does not read. */
void session_type(Session *s, Str keys);
/* Waits for it to end, or, with WUNTRACED, to stop, drawing all the while; its status. */
int session_await(Session *s, int how);
/* Types Q until it ends: the first one may have been part of something else. */
int session_leave(Session *s);
/* The terminal is gone. */
void session_finish(Session *s);
/* Subscribes it to a file of its home with these items: "<item>…". */
void session_feed(const Session *s, Str items);

#endif
