/* engine/program.h: programs of the reader's own whose output is wanted: sources that are programs,
 * filters, keepers of secrets. Owned and polled by the engine thread; nothing here blocks. */
#ifndef LEDE_ENGINE_PROGRAM_H
#define LEDE_ENGINE_PROGRAM_H

#include <poll.h>

#include "base/arena.h"
#include "base/err.h"

typedef struct Programs Programs;

typedef struct {
	Str command;      /* words with blanks between, "~/" is home; a shell gets it if it has any
			     character of one */
	Str input;        /* on its standard input; copied */
	size_t max_bytes; /* of output */
	uint32_t timeout_ms;
} Program;

/* `output` is borrowed until it returns. *err says why there is none: could not be started, took
 * too long, wrote too much, ended with another status than 0 (then with the last line it
 * complained). */
typedef void ProgramDone(void *user, Str output, const Err *err);

Programs *programs_open(void);
void programs_close(Programs *programs); /* ends what runs; NULL is fine */
uint64_t program_start(Programs *programs, const Program *program, ProgramDone *done, void *user);
/* `done` will not be called; it is ended with all it started. */
void program_cancel(Programs *programs, uint64_t number);
/* As pool_polls and pool_turn (sandbox/pool.h). */
size_t programs_polls(Programs *programs, struct pollfd *fds, size_t room, int *timeout_ms);
void programs_turn(Programs *programs);

#endif
