/* model/mark.h: what a reader does to articles: a mark is set or cleared; and a step of the
 * journal, which is one that was done. */
#ifndef LEDE_MODEL_MARK_H
#define LEDE_MODEL_MARK_H

#include "model/item.h"

typedef struct {
	uint32_t flag; /* ITEM_UNREAD, STARRED, LATER, DELETED, MUTED; 0: the tag */
	Str tag;       /* of the reader's own */
	bool on;
	Str of; /* what it is done to: a list; if it is one article, its title; of MUTED, the rule
		 */
} Mark;

/* A change of `urls`, which is a step, too. */
typedef enum { URLS_NONE, URLS_ADDED, URLS_REMOVED, URLS_MOVED, URLS_TAGGED } UrlsKind;
typedef struct {
	UrlsKind kind;
	Str url;           /* of the feed, before it moved */
	Str before, after; /* URLS_TAGGED: what urls has behind its address; URLS_MOVED: after,
			    * its address */
	uint64_t lines;    /* URLS_REMOVED: so many, which are comments now */
	bool joined;       /* taken back together with the step before */
} UrlsChange;

typedef struct {
	int64_t id, time; /* id 0: there is none */
	Mark mark;
	UrlsChange urls; /* mark.of then is the name of the feed; its texts are there if the step
			  * was taken back or done again, not in lists */
	uint64_t count;  /* articles it changed */
	bool undone;
} Step;

/* Whether one of a feed's tags, '\n' between them, is called so: in any case of its letters, "_" is
 * its blank as well. */
bool tags_have(Str tags, Str name);
/* "is read", "are starred": what becomes of `count` articles. */
Str mark_state(const Mark *mark, uint64_t count, Arena *arena);
/* "read: A title", "starred 12 articles: News". */
Str mark_text(const Mark *mark, uint64_t count, Arena *arena);
/* The same of any step: "unsubscribed: Tides". */
Str step_text(const Step *step, Arena *arena);

#endif
