/* Any bytes as the answer of a worker: the gates let nothing unsound through. What passes is
 * written again, and passes again. */
#include <stdlib.h>

#include "fuzz.h"
#include "model/parsed.h"
#include "model/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str wire = str_of((const char *)bytes, n);
	const Parsed *parsed = parsed_read(wire, arena, NULL);
	const Doc *doc = doc_read(wire, arena, NULL);
	Buf out = {0};

	if (parsed) {
		parsed_write(parsed, &out);
		if (!parsed_read(buf_str(&out), arena, NULL))
			abort();
	}
	buf_clear(&out);
	if (doc) {
		doc_write(doc, &out);
		if (!doc_read(buf_str(&out), arena, NULL))
			abort();
	}
	buf_drop(&out);
	arena_close(arena);
	return 0;
}
