/* config/levels.h: one option, several values: for all feeds, those of a folder, one feed, this
 * run. The nearest counts. Owned by one thread. */
#ifndef LEDE_CONFIG_LEVELS_H
#define LEDE_CONFIG_LEVELS_H

#include "config/options.h"

/* Later ones win. A folder within a folder wins over the outer one, what this run set for one feed
 * over what it set for all. */
typedef enum {
	LEVEL_INITIAL, /* nobody set it */
	LEVEL_CONFIG,
	LEVEL_FOLDER,
	LEVEL_FEED,
	LEVEL_SESSION,
	LEVELS
} Level;

typedef struct Levels Levels;

/* Lives in the arena, with all that is set. */
Levels *levels_new(Arena *arena);
/* For another thread. */
Levels *levels_copy(const Levels *levels, Arena *arena);
/* `whose`: a folder ("News/Local"), a feed's address as in `urls`; of LEVEL_SESSION a feed's, or
 * empty for all. ERR_USER: no such value, or none that can be set there; says what can. */
bool levels_set(Levels *levels, Level level, Str whose, const Option *option, Str value, Err *err);
/* What is set there is set no more. Not for LEVEL_CONFIG. */
/* What one feed has of its own, the other has as well, as far as it follows (config/moved.h). */
void levels_move(Levels *levels, Str from, Str to);
void levels_unset(Levels *levels, Level level, Str whose, const Option *option);

/* What counts for a feed; both empty: for none. A hash look-up for each folder around it and one
 * for itself, and that only if any feed or folder has an option of its own. */
void levels_options(const Levels *levels, Str url, Str folder, Options *out);
/* Whose value that is. `whose`: the folder or feed; empty if it is everybody's. */
Level levels_source(const Levels *levels, Str url, Str folder, const Option *option, Str *whose);

/* The nth feed or folder (from 0) with options of its own in the files; false: no more. */
bool levels_owner(const Levels *levels, size_t nth, Level *level, Str *whose);

#endif
