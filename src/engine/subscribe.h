/* engine/subscribe.h: what `urls` lists becomes what the library lists. */
#ifndef LEDE_ENGINE_SUBSCRIBE_H
#define LEDE_ENGINE_SUBSCRIBE_H

#include "store/library.h"

/* Reads the file `urls` (without an entry: the edition that came with lede) into a library open for
 * writing. Saved searches ("query:") are no feeds and stay out. */
bool subscribe(Library *lib, const char *urls, Err *err);

/* A feed gets another address, in `urls` and in the library: folder, tags, title and articles stay.
 * ERR_USER if it is not in `urls`, or the other address is. */
bool subscribe_move(Library *lib, const char *urls, Str from, Str to, Err *err);
/* Takes a change of `urls` back, or makes it again. */
bool subscribe_turn(Library *lib, const char *urls, const UrlsChange *change, bool back, Err *err);

#endif
