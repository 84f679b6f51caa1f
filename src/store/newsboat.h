/* store/newsboat.h: newsboat's cache.db, read and written. */
#ifndef LEDE_STORE_NEWSBOAT_H
#define LEDE_STORE_NEWSBOAT_H

#include "store/library.h"

typedef struct {
	size_t feeds;                  /* subscribed ones that the cache has articles of */
	size_t articles;               /* of these */
	size_t added;                  /* that were not known yet */
	size_t read, deleted, flagged; /* marks that came with them, or were set on known ones */
	size_t others; /* articles of feeds that are not subscribed; left where they are */
} NewsboatTaken;

/* `lib` is open to write. Brings the articles of all subscribed feeds from the cache, with what
 * newsboat knows of them: read there is read here, deleted there is deleted here, flags are tags.
 * An article that is known keeps its text and is never made unread. All or nothing. The cache is
 * only read, a thousand articles at a time, so that newsboat can go on; what is wrong with it is
 * said in *err. */
bool newsboat_take(Library *lib, const char *cache, int64_t now, NewsboatTaken *out, Err *err);
/* What newsboat_take would find for these addresses. No library is looked at: `added` is 0. */
bool newsboat_survey(const char *cache, const Str *urls, size_t count, NewsboatTaken *out,
	Err *err);

typedef struct {
	size_t articles;       /* of subscribed feeds */
	size_t added, changed; /* in the cache */
	const char *backup;    /* how it was before; NULL: it is new. In the arena */
} NewsboatGiven;

/* Writes what the library knows into a cache that newsboat 2.21 and later ones open: a new one, or
 * one that is there, after a copy of it was made. Read and deleted are as in the library, flags are
 * added; what only newsboat knows stays. All or nothing; not while newsboat runs. */
bool newsboat_give(Library *lib, const char *cache, Arena *arena, NewsboatGiven *out, Err *err);

#endif
