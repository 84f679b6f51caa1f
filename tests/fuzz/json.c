/* Any UTF-8 as JSON: what is JSON stays so when it is mended, and says the same. */
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"
#include "feed/format/json_mend.h"
#include "fuzz.h"

static bool same(const Json *a, const Json *b)
{
	if (a->kind != b->kind || a->count != b->count || a->truth != b->truth ||
		!str_eq(a->string, b->string) || a->number != b->number)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if ((a->kind == JSON_IS_OBJECT && !str_eq(a->names[i], b->names[i])) ||
			!same(&a->items[i], &b->items[i]))
			return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Buf clean = {0};
	Err err;
	bool cut = false;
	const Json *plain, *mended;

	utf8_clean(str_of((const char *)bytes, n), &clean);
	plain = json_read(buf_str(&clean), arena, &err);
	mended = json_read(json_mend(buf_str(&clean), arena, &cut), arena, &err);
	if (plain && (!mended || cut || !same(plain, mended)))
		abort();
	buf_drop(&clean);
	arena_close(arena);
	return 0;
}
