/* feed/html/post.h: posts of other sites, as pages quote them: waiting for a script, but in a form
 * that can be read without it. */
#ifndef LEDE_FEED_HTML_POST_H
#define LEDE_FEED_HTML_POST_H

#include "feed/html/embed.h"

/* Whether the element is one: who wrote it, when, where it is. */
bool post_read(const Node *node, Arena *arena, Embed *out);
/* A string of data, clean and trimmed; in the arena. */
Str post_text_of(const Json *data, Str name, Arena *arena);
/* Its own words, within a single run; not those of a post that it quotes. */
void post_write_words(Walk *w, const Embed *post);
/* Its pictures and the posts it quotes, as blocks of level 1. */
void post_append_parts(Walk *w, const Embed *post);

#endif
