/* Any bytes as a web page: there is an article, and then it passes the gate, or an error. */
#include <stdlib.h>

#include "feed/parse.h"
#include "fuzz.h"
#include "model/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str page = str_of((const char *)bytes, n);
	Err err = {0};
	const Doc *doc = parse_page(S(""), page, S(""), S("https://example.org/a/b"), arena, &err);
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
