/* feed/net/fetch.h: downloads by curl multi. A Fetcher belongs to one thread, which polls for it.
 */
#ifndef LEDE_FEED_NET_FETCH_H
#define LEDE_FEED_NET_FETCH_H

#include <poll.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct Fetcher Fetcher;
typedef uint64_t FetchTicket; /* 0: none */

typedef enum { AUTH_ANY, AUTH_BASIC, AUTH_DIGEST, AUTH_BEARER } AuthKind;

/* How a host lets the reader in. All but `proxy`, `netrc`, `cookies` and `authorities` is for the
 * host of the request alone: a redirect elsewhere goes on without. */
typedef struct {
	Str proxy;   /* "http://…", "https://…", "socks5h://…"; "none": not even that of the
		      * environment; empty: that */
	Str headers; /* "Name: value", with '\n' between them */
	Str cookies; /* of a cookie file (Netscape's); they replace those of this run */
	Str authorities;  /* a file: certificates to trust beside those of the system */
	Str cert, key;    /* files: a certificate of the reader's */
	Str user, secret; /* of a bearer, the secret alone */
	AuthKind auth;    /* AUTH_ANY: basic or digest, as the server wants */
	bool netrc;       /* names and passwords from ~/.netrc */
	bool insecure;    /* whatever certificate the host has */
} Access;

typedef struct {
	Str url;             /* http, https, file */
	Str etag, modified;  /* as received with the last answer; sent back exactly so */
	size_t max_bytes;    /* unpacked; 0: 32 MB */
	bool enough;         /* so many are: a longer answer is cut there, and no error */
	uint32_t timeout_ms; /* of silence, that is, less than 100 bytes a second; four times as
			      * long for the whole; 0: 30,000 */
	Str user_agent;      /* empty: lede's own name */
	Str contact;         /* in that, where its reader can be reached; may be empty */
	bool compatible;     /* that in the form of browsers, which some let in alone */
	Access access;
	bool content; /* asked for by content, not by the user: no loopback or private addresses */
} Request;

typedef struct {
	int status;   /* HTTP; 200 for a file; 0 if there was no answer */
	Str url;      /* where it was found in the end; never with name and password */
	Str moved_to; /* set if every redirect on the way was 301 or 308 */
	Str mime;
	Str etag, modified; /* byte for byte; of a 304, those that still hold */
	Str body;
	int64_t due; /* Unix seconds: not before, by Cache-Control, Expires or Retry-After; 0 unsaid
		      */
	uint32_t wire_bytes; /* received */
	bool cdn;            /* one who stands before many hosts answered */
	Err err;             /* ERR_NONE if status is 200 or 304 */
} Response;

/* The arena holds the response and is the callee's to close. Called by fetcher_turn. */
typedef void FetchDone(void *user, Arena *arena, const Response *response);

typedef struct {
	/* Downloads that receive at once, over all hosts; 0: 32. While fewer do, up to four times
	 * as many may be open, the rest of which wait for their answers; of 1, one. */
	unsigned connections;
	bool private_addresses; /* content may lead there, too */
} FetcherOptions;

Fetcher *fetcher_open(const FetcherOptions *options, Err *err);
void fetcher_close(Fetcher *fetcher); /* forgets what runs; NULL is fine */
FetchTicket fetch_start(Fetcher *fetcher, const Request *request, FetchDone *done, void *user);
void fetch_cancel(Fetcher *fetcher, FetchTicket ticket);
size_t fetch_running(const Fetcher *fetcher);
/* For who can't keep up: the more answers lie with it, `waiting` of `most`, the fewer are received
 * at a time; with all of them, those that are coming in go on, and no other is. Servers that take
 * long for an answer are asked as long as fewer than `connections` have some that wait; where
 * answers come at once, only as many as may be received. */
void fetcher_hold(Fetcher *fetcher, size_t waiting, size_t most);
/* Waits for sockets, `extra` descriptors (revents filled in) or the time, then moves everything on.
 */
void fetcher_turn(Fetcher *fetcher, struct pollfd *extra, size_t extra_count, int timeout_ms);
/* A site that refused the last visits (429, 503), so that another run can go on with it. */
typedef struct {
	Str site;                /* "host:port" */
	int64_t until;           /* Unix seconds: shut till then; 0 if it is not */
	uint32_t refused, shuts; /* as in PoliteSite */
	int status;              /* what it said */
} Rest;
void fetcher_set_rest(Fetcher *fetcher, const Rest *rest);
/* All of them, by name. */
size_t fetcher_rests(const Fetcher *fetcher, Arena *arena, const Rest **out);
/* Whether the site of this address refused so often that it is left alone for now. */
bool fetcher_is_shut(Fetcher *fetcher, Str url);

/* One request, waited for: for commands. The response lies in the arena; *err is its err. */
bool fetch_once(const Request *request, const FetcherOptions *options, Arena *arena, Response *out,
	Err *err);

#endif
