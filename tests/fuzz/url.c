/* Any bytes as an address, alone and as one that the rest of them is resolved by: what is compared
 * stays as it is when made comparable again, and of what is shown nobody learns a password. */
#include <stdlib.h>

#include "base/detour.h"
#include "base/url.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str text = str_of((const char *)bytes, n), base = text, reference = S(""), once;
	ptrdiff_t line = str_find_char(text, '\n');

	if (line >= 0) {
		base = str_slice(text, 0, (size_t)line);
		reference = str_from_at(text, (size_t)line + 1);
	}
	once = url_normalize(base, arena);
	if (str_find_char(base, '\0') < 0 && !str_eq(url_normalize(once, arena), once))
		abort();
	once = url_public(base, arena);
	if (!str_eq(url_public(once, arena), once))
		abort();
	url_resolve(base, reference, arena);
	url_rebase(base, reference, arena);
	url_scheme(base);
	url_host(base);
	url_site(base);
	url_path(base);
	url_unescape(base, arena);
	url_parameter(base, S("a"), arena);
	url_is_host(url_host(base), S("example.org"));
	arena_close(arena);
	return 0;
}
