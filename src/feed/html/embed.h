/* feed/html/embed.h: posts, films and sound of other sites: what they say and where they are. */
#ifndef LEDE_FEED_HTML_EMBED_H
#define LEDE_FEED_HTML_EMBED_H

#include "base/json.h"
#include "feed/html/todoc.h"

typedef struct {
	Str href;          /* where a person would open it, as written or absolute */
	Str who, note;     /* "Tidewater (@tidewatergame)"; "March 8, 2022" */
	const Node *words; /* holds what a post says; NULL: nothing, or this: */
	Str said;
	const Json *data; /* a post that came as data: has its pictures, and what it quotes */
	LinkKind kind;
} Embed;

/* Whether the element is one, and which. */
bool embed_read(const Node *node, Str base, Arena *arena, Embed *out);
/* Appends it; `caption` (NULL: none) is what the page says about it. */
void embed_append(Walk *w, const Embed *embed, const Node *caption);
/* The same as all of a document; embed->words is not NULL. (In todoc.c.) */
void todoc_embed(DocBuilder *b, const Embed *embed, Str base);
/* The same as part of the embed that was appended last. */
void embed_append_part(Walk *w, const Embed *embed);

#endif
