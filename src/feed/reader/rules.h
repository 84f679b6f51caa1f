/* feed/reader/rules.h: what a reader has written down about the pages of a site, for those that
 * reader mode misreads. Lines of a field and selectors (feed/html/select.h):
 *
 *     content: article .text     the article's element; the first that fits
 *     strip:   .poll, #offers    what goes; may be there several times
 *     title:   h1.headline       where the words are
 *     author:  .byline a
 *     date:    time[datetime]    its datetime or content, else its words
 *     # a remark */
#ifndef LEDE_FEED_READER_RULES_H
#define LEDE_FEED_READER_RULES_H

#include "base/err.h"
#include "feed/reader/meta.h"
#include "feed/reader/score.h"

typedef struct Rules Rules;

/* NULL with ERR_FORMAT if a line is wrong. */
const Rules *rules_read(Str text, Arena *arena, Err *err);
/* Strips the page and completes what is known of it; the article's element, NULL if the rules name
 * none or it is not there. */
Node *rules_apply(const Rules *rules, Page *page, Meta *meta);

#endif
