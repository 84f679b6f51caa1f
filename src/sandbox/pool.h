/* sandbox/pool.h: outside bytes parsed in confined processes: lede re-executed, a socket pair each.
 */
#ifndef LEDE_SANDBOX_POOL_H
#define LEDE_SANDBOX_POOL_H

#include <poll.h>

#include "base/buf.h"
#include "base/err.h"
#include "feed/discover.h"
#include "model/doc.h"
#include "model/item.h"
#include "sandbox/confine.h"

typedef struct Pool Pool;

typedef enum {
	WORK_FEED,    /* bytes of a feed → parsed, for the library: without excerpts */
	WORK_HTML,    /* an entry's HTML → doc */
	WORK_CHANGES, /* the same, and what became of `before` in it (feed/html/changes.h) → doc */
	WORK_PAGE,    /* a web page → doc, its main article */
	WORK_TEXT,    /* a text file → doc */
	WORK_ANY,     /* whatever it is → parsed or doc */
	WORK_DISCOVER, /* a web page → found; none is no error */
	WORK_TOOT,     /* what a Mastodon server tells of a post, JSON → doc: its card */
	WORK_ROBOTS,   /* a robots.txt → text: its rules for us (feed/robots.h) */
	WORK_KINDS
} WorkKind;

typedef struct {
	WorkKind kind;
	Str bytes, mime, url;
	Str rules;        /* of WORK_PAGE: for its site; may be empty */
	Str head, before; /* of WORK_CHANGES: HTML to stand above it; the older HTML */
	Arena *owner; /* the arena that `bytes` lie in, handed over, else they are copied; or NULL
		       */
} Work;

/* `parsed`, `doc`, `found` or `text` lie in the arena, which is the taker's. On failure `err` says
 * why: no such thing in the bytes, or the worker died, stalled or outgrew its limit. */
typedef struct {
	Arena *arena;
	const Parsed *parsed;
	const Doc *doc;
	const FeedLink *found;
	size_t found_count;
	Str text;
	Err err;
} Worked;

/* Called by pool_turn on the thread that owns the pool. */
typedef void WorkDone(void *user, const Worked *worked);

/* `count` workers at most, started when first needed. 0: one a core. */
Pool *pool_open(unsigned count, SandboxMode mode, Err *err);
void pool_close(Pool *pool);
/* How long a question may take, and how much longer for each of its megabytes: 20,000 and 2,000 ms
 * unless told. */
void pool_patience(Pool *pool, unsigned ms, unsigned more_a_mb);
/* Queues a job. Returns its number, for cancel. */
uint64_t pool_post(Pool *pool, const Work *work, WorkDone *done, void *user);
/* Has as many workers run as there may be, for so many questions that will come soon: a start takes
 * 10 ms. What can't be started is told when it is asked. */
void pool_expect(Pool *pool, size_t questions);
/* `done` will not be called. */
void pool_cancel(Pool *pool, uint64_t number);
/* Jobs not yet answered. */
size_t pool_busy(const Pool *pool);
/* The descriptors to poll, at most `room`; returns how many. *timeout_ms is lowered to the next
 * deadline. */
size_t pool_polls(Pool *pool, struct pollfd *fds, size_t room, int *timeout_ms);
/* Sends, receives, calls `done`, restarts what died. Call after each poll. Never blocks. */
void pool_turn(Pool *pool);
/* One job, waited for: for commands. The result is in out->arena, the caller's to close. */
bool pool_run(Pool *pool, const Work *work, Worked *out);

/* What a worker does first: it keeps nothing open but its descriptor and those below, and ends when
 * its owner does. */
void worker_stand_alone(int fd);
/* The worker's main loop on its descriptor, behind which comes that of the shared memory, if there
 * is any; returns the exit status. For main.c alone. */
int worker_main(int fd, SandboxMode mode);

#endif
