/* feed/reader/words.h: what names of classes say about an element. Weak evidence, each of it: to be
 * weighed with what is in the element. */
#ifndef LEDE_FEED_READER_WORDS_H
#define LEDE_FEED_READER_WORDS_H

#include "feed/html/dom.h"

enum {
	WORD_BODY = 1 << 0,    /* the text of an article: "article-body", "entry-content" */
	WORD_EXTRA = 1 << 1,   /* offers, share bars, related stories, tags */
	WORD_ASIDE = 1 << 2,   /* side columns, headers, footers, boxes */
	WORD_COMMENT = 1 << 3, /* what readers say */
	WORD_BYLINE = 1 << 4,  /* author, date, dateline, meta */
	WORD_HEADER = 1 << 5,  /* headline, standfirst */
	WORD_PULL = 1 << 6,    /* a quote pulled from the text */
	WORD_BIO = 1 << 7,     /* about the author */
	WORD_INTRO = 1 << 8,   /* the words between headline and text */
	WORD_SIDE = 1 << 9,    /* surely a side column or the frame of the site */
	WORD_WINDOW = 1 << 10  /* lies over the page: an offer, or how a picture is shown large */
};

/* The tables, made ready in the arena. */
typedef struct Words Words;
Words *words_open(Arena *arena);

/* The WORD_* bits of an element's class, id and role. */
unsigned words_of(const Words *words, const Node *node);

#endif
