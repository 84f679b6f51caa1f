/* view/format.h: lines of lists as newsboat's formats describe them: "%4i %f %D %-17T %t". */
#ifndef LEDE_VIEW_FORMAT_H
#define LEDE_VIEW_FORMAT_H

#include "base/arena.h"

/* What stands for %x. */
typedef struct {
	char letter;
	Str value;
} FormatField;

/* "%x"; "%5x" and "%-5x" in five cells, to the right and to the left, cut; "%=5x" in the middle;
 * "%>c" fills with c, so that what follows ends at `width` cells; "%?x?yes&no?" depends on whether
 * x is empty; "%%". What is none of these stands as it is. In the arena. */
Str format_fill(Str format, const FormatField *fields, size_t count, int width, Arena *arena);

#endif
