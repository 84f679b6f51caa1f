/* Any bytes as a robots.txt: its rules are lines of plain ASCII, and mean the same once more. */
#include <stdlib.h>

#include "feed/robots.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Str text = str_of((const char *)bytes, n);
	Str rules = robots_rules(text, ROBOTS_AGENT, arena);

	for (size_t i = 0; i < rules.n; i++)
		if (rules.s[i] != '\n' && (rules.s[i] <= ' ' || (uint8_t)rules.s[i] >= 0x7f))
			abort();
	if (rules.n && (rules.s[rules.n - 1] != '\n' || (rules.s[0] != '+' && rules.s[0] != '-')))
		abort();
	robots_allow(rules, S("https://fuzz.example/a/b.html?c=d*e$f"));
	robots_allow(rules, text);
	arena_close(arena);
	return 0;
}
