/* engine/inside.h: what the files of engine/ share. Everything runs on the engine thread but where
 * it says otherwise. */
#ifndef LEDE_ENGINE_INSIDE_H
#define LEDE_ENGINE_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/queue.h"
#include "base/vec.h"
#include "engine/engine.h"
#include "engine/program.h"
#include "engine/watch.h"
#include "feed/net/fetch.h"
#include "sandbox/pool.h"
#include "store/library.h"

typedef enum { MESSAGE_JOB, MESSAGE_CANCEL, MESSAGE_WARM, MESSAGE_QUIT } MessageKind;

typedef struct {
	MessageKind kind;
	Ticket ticket;
	Job job;
} Message;

/* The lowest bits of a ticket tell cancel whose it is. */
enum { TICKET_JOB, TICKET_LIST, TICKET_COUNT, TICKET_KIND = 3, TICKET_BITS = 2 };

typedef struct Refresh Refresh;
typedef struct Secrets Secrets;
typedef struct Errand Errand;
typedef struct Indexer Indexer;
typedef struct Presser Presser;
typedef struct FullTexts FullTexts;
typedef struct Paging Paging;
typedef struct Robots Robots;
typedef struct Posts Posts;
typedef struct Upkeep Upkeep;

struct Engine {
	Arena *arena; /* the options' text */
	EngineOptions options;
	atomic_uint_fast64_t last_ticket;
	atomic_bool warmed; /* a list was asked for */
	Queue *jobs, *queries, *counts, *events;
	pthread_t thread, query_thread;
	bool thread_runs, query_thread_runs;

	/* engine thread */
	Levels *levels;
	Programs *programs;
	Secrets *secrets;
	Library *lib;
	Fetcher *fetcher;
	Pool *pool;
	Presser *presser;
	Refresh *refresh;
	FullTexts *fulltexts;
	Robots *robots;
	Upkeep *upkeep;
	Errand *errands;     /* jobs that wait for a download or a worker */
	Watch *watch;        /* NULL: what other processes do is not looked at */
	int64_t version;     /* of the library, as it was last heard of */
	int64_t told_others; /* ms: when that was told */
	int64_t warm_at;     /* ms: when a worker is started for the articles of a list; or 0 */

	/* query thread; `lists` guards the rest */
	Library *reader;
	pthread_mutex_t lists;
	Ticket running; /* or the last that ran */
	bool counting;  /* it is a count: a list goes before it */
	bool closing;
	VEC(Ticket) cancelled;

	Indexer *indexer; /* NULL: nothing is indexed */
};

/* Any thread. Takes event.arena. */
void engine_tell(Engine *engine, Event event);
/* EVENT_FAILED for a ticket. */
void engine_fail(Engine *engine, Ticket ticket, const Err *err);
int64_t engine_now(void); /* Unix seconds */

/* lists.c: the query thread. */
void *lists_run(void *engine);
void lists_cancel(Engine *engine, Ticket ticket); /* any thread */
void lists_close(Engine *engine);                 /* any thread */
void lists_hurry(Engine *engine);                 /* any thread: a list was posted */

/* indexer.c: a thread of its own that puts what came in into the index of words, when nothing else
 * is to be done. NULL on failure. */
Indexer *indexer_open(const char *library, Err *err);
void indexer_close(Indexer *indexer); /* NULL is fine, for these, too */
void indexer_wake(Indexer *indexer);  /* something came in or changed */
void indexer_pause(Indexer *indexer, bool paused);

/* presser.c: a thread of its own that compresses the texts of feeds that are new, ahead of their
 * merge; it starts with the first. */
Presser *presser_open(Library *lib, Err *err);
void presser_close(Presser *presser);
/* The feed, with what the arena has, is the callee's again. */
typedef void PressDone(void *user, Arena *arena, const Parsed *parsed, const Pressed *pressed);
/* Takes the arena that `parsed` lies in. Returns a number, for cancel; 0: it can't, and takes
 * nothing. */
uint64_t presser_post(Presser *presser, Arena *arena, const Parsed *parsed, PressDone *done,
	void *user);
void presser_cancel(Presser *presser, uint64_t number); /* `done` will not be called */
size_t presser_busy(const Presser *presser);            /* feeds not yet done */
int presser_fd(const Presser *presser);                 /* readable when presser_turn has work */
void presser_turn(Presser *presser);

/* upkeep.c: what is done for the library's sake, by the one that has library_claim. */
Upkeep *upkeep_open(Engine *engine);
void upkeep_close(Upkeep *upkeep);
/* Something was asked: steps wait until it is quiet again. */
void upkeep_touch(Upkeep *upkeep);
void upkeep_want(Upkeep *upkeep); /* after an update */
Keep upkeep_keep(const Engine *engine, const Feed *feed);
/* Old articles of a feed go, as part of the transaction that is open. */
void upkeep_feed(Engine *engine, FeedId feed, Keep keep);
/* As refresh_turn. */
void upkeep_turn(Upkeep *upkeep, int *timeout_ms);

/* rests.c: sites that asked for peace, from and to the library. */
void rests_read(Engine *engine);
void rests_write(Engine *engine);

/* refresh.c: a run: which feeds are visited (visit.h), when what came is written, what is told. */
Refresh *refresh_open(Engine *engine);
void refresh_close(Refresh *refresh);
void refresh_start(Refresh *refresh, Ticket ticket, const Job *job);
void refresh_cancel(Refresh *refresh, Ticket ticket);
/* Starts what may start, writes what should be written; lowers *timeout_ms to when it wants to be
 * called again. */
void refresh_turn(Refresh *refresh, int *timeout_ms);
bool refresh_runs(const Refresh *refresh);
/* Writes what is merged so far, so that other jobs see it and it is seen. */
void refresh_flush(Refresh *refresh);
/* For visits: opens the transaction that refresh_flush, or its time, ends. False: told already. */
bool refresh_begin(Refresh *refresh, Err *err);
typedef struct {
	uint32_t added;
	bool failed;
} VisitEnd;
/* A visit has ended: `state` is written, and the feed is told of once that is committed. */
void refresh_visited(Refresh *refresh, FeedId feed, const FeedState *state, VisitEnd end);
/* Reads `urls` into the store; local feeds that never were read are fetched. */
bool refresh_subscribe(Engine *engine, Err *err);

/* fulltext.c: pages of new articles, fetched with their feeds. */
FullTexts *fulltexts_open(Engine *engine);
void fulltexts_close(FullTexts *texts); /* NULL is fine */
/* A feed was fetched: its articles' pages wait, as far as its options and the budget go. */
void fulltexts_want(FullTexts *texts, const Feed *feed);
/* Of the feed of saved pages those that could not be had when they were kept. */
void fulltexts_want_saved(FullTexts *texts, FeedId feed);
/* Starts what may start. */
void fulltexts_turn(FullTexts *texts);
/* article_prefetch has come to an end. */
void fulltexts_done(FullTexts *texts, ItemId id);
uint32_t fulltexts_left(const FullTexts *texts);
/* When a page that was tried in vain so often is tried again; 0: not unasked. */
int64_t fulltexts_retry(uint32_t tries, int64_t now);

/* feedtext.c: the feed's text with what came beside it: the picture before, enclosures after,
 * unless the text has them already. */
void feedtext_html(const Article *article, Buf *out);
/* What the feed says about the article, laid over what was read. In the arena. */
const Doc *feedtext_head(const Doc *doc, const Article *article, Arena *arena);

/* article.c: fetches and keeps the page of an article; nobody waits for it. */
void article_prefetch(Engine *engine, ItemId id);

/* article.c, version.c, add.c, clip.c: one errand a job. Each takes the job's arena. */
void article_start(Engine *engine, Ticket ticket, Job job);
void version_start(Engine *engine, Ticket ticket, Job job);
void page_start(Engine *engine, Ticket ticket, Job job);
void add_start(Engine *engine, Ticket ticket, Job job);
void clip_start(Engine *engine, Ticket ticket, Job job);
/* The text of a page that was kept by its address alone. */
bool clip_fill(Engine *engine, const Article *article, const Doc *doc, Err *err);

/* steps.c: jobs of that name. */
void steps_mark(Engine *engine, Ticket ticket, Job job);
void steps_mark_query(Engine *engine, Ticket ticket, Job job);
void steps_move(Engine *engine, Ticket ticket, Job job);
void steps_note(Engine *engine, Ticket ticket, Job job);
void steps_undo(Engine *engine, Ticket ticket, Job job);
void steps_redo(Engine *engine, Ticket ticket, Job job);

/* request.c: fills in what the reader's options say about downloads for a feed; NULL: for none.
 * Secrets are for the feed's own host alone. False: *missing is a secret to be asked for first, or
 * it is empty and *err says why this can't be fetched. */
bool request_fill(Engine *engine, const Feed *feed, Arena *arena, Request *request, Str *missing,
	Err *err);

/* secret.c: what the config does not want to hold itself: "env:NAME" and "command:LINE", whose
 * first line of output it is; all else is the secret itself. Known once asked for, until the engine
 * is closed; never written anywhere. */
typedef enum {
	SECRET_KNOWN,
	SECRET_TO_ASK, /* secret_ask first */
	SECRET_NONE,   /* *err says why */
} SecretState;
typedef void SecretDone(void *user);
Secrets *secrets_open(Engine *engine);
void secrets_close(Secrets *secrets); /* NULL is fine */
SecretState secret_look(Secrets *secrets, Str source, Arena *arena, Str *out, Err *err);
/* `done` is called when secret_look knows more, never at once. */
void secret_ask(Secrets *secrets, Str source, SecretDone *done, void *user);
/* Nothing is called for `user` any more. */
void secret_forget(Secrets *secrets, void *user);

/* supply.c: the bytes of a feed, from the web, a file, a program of the reader's, or through one.
 */
typedef struct Supply Supply;
/* The arena holds the response and is the callee's to close; may be called by supply_start. */
typedef void SupplyDone(void *user, Arena *arena, const Response *response);
/* `feed` lives as long as the supply. */
Supply *supply_open(Engine *engine, const Feed *feed, const FeedState *state, SupplyDone *done,
	void *user);
void supply_start(Supply *supply);
void supply_close(Supply *supply); /* `done` is not called any more; NULL is fine */
/* Whether the server is told a name that the reader chose. */
bool supply_is_named(const Supply *supply);
/* What is fetched for a feed: its address, or that behind its filter; empty for a program. */
Str supply_address(Str url);

/* errand.c: a job on its way through downloads and workers; ends when it is answered or cancelled.
 */
struct Errand {
	Engine *engine;
	Errand *next;
	Ticket ticket;
	Job job;
	Arena *arena; /* dies with the errand */
	FetchTicket fetch;
	uint64_t work;
	Request request;  /* while its secrets are asked for */
	const Feed *feed; /* whose options count; NULL: nobody's */
	void (*fetched)(Errand *errand, Arena *arena, const Response *response);
	void (*worked)(Errand *errand, const Worked *worked);
	void *state;             /* the job's own, in the arena */
	void *telling;           /* article.c's, likewise */
	Paging *paging;          /* paging.c's, in the arena */
	struct RobotsSite *site; /* robots.c's */
	Posts *posts;            /* posts.c's, in the arena */
	bool unasked;            /* no reader wants it: sites are asked whether they do */
	Arena *answer, *input;   /* the job's, too; closed with the errand */
};
Errand *errand_open(Engine *engine, Ticket ticket, Job job);
void errand_close(Errand *errand);
/* Cancels the errands of a ticket; 0: all. */
void errands_cancel(Engine *engine, Ticket ticket);
/* As errand->feed says, with what it takes to be let in; text of the request lives as long as the
 * errand. */
void errand_fetch(Errand *errand, const Request *request,
	void (*done)(Errand *errand, Arena *arena, const Response *response));
void errand_work(Errand *errand, const Work *work,
	void (*done)(Errand *errand, const Worked *worked));
/* Answers with EVENT_FAILED and closes. */
void errand_fail(Errand *errand, const Err *err);

/* robots.c: whether a site lets programs fetch a page unasked. */
typedef enum {
	ROBOTS_ALLOW,
	ROBOTS_FORBID,
	ROBOTS_SILENT, /* it could not be asked */
} RobotsSay;
typedef void RobotsDone(Errand *errand, RobotsSay say);
Robots *robots_open(Engine *engine);
void robots_close(Robots *robots); /* NULL is fine */
/* `done` is called at once or later; those that wait are closed all at once, with the engine. The
 * page's url lives as long as the errand. */
void robots_ask(Robots *robots, Errand *errand, const Request *page, RobotsDone *done);
/* Whether a site that was asked lets another of its pages be fetched. */
bool robots_let(Robots *robots, Str url);

/* posts.c: posts elsewhere that an article shows as links, where the reader wants them. */
/* The document with those that are kept in their places; in the arena, or as it is. */
const Doc *posts_put(Errand *errand, const Doc *doc, Arena *arena);
/* Whether there are others, which posts_fetch then asks for. */
bool posts_find(Errand *errand, const Doc *doc);
/* `done` is called when all were asked for, perhaps at once. */
typedef void PostsDone(Errand *errand);
void posts_fetch(Errand *errand, PostsDone *done);

/* paging.c: a page and those that follow it, as one document. */
typedef struct {
	const Doc *doc;       /* in errand->answer, which the callee may take; NULL: see below */
	const Parsed *parsed; /* of WORK_ANY: it is a feed; in errand->answer, too */
	bool unchanged;       /* the validators of the request still hold */
	Str etag, modified;   /* of the answer; empty if there were several pages */
	Err err;
} Paged;
typedef void PagedDone(Errand *errand, const Paged *paged);
void paging_start(Errand *errand, const Request *request, WorkKind kind, PagedDone *done);

#endif
