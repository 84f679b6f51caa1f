/* lede daemon against a server: what it fetches by itself, what it obeys, how it ends; and that
 * others may work beside it. */
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

#include <cmocka.h>

#include "base/path.h"
#include "tests/net/server.h"

enum { PATIENCE = 3000 }; /* times 20 ms */

typedef struct {
	Arena *arena;
	Server *server;
	const char *home, *urls, *config, *said;
	pid_t daemon;
} Fixture;

static const char *program(void)
{
	return getenv("lede") ? getenv("lede") : "src/lede";
}

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-daemon-XXXXXX";

	f->arena = arena_open();
	f->server = server_open(NULL);
	f->home = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->urls = arena_printf(f->arena, "%s/config/lede/urls", f->home).s;
	f->config = arena_printf(f->arena, "%s/config/lede/config", f->home).s;
	f->said = arena_printf(f->arena, "%s/said", f->home).s;
	setenv("XDG_CONFIG_HOME", arena_printf(f->arena, "%s/config", f->home).s, 1);
	setenv("XDG_DATA_HOME", arena_printf(f->arena, "%s/data", f->home).s, 1);
	*state = f;
	return path_make_folder(arena_printf(f->arena, "%s/config/lede", f->home).s, NULL) ? 0 : -1;
}

static int teardown(void **state)
{
	Fixture *f = *state;

	if (f->daemon) {
		kill(f->daemon, SIGKILL);
		waitpid(f->daemon, NULL, 0);
	}
	pclose(popen(arena_printf(f->arena, "rm -rf %s", f->home).s, "r"));
	server_close(f->server);
	arena_close(f->arena);
	free(f);
	return 0;
}

static void subscribe(Fixture *f, int count)
{
	Buf urls = {0};

	for (int i = 0; i < count; i++)
		buf_printf(&urls, "http://127.0.0.1:%u/feed?%d\n", server_port(f->server), i);
	assert_true(file_write(f->urls, buf_str(&urls), NULL));
	buf_drop(&urls);
}

static void start(Fixture *f)
{
	f->daemon = fork();
	if (f->daemon)
		return;
	setenv("JOURNAL_STREAM", "1:1", 1);
	if (freopen(f->said, "w", stderr))
		execl(program(), program(), "daemon", (char *)NULL);
	_exit(127);
}

/* Until so many requests came, in all. */
static void await_requests(Fixture *f, size_t count)
{
	for (int i = 0; i < PATIENCE && server_count(f->server, "/feed") < count; i++)
		nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	assert_int_equal(server_count(f->server, "/feed"), count);
}

static bool has_said(Fixture *f, const char *words)
{
	Buf said = {0};
	bool found = file_read(f->said, 100000, &said, NULL) &&
		     str_find(buf_str(&said), str_from(words)) >= 0;

	buf_drop(&said);
	return found;
}

static void await_words(Fixture *f, const char *words)
{
	for (int i = 0; i < PATIENCE && !has_said(f, words); i++)
		nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	assert_true(has_said(f, words));
}

static int lede(Fixture *f, const char *arguments)
{
	const char *command =
		arena_printf(f->arena, "%s %s >/dev/null 2>&1", program(), arguments).s;

	return WEXITSTATUS(pclose(popen(command, "r")));
}

static void feeds_are_fetched_as_urls_and_signals_say(void **state)
{
	Fixture *f = *state;
	int status;

	subscribe(f, 2);
	start(f);
	await_requests(f, 2);
	await_words(f, "<6>2 feeds, 6 new articles, 0 failed\n");
	/* Another list is read by itself; those that were asked already are not due. */
	subscribe(f, 3);
	await_requests(f, 3);
	await_words(f, "<6>1 feed, 3 new articles, 0 failed\n");
	assert_true(file_write(f->config, S("user-agent Reader/1\n"), NULL));
	kill(f->daemon, SIGHUP);
	await_words(f, "reading config and urls again");
	subscribe(f, 4);
	await_requests(f, 4);
	assert_true(str_find(server_asked(f->server, 3), S("User-Agent: Reader/1\r\n")) > 0);
	kill(f->daemon, SIGTERM);
	assert_int_equal(waitpid(f->daemon, &status, 0), f->daemon);
	f->daemon = 0;
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(has_said(f, "<6>ended by "));
	assert_int_equal(lede(f, "search in:nowhere OR three"), 0);
}

static void there_is_one_and_others_work_beside_it(void **state)
{
	Fixture *f = *state;

	subscribe(f, 2);
	start(f);
	await_words(f, "ready");
	await_words(f, "<6>2 feeds, 6 new articles, 0 failed\n");
	assert_int_equal(lede(f, "daemon"), 1);
	/* Whoever asks by hand is obeyed, and the daemon goes on. */
	assert_int_equal(lede(f, "update"), 0);
	await_requests(f, 4);
	subscribe(f, 3);
	await_requests(f, 5);
	await_words(f, "<6>1 feed, 3 new articles, 0 failed\n");
	/* One that was killed leaves no lock behind. */
	kill(f->daemon, SIGKILL);
	waitpid(f->daemon, NULL, 0);
	subscribe(f, 4);
	start(f);
	await_requests(f, 6);
}

static void a_feed_that_begins_to_fail_is_told(void **state)
{
	Fixture *f = *state;

	assert_true(file_write(f->urls, S("http://127.0.0.1:1/feed\n"), NULL));
	start(f);
	await_words(f, "<4>http://127.0.0.1:1/feed: 127.0.0.1: ");
	await_words(f, "<6>1 feed, 0 new articles, 1 failed\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(feeds_are_fetched_as_urls_and_signals_say),
		TEST(there_is_one_and_others_work_beside_it),
		TEST(a_feed_that_begins_to_fail_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
