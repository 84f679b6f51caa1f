#include "config/operations.h"

#include "base/vec.h"
#include "config/newsboat.h"
#include "config/words.h"

typedef VEC(Str) Words;
typedef VEC(Operation) StepVec;

static void end_step(StepVec *steps, Words *words, Arena *arena)
{
	unsigned link = words->count == 1 ? newsboat_link(words->items[0]) : 0;

	if (link) {
		words->items[0] = S("goto-url");
		*vec_push_in(words, arena) = arena_printf(arena, "%u", link);
	}
	if (words->count)
		*vec_push_in(steps, arena) = (Operation){words->items, words->count};
	*words = (Words){0};
}

/* Whether the next word stands in quotes: then a semicolon is part of it. */
static bool is_quoted(Str rest)
{
	rest = str_trim(rest);
	return rest.n && rest.s[0] == '"';
}

Operations operations_read(Str text, Arena *arena)
{
	StepVec steps = {0};
	Words words = {0};
	Operations out = {0};
	bool quoted = is_quoted(text);
	Str word;

	while (words_next(&text, arena, &word)) {
		if (!quoted && str_eq(word, S("--"))) {
			words_next(&text, arena, &out.help);
			break;
		}
		if (!quoted && str_ends(word, S(";"))) {
			word.n--;
			if (word.n)
				*vec_push_in(&words, arena) = word;
			end_step(&steps, &words, arena);
		} else {
			*vec_push_in(&words, arena) = word;
		}
		quoted = is_quoted(text);
	}
	end_step(&steps, &words, arena);
	out.steps = steps.items;
	out.count = steps.count;
	return out;
}
