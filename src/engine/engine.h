/* engine/engine.h: the threads behind the screen. Nothing here blocks its caller but open and
 * close. */
#ifndef LEDE_ENGINE_ENGINE_H
#define LEDE_ENGINE_ENGINE_H

#include "engine/job.h"

typedef struct Engine Engine;
typedef struct Levels Levels; /* config/levels.h */

typedef struct {
	const char *library;  /* path of the store */
	const char *urls;     /* path of `urls` */
	const char *config;   /* path of `config`, where options of feeds stand; NULL: nowhere */
	unsigned connections; /* downloads at once; 0: 32 */
	unsigned workers;     /* confined processes; 0: one a core */
	const char *sandbox;  /* "required", "auto", "off" */
	unsigned refresh_minutes; /* how often feeds that are due are fetched unasked; 0: never */
	const Levels *levels;     /* what feeds are fetched with; NULL: as at first. Copied. */
	const Str *rules; /* of the config, as text (model/rule.h); one that is none is left out */
	size_t rule_count;
	bool index; /* a thread puts what comes in into the index of words */
	bool watch; /* says when another process has changed the library, and reads `urls` again
		       when it was written */
	bool only_asked; /* fetches nothing unasked, not even local feeds that were never read */
	bool examines;   /* to find out what ails them: that a feed fails again is told, not counted
			  */
} EngineOptions;

/* Starts the threads; the store is open and migrated, `urls` is read, when it returns. */
Engine *engine_open(const EngineOptions *how, Err *err);
/* What a reader should be told once after engine_open; NULL: nothing. */
const char *engine_note(const Engine *engine);
/* Writes what was asked to be kept (marks, places), stops downloads, ends threads and workers: at
 * most a second. NULL is fine. */
void engine_close(Engine *engine);

Ticket engine_post(Engine *engine, Job job); /* never blocks; takes job.arena */
void engine_cancel(Engine *engine, Ticket ticket);
bool engine_take(Engine *engine, Event *out); /* never blocks; out->arena is the caller's */
int engine_fd(const Engine *engine);          /* readable while an event waits */

#endif
