/* sandbox required, on a system where that can't be had: a filter around all of lede takes away
 * what it would confine its parsers with. Nothing is parsed then, and it is said why. */
#include "config.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#include <cmocka.h>

#include "base/path.h"
#include "tests/net/home.h"

#ifdef HAVE_SECCOMP

enum { NO_FILTER = 100 };

typedef enum { LOCK_SECCOMP, LOCK_LANDLOCK } Lock;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
static bool take_away(Lock lock)
{
	const struct scmp_arg_cmp setting[] = {SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int failed;

	if (lock == LOCK_LANDLOCK) {
		failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
			SCMP_SYS(landlock_create_ruleset), 0);
	} else {
		failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(seccomp), 0);
		failed |= seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
			setting);
	}
	failed |= prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	failed |= seccomp_load(filter);
	seccomp_release(filter);
	return failed == 0;
}
#pragma GCC diagnostic pop

/* As home_lede, within the filter. */
static int lede_without(Home *home, Lock lock, const char *arguments)
{
	int ends[2], status;
	pid_t pid;
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		const char *program = getenv("lede") ? getenv("lede") : "src/lede";

		dup2(ends[1], 1);
		dup2(ends[1], 2);
		close(ends[0]);
		close(ends[1]);
		if (take_away(lock))
			execl("/bin/sh", "sh", "-c",
				arena_printf(home->arena, "exec %s %s", program, arguments).s,
				(char *)NULL);
		_exit(NO_FILTER);
	}
	close(ends[1]);
	memset(home->said, 0, sizeof home->said);
	for (size_t at = 0; (n = read(ends[0], home->said + at, sizeof home->said - 1 - at)) > 0;)
		at += (size_t)n;
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char feed[] = "<rss version='2.0'><channel><title>Feed</title><item><guid>1</guid>"
			   "<title>one</title></item></channel></rss>";

static const char *write_feed(Home *home)
{
	home_write(home, "feed.xml", str_from(feed));
	home_write(home, "config/lede/urls",
		arena_printf(home->arena, "file://%s/feed.xml\n", home->folder));
	return arena_printf(home->arena, "%s/feed.xml", home->folder).s;
}

static void nothing_is_parsed_unconfined(void **state)
{
	static const struct {
		Lock lock;
		const char *missing;
	} cases[] = {{LOCK_SECCOMP, "seccomp is missing here"},
		{LOCK_LANDLOCK, "Landlock is missing here"}};
	static const char *const commands[] = {"parse", "show", "extract"};
	Home *home = *state;
	const char *path = write_feed(home);

	home_write(home, "config/lede/config", S("sandbox required\n"));
	for (size_t i = 0; i < COUNT(cases); i++) {
		int status = lede_without(home, cases[i].lock, "update");

		if (status == NO_FILTER)
			skip();
		assert_int_equal(status, 1);
		assert_said(home, "as the option sandbox \"required\" demands");
		assert_said(home, cases[i].missing);
		assert_said(home, "0 new articles");
		for (size_t k = 0; k < COUNT(commands); k++) {
			status = lede_without(home, cases[i].lock,
				arena_printf(home->arena, "%s %s", commands[k], path).s);
			assert_int_equal(status, 1);
			assert_said(home, cases[i].missing);
			assert_null(strstr(home->said, "one"));
		}
	}
	/* Where nothing is missing it works so. */
	assert_int_equal(home_lede(home, arena_printf(home->arena, "parse %s", path).s), 0);
	assert_said(home, "one");
}

static void auto_does_with_what_there_is(void **state)
{
	Home *home = *state;
	const char *path = write_feed(home);
	int status = lede_without(home, LOCK_SECCOMP, "update");

	if (status == NO_FILTER)
		skip();
	assert_int_equal(status, 0);
	assert_said(home, "1 new article");
	assert_int_equal(
		lede_without(home, LOCK_LANDLOCK, arena_printf(home->arena, "parse %s", path).s),
		0);
	assert_said(home, "one");
}

#else

static void nothing_is_parsed_unconfined(void **state)
{
	Home *home = *state;

	home_write(home, "config/lede/config", S("sandbox required\n"));
	home_write(home, "feed.xml", S("<rss version='2.0'><channel/></rss>"));
	assert_int_equal(
		home_lede(home, arena_printf(home->arena, "parse %s/feed.xml", home->folder).s), 1);
	assert_said(home, "seccomp is missing here");
}

static void auto_does_with_what_there_is(void **state)
{
	(void)state;
}

#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_is_parsed_unconfined),
		TEST(auto_does_with_what_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
