/* view/hints.h: how one of many is chosen by a few keys: letters laid over what can be opened, and
 * the digits of a number. */
#ifndef LEDE_VIEW_HINTS_H
#define LEDE_VIEW_HINTS_H

#include "base/arena.h"

typedef struct {
	Arena *arena;
	const Str *labels; /* one a target; none begins another */
	size_t count;
	char typed[8];
	size_t typed_count;
} Hints;

typedef enum {
	HINTS_ON, /* wants more letters */
	HINTS_TAKEN /* *target is it; the hints are off */,
	HINTS_OFF /* no such letters: given up */
} HintsAnswer;

/* Labels for `count` targets, above 0: letters of the home row, as few as can be. */
void hints_start(Hints *hints, size_t count);
void hints_stop(Hints *hints); /* also frees; a zeroed Hints is off */
bool hints_are_on(const Hints *hints);
/* A key by its name; Backspace takes a letter back, all else that is no letter gives up. */
HintsAnswer hints_key(Hints *hints, Str key, size_t *target);
/* What is still to be typed for a target; empty if what was typed rules it out. */
Str hints_label(const Hints *hints, size_t target);

/* Digits of a number from 1 to `count`, as they are typed. */
typedef struct {
	unsigned number; /* that waits for a further digit; 0: none */
	bool counting;   /* there is none with this digit: it counts for the next key ("30G") */
	bool spent; /* a digit has just chosen at once: an "o" that ends it has nothing to do */
} Digits;

typedef enum {
	DIGITS_PASS,        /* the key is for others */
	DIGITS_WAIT,        /* it is one of ours, and more may follow */
	DIGITS_CHOSEN,      /* *number is it */
	DIGITS_CHOSEN_PASS, /* the same, and the key is for others */
	DIGITS_TO_LINE,     /* "G" behind digits: *number is where to go */
} DigitsAnswer;

/* A digit chooses at once unless a longer number begins so; then the next digit, Enter, "o", or
 * the caller after a moment says that it was all. Who types "3o" where 3 was enough means one link,
 * not that and the article. 0 is 10, as in newsboat. */
DigitsAnswer digits_key(Digits *digits, Str key, size_t count, unsigned *number);
/* The keys have rested for a moment: what they were is over. */
void digits_rest(Digits *digits);
/* Whether digits_rest is to be called after a moment. */
bool digits_wait(const Digits *digits);

#endif
