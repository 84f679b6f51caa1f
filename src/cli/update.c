/* lede update: every feed fetched, with a bar on a terminal and a line at the end. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/url.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { BAR_CELLS = 24, MAX_ADDRESS = 200, MAX_INDEXED = 500, INDEX_MS = 500 };

typedef struct {
	bool bar, quiet;
	double start; /* seconds of a clock that never goes back */
	int64_t started;
	Event last; /* the newest counts */
} Progress;

static bool redraws_lines(int fd)
{
	const char *terminal = getenv("TERM");

	return isatty(fd) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

static double clock_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* "850 kB", "1.2 MB". */
static void print_bytes(Buf *out, double bytes)
{
	if (bytes < 999500)
		buf_printf(out, "%.0f kB", bytes / 1e3);
	else
		buf_printf(out, bytes < 9.95e6 ? "%.1f MB" : "%.0f MB", bytes / 1e6);
}

static void add_bar(Buf *out, double share)
{
	bool unicode = shows_unicode();
	size_t full = (size_t)(share * BAR_CELLS);

	buf_add(out, unicode ? S("▕") : S("["));
	for (size_t i = 0; i < BAR_CELLS; i++)
		buf_add(out, i >= full ? S(" ") : unicode ? S("█") : S("#"));
	buf_add(out, unicode ? S("▏") : S("]"));
}

static void show_bar(Progress *progress)
{
	const Event *at = &progress->last;
	double seconds = clock_s() - progress->start;
	Buf line = {0};

	if (!progress->bar || at->total == 0)
		return;
	buf_printf(&line, "\r\033[K%u/%u ", at->done, at->total);
	if (terminal_width(STDERR_FILENO) >= 72)
		add_bar(&line, (double)at->done / at->total);
	buf_printf(&line, " %u new", at->added);
	if (at->failed)
		buf_printf(&line, ", %u failed", at->failed);
	buf_add(&line, S(", "));
	print_bytes(&line, (double)at->bytes);
	if (seconds > 0.5) {
		buf_add(&line, S(", "));
		print_bytes(&line, (double)at->bytes / seconds);
		buf_add(&line, S("/s"));
	}
	fwrite(line.s, 1, line.n, stderr);
	buf_drop(&line);
}

static void clear_bar(const Progress *progress)
{
	if (progress->bar)
		fputs("\r\033[K", stderr);
}

/* Those that failed in this run, with the reason. */
static void show_troubles(const Session *session, const Progress *progress)
{
	Library *lib = library_open(session->library_path, LIBRARY_READ, NULL);
	Arena *arena = arena_open();
	const Feed *feeds;
	size_t count = 0;

	if (lib && library_feeds(lib, arena, &feeds, &count, NULL))
		for (size_t i = 0; i < count; i++)
			if (feeds[i].trouble.n && feeds[i].checked >= progress->started)
				fprintf(stderr, "%.*s: %.*s\n",
					STR_ARG(utf8_ellipsis(url_public(feeds[i].url, arena),
						MAX_ADDRESS, arena)),
					STR_ARG(feeds[i].trouble));
	arena_close(arena);
	library_close(lib);
}

static void show_sum(const Progress *progress)
{
	const Event *at = &progress->last;
	Buf line = {0};

	buf_printf(&line, "%u feed%s, %u new article%s", at->total, at->total == 1 ? "" : "s",
		at->added, at->added == 1 ? "" : "s");
	if (at->failed)
		buf_printf(&line, ", %u failed", at->failed);
	buf_add(&line, S(", "));
	print_bytes(&line, (double)at->bytes);
	buf_printf(&line, " in %.1f s\n", clock_s() - progress->start);
	fwrite(line.s, 1, line.n, stderr);
	buf_drop(&line);
}

/* The usual handful of news is indexed at once. After a first update there is much: that is left to
 * the time when lede is open, or to the first search. */
static void index_news(const Session *session, const Progress *progress)
{
	Library *lib;
	uint64_t left;
	Err err;

	if (progress->last.added == 0 || progress->last.added > MAX_INDEXED)
		return;
	lib = library_open(session->library_path, LIBRARY_READ, &err);
	if (lib)
		library_index(lib, INDEX_MS, NULL, &left, &err);
	library_close(lib);
}

static int finish(const Session *session, const Progress *progress)
{
	const Event *at = &progress->last;

	clear_bar(progress);
	if (at->failed)
		show_troubles(session, progress);
	if (!progress->quiet)
		show_sum(progress);
	index_news(session, progress);
	return at->total > 0 && at->failed == at->total ? COULD_NOT : DONE;
}

static int update(const Session *session, Engine *engine, Progress *progress)
{
	Waiting waiting;
	Ticket ticket;
	Event event;
	Err err = {0};
	bool over = false;
	int status = DONE;

	if (!waiting_open(&waiting, &err))
		return command_failed(&err);
	ticket = engine_post(engine, (Job){.kind = JOB_REFRESH, .force = true});
	while (!over && waiting_take(&waiting, engine, &event, &err)) {
		over = event.ticket == ticket &&
		       (event.kind == EVENT_REFRESHED || event.kind == EVENT_FAILED);
		if (event.kind == EVENT_FAILED) {
			clear_bar(progress);
			status = command_failed(&event.err);
		} else if (event.kind == EVENT_PROGRESS || event.kind == EVENT_REFRESHED) {
			progress->last = event;
			show_bar(progress);
		}
		arena_close(event.arena);
	}
	waiting_close(&waiting);
	if (!over) {
		clear_bar(progress);
		return command_failed(&err);
	}
	return status == DONE ? finish(session, progress) : status;
}

int run_update(int argc, char **argv)
{
	Progress progress = {.start = clock_s(), .started = time(NULL)};
	const CommandFlag flags[] = {{"quiet", NULL, &progress.quiet}};
	Session session;
	Engine *engine;
	int status = COULD_NOT;
	Err err;

	argc = command_flags(argc, argv, flags, COUNT(flags));
	if (argc == 0)
		return MISUSED;
	if (argc > 1)
		return command_misused(argv[0], "it updates every feed and takes no names");
	progress.bar = !progress.quiet && redraws_lines(STDERR_FILENO);
	if (!session_open(&session, &err))
		return command_failed(&err);
	engine = session_engine(&session, &err);
	if (engine)
		status = update(&session, engine, &progress);
	else
		command_failed(&err);
	engine_close(engine);
	session_close(&session);
	return status;
}
