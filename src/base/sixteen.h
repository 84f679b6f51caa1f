/* base/sixteen.h: sixteen bytes at a time, as most processors have it; of what others have, the
 * compiler makes it. A comparison gives a mask: a byte with all bits set where it holds. */
#ifndef LEDE_BASE_SIXTEEN_H
#define LEDE_BASE_SIXTEEN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Signed: what is beyond ASCII is below zero. */
typedef int8_t Sixteen __attribute__((vector_size(16)));

static inline Sixteen sixteen_at(const void *bytes)
{
	Sixteen b;

	memcpy(&b, bytes, sizeof b);
	return b;
}

static inline bool sixteen_any(Sixteen mask)
{
	uint64_t halves[2];

	memcpy(halves, &mask, sizeof halves);
	return (halves[0] | halves[1]) != 0;
}

static inline bool sixteen_all(Sixteen mask)
{
	uint64_t halves[2];

	memcpy(halves, &mask, sizeof halves);
	return (halves[0] & halves[1]) == UINT64_MAX;
}

#endif
