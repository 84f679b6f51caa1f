/* config/ticks.h: what stands in backticks within a line of the config: commands. */
#ifndef LEDE_CONFIG_TICKS_H
#define LEDE_CONFIG_TICKS_H

#include "base/arena.h"

/* The line with the output of its commands in their place, trimmed; the shell runs them, for it is
 * the reader's own config that asks. \` is a backtick. *wrong: what was wrong with the last one
 * that failed, else NULL. In the arena. */
Str ticks_run(Str line, Arena *arena, const char **wrong);

#endif
