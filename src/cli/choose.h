/* cli/choose.h: which feeds a query means, for commands that work on feeds. */
#ifndef LEDE_CLI_CHOOSE_H
#define LEDE_CLI_CHOOSE_H

#include "base/err.h"
#include "model/item.h"

/* The language of filters (model/query.h), asked of feeds: words in title, address, folder and
 * tags; feed:, in:, tag:, url:, title:, /regex/ of title and address; unread: that has such
 * articles; newer:, older: by its newest article; OR, -, ( ). Ids into the arena, in the order of
 * `feeds`. ERR_USER: no query, one that only articles can answer, or one that fits no feed. */
bool choose_feeds(Str text, const Feed *feeds, size_t count, int64_t now, Arena *arena,
	const FeedId **ids, size_t *id_count, Err *err);

#endif
