/* engine/spawn.h: programs for addresses: the browser, the player. No shell ever reads an address:
 * one that a command of the user's needs gets it as a parameter. */
#ifndef LEDE_ENGINE_SPAWN_H
#define LEDE_ENGINE_SPAWN_H

#include "base/arena.h"
#include "base/err.h"

typedef struct {
	char *const *argv; /* NULL at the end; the address is one argument, and no option */
	bool on_terminal;  /* a text browser: hand the terminal over, wait, take it back */
} SpawnPlan;

/* Which program opens `url`: `browser` (a command of the user's; %u the address, appended if
 * absent; run by sh if it has pipes, variables and the like), else the first of $BROWSER (a colon
 * between, %s the address) that is there, else xdg-open, open or wslview. Only http, https and
 * mailto: all else is ERR_USER with code EPERM. No program at all: ERR_USER with code ENOENT. The
 * plan lies in the arena. */
bool spawn_browser(Str url, Str browser, Arena *arena, SpawnPlan *plan, Err *err);

/* What the address belongs to: %t, %T and %F in the command, outside of quotes. */
typedef struct {
	Str title, feed, feed_url;
} SpawnAbout;
bool spawn_browser_about(Str url, const SpawnAbout *about, Str browser, Arena *arena,
	SpawnPlan *plan, Err *err);

/* The same for any other scheme (gemini, magnet, tel), once the reader was asked: xdg-open, open or
 * wslview come first. What spawn_forbids is refused all the same. */
bool spawn_asked(Str url, Str browser, Arena *arena, SpawnPlan *plan, Err *err);

/* Whether it is never opened: it has no scheme, or one that runs code or reads files. */
bool spawn_forbids(Str url);

/* Runs it: on the terminal until it ends, else detached, silent, its failure to start reported. */
bool spawn_run(const SpawnPlan *plan, Err *err);

#endif
