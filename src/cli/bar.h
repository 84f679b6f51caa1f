/* cli/bar.h: one line on a terminal that says how far an update is, and how long it will take. */
#ifndef LEDE_CLI_BAR_H
#define LEDE_CLI_BAR_H

#include "base/buf.h"
#include "engine/job.h"

enum { BAR_TICK_MS = 250 }; /* drawn at least so often: the window may have another size by now */

typedef struct {
	bool shown;   /* there is a terminal for it */
	double start; /* seconds of a clock that never goes back */
	int cols;     /* cells of the window when it was last drawn; 0: it does not stand there */
	size_t cells; /* that it took */
} Bar;

/* On stderr, if that is a terminal that can overwrite a line, and it is `wanted`. */
void bar_open(Bar *bar, bool wanted);
double bar_seconds(const Bar *bar); /* since then */
/* `at`: the newest counts, of feeds or (EVENT_PAGES) of the pages of their articles. */
void bar_draw(Bar *bar, const Event *at);
/* The line is as it was before. */
void bar_clear(Bar *bar);

/* "850 kB", "1.2 MB". */
void bar_bytes(Buf *out, double bytes);

#endif
