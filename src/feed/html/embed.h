/* feed/html/embed.h: posts, films and sound of other sites: what they say and where they are. */
#ifndef LEDE_FEED_HTML_EMBED_H
#define LEDE_FEED_HTML_EMBED_H

#include "feed/html/todoc.h"

typedef struct {
	Str href;          /* where a person would open it, as written or absolute */
	Str who, note;     /* "Tidewater (@tidewatergame)"; "March 8, 2022" */
	const Node *words; /* holds what a post says; NULL: nothing */
	LinkKind kind;
} Embed;

/* Whether the element is one, and which. */
bool embed_read(const Node *node, Str base, Arena *arena, Embed *out);
/* The address a person would open for that of a player; empty if it is not a known one. */
Str embed_address(Str src, Arena *arena);
/* Appends it; `caption` (NULL: none) is what the page says about it. */
void embed_append(Walk *w, const Embed *embed, const Node *caption);

#endif
