/* Any bytes as an article in a text file. */
#include <stdlib.h>

#include "feed/parse.h"
#include "fuzz.h"
#include "model/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc =
		parse_text(str_of((const char *)bytes, n), S(""), S("file.txt"), arena, &err);
	Buf out = {0};

	if (!doc && err.kind != ERR_FORMAT)
		abort();
	if (doc) {
		doc_write(doc, &out);
		if (!doc_read(buf_str(&out), arena, NULL))
			abort();
	}
	buf_drop(&out);
	arena_close(arena);
	return 0;
}
