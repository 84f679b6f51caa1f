/* engine/visit.h: one feed on its way: fetched, parsed, compressed ahead if it is new, merged. The
 * run (refresh.c) starts it, and is told once by refresh_visited how it ended. Engine thread. */
#ifndef LEDE_ENGINE_VISIT_H
#define LEDE_ENGINE_VISIT_H

#include "engine/inside.h"

typedef struct Visit Visit;

/* Those under way. The caller sets the engine, all else being zero, and reads the counts. */
typedef struct {
	Engine *engine;
	Visit *first;
	size_t count;
	size_t file_count; /* of these, on files: read as soon as they start */
	size_t new_count;  /* of these, never fetched before */
	uint64_t bytes;    /* that came over the wire; set to 0 whenever the caller likes */
} Visits;

/* False: it is left alone, and nothing more is heard of it: unsubscribed, not to be fetched yet or
 * from anywhere, or checked after `since` (Unix seconds; 0: no matter). True: refresh_visited will
 * be called, perhaps before this returns, unless it is dropped. */
bool visit_start(Visits *visits, FeedId feed, int64_t since);
bool visits_has(const Visits *visits, FeedId feed);
/* None is under way any more, and none is told of; `bytes` stays. */
void visits_drop(Visits *visits);

#endif
