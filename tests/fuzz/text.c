/* Any bytes as an article in a text file, as Markdown and as text/gemini. */
#include <stdlib.h>

#include "feed/parse.h"
#include "fuzz.h"
#include "model/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char *const kinds[] = {"", "text/markdown", "text/gemini"};
	Str text = str_of((const char *)bytes, n);
	Buf out = {0};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		Arena *arena = arena_open();
		Err err = {0};
		const Doc *doc = parse_text(text, str_from(kinds[i]), S("file"), arena, &err);

		if (!doc && err.kind != ERR_FORMAT)
			abort();
		buf_clear(&out);
		if (doc) {
			doc_write(doc, &out);
			if (!doc_read(buf_str(&out), arena, NULL))
				abort();
		}
		arena_close(arena);
	}
	buf_drop(&out);
	return 0;
}
