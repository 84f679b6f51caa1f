/* feed/format/json_mend.h: JSON as people write it by hand or by template. */
#ifndef LEDE_FEED_FORMAT_JSON_MEND_H
#define LEDE_FEED_FORMAT_JSON_MEND_H

#include "base/arena.h"

/* The text with line breaks and other control characters in strings escaped, without commas before
 * a closing bracket, and, if it ends in the middle (*cut), closed behind its last whole value. What
 * else is wrong with it stays. In the arena. */
Str json_mend(Str text, Arena *arena, bool *cut);

#endif
