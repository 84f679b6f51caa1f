/* Any bytes as a page whose feeds are looked for: all that is found is an http address. */
#include <stdlib.h>

#include "base/url.h"
#include "feed/discover.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	const FeedLink *links;
	size_t count = discover_in_page(str_of((const char *)bytes, n), S("text/html"),
		S("https://fuzz.example/a/"), arena, &links);

	for (size_t i = 0; i < count; i++)
		if (!url_is_http(links[i].url))
			abort();
	discover_by_address(str_of((const char *)bytes, n), arena, &links);
	arena_close(arena);
	return 0;
}
