/* engine/job.h: what the screen asks of the engine, and what it hears. A message owns its arena. */
#ifndef LEDE_ENGINE_JOB_H
#define LEDE_ENGINE_JOB_H

#include "base/err.h"
#include "model/doc.h"
#include "model/mark.h"
#include "model/query.h"

typedef uint64_t Ticket; /* 0: none */

typedef enum {
	JOB_LIST,    /* query → EVENT_LIST, first screenful first, then all */
	JOB_COUNT,   /* query → EVENT_COUNT; ids: the words of these instead; waits for lists, and
			begins anew when one comes */
	JOB_REFRESH, /* ids: feeds to fetch now; none: those due; force: all → EVENT_PROGRESS…,
			EVENT_REFRESHED */
	JOB_ARTICLE, /* item, flag: READ_* → EVENT_ARTICLE: what the feed had, or the text of its
			page kept earlier */
	JOB_FULL_TEXT, /* item: fetch its page, reader mode → EVENT_ARTICLE; force: although it is
			  kept */
	JOB_VERSION, /* item, offset: of the texts it had before, from 0, the latest first; on: what
			became of it with the next one, else as it was → EVENT_ARTICLE */
	JOB_PAGE,    /* text: an address or a file name; value: its bytes, if they are at hand: any
			page, text or feed → EVENT_ARTICLE */
	JOB_MARK,    /* ids, mark → EVENT_MARKED with the ids that changed; it can be undone */
	JOB_MARK_QUERY, /* query, mark → the same, for every item of it */
	JOB_UNDO,   /* item: a step of the journal, 0: the latest; it and those behind it are taken
		       back → EVENT_MARKED for each; none: one without ids and without a step */
	JOB_REDO,   /* the same on again */
	JOB_NOTE,   /* urls, text: the change of `urls` that was made, of the feed of that name;
		     * tells nothing but that it failed */
	JOB_PLACE,  /* item, block, offset: where reading stopped; no answer */
	JOB_VALUE,  /* text, value: a named value is kept; no answer */
	JOB_ADD,    /* text: any address; whose, value: add.c → EVENT_FOUND, its feeds */
	JOB_CLIP,   /* text: a page's address; it becomes an article of the feed of saved pages,
		       with mark.flag, or kept for later → EVENT_CLIPPED */
	JOB_RULES,  /* text: all rules there are from now on, a line each; no answer */
	JOB_RELOAD, /* read `urls` again → EVENT_FEEDS */
	JOB_MOVE,   /* text: a feed's address, value: its new one → EVENT_FEEDS */
	JOB_SET,    /* text: an option, value; on: it counts until the engine is closed, else no
		       longer; whose: for one feed, by its address; no answer */
	JOB_KINDS
} JobKind;

/* Of JOB_ARTICLE, Job.flag: which text, where that of the page is kept. */
enum { READ_FEED, READ_BETTER, READ_FULL };

typedef struct {
	JobKind kind;
	Arena *arena; /* may be NULL if nothing points into it; the engine closes it */
	Query query;
	ItemId item;
	const int64_t *ids; /* FeedId or ItemId */
	size_t id_count;
	Mark mark;
	UrlsChange urls;
	uint32_t flag, block, offset;
	bool on, force;
	Str text, value, whose;
} Job;

typedef enum {
	EVENT_LIST,      /* ids, unread; `whole` says that no more follow for this ticket; count:
			    articles      that were not looked at, since the index does not have them yet
			  */
	EVENT_COUNT,     /* count */
	EVENT_ARTICLE,   /* doc, item (0 for a page), full: it is the page, not the feed's text;
			    note: how the two compare, if that is known; more: it comes once more,
			    with what it shows of others, or (doc NULL) that could not be had */
	EVENT_PROGRESS,  /* done, total, added, failed, bytes */
	EVENT_FEED,      /* ids, news (articles that came in): counts or trouble of these changed */
	EVENT_REFRESHED, /* the same at the end; pages: how many will be fetched yet */
	EVENT_PAGES,     /* done, total: pages of new articles that are fetched with their feeds */
	EVENT_MARKED,    /* ids, mark: these did change; turn, step: by an undo or redo of what;
			    whole: no more steps follow */
	EVENT_FEEDS,     /* the list of feeds is another; note: what could not be done for one that
			    moved, or empty */
	EVENT_ELSEWHERE, /* another process changed the library, who knows where */
	EVENT_FOUND,     /* found: feeds behind an address */
	EVENT_CLIPPED,   /* item, note: its title, count: of its words; 0: it could not be had,
			    its address is kept, and the page fetched with the next update */
	EVENT_FAILED,    /* err: the job came to nothing */
	EVENT_WAITS,     /* err: another lede updates; the update that was asked for begins after it
			  */
	EVENT_KINDS
} EventKind;

typedef struct {
	Str url, title;
	size_t entries;    /* items in it now */
	const Str *titles; /* of the newest, newest first: five at most */
	size_t title_count;
} Found;

typedef enum { TURN_NONE, TURN_BACK, TURN_ON } Turn;

typedef struct {
	EventKind kind;
	Ticket ticket;
	Arena *arena; /* the taker's to close; NULL if nothing points into it */
	ItemId item;
	FeedId feed;
	const int64_t *ids;
	size_t id_count;
	const uint64_t *unread; /* a bit for each id */
	const uint32_t *news;   /* for each id */
	uint64_t count;
	Mark mark; /* how they are now */
	Step step; /* that was undone or done again; id 0: none */
	Turn turn;
	bool whole, full, more;
	const Doc *doc;
	uint32_t done, total, added, failed, pages;
	uint64_t bytes;
	Str note;
	const Found *found;
	size_t found_count;
	Err err;
} Event;

#endif
