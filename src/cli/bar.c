#include "cli/bar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/session.h"

enum {
	BAR_CELLS = 24,
	ESTIMATE_S = 2, /* before that, how long it takes is a guess */
};

/* The parts of the line from left to right. */
typedef enum { PART_COUNT, PART_BAR, PART_NEW, PART_FAILED, PART_BYTES, PART_LEFT, PARTS } Part;

static double clock_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void bar_open(Bar *bar, bool wanted)
{
	const char *terminal = getenv("TERM");

	*bar = (Bar){.start = clock_s()};
	bar->shown = wanted && isatty(STDERR_FILENO) && terminal && *terminal &&
		     strcmp(terminal, "dumb") != 0;
}

double bar_seconds(const Bar *bar)
{
	return clock_s() - bar->start;
}

void bar_bytes(Buf *out, double bytes)
{
	if (bytes < 999500)
		buf_printf(out, "%.0f kB", bytes / 1e3);
	else
		buf_printf(out, bytes < 9.95e6 ? "%.1f MB" : "%.0f MB", bytes / 1e6);
}

static void add_gauge(Buf *out, double share)
{
	bool unicode = shows_unicode();
	size_t full = (size_t)(share * BAR_CELLS);

	buf_add(out, unicode ? S("▕") : S("["));
	for (size_t i = 0; i < BAR_CELLS; i++)
		buf_add(out, i >= full ? S(" ") : unicode ? S("█") : S("#"));
	buf_add(out, unicode ? S("▏") : S("]"));
}

/* "about 12 s left", "about 3 min left": finer would only pretend. */
static void add_left(Buf *out, const Event *at, double seconds)
{
	double left = seconds * (at->total - at->done) / at->done;

	if (left < 90)
		buf_printf(out, "about %.0f s left", left + 0.5);
	else
		buf_printf(out, "about %.0f min left", left / 60 + 0.5);
}

static void add_part(Buf *out, Part part, const Event *at, double seconds)
{
	switch (part) {
	case PART_COUNT:
		buf_printf(out, at->kind == EVENT_PAGES ? "%u/%u pages" : "%u/%u", at->done,
			at->total);
		break;
	case PART_BAR:
		add_gauge(out, (double)at->done / at->total);
		break;
	case PART_NEW:
		if (at->kind != EVENT_PAGES)
			buf_printf(out, "%u new", at->added);
		break;
	case PART_FAILED:
		if (at->failed)
			buf_printf(out, "%u failed", at->failed);
		break;
	case PART_BYTES:
		if (at->kind != EVENT_PAGES)
			bar_bytes(out, (double)at->bytes);
		break;
	case PART_LEFT:
		if (seconds >= ESTIMATE_S && at->done && at->done < at->total)
			add_left(out, at, seconds);
		break;
	case PARTS:
		break;
	}
}

/* All that fits; what a reader needs least goes first. */
static void add_line(Buf *out, const Event *at, double seconds, size_t cells)
{
	static const Part gives_way[] = {PART_BYTES, PART_BAR, PART_FAILED, PART_NEW, PART_LEFT};
	bool gone[PARTS] = {false};

	for (size_t i = 0;; i++) {
		buf_clear(out);
		for (Part part = 0; part < PARTS; part++) {
			size_t before = out->n;

			if (gone[part])
				continue;
			add_part(out, part, at, seconds);
			if (out->n > before)
				buf_add(out, S("  "));
		}
		while (out->n && out->s[out->n - 1] == ' ')
			out->n--;
		if (i == COUNT(gives_way) || utf8_width(buf_str(out)) < cells)
			return;
		gone[gives_way[i]] = true;
	}
}

/* Most terminals fold a line that a window has become too narrow for; xterm cuts it. */
static int lines_of(const Bar *bar, int cols)
{
	if (cols >= bar->cols || getenv("XTERM_VERSION"))
		return 1;
	return (int)((bar->cells + (size_t)cols - 1) / (size_t)cols);
}

void bar_clear(Bar *bar)
{
	int lines = bar->cols ? lines_of(bar, (int)terminal_width(STDERR_FILENO)) : 0;

	if (lines > 1)
		fprintf(stderr, "\033[%dA", lines - 1);
	if (lines > 0)
		fputs("\r\033[J", stderr);
	bar->cols = 0;
}

void bar_draw(Bar *bar, const Event *at)
{
	int cols = (int)terminal_width(STDERR_FILENO);
	Buf line = {0};

	if (!bar->shown || at->total == 0)
		return;
	if (cols < bar->cols)
		bar_clear(bar);
	add_line(&line, at, bar_seconds(bar), (size_t)cols);
	fprintf(stderr, "\r%.*s\033[K", STR_ARG(buf_str(&line)));
	fflush(stderr);
	bar->cols = cols;
	bar->cells = utf8_width(buf_str(&line));
	buf_drop(&line);
}
