/* store/index.h: the words of all articles, in a file of their own beside the library: it follows
 * the library and can be made anew from it at any time, so a crash, a damaged file or a full disk
 * there costs nothing but time. For the files of this folder alone; library.h has what others call.
 *
 * Rows of the index are never changed or taken out (its table keeps no text, so that it could not
 * say what to take out): an article that changes gets a new row, and the number of its latest row
 * is kept. Row 0 of article 12 is 12, the next (1 << 40) + 12. */
#ifndef LEDE_STORE_INDEX_H
#define LEDE_STORE_INDEX_H

#include <sqlite3.h>

#include "store/library.h"

/* How far it goes: every article up to `item`, but those changed behind `change`. */
typedef struct {
	int64_t item, change;
} IndexReach;

/* What a text is searched for found in the index. */
typedef struct {
	ItemId id;
	double score;
} Scored;
typedef struct {
	Scored *best; /* the latest of them, with their score; rising ids */
	size_t best_count;
	bool few;    /* there are no others */
	ItemId *ids; /* all of them, rising; only if `few` or after index_all */
	size_t count;
	uint64_t *bits; /* a bit for each id; likewise, only if there are many */
	size_t bit_count;
} Hits;

/* The most that `best` holds. */
enum { HITS_BEST = 4096 };

/* Of a library that has no index yet, or a damaged one, nothing is indexed: true, reach 0. */
bool index_reach(Library *lib, IndexReach *out, Err *err);
/* `match`: an expression of FTS5. The ids of `stale`, rising, are left out: they were changed.
 * index_best fills *out but for the ids where there are many; index_all, with the same *out, adds
 * them. What it holds is to be dropped whether they fail or not. */
bool index_best(Library *lib, Str match, const ItemId *stale, size_t stale_count, Hits *out,
	Err *err);
bool index_all(Library *lib, Str match, const ItemId *stale, size_t stale_count, Hits *out,
	Err *err);
void hits_drop(Hits *hits);
bool hits_have(const Hits *hits, ItemId id);    /* after index_all */
double hits_score(const Hits *hits, ItemId id); /* 0: it is none of the best */

/* Whether the file, if there is one, can be read from end to end; takes it away. */
bool index_sound(Library *lib);
void index_remove(Library *lib);
void index_close(Library *lib);
void index_interrupt(Library *lib); /* any thread */

/* store/tokenizer.c: base/token.h as FTS5's tokenizer "lede", and a function score(). */
bool tokenizer_add(sqlite3 *db);

#endif
