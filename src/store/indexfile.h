/* store/indexfile.h: the file of the index (index.h) and its statements; what indexfile.c, index.c
 * and indexing.c share. */
#ifndef LEDE_STORE_INDEXFILE_H
#define LEDE_STORE_INDEXFILE_H

#include "store/database.h"
#include "store/index.h"

struct Index {
	sqlite3 *db;
	bool writes;
	sqlite3_stmt *reach, *best, *all, *versions;                                  /* reading */
	sqlite3_stmt *begin, *commit, *rollback, *add, *set, *version, *last_version; /* writing */
};

/* The number of a row: that of an article, and above it which of its rows it is. */
enum { INDEX_SHIFT = 40 };

/* The library's, opened when it is first wanted. NULL: there is none (yet), or it can't be used; to
 * write, one that is not there, not ours or broken is made anew. */
Index *index_of(Library *lib, bool writes, Err *err);
/* What SQLite says of it; NULL: it can't be opened. Returns false. */
bool index_fail(Library *lib, const Index *index, Err *err);
bool index_read_reach(Library *lib, Index *index, IndexReach *out, Err *err);

#endif
