/* feed/reader/meta.h: what a page says about itself: JSON-LD, OpenGraph, meta elements, microdata
 * and what can be seen. */
#ifndef LEDE_FEED_READER_META_H
#define LEDE_FEED_READER_META_H

#include "feed/reader/score.h"

/* All may be empty; addresses are absolute. Clean text, in the arena or borrowed from the tree. */
typedef struct {
	Str title, byline, site, lang, excerpt, image, url, base;
	int64_t published; /* Unix seconds, 0 unknown */
	Str body;          /* "articleBody" in JSON-LD: text, sometimes HTML */
} Meta;

/* `url` is where the page came from; it may be empty. */
void meta_read(const Dom *dom, Str url, Arena *arena, Meta *out);
/* Completes what is missing by what can be seen: the headline, the line that names the author.
 * Finds page->title. */
void meta_look(Page *page, Meta *meta);
/* Characters without white space. */
uint32_t meta_body_length(const Meta *meta);

#endif
