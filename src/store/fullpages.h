/* store/fullpages.h: the text of the page an article leads to, for the files of this folder. */
#ifndef LEDE_STORE_FULLPAGES_H
#define LEDE_STORE_FULLPAGES_H

#include "base/arena.h"

/* What is read of it, a line feed between blocks, of its bytes (doc_write). Empty if there are
 * none, or if they are of another lede. In the arena. */
Str fullpage_text(Str wire, Arena *arena);

#endif
