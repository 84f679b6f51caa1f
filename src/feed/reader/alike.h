/* feed/reader/alike.h: whether two short texts say the same, as a headline on a page and its title
 * in the head do: spaces, quotation marks, dashes and case aside. */
#ifndef LEDE_FEED_READER_ALIKE_H
#define LEDE_FEED_READER_ALIKE_H

#include "base/arena.h"
#include "base/str.h"

/* Letters and figures alone, in lower case as far as ASCII goes. */
Str alike_letters(Str text, Arena *arena);
/* Letter for letter; not if there are none. */
bool alike_is(Str a, Str b, Arena *arena);
/* Whether one is all within the other, and more than a short word. */
bool alike_holds(Str a, Str b, Arena *arena);
/* Whether most words of a heading are in a title, or most of a title of several words in the
 * heading, which then says more. */
bool alike_mostly(Str heading, Str title);

#endif
