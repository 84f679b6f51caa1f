#include "base/clock.h"

#include <time.h>

int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_wake(int *timeout_ms, int64_t ms)
{
	if (ms < *timeout_ms)
		*timeout_ms = ms < 0 ? 0 : (int)ms;
}
