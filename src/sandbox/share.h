/* sandbox/share.h: memory that lede and one worker both see. A frame that lies there costs one copy
 * a side, where the socket takes two; the socket carries its length alone (FRAME_SHARED). */
#ifndef LEDE_SANDBOX_SHARE_H
#define LEDE_SANDBOX_SHARE_H

#include "base/str.h"

enum {
	/* Of a question, and of an answer: what feeds and articles take; longer ones take the
	 * socket. Untouched pages of it are no memory. */
	SHARE_ROOM = 1 << 20,
	SHARE_LEAST = 4 << 10, /* less is as cheap on the socket */
};

/* What the other side wrote may change while it is looked at, so that an answer is copied first. */
typedef struct {
	char *question; /* NULL: there is no such memory here */
	char *answer;
} Share;

/* Returns the descriptor for the worker, the caller's to close, or -1: sockets will do. It can't be
 * made longer or shorter by either side. */
int share_open(Share *share);
/* In the worker, which may but read questions. The descriptor may be of something else, or of
 * nothing. */
void share_take(int fd, Share *share);
void share_close(Share *share);

/* Whether a frame of that length takes this way. */
bool share_fits(const Share *share, uint64_t length);

#endif
