/* The whole program on a terminal: that it comes, goes, stops and goes on without leaving a trace,
 * and speaks to each terminal as that understands. */
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
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <cmocka.h>

#include "base/buf.h"

enum { PATIENCE_MS = 20000 };

typedef struct {
	char home[64];
	int terminal, slave; /* our end; theirs, kept open to ask for its modes */
	struct termios before;
	pid_t lede; /* or the shell it runs under */
	bool under_shell;
	Buf seen;    /* all that was drawn */
	size_t read; /* up to where it was looked at */
} Session;

/* --- a terminal with lede on it --- */

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

static void start(Session *s, const char *const *variables)
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

/* Takes what lede draws, waiting for it up to 50 ms. */
static void take(Session *s)
{
	struct pollfd poller = {.fd = s->terminal, .events = POLLIN};
	ssize_t n;

	if (poll(&poller, 1, 50) <= 0)
		return;
	n = read(s->terminal, buf_room(&s->seen, 4096), 4096);
	if (n > 0)
		s->seen.n += (size_t)n;
}

/* Reads on until `wanted` has come; what comes behind it is left for the next call. */
static void see(Session *s, const char *wanted)
{
	int64_t until = clock_ms() + PATIENCE_MS;

	while (clock_ms() < until) {
		ptrdiff_t at = str_find(str_from_at(buf_str(&s->seen), s->read), str_from(wanted));

		if (at >= 0) {
			s->read += (size_t)at + strlen(wanted);
			return;
		}
		take(s);
	}
	fail_msg("\"%s\" does not come", wanted);
}

static bool has_seen(const Session *s, const char *bytes)
{
	return str_find(buf_str(&s->seen), str_from(bytes)) >= 0;
}

static void type(Session *s, const char *keys)
{
	assert_int_equal(write(s->terminal, keys, strlen(keys)), (ssize_t)strlen(keys));
}

/* Waits for it to end or to stop, drawing all the while. */
static int await(Session *s, int how)
{
	int64_t until = clock_ms() + PATIENCE_MS;
	int status;

	while (clock_ms() < until) {
		if (waitpid(s->lede, &status, how | WNOHANG) == s->lede)
			return status;
		take(s);
	}
	kill(s->lede, SIGKILL);
	waitpid(s->lede, &status, 0);
	fail_msg("lede does not end");
	return -1;
}

static void assert_modes(Session *s)
{
	struct termios now;

	assert_int_equal(tcgetattr(s->slave, &now), 0);
	assert_int_equal(now.c_lflag, s->before.c_lflag);
	assert_int_equal(now.c_iflag, s->before.c_iflag);
	assert_int_equal(now.c_oflag, s->before.c_oflag);
}

/* The shell's screen is back, the cursor is shown, no paste is bracketed. */
static void assert_given_back(Session *s)
{
	see(s, "\033[?2004l");
	see(s, "\033[?25h");
	see(s, "\033[?1049l");
}

static void assert_sane(Session *s)
{
	assert_modes(s);
	assert_given_back(s);
}

static void finish(Session *s)
{
	close(s->terminal);
	close(s->slave);
}

static int open_home(void **state)
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

static int close_home(void **state)
{
	Session *s = *state;

	nftw(s->home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	buf_drop(&s->seen);
	free(s);
	return 0;
}

/* --- what must hold --- */

static void leaving_gives_the_terminal_back(void **state)
{
	Session *s = *state;
	int status;

	start(s, NULL);
	see(s, "\033[?1049h");
	see(s, "Tab & Space");
	type(s, "Q");
	status = await(s, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_sane(s);
	finish(s);
}

static void a_new_size_is_drawn_at_once(void **state)
{
	Session *s = *state;
	struct winsize size = {.ws_row = 10, .ws_col = 132};

	start(s, NULL);
	see(s, "Tab & Space");
	assert_int_equal(ioctl(s->terminal, TIOCSWINSZ, &size), 0);
	/* The hints of a wide window, in its last line. */
	see(s, "\033[10;2H");
	type(s, "Q");
	await(s, 0);
	finish(s);
}

static void end_by(Session *s, int signal)
{
	kill(s->lede, signal);
	await(s, 0);
	assert_sane(s);
	finish(s);
}

static void a_signal_to_end_saves_the_place(void **state)
{
	Session *s = *state;

	start(s, NULL);
	see(s, "Tab & Space");
	type(s, "\r");
	see(s, "Corrections");
	end_by(s, SIGTERM);
	start(s, NULL);
	see(s, "goes on with");
	type(s, "'");
	see(s, "Corrections");
	/* Drawn anew, for only what changes is drawn. */
	type(s, "j\014");
	see(s, "2/21");
	end_by(s, SIGHUP);
	start(s, NULL);
	see(s, ", article 2 of 21");
	type(s, "'");
	see(s, "Fog keeps");
	type(s, "\014");
	see(s, "2/21");
	type(s, "Q");
	await(s, 0);
	finish(s);
}

static void a_crash_leaves_no_raw_terminal(void **state)
{
	Session *s = *state;
	int status;

	start(s, NULL);
	see(s, "Tab & Space");
	kill(s->lede, SIGABRT);
	status = await(s, 0);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	assert_sane(s);
	finish(s);
}

static void stopped_and_continued_it_draws_anew(void **state)
{
	Session *s = *state;
	int status;

	s->under_shell = true;
	start(s, NULL);
	see(s, "Tab & Space");
	type(s, "\032");
	assert_given_back(s);
	see(s, "<stopped>");
	assert_modes(s);
	type(s, "fg\n");
	see(s, "\033[?1049h");
	see(s, "Tab & Space");
	type(s, "Q");
	status = await(s, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_sane(s);
	finish(s);
}

static void signs_that_come_out_wide_are_not_used(void **state)
{
	Session *s = *state;

	start(s, NULL);
	see(s, "\033[6n");
	see(s, "──────────");
	type(s, "\033[1;3R");
	see(s, "----------");
	type(s, "Q");
	await(s, 0);
	finish(s);
}

static void each_terminal_gets_the_colours_it_has(void **state)
{
	static const struct {
		const char *variables[5];
		const char *said, *never;
	} cases[] = {
		{{"TERM", "xterm-256color"}, ";38;5;", ";38;2;"},
		{{"COLORTERM", "truecolor"}, ";38;2;", ";38;5;"},
		{{"TERM", "linux"}, ";37;4", ";38;"},
		{{"NO_COLOR", "1"}, "\033[0;1m", ";38;"},
		{{"TERM", "dumb"}, "Feeds", "\033"},
		{{"LC_ALL", "C"}, "Feeds", "\xe2"},
	};
	Session *s = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		start(s, cases[i].variables);
		see(s, cases[i].said);
		see(s, "Tab & Space");
		if (has_seen(s, cases[i].never))
			fail_msg("%s=%s: what must not be said is said", cases[i].variables[0],
				cases[i].variables[1]);
		type(s, "Q");
		await(s, 0);
		finish(s);
	}
}

/* More than fits between two frames, and nothing after it that would wake lede again. */
static void all_that_is_typed_at_once_is_taken(void **state)
{
	const char *const none[] = {NULL};
	char keys[304] = ":";
	Session *s = *state;

	memset(keys + 1, 'x', 300);
	memcpy(keys + 301, "\rQ", 3);
	start(s, none);
	see(s, "Tab & Space");
	type(s, keys);
	assert_true(WIFEXITED(await(s, 0)));
	finish(s);
}

static void what_is_typed_ahead_is_for_what_comes(void **state)
{
	const char *const none[] = {NULL};
	Session *s = *state;

	/* The first time, the feeds are still being read. */
	start(s, none);
	see(s, "Tab & Space");
	type(s, "\r");
	see(s, "Corrections");
	type(s, "qQ");
	await(s, 0);
	finish(s);
	start(s, none);
	see(s, "Tab & Space");
	type(s, "\rjj\014");
	see(s, "3/21");
	type(s, "qQ");
	await(s, 0);
	finish(s);
}

static void write_feed(const Session *s, const char *items)
{
	char command[900];

	snprintf(command, sizeof command,
		"mkdir -p %s/.config/lede && cd %s &&"
		" echo 'file:%s/feed.xml \"\" \"~Pier News\"' >.config/lede/urls &&"
		" echo '<rss version=\"2.0\"><channel><title>Pier</title>%s</channel></rss>'"
		" >feed.xml",
		s->home, s->home, s->home, items);
	assert_int_equal(pclose(popen(command, "r")), 0);
}

static void news_of_another_process_come_without_a_key(void **state)
{
	const char *lede = getenv("lede") ? getenv("lede") : "src/lede";
	Session *s = *state;
	char command[900];

	write_feed(s, "");
	start(s, NULL);
	see(s, "Pier News");
	type(s, "j\r");
	see(s, "0 unread of 0");
	write_feed(s, "<item><guid>1</guid><title>Gulls return</title></item>");
	snprintf(command, sizeof command,
		"HOME=%s XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_STATE_HOME= %s update -q", s->home,
		lede);
	assert_int_equal(pclose(popen(command, "r")), 0);
	see(s, "Gulls return");
	type(s, "Q");
	await(s, 0);
	finish(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_typed_ahead_is_for_what_comes, open_home,
			close_home),
		cmocka_unit_test_setup_teardown(all_that_is_typed_at_once_is_taken, open_home,
			close_home),
		cmocka_unit_test_setup_teardown(leaving_gives_the_terminal_back, open_home,
			close_home),
		cmocka_unit_test_setup_teardown(news_of_another_process_come_without_a_key,
			open_home, close_home),
		cmocka_unit_test_setup_teardown(a_new_size_is_drawn_at_once, open_home, close_home),
		cmocka_unit_test_setup_teardown(a_signal_to_end_saves_the_place, open_home,
			close_home),
		cmocka_unit_test_setup_teardown(a_crash_leaves_no_raw_terminal, open_home,
			close_home),
		cmocka_unit_test_setup_teardown(stopped_and_continued_it_draws_anew, open_home,
			close_home),
		cmocka_unit_test_setup_teardown(signs_that_come_out_wide_are_not_used, open_home,
			close_home),
		cmocka_unit_test_setup_teardown(each_terminal_gets_the_colours_it_has, open_home,
			close_home),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
