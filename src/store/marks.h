/* store/marks.h: which articles are unread, starred, kept for later, deleted or muted: for each of
 * these a set of ids. Table `mark` has it as rows of 8192 bits, so that a million marks are 122
 * small rows, and none of the indexes has to change with them. A connection keeps the sets in
 * memory and reads them anew when another one has written. For the files of this folder alone. */
#ifndef LEDE_STORE_MARKS_H
#define LEDE_STORE_MARKS_H

#include "model/idset.h"
#include "store/database.h"

/* A set's number; stored. */
enum { MARK_UNREAD = 0, MARK_STARRED = 1, MARK_LATER = 2, MARK_DELETED = 3, MARK_MUTED = 7 };
/* All of them, as ITEM_* flags: ITEM_UNREAD is 1 << MARK_UNREAD, and so on. The other flags say
 * what an article has; they stand in item.media. */
enum { ITEM_MARKS = ITEM_UNREAD | ITEM_STARRED | ITEM_LATER | ITEM_DELETED | ITEM_MUTED };

/* Functions that SQL calls: marks(id), its ITEM_MARKS, and an aggregate for migrations. */
bool marks_prepare(Library *lib, Err *err);
void marks_close(Library *lib);

/* Brings them up to what this connection would read now. To be called before any of the following,
 * once in a transaction. */
bool marks_fresh(Library *lib, Err *err);
uint32_t marks_of(const Library *lib, ItemId id); /* ITEM_MARKS */
const IdSet *marks_set(const Library *lib, uint32_t flag);

/* Within a transaction; written when it is committed. */
void marks_put(Library *lib, ItemId id, uint32_t flag, bool on);
/* All marks of an article that is new: its id may have been that of one that is gone. */
void marks_put_all(Library *lib, ItemId id, uint32_t flags);

/* database.c: before a commit; after a rollback. */
bool marks_flush(Library *lib, Err *err);
void marks_forget(Library *lib);

#endif
