/* feed/reader/kind.h: pages that are less than an article, told apart. */
#ifndef LEDE_FEED_READER_KIND_H
#define LEDE_FEED_READER_KIND_H

#include "feed/reader/meta.h"
#include "feed/reader/score.h"
#include "model/doc.h"

/* What a page says by phrases, classes and fields, as bits (1 << PAGE_*). Of the whole page, scored
 * and not yet pruned. */
unsigned kind_clues(const Page *page, const Meta *meta);

/* The kind of a page whose article, in the builder, has `length` characters. */
PageKind kind_of(unsigned clues, DocBuilder *b, uint32_t length);

/* For a page without an article: what is there instead, in the reader's words. */
const char *kind_complaint(unsigned clues);

/* The address of the next page of the article the page is from; empty if it is the last. */
Str kind_next_page(const Dom *dom, Str url, Str base, Arena *arena);

#endif
