/* feed/net/fetch: many hosts at once: how many visits are open, and how many of them receive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "feed/net/fetch.h"
#include "tests/net/server.h"

enum { HOSTS = 40, PATIENCE_MS = 20000 };

typedef struct {
	Server *server;
	Fetcher *fetcher;
	Arena *arena;
	size_t asked, answered, good;
} World;

static int open_world(void **state)
{
	World *w = memory_alloc(sizeof *w);

	w->server = server_open(NULL);
	w->arena = arena_open();
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	World *w = *state;

	fetcher_close(w->fetcher);
	server_close(w->server);
	arena_close(w->arena);
	free(w);
	return 0;
}

static void take(void *user, Arena *arena, const Response *response)
{
	World *w = user;

	w->answered++;
	w->good += response->status == 200;
	arena_close(arena);
}

static void open_fetcher(World *w, unsigned connections)
{
	FetcherOptions options = {.connections = connections};

	w->fetcher = fetcher_open(&options, NULL);
	assert_non_null(w->fetcher);
}

/* One more from so many hosts, all of which are this server, and none of which was asked yet. */
static void ask(World *w, size_t hosts, const char *path)
{
	for (size_t i = 0; i < hosts; i++) {
		Str url = arena_printf(w->arena, "http://h%zu.localhost:%u%s", w->asked++,
			server_port(w->server), path);

		fetch_start(w->fetcher, &(Request){.url = url}, take, w);
	}
}

static void turn_for_a_while(World *w)
{
	int64_t end = clock_ms() + 100;

	while (clock_ms() < end)
		fetcher_turn(w->fetcher, NULL, 0, 10);
}

/* Until the server answers so many at once, and then for a while, lest it be more. */
static void turn_until_asked(World *w, size_t count)
{
	int64_t end = clock_ms() + PATIENCE_MS;

	while (server_at_once(w->server) < count && clock_ms() < end)
		fetcher_turn(w->fetcher, NULL, 0, 10);
	turn_for_a_while(w);
	assert_int_equal(server_at_once(w->server), count);
}

static void turn_until_answered(World *w)
{
	while (fetch_running(w->fetcher))
		fetcher_turn(w->fetcher, NULL, 0, 1000);
}

static void finish(World *w)
{
	turn_until_answered(w);
	assert_int_equal(w->answered, HOSTS);
	assert_int_equal(w->good, HOSTS);
}

static void four_times_as_many_wait_for_slow_servers(void **state)
{
	World *w = *state;

	open_fetcher(w, 5);
	ask(w, HOSTS, "/gate");
	turn_until_asked(w, 20);
	server_open_gate(w->server);
	finish(w);
}

static void one_connection_is_one(void **state)
{
	World *w = *state;

	open_fetcher(w, 1);
	ask(w, HOSTS, "/gate");
	turn_until_asked(w, 1);
	server_open_gate(w->server);
	finish(w);
}

/* All answer at the same moment. */
static void no_more_receive_than_may(void **state)
{
	World *w = *state;

	open_fetcher(w, 5);
	ask(w, HOSTS, "/flood");
	turn_until_asked(w, 20);
	server_open_gate(w->server);
	finish(w);
	assert_in_range(server_most_streams(w->server), 1, 5);
}

/* With three of five answers still to be looked at, two more at a time are enough. */
static void the_more_lie_unread_the_fewer_are_received(void **state)
{
	World *w = *state;

	open_fetcher(w, 5);
	fetcher_hold(w->fetcher, 3, 5);
	ask(w, 5, "/flood");
	turn_until_asked(w, 5);
	server_open_gate(w->server);
	turn_until_answered(w);
	assert_int_equal(w->good, 5);
	assert_in_range(server_most_streams(w->server), 1, 2);
}

static void a_held_fetcher_receives_nothing(void **state)
{
	World *w = *state;
	int64_t end = clock_ms() + PATIENCE_MS;

	open_fetcher(w, 5);
	fetcher_hold(w->fetcher, 1, 1);
	server_open_gate(w->server);
	ask(w, 5, "/flood");
	while (server_floods(w->server) < 5 && clock_ms() < end)
		fetcher_turn(w->fetcher, NULL, 0, 10);
	turn_for_a_while(w);
	/* All that may receive have something to: nobody else is asked. */
	ask(w, HOSTS - 5, "/flood");
	turn_for_a_while(w);
	assert_int_equal(server_at_once(w->server), 5);
	assert_int_equal(server_most_streams(w->server), 0);
	assert_int_equal(w->answered, 0);
	fetcher_hold(w->fetcher, 0, 1);
	finish(w);
	assert_in_range(server_most_streams(w->server), 1, 5);
}

/* Where answers come at once, there is nothing to be gained by asking for more of them. On a
 * machine that has much to do they may not, but some time they will. */
static void quick_servers_are_not_asked_ahead(void **state)
{
	World *w = *state;
	size_t asked = 1;

	open_fetcher(w, 5);
	for (int i = 0; i < 30 && asked; i++) {
		size_t before;

		ask(w, HOSTS, "/plain");
		turn_until_answered(w);
		before = server_count(w->server, "/plain");
		fetcher_hold(w->fetcher, 1, 1);
		ask(w, 5, "/plain");
		turn_for_a_while(w);
		asked = server_count(w->server, "/plain") - before;
		fetcher_hold(w->fetcher, 0, 1);
		turn_until_answered(w);
	}
	assert_int_equal(asked, 0);
	assert_int_equal(w->good, w->asked);
}

static void files_may_be_open_for_as_many_as_are_asked_for(void **state)
{
	World *w = *state;
	struct rlimit before, few, limit;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	few = before;
	few.rlim_cur = 64;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	open_fetcher(w, 32);
	ask(w, HOSTS, "/gate");
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_true(limit.rlim_cur >= 4 * 32);
	turn_until_asked(w, HOSTS);
	server_open_gate(w->server);
	finish(w);
	setrlimit(RLIMIT_NOFILE, &before);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(four_times_as_many_wait_for_slow_servers),
		TEST(one_connection_is_one),
		TEST(no_more_receive_than_may),
		TEST(the_more_lie_unread_the_fewer_are_received),
		TEST(a_held_fetcher_receives_nothing),
		TEST(quick_servers_are_not_asked_ahead),
		TEST(files_may_be_open_for_as_many_as_are_asked_for),
	};

	/* No proxy of whoever runs the tests. */
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
