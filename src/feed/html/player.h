/* feed/html/player.h: addresses that pages show in frames, and where a person would open them. */
#ifndef LEDE_FEED_HTML_PLAYER_H
#define LEDE_FEED_HTML_PLAYER_H

#include "model/doc.h"

/* The address a person would open for that of a frame, and what is there; empty if it is not a
 * known one. */
Str player_address(Str src, Arena *arena, LinkKind *kind);
/* "/@name/110012345678901234/embed", on whatever server: the post itself; empty for others. */
Str player_post(Str src);
/* Where the server of a post on Mastodon or its kin tells what is in it; empty if the address is
 * none, by its form: "/@name/109372843234", on whatever server. In the arena. */
Str player_post_api(Str url, Arena *arena);
/* "https://…/%" with a name in it. */
Str player_fill(const char *pattern, Str name, Arena *arena);

#endif
