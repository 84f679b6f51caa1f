/* Any text as a query, a filter of newsboat's and a rule: an error points into it; what is found
 * in a text by its words lies in the text. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "model/filter.h"
#include "model/rule.h"

/* The text itself is where the words are looked for. */
static void check_words(const Query *query, Str text, Arena *arena)
{
	const Needle *needles;
	size_t count = query_words(query->term, arena, &needles);

	for (size_t i = 0; i < count; i++) {
		size_t from = 0, start, end;

		while (needle_find(&needles[i], text, from, &start, &end)) {
			if (start < from || end <= start || end > text.n)
				abort();
			from = end;
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	Arena *arena = arena_open();
	Buf clean = {0};
	const char *where = NULL;
	Query query;
	Rule rule;
	Err err = {0};
	Str text;

	utf8_clean(str_of((const char *)bytes, n), &clean);
	text = buf_str(&clean);
	if (query_parse(text, arena, &query, &err))
		check_words(&query, text, arena);
	else if (err.kind != ERR_USER || err.code < 1 || (size_t)err.code > text.n + 1)
		abort();
	if (!filter_parse(text, arena, &where, &err) &&
		(err.kind != ERR_USER || where < text.s || where > text.s + text.n))
		abort();
	query = query_for_text(text, arena);
	check_words(&query, text, arena);
	if (!rule_parse(text, arena, &rule, &err) && err.kind != ERR_USER)
		abort();
	buf_drop(&clean);
	arena_close(arena);
	return 0;
}
