/* feed/net/file.h: what a file: address names. */
#ifndef LEDE_FEED_NET_FILE_H
#define LEDE_FEED_NET_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* Reads a regular file of this machine of at most `most` bytes. `modified`: as it was given out
 * last time, or empty; if it still holds, *unchanged is set and nothing is read. Results lie in the
 * arena. Blocks as long as the disk does. */
bool file_fetch(Str url, size_t most, Str modified, Arena *arena, Str *bytes, Str *modified_now,
	bool *unchanged, Err *err);

#endif
