/* base/clock.h: milliseconds of a clock that never goes back, for how long something takes. */
#ifndef LEDE_BASE_CLOCK_H
#define LEDE_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_ms(void);
/* Lowers a timeout of poll(2) so that it ends `ms` from now; what is past ends it at once. */
void clock_wake(int *timeout_ms, int64_t ms);

#endif
