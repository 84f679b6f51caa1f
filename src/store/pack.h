/* store/pack.h: an article's text as it lies in the library: as it came, or compressed (zstd). Both
 * forms stand side by side; what is compressed begins with bytes that no UTF-8 has. For the files
 * of this folder alone. */
#ifndef LEDE_STORE_PACK_H
#define LEDE_STORE_PACK_H

#include <sqlite3.h>

#include "store/library.h"

typedef struct Pack Pack; /* of one Library; made when it is first wanted */
void pack_close(Pack *pack);

/* Binds a text, compressed if that makes it smaller; what is bound is the Pack's until the next
 * call, `text` is borrowed until the statement is done. */
void pack_bind(Library *lib, sqlite3_stmt *statement, int at, Str text);
/* The same, compressed ahead: the text of that entry; borrowed, too. A dictionary that a rollback
 * took could not be read again, then it is done anew. `pressed` may be NULL. */
void pack_bind_pressed(Library *lib, sqlite3_stmt *statement, int at, Str text,
	const Pressed *pressed, size_t entry);
/* Whether what is stored is a text that lies there as it came, and long enough to be compressed. */
bool pack_would(Str stored);
/* The text of what is stored: `stored` itself, or the Pack's until the next call, with a NUL behind
 * it. False if it is damaged; *out is empty then. */
bool pack_text(Library *lib, Str stored, Str *out);
/* The same of a column of the row, copied into the arena. */
bool pack_column(Library *lib, sqlite3_stmt *row, int column, Arena *arena, Str *out, Err *err);

/* Within a transaction, after articles came in: once there are many more than before, a dictionary
 * is made of some of them, with which later ones are compressed. `last`: the latest article. */
bool pack_learn(Library *lib, ItemId last, Err *err);
/* database.c: after a rollback, dictionaries that it took are no more. */
void pack_forget(Library *lib);

#endif
