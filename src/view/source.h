/* view/source.h: what a list of articles is of, as text, so that it can be kept: "all", "unread",
 * "starred", "later", "feed:12", "folder:News/Local", "tag:sea", "search:QUERY" (saved),
 * "find:QUERY" (asked for once: best match first, also what a rule hides), "rules:RULE" (what they
 * find, RULES_BETWEEN them). */
#ifndef LEDE_VIEW_SOURCE_H
#define LEDE_VIEW_SOURCE_H

#include "model/rule.h"
#include "view/shelf.h"

enum { RULES_BETWEEN = 0x1f };

/* The query, in the arena. ERR_USER if the text is none of these, or its query is wrong. */
bool source_query(Str source, Arena *arena, Query *out, Err *err);
/* What stands in the bar: "News ▸ Harbour Post". In the arena. */
Str source_title(Str source, const Shelf *shelf, Arena *arena);
/* The feed it is of, or 0. */
FeedId source_feed(Str source);

/* The feeds it is of, to fetch them: one, those of a folder; 0: of all. */
size_t source_feeds(Str source, const Shelf *shelf, Arena *arena, FeedId **out);
/* Articles in those feeds, read or not, as the shelf knows. */
uint64_t source_total(Str source, const Shelf *shelf);

#endif
