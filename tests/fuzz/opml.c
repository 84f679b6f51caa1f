/* Any bytes as a list of subscriptions: what is read can be written and read again, as many. */
#include <stdlib.h>

#include "feed/format/opml.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	const OpmlFeed *feeds;
	size_t count, again;
	OpmlLeft left;
	Buf out = {0};

	if (opml_read(str_of((const char *)bytes, n), S(""), arena, &feeds, &count, &left, NULL)) {
		opml_write(feeds, count, S("fuzz"), &out);
		if (!opml_read(buf_str(&out), S(""), arena, &feeds, &again, &left, NULL) ||
			again != count)
			abort();
	}
	buf_drop(&out);
	arena_close(arena);
	return 0;
}
