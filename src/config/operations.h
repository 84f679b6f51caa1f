/* config/operations.h: several operations in a row, as newsboat's macros have them: "open ; set
 * browser \"w3m %u\" ; open-in-browser -- \"what it does\"". */
#ifndef LEDE_CONFIG_OPERATIONS_H
#define LEDE_CONFIG_OPERATIONS_H

#include "base/buf.h"

/* One operation: its name, and the words behind it. */
typedef struct {
	const Str *words;
	size_t count; /* above 0 */
} Operation;

typedef struct {
	const Operation *steps;
	size_t count;
	Str help; /* behind "--"; may be empty */
} Operations;

/* newsboat's "one" to "zero" come as "goto-url 1" to 10. A semicolon ends an operation, alone or at
 * the end of a word without quotes. All in the arena. */
Operations operations_read(Str text, Arena *arena);

#endif
