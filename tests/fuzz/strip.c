/* Any UTF-8 stripped of markup is clean text without line breaks, however short it is cut. */
#include <stdlib.h>

#include "base/utf8.h"
#include "feed/format/xml_tree.h"
#include "feed/html/strip.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Buf valid = {0};
	Str text, plain;

	utf8_clean(str_of((const char *)bytes, n), &valid);
	text = xml_clean(buf_str(&valid), arena);
	plain = strip_html(text, arena);
	if (!utf8_valid_text(plain) || str_find_char(plain, '\n') >= 0)
		abort();
	plain = strip_line(text, arena);
	if (!utf8_valid_text(plain) || str_find_char(plain, '\n') >= 0)
		abort();
	plain = strip_start(text, n % 100, arena);
	if (!utf8_valid_text(plain) || plain.n > n % 100)
		abort();
	strip_needed(text);
	strip_words(text);
	buf_drop(&valid);
	arena_close(arena);
	return 0;
}
