#include "feed/net/due.h"

#include <stdlib.h>

enum { LONGEST_BACKOFF = 86400, JITTER = 1000, SLACK = 60 };

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

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int64_t due_rhythm(const int64_t *dates, size_t count, int64_t now)
{
	enum { MOST = 32 };
	int64_t sorted[MOST], pauses[MOST], usual, since;
	size_t n = 0;

	for (size_t i = 0; i < count && n < MOST; i++)
		if (dates[i] > 0 && dates[i] <= now)
			sorted[n++] = dates[i];
	if (n < 2)
		return DUE_FIRST;
	qsort(sorted, n, sizeof *sorted, compare);
	for (size_t i = 1; i < n; i++)
		pauses[i - 1] = sorted[i] - sorted[i - 1];
	qsort(pauses, n - 1, sizeof *pauses, compare);
	usual = pauses[(n - 1) / 2] / 2;
	/* A blog that fell asleep is looked at as often as it has slept tenths. */
	since = (now - sorted[n - 1]) / 10;
	usual = later(usual, since);
	return usual > DUE_LONGEST ? DUE_LONGEST : later(usual, DUE_SHORTEST);
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

int64_t due_beyond(int64_t due, uint32_t skip)
{
	enum { HOUR = 3600, DAY = 24 * HOUR, HOURS = 0xffffff, DAYS = 0x7f, THURSDAY = 4 };
	uint32_t hours = skip & HOURS, days = skip >> 24 & DAYS;

	if (hours == HOURS || days == DAYS)
		return due;
	/* An hour of each day is free, and a day of each week. The minute stays: feeds that skip
	 * the night do not all come at six. */
	for (int i = 0; i < 8 * 24; i++) {
		unsigned day = (unsigned)((due / DAY + THURSDAY) % 7);

		if (!(hours >> due % DAY / HOUR & 1) && !(days >> day & 1))
			break;
		due += HOUR;
	}
	return due;
}

bool due_has_come(int64_t due, int64_t checked, int64_t now)
{
	return due <= now || checked > now + SLACK;
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
