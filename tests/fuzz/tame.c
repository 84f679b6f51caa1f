/* Any bytes as HTML: what is taken for tame has the tree that a parser makes of it. */
#include <stdlib.h>

#include "../unit/feed/same_tree.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str html = str_of((const char *)bytes, n);

	if (!same_tree(dom_parse(html, arena), dom_repair(html, arena)))
		abort();
	arena_close(arena);
	return 0;
}
