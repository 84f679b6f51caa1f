/* store/library.h: every feed and item we know; the only door to SQLite. A Library belongs to one
 * thread; others open their own on the same file. The engine thread alone opens it to write. */
#ifndef LEDE_STORE_LIBRARY_H
#define LEDE_STORE_LIBRARY_H

#include <stdatomic.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/item.h"
#include "model/mark.h"
#include "model/query.h"
#include "model/rule.h"

typedef struct Library Library;

typedef enum {
	LIBRARY_READ,
	LIBRARY_WRITE,
	LIBRARY_EITHER, /* to write, or to read where that can't be: its file or folder may not be
			   written, or its disk has no room for what SQLite lays beside it */
} LibraryMode;

/* Opens (LIBRARY_WRITE: makes, migrates) the file. NULL on failure: no such file, made by a newer
 * lede, no database at all, no room. A damaged file is never written over. */
Library *library_open(const char *path, LibraryMode mode, Err *err);
void library_close(Library *lib); /* NULL is fine */
/* It was opened to read: nothing that is done is kept, and each change fails. */
bool library_is_read_only(const Library *lib);
/* False: it is, and *err says why. */
bool library_may_change(const Library *lib, Err *err);
/* The copy that was made of it before it was changed: to bring it to today's format, to mend it.
 * NULL: none was. */
const char *library_copy(const Library *lib);
/* What is said of it after opening. */
#define LIBRARY_COPIED "the library is in today's format now; as it was before, it is kept as %s"
/* Why something failed: another one is writing; library_interrupt. */
bool library_is_busy(const Err *err);
bool library_is_interrupted(const Err *err);
/* A number that is another once some other connection has changed the library. */
bool library_version(Library *lib, int64_t *out, Err *err);
/* Any thread: what runs on `lib` now fails with ERR_STORE and code SQLITE_INTERRUPT. */
void library_interrupt(Library *lib);

/* --- subscriptions -------------------------------------------------------------------------------
 */

/* Makes the list of feeds what `urls` says: unknown ones are added, those that are missing keep
 * their items and are no longer listed. Nothing is written if nothing changed. */
typedef struct {
	Str url, title, tags,
		folder; /* title: the reader's own, may be empty; tags: '\n' between */
	bool hidden;
} Subscription;
bool library_subscribe(Library *lib, const Subscription *subs, size_t count, Err *err);
/* The feed at `from` is the one at `to` from now on, with all it has. A feed that once was there
 * and is no longer listed gets the other address in exchange, so that moving back undoes it; one
 * that is listed: ERR_USER. */
bool library_move_feed(Library *lib, Str from, Str to, Err *err);
/* The page of a feed, as long as the feed itself has not said which. */
bool library_suggest_site(Library *lib, Str url, Str site, Err *err);
/* An outline of a list of feeds that was imported, as it was. Within a transaction, those of the
 * same addresses are replaced; all there are come back by address, in the order of their list. */
typedef struct {
	Str url, folder, title, tags; /* tags: '\n' between */
	Str more;                     /* other attributes, lines "name=value" */
} Outline;
bool library_keep_outlines(Library *lib, const Outline *outlines, size_t count, Err *err);
bool library_outlines(Library *lib, Arena *arena, const Outline **out, size_t *count, Err *err);
/* Every listed feed in the order of `urls`, with counts kept exact. */
bool library_feeds(Library *lib, Arena *arena, const Feed **out, size_t *count, Err *err);
bool library_feed(Library *lib, FeedId id, Arena *arena, Feed *out, Err *err);

/* --- fetching ------------------------------------------------------------------------------------
 */

enum {
	AGENT_OWN,   /* lede's own */
	AGENT_OTHER, /* in another form, for the server let in that one alone */
	AGENT_NONE,  /* the own; the other was tried, and refused as well */
};

/* What the last answer of a feed left for the next request. */
typedef struct {
	Str etag, modified; /* as received */
	int64_t checked, due, interval;
	int64_t not_before; /* the server asked for it: not even by hand; 0 */
	uint32_t failures;
	Str trouble;
	int64_t trouble_since;
	Str moved_to;
	uint32_t moved_count; /* good answers in a row that named it */
	bool moved_by_feed;   /* it stands in the feed: what has not changed still says so */
	bool gone;            /* 410 */
	bool truncated;       /* the last that came ends in the middle */
	int status;           /* HTTP, of the last answer; 0 there was none */
	uint32_t ttl, skip;   /* as the feed said last (model/item.h) */
	Str hub;
	int agent;     /* AGENT_*: the name under which it is fetched */
	uint64_t body; /* str_fingerprint of the last body that was merged: the same bytes again
			  need no parsing; 0 unknown */
} FeedState;
bool library_state(Library *lib, FeedId feed, Arena *arena, FeedState *out, Err *err);
bool library_set_state(Library *lib, FeedId feed, const FeedState *state, Err *err);
/* Entries into rows by (feed, guid), and by address and text where a feed gives an article another
 * guid: new ones come in unread, changed ones are updated in place and what they said before is
 * kept; what has expired does not come back. `now`: dates in the future, and those before there was
 * a web, are sorted as if they were that. One transaction. */
bool library_merge(Library *lib, FeedId feed, const Parsed *in, int64_t now, uint32_t *added,
	Err *err);

/* Of a merge into a feed that is new, half the time goes into compressing texts. It may be done
 * ahead, by another thread: with the Book of the library, which is the taker's. NULL on failure;
 * then it is left to the merge. */
typedef struct Book Book;
typedef struct Press Press;     /* of one thread: what it works with */
typedef struct Pressed Pressed; /* of each entry, its text */
Book *library_book(Library *lib);
Press *press_open(void);
void press_close(Press *press); /* NULL is fine */
/* Any thread. In the arena; takes the book. */
const Pressed *press_texts(Press *press, Book *book, const Parsed *in, Arena *arena);
/* `pressed`: of the same entries; may be NULL. */
bool library_merge_pressed(Library *lib, FeedId feed, const Parsed *in, const Pressed *pressed,
	int64_t now, uint32_t *added, Err *err);
/* The article of this guid; *id 0: none. */
bool library_find(Library *lib, FeedId feed, Str guid, ItemId *id, Err *err);
/* What is done with each article that comes in, from now on; in their order, all that fit. Borrowed
 * as long as the library is open. */
bool library_set_rules(Library *lib, const Rule *rules, size_t count, Err *err);
/* Of a feed, what is more than it is to keep: the oldest by `keep`, or those that came in so long
 * ago; starred, kept for later and tagged ones stay whatever their age. At most `limit` in one
 * transaction; *removed says how many. They do not come back with the next merge. */
typedef struct {
	uint32_t count, days; /* 0: all */
} Keep;
bool library_expire(Library *lib, FeedId feed, Keep keep, int64_t now, size_t limit,
	size_t *removed, Err *err);
/* Gives back some of the room that they left, in a few ms. *more: there is more to give. */
bool library_shrink(Library *lib, bool *more, Err *err);
/* Compresses some of the texts that an older lede stored as they came, in a few ms. *more: there
 * are more. */
bool library_repack(Library *lib, bool *more, Err *err);
/* Of several lede on one library one updates at a time, and does what is to be done for its sake
 * (library_expire, library_repack, library_shrink). Marks, places and values all may write: those
 * are short. False, with library_is_busy(err): another one does, and is named. True again if it is
 * claimed already.
 */
bool library_claim(Library *lib, Err *err);
void library_release(Library *lib);
/* Whether another lede waits to write, while this one claims the library and has a batch open. */
bool library_is_awaited(const Library *lib);
/* Lets those who wait write first, for 20 ms at most; outside of a transaction. */
void library_give_way(const Library *lib);
/* Several merges in one transaction; a crash loses the batch, never the file. */
bool library_begin(Library *lib, Err *err);
bool library_commit(Library *lib, Err *err);

/* --- lists ---------------------------------------------------------------------------------------
 */

typedef struct {
	ItemId *ids; /* the caller's to free(), and with them `unread` */
	size_t count;
	const uint64_t *unread; /* a bit for each */
	uint64_t unseen; /* articles that were not looked at: not indexed yet, and too many */
} IdList;
/* Ids in the order the query asks for. A snapshot: it does not follow later changes. Words are
 * looked up in the index; articles that are not in it are looked through, the newest
 * `query->scan` of them. */
bool library_list(Library *lib, const Query *query, IdList *out, Err *err);
/* How many there are, without naming them; the same as of library_list, `limit` aside. */
bool library_count(Library *lib, const Query *query, uint64_t *out, Err *err);
/* How many words these have, each by the better of its texts. */
bool library_words(Library *lib, const ItemId *ids, size_t n, uint64_t *out, Err *err);
/* Which of these the query finds: out[i] says so of ids[i]. For the rows of a screen. */
bool library_match(Library *lib, const Query *query, const ItemId *ids, size_t n, bool *out,
	Err *err);
/* Rows by id, in the order of `ids`; one that is gone has id 0. Fast: for what is on the screen. */
bool library_rows(Library *lib, const ItemId *ids, size_t n, Arena *arena, Item *out, Err *err);
/* A line of its text around the first of these words, with "…" where it was cut; empty if none of
 * them stands there. In the arena. */
bool library_snippet(Library *lib, ItemId id, const Needle *words, size_t count, Arena *arena,
	Str *out, Err *err);
/* Everything about one: its content, base, enclosures, comments. entry.published is the date the
 * feed claims, however odd (item.published is sorted by), or if it has none, when it came in. */
typedef struct {
	Item item;
	Entry entry;
	Str feed_title, feed_url;
	Str full; /* the page it leads to, as wire Doc (doc_write), if it was fetched; may be empty
		   */
	int64_t changed;   /* when its text last became another, as seen here; 0 never */
	uint32_t versions; /* texts it had before, of those that are kept */
} Article;
bool library_article(Library *lib, ItemId id, Arena *arena, Article *out, Err *err);
/* What it said before it was changed, the latest first: the first text and the three before the one
 * it has now. */
typedef struct {
	int64_t at; /* when it came in */
	Str title, html;
} ItemVersion;
bool library_versions(Library *lib, ItemId id, Arena *arena, const ItemVersion **out, size_t *count,
	Err *err);

/* --- the pages articles lead to ------------------------------------------------------------------
 */

/* What came of fetching one. The text of the page is kept beside the feed's, never instead. */
typedef struct {
	bool known;         /* it was tried */
	bool better;        /* its text is worth more than the feed's */
	uint32_t kind;      /* PAGE_* (model/doc.h) */
	uint32_t words;     /* of its text */
	uint32_t tries;     /* in vain, in a row */
	int64_t due;        /* when to try again; 0: never unasked */
	bool stale;         /* the article changed since */
	Str note;           /* why it is better or not, or what failed: a few words */
	Str etag, modified; /* as received; empty where there is no text */
} PageState;
bool library_page(Library *lib, ItemId id, Arena *arena, PageState *out, Err *err);
/* `wire`: its text as doc_write writes it; empty: that which is kept stays. */
bool library_set_page(Library *lib, ItemId id, const PageState *state, Str wire, Err *err);
/* What a site ("https://example.org") asks of programs, as feed/robots.h has it, and when that was
 * read; 0: not yet, or long ago. Rules lie in the arena. */
bool library_robots(Library *lib, Str site, Arena *arena, int64_t *fetched, Str *rules, Err *err);
bool library_set_robots(Library *lib, Str site, int64_t now, Str rules, Err *err);
/* What is kept of a post elsewhere, by the address it was asked for at: a document of one card
 * (doc_write) and when it came; 0: it was not asked for. Empty: there was nothing. In the arena. */
bool library_post(Library *lib, Str address, Arena *arena, int64_t *fetched, Str *wire, Err *err);
bool library_set_post(Library *lib, Str address, int64_t now, Str wire, Err *err);
/* Of the last pages tried of a feed, how many were worth more than what it brings itself. */
bool library_pages_worth(Library *lib, FeedId feed, uint32_t *tried, uint32_t *better, Err *err);
/* Articles of a feed, published after `since`, whose pages are due, and those that were not tried
 * yet if `untried`: the newest first, at most `most`. In the arena. */
bool library_pages_due(Library *lib, FeedId feed, int64_t since, int64_t now, bool untried,
	size_t most, Arena *arena, const ItemId **out, size_t *count, Err *err);

/* --- the index of words
 * ---------------------------------------------------------------------------
 */

/* Puts what came in or changed into the index beside the library, for about `ms` milliseconds or
 * until *stop (may be NULL). *left: articles still to go. Needs a Library to itself, which may be
 * open to read only; what goes wrong leaves the index as it was before. Where several do it at a
 * time, one does and the others fail with SQLITE_BUSY. */
bool library_index(Library *lib, int64_t ms, const atomic_bool *stop, uint64_t *left, Err *err);

/* Forgets which articles changed that the index knows of. The writer's. */
bool library_index_trim(Library *lib, Err *err);

/* --- marks ---------------------------------------------------------------------------------------
 */

/* Sets or clears ITEM_UNREAD, ITEM_STARRED, ITEM_LATER or ITEM_DELETED on each; counts follow. The
 * ids that did change are written to `changed` (room for n); may be NULL. Nothing of it is kept in
 * the journal: what a reader does is a library_change. */
bool library_mark(Library *lib, const ItemId *ids, size_t n, uint32_t flag, bool on,
	ItemId *changed, size_t *changed_count, Err *err);

/* A change that the reader makes, kept in the journal so that it can be undone. A tag is made if
 * there is none of that name. */
bool library_change(Library *lib, const Mark *mark, const ItemId *ids, size_t n, ItemId *changed,
	size_t *changed_count, Err *err);

/* A change of `urls` that was made becomes a step. */
bool library_note(Library *lib, const UrlsChange *change, Str name, Err *err);

/* The journal: the latest changes, some hundreds, newest first. A new one forgets those undone. */
bool library_steps(Library *lib, Arena *arena, const Step **out, size_t *count, Err *err);
/* Takes the latest step back that is not, or does the one again that was undone last; step->id 0 if
 * there is none. changed->ids (free them), in rising order: what it did change. Of a change of
 * `urls` the step alone is turned: the file is the caller's (subscribe_turn). */
bool library_undo(Library *lib, Arena *arena, Step *step, IdList *changed, Err *err);
bool library_redo(Library *lib, Arena *arena, Step *step, IdList *changed, Err *err);

/* The reader's tags by name, also those that no article has now; and those of an article. */
typedef struct {
	Str name;
	uint64_t count; /* of articles, whatever their marks */
} Tag;
bool library_tags(Library *lib, Arena *arena, const Tag **out, size_t *count, Err *err);
bool library_tags_of(Library *lib, ItemId id, Arena *arena, const Str **out, size_t *count,
	Err *err);

/* --- mending -------------------------------------------------------------------------------------
 */

/* What is wrong in a library whose file is sound, and can be put right. */
typedef struct {
	uint64_t counts;  /* feeds whose numbers of articles are not those there are */
	uint64_t orphans; /* texts, places and marks of articles that are not there */
	uint64_t hollow;  /* articles whose text is not there or damaged; their feeds may give it
			     again */
	bool words;       /* the index of words is damaged */
	bool fixed;       /* the file can't give room back: it is of an older lede */
} Ailments;
/* Whether SQLite finds the file sound; *why says what it found first. Takes a second for 500 MB. */
bool library_sound(Library *lib, bool *sound, Arena *arena, Str *why, Err *err);
bool library_examine(Library *lib, Ailments *out, Err *err);
/* Puts right what was found; a copy (library_copy) is kept of all that is more than counts and
 * words. */
bool library_mend(Library *lib, const Ailments *what, Err *err);
/* Of a file that is not sound, or can't even be opened: all that can be read goes into a new one,
 * which takes its place; the damaged one is kept beside it as it was, *kept says where. */
typedef struct {
	uint64_t feeds, articles, texts;
} Salvage;
bool library_salvage(const char *path, Salvage *out, Arena *arena, Str *kept, Err *err);

/* --- small things kept
 * ----------------------------------------------------------------------------- */

/* Where reading stopped in an article: Doc block and text offset (layout.h). */
bool library_place(Library *lib, ItemId id, uint32_t *block, uint32_t *offset, Err *err);
bool library_set_place(Library *lib, ItemId id, uint32_t block, uint32_t offset, Err *err);
/* Named values of the screen: the last place, the theme tried. Empty if there is none. */
bool library_value(Library *lib, Str name, Arena *arena, Str *out, Err *err);
bool library_set_value(Library *lib, Str name, Str value, Err *err);

#endif
