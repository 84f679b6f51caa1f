/* The whole program on a terminal: a plain-text article is read and its last link opened in a
 * browser that writes down what it was called with. */
#include <fcntl.h>
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
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/path.h"

enum { PATIENCE_MS = 20000 };

static const char article[] =
	"Harbour office counts its gulls\n"
	"\n"
	"The harbour office has counted its gulls for the first time since 1954. There are more "
	"than "
	"it had feared, and they are heavier.\n"
	"\n"
	"The count is at https://harbour.example/gulls?year=2026&kind=all for all to see.\n"
	"\n"
	"Follow me @gullcounter on Twitter\n";

typedef struct {
	char home[64];
	int terminal; /* our end */
	pid_t lede;
	int fifo; /* what the browser writes */
	Buf seen; /* all that lede has drawn */
} Session;

static Str home_file(const Session *s, const char *name, Arena *arena)
{
	return arena_printf(arena, "%s/%s", s->home, name);
}

static void put_file(const char *path, const char *text, mode_t mode)
{
	Err err;

	assert_true(file_write(path, str_from(text), &err));
	assert_int_equal(chmod(path, mode), 0);
}

static void start(Session *s, Arena *arena)
{
	const char *lede = getenv("lede") ? getenv("lede") : "src/lede";
	const char *text = home_file(s, "gulls.txt", arena).s;
	const char *browser = home_file(s, "reader", arena).s;
	const char *fifo = home_file(s, "opened", arena).s;
	struct winsize size = {.ws_row = 24, .ws_col = 80};

	put_file(text, article, 0600);
	put_file(browser,
		arena_printf(arena, "#!/bin/sh\nprintf '%%s\\n' $# \"$@\" >'%s'\n", fifo).s, 0700);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	s->fifo = open(fifo, O_RDWR | O_CLOEXEC);
	assert_true(s->fifo >= 0);
	s->lede = forkpty(&s->terminal, NULL, NULL, &size);
	if (s->lede == 0) {
		setenv("HOME", s->home, 1);
		setenv("TERM", "xterm-256color", 1);
		setenv("BROWSER", browser, 1);
		unsetenv("XDG_CONFIG_HOME");
		unsetenv("XDG_DATA_HOME");
		unsetenv("XDG_CACHE_HOME");
		unsetenv("XDG_STATE_HOME");
		execl(lede, lede, text, (char *)NULL);
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

/* Reads what lede draws until `wanted` was in it. */
static bool sees(Session *s, const char *wanted)
{
	int64_t until = clock_ms() + PATIENCE_MS;
	size_t before = s->seen.n;

	while (clock_ms() < until) {
		struct pollfd poller = {.fd = s->terminal, .events = POLLIN};
		ssize_t n;

		if (str_find(str_from_at(buf_str(&s->seen), before), str_from(wanted)) >= 0)
			return true;
		if (poll(&poller, 1, 100) <= 0)
			continue;
		n = read(s->terminal, buf_room(&s->seen, 4096), 4096);
		if (n <= 0)
			return false;
		s->seen.n += (size_t)n;
	}
	return false;
}

static void type(Session *s, const char *keys)
{
	assert_int_equal(write(s->terminal, keys, strlen(keys)), (ssize_t)strlen(keys));
}

/* What the browser wrote: how many arguments, then each on a line. Meanwhile lede goes on drawing
 * and must not be left blocked on a full terminal. */
static Str opened(Session *s, int lines, Arena *arena)
{
	int64_t until = clock_ms() + PATIENCE_MS;
	Buf out = {0};
	Str text;

	while (lines > 0 && clock_ms() < until) {
		struct pollfd pollers[] = {{.fd = s->fifo, .events = POLLIN},
			{.fd = s->terminal, .events = POLLIN}};
		char c;

		if (poll(pollers, 2, 100) <= 0)
			continue;
		if (pollers[1].revents & POLLIN) {
			ssize_t n = read(s->terminal, buf_room(&s->seen, 4096), 4096);

			s->seen.n += n > 0 ? (size_t)n : 0;
		}
		if (pollers[0].revents & POLLIN && read(s->fifo, &c, 1) == 1) {
			buf_char(&out, c);
			lines -= c == '\n';
		}
	}
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

/* Takes what lede still draws until it ends; its exit status. */
static int finish(Session *s)
{
	char sink[4096];
	int status;

	while (read(s->terminal, sink, sizeof sink) > 0)
		;
	if (waitpid(s->lede, &status, 0) != s->lede || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static void remove_home(const Session *s, Arena *arena)
{
	Str command = arena_printf(arena, "rm -rf '%s'", s->home);
	pid_t child = fork();

	if (child == 0) {
		execl("/bin/sh", "sh", "-c", command.s, (char *)NULL);
		_exit(127);
	}
	waitpid(child, NULL, 0);
}

static void the_last_link_opens_in_the_browser_and_nothing_else(void **state)
{
	Session s = {.home = "/tmp/lede-pty-XXXXXX"};
	Arena *arena = arena_open();
	struct termios before, after;

	(void)state;
	assert_non_null(mkdtemp(s.home));
	start(&s, arena);
	assert_int_equal(tcgetattr(s.terminal, &before), 0);
	assert_true(sees(&s, "gullcounter"));
	type(&s, "2");
	assert_string_equal(opened(&s, 2, arena).s, "1\nhttps://twitter.com/gullcounter\n");
	/* An address is one argument, whatever a shell would make of it. */
	type(&s, "1");
	assert_string_equal(opened(&s, 2, arena).s,
		"1\nhttps://harbour.example/gulls?year=2026&kind=all\n");
	type(&s, "Q");
	assert_int_equal(finish(&s), 0);
	assert_int_equal(tcgetattr(s.terminal, &after), 0);
	assert_int_equal(after.c_lflag & (ICANON | ECHO | ISIG),
		before.c_lflag & (ICANON | ECHO | ISIG));
	remove_home(&s, arena);
	close(s.terminal);
	close(s.fifo);
	buf_drop(&s.seen);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_link_opens_in_the_browser_and_nothing_else),
	};

	alarm(120); /* a lede that hangs must not hang this */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
