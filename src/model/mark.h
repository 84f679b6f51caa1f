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

typedef struct {
	int64_t id, time; /* id 0: there is none */
	Mark mark;
	uint64_t count; /* articles it changed */
	bool undone;
} Step;

/* Whether one of a feed's tags, '\n' between them, is called so: in any case of its letters, "_" is
 * its blank as well. */
bool tags_have(Str tags, Str name);
/* "is read", "are starred": what becomes of `count` articles. */
Str mark_state(const Mark *mark, uint64_t count, Arena *arena);
/* "read: A title", "starred 12 articles: News". */
Str mark_text(const Mark *mark, uint64_t count, Arena *arena);

#endif
