/* Any bytes as what a terminal sends: each key takes bytes that are there, and once nothing more
 * comes, none is waited for. The first byte says how many come at a time. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "view/input.h"

static const KeyCode codes[] = {{{"\033[A", 3}, "Up"}, {{"\033OP", 3}, "F1"}};

/* The bytes a key takes; 0: it may go on. */
static size_t take(Str bytes, bool final)
{
	Key key;
	size_t taken = input_key(bytes, final, codes, COUNT(codes), &key);

	if (taken > bytes.n || (final && taken == 0) || !utf8_valid(str_from(key.name)))
		abort();
	if (key.text.n && (key.text.s < bytes.s || key.text.s + key.text.n > bytes.s + taken))
		abort();
	return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Str text = str_of((const char *)bytes, n);
	size_t step = n ? 1 + bytes[0] : 1, at = 0;

	for (size_t end = 0; end < n; end = end + step < n ? end + step : n) {
		size_t took = 1;

		while (at < end && took) {
			took = take(str_slice(text, at, end - at), false);
			at += took;
		}
		if (end + step >= n)
			break;
	}
	while (at < n)
		at += take(str_from_at(text, at), true);
	return 0;
}
