/* The whole program on a terminal: that it comes, goes, stops and goes on without leaving a trace,
 * and speaks to each terminal as that understands. */
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
#include <time.h>

#include <cmocka.h>

#include "tests/pty/session.h"

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
	session_see(s, "\033[?2004l");
	session_see(s, "\033[?25h");
	session_see(s, "\033[?1049l");
}

static void assert_sane(Session *s)
{
	assert_modes(s);
	assert_given_back(s);
}

/* --- what must hold --- */

static void leaving_gives_the_terminal_back(void **state)
{
	Session *s = *state;
	int status;

	session_start(s, NULL);
	session_see(s, "\033[?1049h");
	session_see_in_frame(s, "Tab & Space");
	session_type(s, S("Q"));
	status = session_await(s, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_sane(s);
	session_finish(s);
}

static void a_new_size_is_drawn_at_once(void **state)
{
	Session *s = *state;
	struct winsize size = {.ws_row = 10, .ws_col = 132};

	session_start(s, NULL);
	session_see_in_frame(s, "Tab & Space");
	assert_int_equal(ioctl(s->terminal, TIOCSWINSZ, &size), 0);
	/* The hints of a wide window, in its last line; what of them changes begins somewhere. */
	session_see(s, "\033[10;");
	session_type(s, S("Q"));
	session_await(s, 0);
	session_finish(s);
}

static void end_by(Session *s, int signal)
{
	kill(s->lede, signal);
	session_await(s, 0);
	assert_sane(s);
	session_finish(s);
}

static void a_signal_to_end_saves_the_place(void **state)
{
	Session *s = *state;

	session_start(s, NULL);
	/* A list that is opened while its articles come in has those below that came first. */
	session_see_in_frame(s, "28 unread");
	session_type(s, S("\r"));
	session_see(s, "Corrections");
	end_by(s, SIGTERM);
	session_start(s, NULL);
	session_see(s, "goes on with");
	session_type(s, S("'"));
	session_see(s, "Corrections");
	/* Drawn anew, for only what changes is drawn. */
	session_type(s, S("j\014"));
	session_see(s, "2/21");
	end_by(s, SIGHUP);
	session_start(s, NULL);
	session_see(s, ", article 2 of 21");
	session_type(s, S("'"));
	session_see(s, "Fog keeps");
	session_type(s, S("\014"));
	session_see(s, "2/21");
	session_type(s, S("Q"));
	session_await(s, 0);
	session_finish(s);
}

static void a_crash_leaves_no_raw_terminal(void **state)
{
	Session *s = *state;
	int status;

	session_start(s, NULL);
	session_see_in_frame(s, "Tab & Space");
	kill(s->lede, SIGABRT);
	status = session_await(s, 0);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	assert_sane(s);
	session_finish(s);
}

static void stopped_and_continued_it_draws_anew(void **state)
{
	Session *s = *state;
	int status;

	s->under_shell = true;
	session_start(s, NULL);
	session_see_in_frame(s, "Tab & Space");
	session_type(s, S("\032"));
	assert_given_back(s);
	session_see(s, "<stopped>");
	assert_modes(s);
	session_type(s, S("fg\n"));
	session_see(s, "\033[?1049h");
	session_see_in_frame(s, "Tab & Space");
	session_type(s, S("Q"));
	status = session_await(s, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_sane(s);
	session_finish(s);
}

static void it_stops_while_a_line_is_typed(void **state)
{
	Session *s = *state;

	s->under_shell = true;
	session_start(s, NULL);
	session_see_in_frame(s, "Tab & Space");
	session_type(s, S("/har\032"));
	session_see(s, "<stopped>");
	session_type(s, S("fg\n"));
	session_see_in_frame(s, "/har");
	session_type(s, S("\033"));
	session_leave(s);
	session_finish(s);
}

static void a_command_has_the_terminal_until_a_key(void **state)
{
	Session *s = *state;

	session_start(s, NULL);
	session_see_in_frame(s, "Tab & Space");
	session_type(s, S("G:!echo \"<$((6 * 7))>\" %u\r"));
	session_see(s, "<42> file:");
	session_see(s, "[Enter goes back to lede]");
	session_type(s, S("\n"));
	session_see(s, "\033[?1049h");
	session_see_in_frame(s, "Tab & Space");
	session_leave(s);
	session_finish(s);
}

static void signs_that_come_out_wide_are_not_used(void **state)
{
	Session *s = *state;

	session_start(s, NULL);
	session_see(s, "\033[6n");
	session_see(s, "──────────");
	session_type(s, S("\033[1;3R"));
	session_see(s, "----------");
	session_type(s, S("Q"));
	session_await(s, 0);
	session_finish(s);
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
		{{"LC_ALL", "xx_XX.UTF-8"}, "──────────", "----------"},
	};
	Session *s = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		session_start(s, cases[i].variables);
		session_see(s, cases[i].said);
		session_see(s, "Tab & Space");
		if (session_has_seen(s, cases[i].never))
			fail_msg("%s=%s: what must not be said is said", cases[i].variables[0],
				cases[i].variables[1]);
		session_type(s, S("Q"));
		session_await(s, 0);
		session_finish(s);
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
	session_start(s, none);
	session_see_in_frame(s, "Tab & Space");
	session_type(s, str_from(keys));
	assert_true(WIFEXITED(session_await(s, 0)));
	session_finish(s);
}

static void what_is_typed_ahead_is_for_what_comes(void **state)
{
	const char *const none[] = {NULL};
	Session *s = *state;

	/* The first time, the feeds are still being read. */
	session_start(s, none);
	session_see_in_frame(s, "28 unread");
	session_type(s, S("\r"));
	session_see(s, "Corrections");
	session_type(s, S("qQ"));
	session_await(s, 0);
	session_finish(s);
	session_start(s, none);
	session_see_in_frame(s, "Tab & Space");
	session_type(s, S("\rjj\014"));
	session_see(s, "3/21");
	session_type(s, S("qQ"));
	session_await(s, 0);
	session_finish(s);
}

/* Rubbish, and answers to what was never asked, whole and cut off: it can always be left. */
static void a_terminal_that_talks_nonsense_can_be_left(void **state)
{
	static const char *const said[] = {"\033[200~:!touch x\rq\033[201~", "\033]52;c;YQ==\007",
		"\033P$r0m\033\\", "\377\376\033\244", "\033[99999999;99999999R",
		"\033[200~half a paste", "\033]11;rgb:", "\033P", "\033[1;2", "\033[[", "\033O",
		":"};
	Session *s = *state;
	Str flood = S("\033[<0;1;1M\033[>0;276;0c\033]4;1;rgb:00/00/00\033\\");
	int status;

	session_start(s, NULL);
	session_see_in_frame(s, "Tab & Space");
	for (size_t i = 0; i < COUNT(said); i++)
		session_type(s, str_from(said[i]));
	for (int i = 0; i < 300; i++)
		session_type(s, flood);
	session_type(s, S("\033]0;"));
	for (int i = 0; i < 2000; i++)
		session_type(s, S("0123456789abcdefghijklmnopqrstuvwxyz"));
	status = session_leave(s);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_sane(s);
	session_finish(s);
}

/* A word of an answer, or of a paste, that a slow line holds up is not done as if it were typed. */
static void what_comes_in_pieces_is_one(void **state)
{
	Session *s = *state;

	session_start(s, NULL);
	session_see_in_frame(s, "Tab & Space");
	session_type(s, S(":log \033[200~one "));
	nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
	session_type(s, S("two\rQ\033[201~"));
	session_see(s, "one");
	session_see(s, "two");
	session_see(s, "Q");
	session_type(s, S("\007"));
	assert_true(WIFEXITED(session_leave(s)));
	session_finish(s);
}

static void news_of_another_process_come_without_a_key(void **state)
{
	const char *lede = getenv("lede") ? getenv("lede") : "src/lede";
	Session *s = *state;
	char command[900];

	session_feed(s, S(""));
	session_start(s, NULL);
	session_see_in_frame(s, "Pier News");
	session_type(s, S("j\r"));
	session_see_in_frame(s, "0 unread of 0");
	session_feed(s, S("<item><guid>1</guid><title>Gulls return</title></item>"));
	snprintf(command, sizeof command,
		"HOME=%s XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_STATE_HOME= %s update -q", s->home,
		lede);
	assert_int_equal(pclose(popen(command, "r")), 0);
	session_see(s, "Gulls return");
	session_type(s, S("Q"));
	session_await(s, 0);
	session_finish(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_typed_ahead_is_for_what_comes, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(all_that_is_typed_at_once_is_taken, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(a_terminal_that_talks_nonsense_can_be_left,
			session_open, session_close),
		cmocka_unit_test_setup_teardown(what_comes_in_pieces_is_one, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(leaving_gives_the_terminal_back, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(news_of_another_process_come_without_a_key,
			session_open, session_close),
		cmocka_unit_test_setup_teardown(a_new_size_is_drawn_at_once, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(a_signal_to_end_saves_the_place, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(a_crash_leaves_no_raw_terminal, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(stopped_and_continued_it_draws_anew, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(it_stops_while_a_line_is_typed, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(a_command_has_the_terminal_until_a_key,
			session_open, session_close),
		cmocka_unit_test_setup_teardown(signs_that_come_out_wide_are_not_used, session_open,
			session_close),
		cmocka_unit_test_setup_teardown(each_terminal_gets_the_colours_it_has, session_open,
			session_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
