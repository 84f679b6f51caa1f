/* base/clock.h: milliseconds of a clock that never goes back, for how long something takes. */
#ifndef LEDE_BASE_CLOCK_H
#define LEDE_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_ms(void);

#endif
