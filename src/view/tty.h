/* view/tty.h: the modes of the terminal and the signals that come while it is ours; for term.c. One
 * terminal at a time; UI thread. Whatever ends the process but SIGKILL gives it back. */
#ifndef LEDE_VIEW_TTY_H
#define LEDE_VIEW_TTY_H

#include "base/err.h"
#include "base/str.h"

/* `out` is open until tty_close. On failure there is nothing to close. */
bool tty_open(int out, Err *err);
void tty_close(void); /* gives it back, too */

/* Raw mode, signals noted, `enter` written; `leave` will be when it is given back, and lives as
 * long. What the modes are by then is what they will be again. */
void tty_take(const char *enter, const char *leave);
void tty_give(void);

/* All of it, however slow the terminal is; what can't be written is lost. */
void tty_write(Str bytes);

/* Readable when a signal came; tty_drain before asking which. */
int tty_signal_fd(void);
void tty_drain(void);
/* Whether that signal came since this was last asked. */
bool tty_came(int number);

#endif
