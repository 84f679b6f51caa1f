/* Any bytes in any encoding become valid UTF-8. The first byte chooses how they are labelled. */
#include <stdlib.h>

#include "base/utf8.h"
#include "feed/html/charset.h"
#include "fuzz.h"

static const char *const labels[] = {"", "utf-8", "iso-8859-1", "windows-1251", "koi8-r", "gbk",
	"gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "utf-16", "utf-16be",
	"utf-32", "x-mac-cyrillic"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str text = str_of((const char *)bytes, n);

	if (n) {
		Str label = str_from(labels[bytes[0] % COUNT(labels)]);

		if (!utf8_valid(charset_to_utf8(str_from_at(text, 1), S(""), label, arena, NULL)))
			abort();
	}
	if (!utf8_valid(charset_xml_to_utf8(text, S("text/xml"), arena, NULL)) ||
		!utf8_valid(charset_html_to_utf8(text, S("text/html"), arena)))
		abort();
	arena_close(arena);
	return 0;
}
