/* base/log.h: a ring of the last lines, and optionally a file. The one thing all threads share. */
#ifndef LEDE_BASE_LOG_H
#define LEDE_BASE_LOG_H

#include "base/buf.h"
#include "base/err.h"

typedef enum { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR } LogLevel;

typedef struct {
	int64_t time; /* Unix seconds */
	LogLevel level;
	Str text; /* one line, clean UTF-8 */
} LogLine;

/* Lines also go to this file (appended, mode 0600). Without the call only the ring keeps them. */
bool log_to_file(const char *path, Err *err);
void log_line(LogLevel level, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Copies the lines of the ring (at most 1,000), oldest first; returns how many. */
size_t log_lines(Arena *arena, const LogLine **lines);
/* Empties the ring: tests begin with nothing in it. */
void log_clear(void);
/* Grows by one with each line: a cheap look whether something is new. */
uint64_t log_count(void);

#endif
