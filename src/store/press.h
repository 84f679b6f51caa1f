/* store/press.h: texts compressed, by any thread; pack.c says with which dictionary. For the files
 * of this folder; what others need is in library.h. */
#ifndef LEDE_STORE_PRESS_H
#define LEDE_STORE_PRESS_H

#include "store/library.h"

enum {
	/* Below, the frame is as long as what it saves. */
	WORTH_PACKING = 128,
	/* No feed or page that is read is as long. */
	MAX_TEXT = 256 << 20,
	/* 25,000 articles of 2.8 kB (71 MB) on one core: with a dictionary level 1 makes 22 MB of
	 * them in 0.29 s, -1 24 MB in 0.31 s, 3 21 MB in 0.38 s; without one they make 28, 33 and
	 * 27 MB (2026). 0.1 s is saved by what need not be written. */
	PACK_LEVEL = 1,
};

struct Pressed {
	uint32_t era;     /* as of the Book it was made with */
	const Str *texts; /* of each entry; empty if it gets no smaller */
};

/* `dictionary`: in zstd's form, copied; empty for none. `era`: which dictionaries there are to read
 * it with. */
Book *book_new(Str dictionary, uint32_t era);
Book *book_share(Book *book);
void book_drop(Book *book); /* NULL is fine */

/* Empty if it gets no smaller; else the Press's until the next call. */
Str press_text(Press *press, const Book *book, Str text);

#endif
