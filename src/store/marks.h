/* store/marks.h: which articles are unread, starred, kept for later, deleted, muted or have a tag
 * of the reader's: for each of these a set of ids. Table `mark` has it as rows of 8192 bits, so
 * that a million marks are 122 small rows, and none of the indexes has to change with them. A
 * connection keeps the sets in memory and reads them anew when another one has written. For the
 * files of this folder alone. */
#ifndef LEDE_STORE_MARKS_H
#define LEDE_STORE_MARKS_H

#include "model/idset.h"
#include "store/database.h"

/* A set's number, its kind; stored. Behind them those of tags: MARK_TAGS and tag.id. */
enum {
	MARK_UNREAD = 0,
	MARK_STARRED = 1,
	MARK_LATER = 2,
	MARK_DELETED = 3,
	MARK_MUTED = 7,
	MARK_TAGS = 64
};
/* All of them, as ITEM_* flags: ITEM_UNREAD is 1 << MARK_UNREAD, and so on. The other flags say
 * what an article has; they stand in item.media. */
enum { ITEM_MARKS = ITEM_UNREAD | ITEM_STARRED | ITEM_LATER | ITEM_DELETED | ITEM_MUTED };

/* Functions that SQL calls: marks(id), its ITEM_MARKS; tagged(id, kind); and an aggregate for
 * migrations. */
bool marks_prepare(Library *lib, Err *err);
void marks_close(Library *lib);

/* Brings them up to what this connection would read now. To be called before any of the following,
 * once in a transaction. */
bool marks_fresh(Library *lib, Err *err);
uint32_t marks_of(const Library *lib, ItemId id); /* ITEM_MARKS */
const IdSet *marks_set(const Library *lib, int64_t kind);
/* The kind after this one that is a tag's, MARK_TAGS to begin with; 0: there are no more. */
int64_t marks_next_tag(const Library *lib, int64_t kind);

/* Within a transaction; written when it is committed. */
void marks_put(Library *lib, ItemId id, int64_t kind, bool on);
/* All marks of an article that is new: its id may have been that of one that is gone. */
void marks_put_all(Library *lib, ItemId id, uint32_t flags);

/* marking.c, within a transaction: sets or clears a mark of these articles; counts of feeds follow.
 * Those that are gone or are so already are taken out of `ids`. */
bool marks_change(Library *lib, int64_t kind, bool on, IdSet *ids, Err *err);

/* tags.c: the kind of a tag, in any case of its letters; 0 if there is none and it is not to be
 * made. */
bool tags_kind(Library *lib, Str name, bool make, int64_t *kind, Err *err);
/* Those of an article: "#sea #ship". */
bool tags_text(Library *lib, ItemId id, Arena *arena, Str *out, Err *err);
bool tags_name(Library *lib, int64_t kind, Arena *arena, Str *name, Err *err);

/* journal.c, within a transaction: keeps a change that was made, so that it can be undone. `of`:
 * what was changed, where it is more than one article. */
bool journal_add(Library *lib, int64_t kind, bool on, const IdSet *ids, Str of, Err *err);

/* database.c: before a commit; after a rollback. */
bool marks_flush(Library *lib, Err *err);
void marks_forget(Library *lib);

#endif
