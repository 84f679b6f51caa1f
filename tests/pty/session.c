#include "tests/pty/session.h"

#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <cmocka.h>

#include "base/path.h"

enum { PATIENCE_MS = 60000, TRIES = 300 };

/* As a shell does: lede runs in a process group of its own; when it stops, that is said, and at the
 * next line it goes on. Returns in the child. */
static void be_a_shell(void)
{
	pid_t job = fork();
	int status;
	char line[64];

	signal(SIGTTOU, SIG_IGN);
	if (job == 0) {
		setpgid(0, 0);
		tcsetpgrp(0, getpid());
		signal(SIGTTOU, SIG_DFL);
		return;
	}
	setpgid(job, job);
	for (;;) {
		if (waitpid(job, &status, WUNTRACED) != job)
			_exit(99);
		if (!WIFSTOPPED(status))
			_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 98);
		tcsetpgrp(0, getpid());
		if (write(1, "<stopped>", 9) != 9 || read(0, line, sizeof line) <= 0)
			_exit(97);
		tcsetpgrp(0, job);
		kill(-job, SIGCONT);
	}
}

void session_start(Session *s, const char *const *variables)
{
	const char *lede = getenv("lede") ? getenv("lede") : "src/lede";
	struct winsize size = {.ws_row = 24, .ws_col = 80};

	s->seen.n = s->read = 0;
	assert_int_equal(openpty(&s->terminal, &s->slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(s->slave, &s->before), 0);
	s->lede = fork();
	if (s->lede == 0) {
		close(s->terminal);
		login_tty(s->slave);
		if (s->under_shell)
			be_a_shell();
		setenv("HOME", s->home, 1);
		setenv("TERM", "xterm-256color", 1);
		unsetenv("XDG_CONFIG_HOME");
		unsetenv("XDG_DATA_HOME");
		unsetenv("XDG_CACHE_HOME");
		unsetenv("XDG_STATE_HOME");
		unsetenv("COLORTERM");
		unsetenv("NO_COLOR");
		for (; variables && variables[0]; variables += 2)
			setenv(variables[0], variables[1], 1);
		execl(lede, lede, (char *)NULL);
		_exit(127);
	}
	assert_true(s->lede > 0);
}

static int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void session_take(Session *s)
{
	struct pollfd poller = {.fd = s->terminal, .events = POLLIN};
	ssize_t n;

	if (poll(&poller, 1, 50) <= 0)
		return;
	n = read(s->terminal, buf_room(&s->seen, 4096), 4096);
	if (n > 0)
		s->seen.n += (size_t)n;
}

void session_see(Session *s, const char *wanted)
{
	int64_t until = clock_ms() + PATIENCE_MS;

	while (clock_ms() < until) {
		ptrdiff_t at = str_find(str_from_at(buf_str(&s->seen), s->read), str_from(wanted));

		if (at >= 0) {
			s->read += (size_t)at + strlen(wanted);
			return;
		}
		session_take(s);
	}
	fail_msg("\"%s\" does not come", wanted);
}

bool session_has_seen(const Session *s, const char *bytes)
{
	return str_find(buf_str(&s->seen), str_from(bytes)) >= 0;
}

void session_type(Session *s, Str keys)
{
	int64_t until = clock_ms() + PATIENCE_MS;

	while (keys.n) {
		struct pollfd poller = {.fd = s->terminal, .events = POLLOUT};
		ssize_t n;

		if (poll(&poller, 1, 0) <= 0) {
			session_take(s);
			assert_true(clock_ms() < until);
			continue;
		}
		n = write(s->terminal, keys.s, keys.n < 256 ? keys.n : 256);
		assert_true(n > 0);
		keys = str_from_at(keys, (size_t)n);
	}
}

int session_await(Session *s, int how)
{
	int64_t until = clock_ms() + PATIENCE_MS;
	int status;

	while (clock_ms() < until) {
		if (waitpid(s->lede, &status, how | WNOHANG) == s->lede) {
			if (!WIFSTOPPED(status))
				s->lede = 0;
			return status;
		}
		session_take(s);
	}
	fail_msg("lede does not end");
	return -1;
}

void session_finish(Session *s)
{
	close(s->terminal);
	close(s->slave);
}

int session_leave(Session *s)
{
	int64_t until = clock_ms() + PATIENCE_MS, again = 0;
	siginfo_t ended = {0};

	while (!ended.si_pid && clock_ms() < until) {
		if (clock_ms() >= again) {
			(void)!write(s->terminal, "Q", 1);
			again = clock_ms() + 500;
		}
		session_take(s);
		waitid(P_PID, (id_t)s->lede, &ended, WEXITED | WNOHANG | WNOWAIT);
	}
	return session_await(s, 0);
}

int session_open(void **state)
{
	Session *s = memory_alloc(sizeof *s);

	memset(s, 0, sizeof *s);
	strncpy(s->home, "/tmp/lede-terminal-XXXXXX", sizeof s->home - 1);
	*state = s;
	return mkdtemp(s->home) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

int session_close(void **state)
{
	Session *s = *state;

	if (s->lede > 0) { /* what was to hold did not */
		kill(s->lede, SIGKILL);
		waitpid(s->lede, NULL, 0);
	}
	nftw(s->home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	buf_drop(&s->seen);
	free(s);
	return 0;
}

void session_feed(const Session *s, Str items)
{
	Arena *arena = arena_open();
	Str feed = arena_printf(arena, "%s/feed.xml", s->home);
	Str rss = arena_printf(arena,
		"<rss version=\"2.0\"><channel><title>Pier</title>%.*s</channel></rss>",
		STR_ARG(items));
	Str line = arena_printf(arena, "file:%.*s \"\" \"~Pier News\"\n", STR_ARG(feed));

	assert_true(path_make_folder(arena_printf(arena, "%s/.config/lede", s->home).s, NULL));
	assert_true(file_write(feed.s, rss, NULL));
	assert_true(file_write(arena_printf(arena, "%s/.config/lede/urls", s->home).s, line, NULL));
	arena_close(arena);
}

void session_see_in_frame(Session *s, const char *words)
{
	for (int i = 0; i < TRIES; i++) {
		s->read = s->seen.n;
		session_type(s, S("\014"));
		for (int k = 0; k < 4; k++) {
			session_take(s);
			if (str_find(str_from_at(buf_str(&s->seen), s->read), str_from(words)) >= 0)
				return;
		}
	}
	fail_msg("\"%s\" does not come", words);
}
