/* view/input.h: the bytes a terminal sends, as keys by name (keymap.h). Pure: term.c reads, this
 * decodes. */
#ifndef LEDE_VIEW_INPUT_H
#define LEDE_VIEW_INPUT_H

#include "base/str.h"

typedef struct {
	char name[40]; /* "j", "^F", "C-Left", "WheelUp", "Paste"; empty: a report we do not use */
	Str text;      /* of "Paste": what was pasted, borrowed from the bytes */
	int row, col;  /* of the mouse, from 0 */
} Key;

/* A key as terminfo has it. */
typedef struct {
	Str bytes;
	const char *name;
} KeyCode;

/* Decodes the key that starts `bytes` (UTF-8) and returns how many it takes. 0: it may go on; once
 * nothing more has come for input_patience, ask again with `final`. */
size_t input_key(Str bytes, bool final, const KeyCode *codes, size_t code_count, Key *out);
/* How many ms the rest of it may take. */
int input_patience(Str bytes);

#endif
