/* model/query.h: which items, in which order: the language of filters, searches and saved searches.
 */
#ifndef LEDE_MODEL_QUERY_H
#define LEDE_MODEL_QUERY_H

#include "base/err.h"
#include "base/token.h"
#include "model/item.h"

typedef enum {
	TERM_AND, /* of left and right */
	TERM_OR,
	TERM_NOT,    /* of left */
	TERM_ALL,    /* every item */
	TERM_FLAG,   /* number: ITEM_* bit that is set */
	TERM_FEED,   /* number: FeedId, if above 0; else text: part of its title or address */
	TERM_FOLDER, /* text: the folder or one above it */
	TERM_TAG,    /* text: a tag of the feed or the item; number TAG_OWN: one of the reader's */
	TERM_NEWER,  /* number: seconds of age */
	TERM_OLDER,
	TERM_LONGER, /* number: words */
	TERM_SHORTER,
	TERM_TITLE,    /* text: in the title, as words; number: TEXT_* */
	TERM_AUTHOR,   /* likewise */
	TERM_TEXT,     /* likewise, in title, author or content */
	TERM_URL,      /* text: any part of the address */
	TERM_LANG,     /* text: a language, "de": also of "de-AT" */
	TERM_COMMENTS, /* it leads to a page of comments */
	TERM_MATCH,    /* text: a POSIX extended regular expression, in any case; number: Field */
	TERM_EQUALS,   /* text: exactly; number: Field */
	TERM_HAS,      /* text: exactly one of the words, which blanks part; number: Field */
	TERM_RANGE,    /* low, high: from the one to the other; number: Field of a feed's numbers */
	TERMS
} TermKind;

typedef enum {
	FIELD_ANY, /* title, author or content */
	FIELD_TITLE,
	FIELD_AUTHOR,
	FIELD_CONTENT,
	FIELD_LINK,
	FIELD_GUID,
	FIELD_COMMENTS,
	FIELD_DATE,    /* "Sun, 22 Nov 2026 08:00:00 +0000", local time */
	FIELD_LETTERS, /* the reader's tags of one letter, by the alphabet: newsboat's flags */
	FIELD_ENCLOSURE_URL,  /* of the first recording or film; else of the first enclosure */
	FIELD_ENCLOSURE_TYPE, /* its type */
	FIELD_FEED,           /* title of the feed; it and all behind it are of feeds */
	FIELD_FEED_URL,       /* as it stands in `urls` */
	FIELD_FEED_LINK,      /* its site */
	FIELD_FEED_TAGS,      /* folder and tags */
	FIELD_FEED_UNREAD,    /* numbers: articles, */
	FIELD_FEED_TOTAL,
	FIELD_FEED_INDEX, /* its place in `urls` from 1, */
	FIELD_FEED_AGE,   /* whole days since its newest article */
	FIELDS
} Field;

/* How words are looked for: those of three letters and more also find longer ones that begin so,
 * unless they stood in quotes. */
enum { TEXT_OPEN, TEXT_EXACT };
enum { TAG_ANY, TAG_OWN };

typedef struct Term {
	TermKind kind;
	Str text;
	int64_t number, low, high;
	const struct Term *left, *right;
} Term;

typedef enum {
	ORDER_NEWEST,
	ORDER_OLDEST,
	ORDER_FEED,
	ORDER_TITLE,
	ORDER_ARRIVAL, /* what came in last is first, whatever its date */
	ORDER_LENGTH,  /* the longest first */
	ORDER_BEST,    /* what fits the words best, the newer the better; without words: newest */
	ORDERS
} Order;

typedef struct {
	const Term *term;
	Order order;
	size_t limit; /* 0: none */
	size_t scan; /* of articles that are not indexed yet, how many are looked through; 0: all */
	bool muted;  /* also those that a rule hides */
} Query;

/* lede's own language: words, "quoted words", /regex/, unread, read, starred, later,
 * muted, feed:X, in:FOLDER, tag:X, newer:2d, older:1w, newer:2026-11-01, len:>10 (minutes),
 * has:image, lang:de, url:X, title:X, author:X, text:X, -TERM, OR, ( ). Empty text: every item. A
 * filter in newsboat's language (recognised by its operators) is understood as well. Length and
 * depth are bounded. ERR_USER says what is wrong; its code is the column, from 1. */
bool query_parse(Str text, Arena *arena, Query *out, Err *err);
/* The words that what is found has in it, to be lit. In the arena. */
size_t query_words(const Term *term, Arena *arena, const Needle **out);
/* Text as it was typed, wherever its words stand in a row; a query for nothing else. */
Query query_for_text(Str text, Arena *arena);
/* Both must hold; one of them. */
Query query_and(Query a, Query b, Arena *arena);
Query query_or(Query a, Query b, Arena *arena);
/* A query for one thing, in the arena. */
Query query_for_feed(FeedId feed, Arena *arena);
Query query_for_folder(Str folder, Arena *arena);
Query query_for_tag(Str tag, Arena *arena); /* the reader's own */
Query query_for_all(Arena *arena);
/* Both: the query and, besides, that the items are unread. */
Query query_unread(Query query, Arena *arena);

#endif
