/* lede daemon: keeps feeds fresh while nobody reads: one process, until it is told to end. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/path.h"
#include "base/url.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { MAX_ADDRESS = 200, TOLD_AGAIN = 20 /* failures in a row */ };

typedef struct {
	Session session;
	Engine *engine;
	Library *lib; /* to read */
	Waiting waiting;
	int lock;
} Daemon;

/* One line on stderr: for journald with its level, else with the time. */
static void say(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(int level, const char *format, ...)
{
	const char *journal = getenv("JOURNAL_STREAM");
	Arena *arena = arena_open();
	char text[600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	utf8_clean_in_place(text, strlen(text));
	if (journal && *journal)
		fprintf(stderr, "<%d>%s\n", level, text);
	else
		fprintf(stderr, "%.*s %s\n",
			STR_ARG(date_format(time(NULL), "%Y-%m-%d %H:%M:%S", arena)), text);
	arena_close(arena);
}

enum { SAY_ERROR = 3, SAY_WARNING = 4, SAY_INFO = 6 }; /* as syslog(3) counts them */

/* Beside the library: of each, one daemon. The lock goes with the process, however it ends. */
static bool take_lock(Daemon *d, Err *err)
{
	Arena *arena = d->session.arena;
	const char *path = arena_printf(arena, "%s-daemon", d->session.library_path).s;
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (!path_make_folder_of(path, err))
		return false;
	d->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (d->lock < 0)
		return err_system(err, "can't open %s", path);
	if (fcntl(d->lock, F_SETLK, &lock) == 0)
		return true;
	if (errno != EACCES && errno != EAGAIN)
		return err_system(err, "can't lock %s", path);
	fcntl(d->lock, F_GETLK, &lock);
	return err_set(err, ERR_USER, EAGAIN, "a daemon runs already: process %ld",
		(long)lock.l_pid);
}

/* A feed that begins to fail is told, and later on from time to time. */
static void hear_feeds(const Daemon *d, const Event *event)
{
	Arena *arena = arena_open();
	Feed feed;

	for (size_t i = 0; i < event->id_count; i++) {
		if (!library_feed(d->lib, event->ids[i], arena, &feed, NULL) || !feed.trouble.n ||
			(feed.failures > 1 && feed.failures % TOLD_AGAIN))
			continue;
		say(SAY_WARNING, "%.*s: %.*s",
			STR_ARG(utf8_ellipsis(url_public(feed.url, arena), MAX_ADDRESS, arena)),
			STR_ARG(feed.trouble));
	}
	arena_close(arena);
}

static void hear(const Daemon *d, const Event *event)
{
	switch (event->kind) {
	case EVENT_FEED:
		hear_feeds(d, event);
		break;
	case EVENT_REFRESHED:
		if (event->total)
			say(SAY_INFO, "%u feed%s, %u new article%s, %u failed", event->total,
				event->total == 1 ? "" : "s", event->added,
				event->added == 1 ? "" : "s", event->failed);
		break;
	case EVENT_FEEDS:
		engine_post(d->engine, (Job){.kind = JOB_REFRESH});
		break;
	case EVENT_FAILED:
		say(SAY_ERROR, "%s", event->err.text);
		break;
	default:
		break;
	}
}

static bool open_all(Daemon *d, Err *err)
{
	d->session.stays = true;
	d->engine = session_engine(&d->session, err);
	d->lib = d->engine ? library_open(d->session.library_path, LIBRARY_READ, err) : NULL;
	return d->lib != NULL;
}

static void close_all(Daemon *d)
{
	engine_close(d->engine);
	library_close(d->lib);
	d->engine = NULL;
	d->lib = NULL;
}

/* Until a signal comes, which is returned; 0: waiting failed. */
static int serve(Daemon *d, Err *err)
{
	Event event;

	engine_post(d->engine, (Job){.kind = JOB_REFRESH});
	while (waiting_take(&d->waiting, d->engine, &event, err)) {
		hear(d, &event);
		arena_close(event.arena);
	}
	return err->code == EINTR ? waiting_signal(&d->waiting) : 0;
}

static int keep_fresh(Daemon *d, Err *err)
{
	int signal = SIGHUP;

	while (signal == SIGHUP) {
		if (!open_all(d, err))
			return COULD_NOT;
		say(SAY_INFO, "ready, process %ld", (long)getpid());
		signal = serve(d, err);
		close_all(d);
		if (signal != SIGHUP)
			break;
		say(SAY_INFO, "reading config and urls again");
		session_close(&d->session);
		if (!session_open(&d->session, err))
			return COULD_NOT;
	}
	if (signal == 0)
		return COULD_NOT;
	say(SAY_INFO, "ended by %s", strsignal(signal));
	return DONE;
}

int run_daemon(int argc, char **argv)
{
	Daemon d = {.lock = -1};
	int status = COULD_NOT;
	Err err = {0};

	argc = command_flags(argc, argv, NULL, 0);
	if (argc == 0)
		return MISUSED;
	if (argc > 1)
		return command_misused(argv[0], "it takes no names");
	if (!session_open(&d.session, &err))
		return command_failed(&err);
	if (take_lock(&d, &err) && waiting_open(&d.waiting, &err)) {
		status = keep_fresh(&d, &err);
		waiting_close(&d.waiting);
	}
	close_all(&d);
	if (d.lock >= 0)
		close(d.lock);
	if (d.session.arena)
		session_close(&d.session);
	return status == DONE ? DONE : command_failed(&err);
}
