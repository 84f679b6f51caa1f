/* feed/net/transfer.h: one download on one curl handle, for fetch.c alone. */
#ifndef LEDE_FEED_NET_TRANSFER_H
#define LEDE_FEED_NET_TRANSFER_H

#include <curl/curl.h>

#include "base/buf.h"
#include "feed/net/fetch.h"
#include "feed/net/headers.h"
#include "feed/net/polite.h"

typedef struct Transfer Transfer;

typedef struct {
	Transfer *first, *last;
} TransferList;

/* What all downloads of a fetcher share. */
typedef struct {
	CURLSH *share, *share_apart; /* the second without cookies */
	bool private_addresses, proxied;
} TransferRules;

/* How far a visit is. */
typedef enum {
	STAGE_NONE,       /* not begun, or over */
	STAGE_CONNECTING, /* its name is looked up, its connection made */
	STAGE_ASKING,     /* nothing of the text that was asked for has come */
	STAGE_STOPPED,    /* it comes, and has to wait in the socket */
	STAGE_RECEIVING,
	STAGES,
} Stage;

/* How many visits of a fetcher are in each, and how many may receive. */
typedef struct {
	unsigned at[STAGES], most;
	unsigned wait_ms; /* that servers took for their answers of late, from the beginning */
	unsigned may;     /* receive, of the `most`: the fewer, the more lies with who takes them */
} Traffic;

struct Transfer {
	FetchTicket ticket;
	Transfer *next, *prev; /* in the list it is in, `in` */
	TransferList *in;
	Transfer *older, *newer; /* of all */
	Arena *arena;
	Request request; /* a copy in the arena */
	FetchDone *done;
	void *user;
	const TransferRules *rules;
	Traffic *traffic;
	Stage stage;
	struct Site *site; /* NULL: nobody is visited */

	CURL *easy;
	struct curl_slist *lines; /* headers of its own */
	char detail[CURL_ERROR_SIZE];
	int64_t began; /* ms */
	int64_t moved; /* ms: when it last began or was let go on */
	Headers headers;
	Str location; /* of the last redirect */
	Buf body;
	size_t ignored; /* bytes of a body nobody wants */
	bool slow, connected, refused, too_big, cut, redirected, temporary;
	bool apart;   /* on a handle of its own, since nobody else may have its cookies */
	bool goes_on; /* to where it was redirected, request.url, or once more to the same */
	bool plain;   /* asked for unpacked, since what came packed could not be read */
	unsigned hops;

	Response response;
	Visit visit;
	int64_t retry_after; /* seconds */
};

/* Whether servers take so long for their answers that others should be asked meanwhile. */
bool traffic_is_slow(const Traffic *traffic);
/* Counts it there from now on. */
void transfer_enter(Transfer *transfer, Stage stage);
bool transfer_may_receive(const Transfer *transfer);
bool transfer_is_apart(const Transfer *transfer);
/* A handle, for one transfer after another unless it is apart; NULL if there is no memory. */
CURL *transfer_handle(const Transfer *transfer);
/* Sets the handle up for the request. False, with response.err set, if that can't be. */
bool transfer_prepare(Transfer *transfer, CURL *easy);
/* Lets a stopped one receive. What had come is taken at once; if that fails, this is its end. */
CURLcode transfer_resume(Transfer *transfer, int64_t now_ms);
/* Fills in the response from what came, or sets goes_on; `now_ms` is on the clock of `began`. */
void transfer_conclude(Transfer *transfer, CURLcode code, int64_t now_ms);
/* The handle forgets the transfer, and the transfer the handle. */
void transfer_release(Transfer *transfer);
/* A file: address: the whole of it. */
void transfer_file(Transfer *transfer);
/* Frees all but the arena. The handle is not cleaned up. */
void transfer_drop(Transfer *transfer);

#endif
