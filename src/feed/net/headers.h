/* feed/net/headers.h: what the headers of an answer mean for the next visit. */
#ifndef LEDE_FEED_NET_HEADERS_H
#define LEDE_FEED_NET_HEADERS_H

#include "base/arena.h"

enum { WEEK = 7 * 86400 };

/* Of the last answer in a chain of redirects; all in the arena given to headers_line. */
typedef struct {
	int status;
	Str etag, modified; /* as received, byte for byte; empty if they can't be sent back */
	Str mime, location, packing;
	bool cdn; /* it has marks of one who stands before many hosts */
	Str date, expires, age, cache_control, retry_after;
} Headers;

/* One header line as it came, the status line too, which begins a new answer. Unknown, malformed
 * and oversized headers are passed over. */
void headers_line(Headers *headers, Str line, Arena *arena);

/* Unix seconds: no visit before, as the server asks: Retry-After of a refusal (RFC 9110 10.2.3),
 * else how long the answer stays fresh by max-age or Expires less its age (RFC 9111 4.2). At most a
 * week from now; 0 if nothing is asked. */
int64_t headers_due(const Headers *headers, int64_t now);

/* Seconds of Retry-After from now on; 0 if there is none or it makes no sense. */
int64_t headers_retry_after(const Headers *headers, int64_t now);

#endif
