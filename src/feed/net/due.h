/* feed/net/due.h: when a feed is visited again. Pure functions of its past; all times in seconds.
 */
#ifndef LEDE_FEED_NET_DUE_H
#define LEDE_FEED_NET_DUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DUE_FIRST = 30 * 60, /* between visits, of a feed that is not known yet */
	DUE_SHORTEST = 5 * 60,
	DUE_LONGEST = 7 * 86400,
	DUE_GONE = 365 * 86400, /* after a 410 */
};

/* The interval learnt, 0 at first, after one more visit: shorter if there was news, longer if not;
 * never beyond DUE_SHORTEST and DUE_LONGEST. */
int64_t due_interval(int64_t interval, bool news);

/* An interval to begin with, from the dates of the newest entries, in any order: half the usual
 * pause between them, or more if there was none for long. DUE_FIRST if they tell nothing. */
int64_t due_rhythm(const int64_t *dates, size_t count, int64_t now);

/* The next visit after one at `now` that went well. `ttl`: minutes the feed itself asks for, 0
 * none, nonsense beyond a week is none; `not_before`: when the server allows it, 0 at any time.
 * `seed` (the feed's id) moves it by up to a tenth, later only, so that feeds that were added
 * together do not stay together. */
int64_t due_after(int64_t now, int64_t interval, uint32_t ttl, int64_t not_before, uint64_t seed);

/* `due`, or the first time after it that lies in no hour (bit 0 to 23) and no day (bit 24, Sunday,
 * to 30) of GMT in which a feed asks for no visits. One that asks for none at all is not obeyed. */
int64_t due_beyond(int64_t due, uint32_t skip);

/* Whether that time has come. A last visit in the future tells that the clock was wrong then:
 * nobody waits until it gets there once more. */
bool due_has_come(int64_t due, int64_t checked, int64_t now);

/* The next visit after the nth failure in a row (from 1): half an hour, doubling up to a day;
 * `status` 410 is gone for good. */
int64_t due_after_failure(int64_t now, uint32_t failures, int status, int64_t not_before);

#endif
