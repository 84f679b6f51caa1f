/* feed/reader/meta.h: what a page says about itself for machines: JSON-LD, OpenGraph, meta
 * elements. */
#ifndef LEDE_FEED_READER_META_H
#define LEDE_FEED_READER_META_H

#include "base/json.h"
#include "feed/html/dom.h"

/* All may be empty; addresses are absolute. Clean text, in the arena or borrowed from the tree. */
typedef struct {
	Str title, byline, site, lang, excerpt, image, url, base;
	Str standfirst;              /* as set on the page, below the headline */
	int64_t published, modified; /* Unix seconds, 0 unknown */
	int32_t zone;                /* of `published`, minutes east of UTC */
	Str next;                    /* the address of the article's next page */
	Str type;                    /* og:type */
	bool locked;                 /* not for everybody to read, it says */
	unsigned clues;              /* kind.h */
	Str body;                    /* "articleBody" in JSON-LD: text, sometimes HTML */
} Meta;

/* `url` is where the page came from; it may be empty. */
void meta_read(const Dom *dom, Str url, Arena *arena, Meta *out);
/* The data for machines in a script; NULL if there is none that can be read. */
const Json *meta_json(const Node *script, Arena *arena);
/* The address that a page gives as its own, as of one that was moved or kept; may be empty. */
Str meta_canonical(const Dom *dom);
/* Characters without white space. */
uint32_t meta_body_length(const Meta *meta);

/* For look.c: a date of the years in which there were pages; 0 if it is none. */
int64_t meta_date(Str text);
/* Takes it for when the article was published, if that is not known; true if it is now. */
bool meta_publish(Meta *meta, Str text);
/* One line; references that were escaped twice are resolved. */
Str meta_line(Str text, Arena *arena);
bool meta_is_address(Str text);

#endif
