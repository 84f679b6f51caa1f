#include "feed/net/due.h"

enum { LONGEST_BACKOFF = 86400, JITTER = 1000 };

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int64_t due_interval(int64_t interval, bool news)
{
	if (interval <= 0)
		interval = DUE_FIRST;
	if (interval > DUE_LONGEST)
		interval = DUE_LONGEST;
	interval = news ? interval * 3 / 4 : interval * 5 / 4;
	if (interval > DUE_LONGEST)
		interval = DUE_LONGEST;
	return later(interval, DUE_SHORTEST);
}

/* 0 to JITTER - 1, the same for the same feed at the same time (SplitMix64's mixing). */
static int64_t jitter(uint64_t seed)
{
	seed = (seed ^ seed >> 30) * 0xbf58476d1ce4e5b9;
	seed = (seed ^ seed >> 27) * 0x94d049bb133111eb;
	return (int64_t)((seed ^ seed >> 31) % JITTER);
}

int64_t due_after(int64_t now, int64_t interval, uint32_t ttl, int64_t not_before, uint64_t seed)
{
	int64_t asked = (int64_t)ttl * 60;

	if (asked <= DUE_LONGEST)
		interval = later(interval, asked);
	interval += interval * jitter(seed + (uint64_t)now) / (JITTER * 10);
	return later(now + interval, not_before);
}

int64_t due_after_failure(int64_t now, uint32_t failures, int status, int64_t not_before)
{
	int64_t wait = DUE_FIRST;

	for (uint32_t i = 1; i < failures && wait < LONGEST_BACKOFF; i++)
		wait *= 2;
	if (wait > LONGEST_BACKOFF)
		wait = LONGEST_BACKOFF;
	if (status == 410)
		wait = DUE_GONE;
	return later(now + wait, not_before);
}
