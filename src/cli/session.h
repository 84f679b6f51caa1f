/* cli/session.h: what the commands share: where the files are, the options, the handles. */
#ifndef LEDE_CLI_SESSION_H
#define LEDE_CLI_SESSION_H

#include <signal.h>

#include "config/read.h"
#include "engine/engine.h"
#include "sandbox/confine.h"
#include "store/library.h"

typedef struct {
	Arena *arena;
	Config config;
	const char *urls_path, *library_path;
	bool stays;    /* its engine fetches what is due by itself, and follows `urls` */
	bool examines; /* its engine asks to find out what ails feeds: failures are not counted */
} Session;

/* Reads the config; what is wrong in it is told on stderr, and goes on. */
bool session_open(Session *session, Err *err);
/* The same, and nothing is told. */
bool session_read(Session *session, Err *err);
void session_close(Session *session);

SandboxMode session_sandbox(const Session *session);
/* The same for a command that has no session: what is wrong in the config is not told. */
SandboxMode session_sandbox_alone(void);
Engine *session_engine(const Session *session, Err *err);
/* The library, listing what `urls` lists now. */
Library *session_library(const Session *session, Err *err);

/* Waiting for the engine, with Ctrl-C and SIGTERM heard beside it. */
typedef struct {
	int signals; /* a descriptor */
	sigset_t ends;
} Waiting;
bool waiting_open(Waiting *waiting, Err *err);
void waiting_close(Waiting *waiting);
/* While it is paused signals do what they usually do. */
void waiting_pause(const Waiting *waiting, bool paused);
/* Whether an event or a signal came within that time; -1: waits for one. */
bool waiting_ready(Waiting *waiting, const Engine *engine, int ms);
/* The next event; false with ERR_USER, code EINTR, if a signal came first. */
bool waiting_take(Waiting *waiting, Engine *engine, Event *out, Err *err);

/* Which signal came. */
int waiting_signal(const Waiting *waiting);
/* Waits for what ends a job; false if that is its failure. */
bool waiting_for(Waiting *waiting, Engine *engine, Ticket ticket, EventKind kind, Event *out,
	Err *err);

/* Whether stdout or stderr shows more than ASCII. */
bool shows_unicode(void);
/* Cells of the terminal behind a descriptor; 80 if that is unsaid. */
size_t terminal_width(int fd);

#endif
