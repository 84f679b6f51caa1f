/* store/lister.h: a query on its way to SQL; what list.c, term.c, feedterm.c, sift.c and text.c
 * share. */
#ifndef LEDE_STORE_LISTER_H
#define LEDE_STORE_LISTER_H

#include "base/vec.h"
#include "store/database.h"
#include "store/index.h"
#include "store/marks.h"

typedef struct {
	FeedId id;
	Str url, title, folder, tags, site;
	int64_t total, unread, newest, place;
	bool listed;
} FeedFacts;

/* One search in the index. */
typedef struct {
	Str match; /* as FTS5 wants it */
	Hits hits;
} Search;

struct Lister {
	Library *lib;
	Arena *arena;
	VEC(FeedFacts) feeds;
	int64_t total; /* items in all of them */
	Buf sql;
	VEC(Str) texts;  /* bound in order */
	bool deleted;    /* the query asks for deleted items itself */
	bool muted;      /* likewise for those that a rule hides */
	bool listing;    /* terms of the whole are conditions, not answers */
	bool few;        /* a few ids are known to be all that can be in the list */
	unsigned inside; /* an OR or NOT: what is found there says nothing of the rest */
	bool rows;       /* something is asked for that no index of articles has */
	int64_t narrow;  /* articles in the feeds that it can be of */
	bool late;       /* it took longer than `until`, a time in ms */
	int64_t until;
	bool failed; /* err is set */
	Err *err;
	int64_t now, limit;
	/* Marks that all of the list have, and that none has. They are looked at beside SQL where
	 * `sifts`. */
	VEC(const IdSet *) must, never;
	bool sifts, sifts_in_sql, snapshot;
	IdSet only, none; /* of must; of never */
	/* words */
	VEC(Search) searches;
	IndexReach reach;
	bool reached;  /* it is known */
	ItemId tail;   /* articles behind it are looked through */
	ItemId *stale; /* likewise; those the index has another text of. The heap's */
	size_t stale_count;
	bool has_tail;
	uint64_t unseen;
	size_t scan;    /* length of the tail at most; 0: no end */
	bool unindexed; /* the index is left alone: articles are only just coming in */
	bool best_only; /* of many hits only those that have a score */
};

/* term.c: writes the condition of a term. */
void lister_term(Lister *l, const Term *term);
/* Remembers a text for the next parameter, and writes it. */
void lister_bind(Lister *l, Str text);

/* feedterm.c: terms about feeds. */

/* The feeds that a term means, as a condition on item.feed. Of feeds no longer subscribed only one
 * that is named by its id counts. NULL: every listed feed. */
void lister_feeds(Lister *l, const Term *term);
/* Reads what terms about feeds are held against. */
bool lister_all_feeds(Lister *l);
/* Reads one feed only: terms about feeds are true or false as they are of it. `title`: what it
 * calls itself. */
bool lister_one_feed(Lister *l, FeedId feed, Str title);

/* list.c: the statement that l->sql is, its texts bound; the caller finalizes it. NULL on failure.
 */
sqlite3_stmt *lister_prepare(Lister *l);

/* text.c: whether a term is about words alone, such as an index has. */
bool text_is(const Term *term, Arena *arena);
/* The condition for some such terms that must all hold. */
void text_add(Lister *l, const Term *const *terms, size_t count);
void text_drop(Lister *l);

/* sift.c: marks that the whole of a query asks for stand in no condition: `begin`, before its term
 * is written, finds them (and names the articles, if they are few), `end` adds what is hidden, and
 * all that SQL gives has to pass. */
bool sift_is_mark(const Term *term);
int64_t sift_kind(Lister *l, const Term *term); /* of such a term: the number of its set */
void sift_begin(Lister *l, const Term *term);
void sift_end(Lister *l, const Query *query, Order order);
bool sift_passes(const Lister *l, ItemId id);
/* From now on it is these alone; writes the condition for it. */
void sift_found(Lister *l, const IdSet *found);

/* rules.c: asks the rules about the articles of a feed that came in behind this id, within the
 * transaction. `hidden`: not counted any more; `not_unread`: not counted as unread. */
typedef struct {
	uint32_t hidden, not_unread;
} RuledCounts;
bool rules_judge(Library *lib, FeedId feed, Str title, ItemId behind, int64_t now, RuledCounts *out,
	Err *err);

#endif
