/* model/item.h: what feeds and articles are: as parsed (Parsed, Entry) and as stored (Feed, Item).
 */
#ifndef LEDE_MODEL_ITEM_H
#define LEDE_MODEL_ITEM_H

#include "base/arena.h"
#include "model/more.h"

typedef int64_t FeedId, ItemId; /* row ids, above 0 */

/* So many good answers in a row must name the same new address. */
enum { MOVE_SURE = 3 };

/* The address in `urls` of the feed that is fetched from nowhere: pages the reader saved. */
#define SAVED_PAGES "saved:"

/* A subscription as stored. */
typedef struct {
	FeedId id;
	Str url;              /* as it stands in `urls`: its key */
	Str title;            /* the reader's own, else the feed's */
	Str site;             /* address of the site */
	Str tags;             /* '\n' between them; the folder is not among them */
	Str folder;           /* "News/Local"; empty at the root */
	Str trouble;          /* why the last fetch failed; empty if it did not */
	Str moved_to;         /* where it has moved for good, as it said often enough; or empty */
	int64_t checked, due; /* Unix seconds; 0 never */
	int64_t newest;       /* date of the newest item; 0 none */
	uint32_t unread, total;
	uint32_t failures; /* fetches failed in a row */
	int64_t trouble_since;
	bool gone;      /* the server said so: fetched only when asked for by itself */
	bool truncated; /* what came last ends in the middle */
	bool hidden;    /* "!" in urls: not in the list, still in saved searches */
	uint32_t order; /* its place in `urls` */
} Feed;

typedef struct {
	Str url, type, title; /* type: MIME, may be empty */
	int64_t bytes;        /* 0 unknown */
	uint32_t seconds;     /* 0 unknown */
} Enclosure;

/* An article as a feed gave it. Text is clean: UTF-8, no control characters, no markup but in
 * `html`. That is the feed's own markup, stored as it came: it is made safe by feed/html each time
 * it is shown or printed, so that a better reading of it reaches old articles, too. */
typedef struct {
	Str guid; /* never empty: made up from what there is, and stable */
	Str url, title, author;
	Str html;    /* the fullest text the feed has; may be empty */
	Str base;    /* what relative addresses in `html` resolve against; may be empty */
	Str summary; /* plain text; may be empty */
	Str excerpt; /* how the text begins, a few hundred bytes in one line: for digest_doc */
	Str lang;    /* its own language, else the feed's (BCP 47); may be empty */
	Str tags;    /* '\n' between them */
	Str comments;
	Str image;
	int64_t published,
		updated; /* Unix seconds, UTC; DATE_NONE unknown; the store takes 0 for that, too */
	uint32_t words;  /* of `html` without its markup; CJK counts two characters a word */
	const Enclosure *enclosures;
	uint32_t enclosure_count;
	const EntryMore *more; /* what is only printed; NULL behind the sandbox */
} Entry;

typedef struct {
	Feed feed; /* url, title, site as the feed says; the rest is the store's */
	const Entry *entries;
	size_t entry_count;
	uint32_t ttl;         /* minutes between visits the feed asks for; 0 none */
	uint32_t skip;        /* hours (bit 0 to 23) and days (24, Sunday, to 30) without visits */
	Str hub;              /* who tells of news (WebSub); may be empty */
	Str moved_to;         /* where the feed says that it is from now on; may be empty */
	bool truncated;       /* it ends in the middle */
	const FeedMore *more; /* what is only printed; NULL behind the sandbox */
} Parsed;

enum {
	ITEM_UNREAD = 1 << 0,
	ITEM_STARRED = 1 << 1,
	ITEM_LATER = 1 << 2,
	ITEM_DELETED = 1 << 3,
	ITEM_AUDIO = 1 << 4, /* has such an enclosure */
	ITEM_VIDEO = 1 << 5,
	ITEM_PICTURE = 1 << 6,
	ITEM_MUTED = 1 << 7, /* hidden by a rule: in no list but of a search, not counted */
};

/* What a reader manages: minutes are words by this, and at least one. */
enum { WORDS_A_MINUTE = 220 };
static inline unsigned minutes_to_read(uint64_t words)
{
	return words <= WORDS_A_MINUTE ? 1
				       : (unsigned)((words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE);
}

/* A row of a list. */
typedef struct {
	ItemId id;
	FeedId feed;
	Str title, url, author;
	Str summary;       /* the first 300 characters or so, one line */
	int64_t published; /* clamped: never after it was first seen */
	int64_t seen;      /* when it first came in */
	uint32_t flags;    /* ITEM_* */
	uint32_t words;    /* of its text, that of its page if that is the better one */
	uint32_t page;     /* PAGE_* (doc.h): what its page turned out to be, once it was fetched */
	Str tags;          /* of the reader's own, "#sea #ship" */
} Item;

#endif
