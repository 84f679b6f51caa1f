/* cli/target.h: what a command works on: an address, a file, or "-" for standard input. */
#ifndef LEDE_CLI_TARGET_H
#define LEDE_CLI_TARGET_H

#include "base/buf.h"
#include "base/err.h"

typedef struct {
	Str bytes;
	Str url;  /* where they were found in the end; empty for files and standard input */
	Str mime; /* what the server called them; empty likewise */
	Buf file; /* what was read, if it was no address */
	Str map;  /* a large file, mapped */
} TargetBytes;

/* Reads all of it, at most 64 MB; downloads block. Before confine(): afterwards nothing can be
 * opened. What comes from the net lives in the arena. */
bool target_read(const char *word, Arena *arena, TargetBytes *out, Err *err);
void target_drop(TargetBytes *target);

#endif
