/* cli/health.h: how feeds fare: what ails one, since when, how often, what to do, the next try. */
#ifndef LEDE_CLI_HEALTH_H
#define LEDE_CLI_HEALTH_H

#include "base/json.h"
#include "config/levels.h"
#include "model/item.h"

typedef enum {
	HEALTH_GOOD,
	HEALTH_NEW,     /* not fetched yet */
	HEALTH_CUT,     /* works, but what came ends in the middle */
	HEALTH_MOVED,   /* works, but has another address now */
	HEALTH_TROUBLE, /* the last fetch failed */
} Health;

/* Said of a feed that is HEALTH_CUT. */
#define HEALTH_CUT_OFF "ends in the middle; the articles before that are here"

Health health_of(const Feed *feed);
/* Whether its host need not show a certificate, since the config says so. */
bool health_is_insecure(const Levels *levels, const Feed *feed);
/* Its title, else its address. */
Str health_name(const Feed *feed, Arena *arena);
/* Without a password, and not without end. */
Str health_address(const Feed *feed, Arena *arena);
/* What to do about it; empty if that was said by its trouble, or nothing is to be done. */
Str health_advice(const Feed *feed, int64_t now, Arena *arena);
/* All there is to say, in some lines; nothing of one that is well and safe. `advice`: what to do,
 * too. */
void health_print(const Feed *feed, bool insecure, bool advice, int64_t now, Arena *arena);
/* The members of an object that say who it is, and how it fares. */
void health_write(const Feed *feed, int64_t now, Arena *arena, JsonWriter *w);

#endif
