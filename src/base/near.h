/* base/near.h: which of our names a mistyped word most likely means: commands, options, settings.
 */
#ifndef LEDE_BASE_NEAR_H
#define LEDE_BASE_NEAR_H

#include "base/str.h"

typedef struct {
	Str word;       /* all borrowed */
	Str best;       /* the fewest edits away; empty as long as nothing is near */
	Str longer;     /* the first that begins with the word */
	unsigned least; /* edits to best, beyond which nothing is taken for it any more */
	char hint[80];
} Near;

/* near_of(word), then near_try with each name there is, then near_hint. */
Near near_of(Str word);
/* One letter to put right, or two that changed places, is a slip; then the word may be the
 * beginning of a name; then more letters may be wrong, up to a third. Of equals the first. */
void near_try(Near *near, Str name);
/* "; did you mean --quiet?", to be put behind what is wrong, `before` being the dashes; or "". It
 * lives as long as near. */
const char *near_hint(Near *near, const char *before);

#endif
