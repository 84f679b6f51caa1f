#include "base/near.h"

#include <stdio.h>

enum { LONGEST = 40, FAR = LONGEST + 1 };

static unsigned least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Edits that lead from a to b, two neighbours that changed places being one (optimal string
 * alignment). Three rows of the table are enough. */
static unsigned distance(Str a, Str b)
{
	unsigned rows[3][LONGEST + 1] = {0};

	if (a.n > LONGEST || b.n > LONGEST)
		return FAR;
	for (unsigned j = 0; j <= b.n; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= a.n; i++) {
		unsigned *now = rows[i % 3], *before = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];

		now[0] = i;
		for (unsigned j = 1; j <= b.n; j++) {
			bool same = a.s[i - 1] == b.s[j - 1];

			now[j] = least_of(before[j - 1] + !same,
				least_of(before[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1])
				now[j] = least_of(now[j], two[j - 2] + 1);
		}
	}
	return rows[a.n % 3][b.n];
}

Near near_of(Str word)
{
	/* A third of its letters may be wrong, and of a short word one. */
	return (Near){.word = word, .least = (unsigned)least_of((unsigned)word.n, LONGEST) / 3 + 1};
}

void near_try(Near *near, Str name)
{
	unsigned edits = distance(near->word, name);

	if (near->longer.n == 0 && near->word.n > 1 && str_starts(name, near->word))
		near->longer = name;
	if (edits >= name.n || edits > near->least || (near->best.n && edits == near->least))
		return;
	near->least = edits;
	near->best = name;
}

const char *near_hint(Near *near, const char *before)
{
	bool slip = near->best.n && near->least < 2;
	Str meant = near->longer.n && !slip ? near->longer : near->best;

	near->hint[0] = '\0';
	if (meant.n && meant.n <= LONGEST)
		snprintf(near->hint, sizeof near->hint, "; did you mean %s%.*s?", before,
			STR_ARG(meant));
	return near->hint;
}
