/* feed/net/polite.h: when one may visit a site again. A site is a host and port. Pure bookkeeping:
 * the clock is an argument, in milliseconds. */
#ifndef LEDE_FEED_NET_POLITE_H
#define LEDE_FEED_NET_POLITE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	POLITE_BURST = 10,     /* visits in a row without a pause, as a page with pictures makes */
	POLITE_PAUSE_MS = 100, /* between those beyond */
	POLITE_SLOW_MS = 2000, /* a visit of this age holds up no other */
	POLITE_SLOW_MOST = 6,  /* of those at a time */
	POLITE_REFUSALS = 5,   /* 429 or 503 in a row: not again for a while */
	POLITE_UNREACHABLES = 3, /* connections failed in a row: likewise */
	POLITE_SHUT_MS = 60000,  /* that while, if the site does not name one: twice as long each
				  * time it refuses again right after it */
	POLITE_SHUT_MOST_MS = 86400000,
};

typedef enum {
	VISIT_FINE,        /* an answer, be it an error */
	VISIT_REFUSED,     /* 429 or 503 */
	VISIT_UNREACHABLE, /* no connection */
	VISIT_FAILED,      /* connected, but no whole answer */
} Visit;

/* Zeroed: never visited. */
typedef struct {
	unsigned running, slow;        /* slow ones are not in `running` */
	unsigned refused, unreachable; /* in a row */
	unsigned shuts;                /* times shut for refusals, in a row */
	int64_t spent;                 /* visits not yet paid off by time, in ms */
	int64_t reckoned;              /* when `spent` was right */
	int64_t not_before, shut_until;
} PoliteSite;

/* Milliseconds until the next visit may begin; 0: now; -1: when one that runs has ended or is slow.
 */
int64_t polite_wait(const PoliteSite *site, int64_t now);
/* Whether a visit would be in vain until site->shut_until. */
bool polite_is_shut(const PoliteSite *site, int64_t now);
void polite_begin(PoliteSite *site, int64_t now);
/* One that runs has become slow; it is ended with `slow` set. */
void polite_slow(PoliteSite *site);
/* `retry_after`: seconds the site asked for, 0 if it did not. */
void polite_end(PoliteSite *site, Visit visit, bool slow, int64_t retry_after, int64_t now);

#endif
