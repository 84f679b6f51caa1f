/* Any text as a date: one that is read is printed, and read again as the same. */
#include <stdlib.h>

#include "base/date.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	int64_t date = date_parse(str_of((const char *)bytes, n));

	if (date && date_parse(date_rfc3339(date, arena)) != date)
		abort();
	arena_close(arena);
	return 0;
}
