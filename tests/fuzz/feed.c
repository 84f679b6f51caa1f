/* Any bytes as a feed: what comes out passes the sandbox's gate, and prints. */
#include <stdlib.h>

#include "feed/parse.h"
#include "fuzz.h"
#include "model/parsed.h"
#include "model/shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Buf out = {0};
	JsonWriter w = {.out = &out};
	Parsed parsed;

	if (parse_feed(str_of((const char *)bytes, n), S(""), S("https://fuzz.example/feed"), arena,
		    &parsed, NULL)) {
		json_open_object(&w);
		shape_members(&shape_feed_more, parsed.more, &w);
		for (size_t i = 0; i < parsed.entry_count; i++)
			shape_members(&shape_entry, &parsed.entries[i], &w);
		json_close_object(&w);
		buf_clear(&out);
		parsed_write(&parsed, &out);
		if (!parsed_read(buf_str(&out), arena, NULL))
			abort();
	}
	buf_drop(&out);
	arena_close(arena);
	return 0;
}
