/* engine/watch.h: hears when a file was written, so that what other processes do to the library and
 * to `urls` is seen without asking every second. Engine thread. */
#ifndef LEDE_ENGINE_WATCH_H
#define LEDE_ENGINE_WATCH_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Watch Watch;

/* Of the library and of `urls`, which need not be there. NULL: this system can't. */
Watch *watch_open(const char *library, const char *urls);
void watch_close(Watch *watch); /* NULL is fine, for all of these */
/* Readable when something was written; -1: never. */
int watch_fd(const Watch *watch);
/* Whether the library should be looked at now, and `urls` be read again. *timeout_ms is lowered to
 * when it wants to be called next: what was written counts only a moment later. */
void watch_turn(Watch *watch, int64_t now_ms, bool *library, bool *urls, int *timeout_ms);

#endif
