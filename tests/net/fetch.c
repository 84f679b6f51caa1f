/* feed/net/fetch: downloads from a server on this machine that does what servers do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "feed/net/fetch.h"
#include "tests/net/server.h"

typedef struct {
	Server *server, *other;
	Fetcher *fetcher;
	Arena *arena;
} World;

typedef struct {
	Response response;
	Arena *arena;
	bool done;
} Answer;

static int open_world(void **state)
{
	World *w = memory_alloc(sizeof *w);
	FetcherOptions options = {0};

	w->other = server_open(NULL);
	w->server = server_open(w->other);
	w->fetcher = fetcher_open(&options, NULL);
	w->arena = arena_open();
	*state = w;
	return w->fetcher ? 0 : -1;
}

static int close_world(void **state)
{
	World *w = *state;

	fetcher_close(w->fetcher);
	server_close(w->server);
	server_close(w->other);
	arena_close(w->arena);
	free(w);
	return 0;
}

static Str at(const World *w, const char *path)
{
	return arena_printf(w->arena, "http://127.0.0.1:%u%s", server_port(w->server), path);
}

static void take(void *user, Arena *arena, const Response *response)
{
	Answer *answer = user;

	assert_false(answer->done);
	answer->response = *response;
	answer->arena = arena;
	answer->done = true;
}

static void finish(World *w)
{
	while (fetch_running(w->fetcher))
		fetcher_turn(w->fetcher, NULL, 0, 1000);
}

/* One request with the world's fetcher; the answer lies in the world's arena. */
static Response get(World *w, const Request *request)
{
	Answer answer = {0};

	fetch_start(w->fetcher, request, take, &answer);
	finish(w);
	assert_true(answer.done);
	arena_join(w->arena, answer.arena);
	return answer.response;
}

static Response get_path(World *w, const char *path)
{
	return get(w, &(Request){.url = at(w, path), .timeout_ms = 1000});
}

static bool has(Str text, const char *part)
{
	return str_find(text, str_from(part)) >= 0;
}

static void assert_says(const Response *response, const char *part)
{
	if (!has(str_from(response->err.text), part))
		fail_msg("\"%s\" does not say \"%s\"", response->err.text, part);
}

static void an_answer_comes_with_all_that_matters(void **state)
{
	World *w = *state;
	int64_t now = time(NULL);
	Response r = get_path(w, "/plain");

	assert_int_equal(r.err.kind, ERR_NONE);
	assert_int_equal(r.status, 200);
	assert_true(str_eq(r.body, S("hello")));
	assert_true(str_eq(r.mime, S("text/xml; charset=utf-8")));
	assert_true(str_eq(r.etag, S("W/\"a \\ b\"")));
	assert_true(str_eq(r.modified, S("Sat, 21 Nov 2026 09:00:00 GMT")));
	assert_true(str_eq(r.url, at(w, "/plain")));
	assert_true(r.due >= now + 600 && r.due <= now + 610);
	assert_int_equal(r.moved_to.n, 0);
	assert_true(r.wire_bytes > 100);
	assert_true(has(server_asked(w->server, 0), "\r\nUser-Agent: lede/"));
	assert_true(has(server_asked(w->server, 0), "\r\nAccept: application/atom+xml"));
	assert_true(has(server_asked(w->server, 0), "\r\nAccept-Encoding: "));
	assert_true(has(server_asked(w->server, 0), "gzip"));
}

static void validators_go_back_as_they_came(void **state)
{
	World *w = *state;
	Response first = get_path(w, "/plain"), second;

	second = get(w,
		&(Request){.url = first.url, .etag = first.etag, .modified = first.modified});
	assert_int_equal(second.err.kind, ERR_NONE);
	assert_int_equal(second.status, 304);
	assert_int_equal(second.body.n, 0);
	/* A 304 need not repeat them; they still hold. */
	assert_true(str_eq(second.etag, first.etag));
	assert_true(str_eq(second.modified, first.modified));
	assert_true(second.due > first.due);
}

static void ways_of_sending_make_no_difference(void **state)
{
	World *w = *state;
	static const char *const paths[] = {"/chunked", "/old", "/cookie", "/found"};

	for (size_t i = 0; i < COUNT(paths); i++) {
		Response r = get_path(w, paths[i]);

		assert_int_equal(r.status, 200);
		assert_true(str_eq(r.body, S("hello")));
	}
}

static void only_permanent_redirects_are_a_new_address(void **state)
{
	World *w = *state;
	Response r = get_path(w, "/moved");

	assert_int_equal(r.status, 200);
	assert_true(str_eq(r.moved_to, at(w, "/plain")));
	r = get_path(w, "/half-moved");
	assert_int_equal(r.status, 200);
	assert_int_equal(r.moved_to.n, 0);
	assert_true(str_eq(r.url, at(w, "/plain")));
}

static void redirects_end_and_stay_on_the_web(void **state)
{
	World *w = *state;
	Response r = get_path(w, "/loop");

	assert_int_equal(r.status, 0);
	assert_says(&r, "without end");
	assert_true(server_count(w->server, "/loop") <= 11);
	r = get_path(w, "/to-file");
	assert_says(&r, "file:");
	assert_int_equal(r.body.n, 0);
}

static void credentials_stay_with_their_host(void **state)
{
	World *w = *state;
	Str url =
		arena_printf(w->arena, "http://reader:secret@127.0.0.1:%u", server_port(w->server));
	Response r =
		get(w, &(Request){.url = arena_printf(w->arena, "%.*s/private", STR_ARG(url))});

	assert_int_equal(r.status, 200);
	assert_true(str_eq(r.url, at(w, "/private")));
	r = get(w, &(Request){.url = arena_printf(w->arena, "%.*s/to-other", STR_ARG(url))});
	assert_int_equal(r.status, 200);
	assert_false(has(server_asked(w->other, 0), "Authorization"));
	r = get_path(w, "/private");
	assert_int_equal(r.status, 401);
	assert_says(&r, "name and password");
}

static void silence_ends_in_time(void **state)
{
	World *w = *state;
	static const char *const paths[] = {"/silent", "/stalled-head", "/stalled-body"};
	Answer answers[COUNT(paths)] = {0};
	time_t start = time(NULL);

	for (size_t i = 0; i < COUNT(paths); i++)
		fetch_start(w->fetcher, &(Request){.url = at(w, paths[i]), .timeout_ms = 1000},
			take, &answers[i]);
	finish(w);
	assert_true(time(NULL) - start < 10);
	for (size_t i = 0; i < COUNT(paths); i++) {
		assert_int_equal(answers[i].response.err.kind, ERR_NETWORK);
		assert_int_equal(answers[i].response.status, 0);
		assert_says(&answers[i].response, "seconds");
		arena_close(answers[i].arena);
	}
}

static void a_broken_answer_is_none(void **state)
{
	World *w = *state;
	static const char *const paths[] = {"/hurried", "/closed", "/reset", "/no-http"};

	for (size_t i = 0; i < COUNT(paths); i++) {
		Response r = get_path(w, paths[i]);

		assert_int_equal(r.err.kind, ERR_NETWORK);
		assert_int_equal(r.status, 0);
		assert_int_equal(r.body.n, 0);
		assert_says(&r, "127.0.0.1: ");
	}
}

static void size_is_counted_unpacked(void **state)
{
	World *w = *state;
	Response r = get(w, &(Request){.url = at(w, "/bomb"), .max_bytes = 1 << 20});

	assert_int_equal(r.err.kind, ERR_LIMIT);
	assert_says(&r, "larger than 1 MB");
	assert_int_equal(r.body.n, 0);
	r = get(w, &(Request){.url = at(w, "/plain"), .max_bytes = 4});
	assert_int_equal(r.err.kind, ERR_LIMIT);
	r = get(w, &(Request){.url = at(w, "/plain"), .max_bytes = 5});
	assert_int_equal(r.err.kind, ERR_NONE);
}

static void errors_of_servers_are_told(void **state)
{
	World *w = *state;
	Response r = get_path(w, "/gone");

	assert_int_equal(r.status, 410);
	assert_int_equal(r.err.kind, ERR_HTTP);
	assert_says(&r, "gone for good");
	/* Nobody reads 16 MB of an error. */
	r = get_path(w, "/long-error");
	assert_int_equal(r.status, 404);
	assert_true(r.wire_bytes < 1 << 20);
}

static void a_busy_server_names_the_hour(void **state)
{
	World *w = *state;
	int64_t now = time(NULL);
	Response r = get_path(w, "/too-many");

	assert_int_equal(r.status, 429);
	assert_true(r.due >= now + 3600 && r.due <= now + 3610);
}

static void content_stays_out_of_the_house(void **state)
{
	World *w = *state;
	Response r = get(w, &(Request){.url = at(w, "/plain"), .content = true});
	FetcherOptions open_house = {.private_addresses = true};

	assert_int_equal(r.err.kind, ERR_LIMIT);
	assert_int_equal(server_connections(w->server), 0);
	/* Nor on a connection that a feed of the reader's own has left open. */
	r = get_path(w, "/plain");
	assert_int_equal(r.status, 200);
	r = get(w, &(Request){.url = at(w, "/plain"), .content = true});
	assert_int_equal(r.err.kind, ERR_LIMIT);
	assert_int_equal(server_count(w->server, "/plain"), 1);
	r = get(w, &(Request){.url = S("file:///etc/passwd"), .content = true});
	assert_int_equal(r.err.kind, ERR_LIMIT);
	assert_int_equal(r.body.n, 0);
	assert_true(fetch_once(&(Request){.url = at(w, "/plain"), .content = true}, &open_house,
		w->arena, &r, NULL));
}

static void a_site_is_visited_once_at_a_time_over_one_connection(void **state)
{
	World *w = *state;
	Answer answers[8] = {0};

	for (size_t i = 0; i < COUNT(answers); i++)
		fetch_start(w->fetcher, &(Request){.url = at(w, "/while")}, take, &answers[i]);
	finish(w);
	for (size_t i = 0; i < COUNT(answers); i++) {
		assert_int_equal(answers[i].response.status, 200);
		arena_close(answers[i].arena);
	}
	assert_int_equal(server_most_at_once(w->server), 1);
	assert_int_equal(server_connections(w->server), 1);
}

static void a_slow_answer_holds_up_no_other(void **state)
{
	World *w = *state;
	Answer slow = {0}, quick = {0};

	fetch_start(w->fetcher, &(Request){.url = at(w, "/slow")}, take, &slow);
	fetch_start(w->fetcher, &(Request){.url = at(w, "/plain")}, take, &quick);
	while (!quick.done)
		fetcher_turn(w->fetcher, NULL, 0, 1000);
	assert_false(slow.done);
	finish(w);
	assert_int_equal(slow.response.status, 200);
	arena_close(slow.arena);
	arena_close(quick.arena);
}

static void a_site_that_refuses_is_given_a_pause(void **state)
{
	World *w = *state;
	Answer answers[2] = {0};

	for (size_t i = 0; i < COUNT(answers); i++)
		fetch_start(w->fetcher, &(Request){.url = at(w, "/too-many")}, take, &answers[i]);
	while (!answers[0].done)
		fetcher_turn(w->fetcher, NULL, 0, 1000);
	fetcher_turn(w->fetcher, NULL, 0, 100);
	fetcher_turn(w->fetcher, NULL, 0, 100);
	assert_int_equal(server_count(w->server, "/too-many"), 1);
	finish(w);
	assert_int_equal(server_count(w->server, "/too-many"), 2);
	arena_close(answers[0].arena);
	arena_close(answers[1].arena);
}

static void a_dead_port_is_tried_three_times(void **state)
{
	World *w = *state;
	Server *gone = server_open(NULL);
	Answer answers[10] = {0};
	Str url = arena_printf(w->arena, "http://127.0.0.1:%u/plain", server_port(gone));

	server_close(gone);
	for (size_t i = 0; i < COUNT(answers); i++)
		fetch_start(w->fetcher, &(Request){.url = url}, take, &answers[i]);
	finish(w);
	for (size_t i = 0; i < COUNT(answers); i++) {
		assert_int_equal(answers[i].response.err.kind, ERR_NETWORK);
		assert_says(&answers[i].response, "nobody answers");
		arena_close(answers[i].arena);
	}
}

static void a_cancelled_request_is_never_answered(void **state)
{
	World *w = *state;
	Answer waiting = {0}, running = {0}, other = {0};
	FetchTicket first, second;

	first = fetch_start(w->fetcher, &(Request){.url = at(w, "/while")}, take, &running);
	second = fetch_start(w->fetcher, &(Request){.url = at(w, "/while")}, take, &waiting);
	fetch_start(w->fetcher, &(Request){.url = at(w, "/plain")}, take, &other);
	fetcher_turn(w->fetcher, NULL, 0, 0);
	fetch_cancel(w->fetcher, second);
	fetch_cancel(w->fetcher, first);
	fetch_cancel(w->fetcher, 4711);
	finish(w);
	assert_false(running.done);
	assert_false(waiting.done);
	assert_true(other.done);
	arena_close(other.arena);
}

static void closing_forgets_what_runs(void **state)
{
	World *w = *state;
	Answer answer = {0};

	fetch_start(w->fetcher, &(Request){.url = at(w, "/silent")}, take, &answer);
	fetch_start(w->fetcher, &(Request){.url = at(w, "/silent")}, take, &answer);
	fetcher_turn(w->fetcher, NULL, 0, 0);
	fetch_start(w->fetcher, &(Request){.url = S("gopher://x/")}, take, &answer);
	assert_false(answer.done);
	fetcher_close(w->fetcher);
	w->fetcher = NULL;
}

static void other_descriptors_wake_the_wait(void **state)
{
	World *w = *state;
	int ends[2];
	struct pollfd extra[1];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	extra[0] = (struct pollfd){.fd = ends[0], .events = POLLIN};
	fetcher_turn(w->fetcher, extra, 1, 100000);
	assert_true(extra[0].revents & POLLIN);
	close(ends[0]);
	close(ends[1]);
}

static void addresses_that_are_none_are_told(void **state)
{
	World *w = *state;
	static const struct {
		const char *url, *says;
	} cases[] = {
		{"gopher://harbourpost.example/", "only http, https and file"},
		{"javascript:alert(1)", "only http, https and file"},
		{"http://", "no address"},
		{"http:///feed", "no address"},
		{"http://127.0.0.1:99999/", "no address"},
		{"", "only http"},
		{"file:///no/such/file", "No such file"},
		{"file:///dev/zero", "no file"},
		{"file:///", "no file"},
		{"file://elsewhere.example/etc/passwd", "no file of this machine"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		Response r = get(w, &(Request){.url = str_from(cases[i].url)});

		assert_int_not_equal(r.err.kind, ERR_NONE);
		assert_int_equal(r.status, 0);
		assert_says(&r, cases[i].says);
	}
}

static void a_file_is_read_once_until_it_changes(void **state)
{
	World *w = *state;
	char name[] = "fetch test XXXXXX";
	int fd = mkstemp(name);
	char folder[1000];
	Str url;
	Response r;

	assert_true(fd >= 0 && getcwd(folder, sizeof folder));
	assert_int_equal(write(fd, "hello", 5), 5);
	url = arena_printf(w->arena, "file://%s/fetch%%20test%%20%s", folder, name + 11);
	r = get(w, &(Request){.url = url});
	assert_int_equal(r.status, 200);
	assert_true(str_eq(r.body, S("hello")));
	r = get(w, &(Request){.url = url, .modified = r.modified});
	assert_int_equal(r.status, 304);
	assert_int_equal(write(fd, "!", 1), 1);
	r = get(w, &(Request){.url = url, .modified = r.modified});
	assert_int_equal(r.status, 200);
	assert_true(str_eq(r.body, S("hello!")));
	r = get(w, &(Request){.url = url, .max_bytes = 5});
	assert_int_equal(r.err.kind, ERR_LIMIT);
	close(fd);
	unlink(name);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_answer_comes_with_all_that_matters),
		TEST(validators_go_back_as_they_came),
		TEST(ways_of_sending_make_no_difference),
		TEST(only_permanent_redirects_are_a_new_address),
		TEST(redirects_end_and_stay_on_the_web),
		TEST(credentials_stay_with_their_host),
		TEST(silence_ends_in_time),
		TEST(a_broken_answer_is_none),
		TEST(size_is_counted_unpacked),
		TEST(errors_of_servers_are_told),
		TEST(a_busy_server_names_the_hour),
		TEST(content_stays_out_of_the_house),
		TEST(a_site_is_visited_once_at_a_time_over_one_connection),
		TEST(a_slow_answer_holds_up_no_other),
		TEST(a_site_that_refuses_is_given_a_pause),
		TEST(a_dead_port_is_tried_three_times),
		TEST(a_cancelled_request_is_never_answered),
		TEST(closing_forgets_what_runs),
		TEST(other_descriptors_wake_the_wait),
		TEST(addresses_that_are_none_are_told),
		TEST(a_file_is_read_once_until_it_changes),
	};

	/* No proxy of whoever runs the tests. */
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	unsetenv("https_proxy");
	unsetenv("HTTPS_PROXY");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
