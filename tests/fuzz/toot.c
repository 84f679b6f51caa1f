/* Any bytes as what a server tells of a post: the card passes the gate. */
#include <stdlib.h>

#include "feed/html/player.h"
#include "feed/html/toot.h"
#include "fuzz.h"
#include "model/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str text = str_of((const char *)bytes, n);
	const Doc *doc = toot_read(text, S("https://fuzz.example/@a/10001"), arena, NULL);
	Buf wire = {0};

	if (doc) {
		doc_write(doc, &wire);
		if (!doc_read(buf_str(&wire), arena, NULL))
			abort();
	}
	player_post_api(text, arena);
	buf_drop(&wire);
	arena_close(arena);
	return 0;
}
