/* Feeds that a program prints, or that come through one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "tests/net/home.h"

#define RSS(words)                                                                                 \
	"<rss version='2.0'><channel><title>Tides</title><item><guid>1</guid><title>" words        \
	"</title></item></channel></rss>"

static void program(Home *h, const char *name, const char *lines)
{
	const char *path = arena_printf(h->arena, "%s/%s", h->folder, name).s;

	home_write(h, name, arena_printf(h->arena, "#!/bin/sh\n%s\n", lines));
	assert_int_equal(chmod(path, 0700), 0);
}

static void subscribe(Home *h, const char *line)
{
	home_write(h, "config/lede/urls", arena_printf(h->arena, "%s\n", line));
}

static void a_program_prints_a_feed(void **state)
{
	Home *h = *state;

	program(h, "tides", "echo \"" RSS("$1 of $#, $2") "\"");
	subscribe(h, "\"exec:~/tides high --days\" Local");
	if (home_lede(h, "update") != 0)
		fail_msg("%s", h->said);
	home_lede(h, "search high");
	assert_said(h, "high of 2, --days");
	/* The same again is no news. */
	assert_int_equal(home_lede(h, "update"), 0);
	assert_said(h, "0 new articles");
}

static void a_shell_is_there_for_who_writes_for_one(void **state)
{
	Home *h = *state;

	home_write(h, "feed.xml", S(RSS("quiet gulls")));
	subscribe(h, "\"exec:cat ~/feed.xml | sed 's/quiet/loud/'\"");
	assert_int_equal(home_lede(h, "update"), 0);
	home_lede(h, "search loud");
	assert_said(h, "loud gulls");
}

static void a_filter_sees_what_the_server_sent(void **state)
{
	Home *h = *state;

	program(h, "shout", "sed 's/>one</>ONE HARBOUR</'");
	subscribe(h, arena_printf(h->arena, "\"filter:~/shout:%s\"", home_url(h, "/feed?x").s).s);
	assert_int_equal(home_lede(h, "update"), 0);
	assert_said(h, "3 new articles");
	home_lede(h, "search harbour");
	assert_said(h, "ONE HARBOUR");
	/* Nothing changed there: it is not even asked. */
	program(h, "shout", "exit 1");
	assert_int_equal(home_lede(h, "update"), 0);
	assert_true(str_find(server_asked(h->server, 1), S("If-None-Match: \"3\"")) > 0);
}

static void what_a_program_complains_of_is_told(void **state)
{
	static const struct {
		const char *lines, *said;
	} cases[] = {
		{"echo first >&2; echo 'no tides today' >&2; exit 4",
			"/tides ended with status 4: no tides today"},
		{"kill -SEGV $$", "was ended by a signal"},
		{"true", "printed nothing"},
		{"exit 3", "ended with status 3 and said nothing"},
		{"echo words", "feed"},
	};
	Home *h = *state;

	subscribe(h, "exec:~/tides");
	for (size_t i = 0; i < COUNT(cases); i++) {
		program(h, "tides", cases[i].lines);
		assert_int_equal(home_lede(h, "update"), 1);
		assert_said(h, cases[i].said);
	}
	subscribe(h, "exec:/nowhere/tides");
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "/nowhere/tides can't be started: No such file");
}

static void one_that_takes_too_long_is_ended_with_all_it_started(void **state)
{
	Home *h = *state;
	Buf pid = {0};
	char proc[64];

	program(h, "tides", "sleep 600 &\necho $! >~/pid\nsleep 600");
	subscribe(h, "exec:~/tides");
	home_write(h, "config/lede/config", S("timeout 1\n"));
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "took longer than 4 seconds");
	assert_true(file_read(arena_printf(h->arena, "%s/pid", h->folder).s, 20, &pid, NULL));
	snprintf(proc, sizeof proc, "/proc/%d/exe", atoi(buf_z(&pid)));
	/* Killed; it may still wait for somebody to reap it. */
	assert_int_not_equal(access(proc, R_OK), 0);
	buf_drop(&pid);
}

static void one_that_prints_without_end_is_ended(void **state)
{
	Home *h = *state;

	subscribe(h, "\"exec:yes news\"");
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "yes wrote more than 32 MB");
}

/* What it leaves in the background does not hold up the news. */
static void its_end_is_the_end(void **state)
{
	Home *h = *state;

	program(h, "tides", "sleep 600 &\necho \"" RSS("news") "\"");
	subscribe(h, "exec:~/tides");
	assert_int_equal(home_lede(h, "update"), 0);
	assert_said(h, "1 new article");
}

static void what_is_no_command_is_told(void **state)
{
	static const char *const lines[] = {"exec:", "filter:cat", "\"filter:cat:exec:touch x\""};
	Home *h = *state;

	for (size_t i = 0; i < COUNT(lines); i++) {
		subscribe(h, lines[i]);
		assert_int_equal(home_lede(h, "update"), 1);
		assert_said(h, "filter:COMMAND:https://");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_program_prints_a_feed),
		TEST(a_shell_is_there_for_who_writes_for_one),
		TEST(a_filter_sees_what_the_server_sent),
		TEST(what_a_program_complains_of_is_told),
		TEST(one_that_takes_too_long_is_ended_with_all_it_started),
		TEST(one_that_prints_without_end_is_ended),
		TEST(its_end_is_the_end),
		TEST(what_is_no_command_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
