/* engine/outcome.h: what a visit to a feed leaves for the next one. Pure: no clock, no network. */
#ifndef LEDE_ENGINE_OUTCOME_H
#define LEDE_ENGINE_OUTCOME_H

#include "model/item.h"
#include "store/library.h"

typedef struct {
	int64_t now;
	Str url;              /* the feed's own */
	int status;           /* HTTP; 0 without an answer */
	int64_t due;          /* not before, as the server asks; 0 */
	Str moved_to;         /* where redirects lead for good; empty */
	const Parsed *parsed; /* NULL: nothing has changed since the last time */
	uint32_t added;
	bool examined; /* asked out of turn, to find out what ails it */
	bool cdn;      /* who answered stands before many hosts */
	uint64_t seed; /* the feed's id */
} Outcome;

/* An answer that was understood, or that nothing has changed. Text lies in the arena. */
void outcome_good(FeedState *state, const Outcome *outcome, Arena *arena);
/* Whether to ask once more, in the other form of lede's name: refused by one who stands before many
 * hosts and knows programs by their names alone. Changes state->agent. */
bool outcome_asks_again(FeedState *state, const Outcome *outcome, const Err *err);
/* That one fails still when it is examined is no further failure, and its next try comes no later.
 */
void outcome_bad(FeedState *state, const Outcome *outcome, const Err *err, Arena *arena);

#endif
