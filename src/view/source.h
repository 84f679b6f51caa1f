/* view/source.h: what a list of articles is of, as text, so that it can be kept: "all", "unread",
 * "starred", "later", "feed:12", "folder:News/Local", "search:QUERY". */
#ifndef LEDE_VIEW_SOURCE_H
#define LEDE_VIEW_SOURCE_H

#include "model/query.h"
#include "view/shelf.h"

/* The query, in the arena. ERR_USER if the text is none of these, or its query is wrong. */
bool source_query(Str source, Arena *arena, Query *out, Err *err);
/* What stands in the bar: "News ▸ Harbour Post". In the arena. */
Str source_title(Str source, const Shelf *shelf, Arena *arena);
/* The feed it is of, or 0. */
FeedId source_feed(Str source);

#endif
