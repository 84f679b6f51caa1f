/* feed/html/toot.h: posts on Mastodon and its kin. What pages show of them is hardly more than a
 * link; their server tells the rest to whoever asks its public interface, as JSON. */
#ifndef LEDE_FEED_HTML_TOOT_H
#define LEDE_FEED_HTML_TOOT_H

#include "feed/html/embed.h"

/* Such an answer (of player_post_api) as a Doc of one card with its parts, for the post at `url`.
 * NULL with ERR_FORMAT if it is none. */
const Doc *toot_read(Str json, Str url, Arena *arena, Err *err);

/* Whether data is such an answer, and appends its pictures, films and what it quotes. */
bool toot_is(const Json *status);
void toot_append_parts(Walk *w, const Json *status);

#endif
