/* feed/net/access: what lets in is told to whom it belongs, and to nobody else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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
} Answer;

static int open_world(void **state)
{
	World *w = memory_alloc(sizeof *w);

	w->other = server_open(NULL);
	w->server = server_open(w->other);
	w->fetcher = fetcher_open(&(FetcherOptions){0}, NULL);
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

static void take(void *user, Arena *arena, const Response *response)
{
	Answer *answer = user;

	answer->response = *response;
	answer->arena = arena;
}

static Response get_request(World *w, Request request)
{
	Answer answer = {0};

	request.timeout_ms = 2000;
	fetch_start(w->fetcher, &request, take, &answer);
	while (fetch_running(w->fetcher))
		fetcher_turn(w->fetcher, NULL, 0, 1000);
	arena_join(w->arena, answer.arena);
	return answer.response;
}

static Response get_url(World *w, Str url, Access access)
{
	return get_request(w, (Request){.url = url, .access = access});
}

static Response get(World *w, const char *path, Access access)
{
	return get_url(w,
		arena_printf(w->arena, "http://127.0.0.1:%u%s", server_port(w->server), path),
		access);
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

static Str local(World *w, const char *scheme)
{
	return arena_printf(w->arena, "%s://127.0.0.1:%u", scheme, server_port(w->server));
}

static void names_passwords_and_tokens_are_told(void **state)
{
	World *w = *state;

	assert_int_equal(
		get(w, "/private", (Access){.user = S("reader"), .secret = S("secret")}).status,
		200);
	assert_int_equal(
		get(w, "/private",
			(Access){.auth = AUTH_BASIC, .user = S("reader"), .secret = S("secret")})
			.status,
		200);
	assert_int_equal(
		get(w, "/digest",
			(Access){.auth = AUTH_DIGEST, .user = S("reader"), .secret = S("secret")})
			.status,
		200);
	assert_int_equal(
		get(w, "/bearer", (Access){.auth = AUTH_BEARER, .secret = S("t0ken")}).status, 200);
	for (size_t i = 0; server_asked(w->server, i).n; i++)
		if (has(server_asked(w->server, i), "GET /digest"))
			assert_false(has(server_asked(w->server, i), "secret"));
}

static void wrong_and_missing_ones_are_told_apart(void **state)
{
	World *w = *state;
	Response missing = get(w, "/private", (Access){0});
	Response wrong = get(w, "/private", (Access){.user = S("reader"), .secret = S("geheim")});

	assert_says(&missing, "wants a name and password");
	assert_says(&wrong, "does not accept the name and password");
	assert_false(has(str_from(wrong.err.text), "geheim"));
}

/* Nothing of it has gone: where a redirect led to another host, nobody there knows it. */
static void nothing_goes_to_another_host(void **state)
{
	World *w = *state;
	Access access = {.headers = S("X-Key: k3y\nCookie: a=b\nAuthorization: Basic x"),
		.auth = AUTH_BASIC,
		.user = S("reader"),
		.secret = S("secret")};
	Response r = get(w, "/to-other", access);
	Str asked;

	assert_int_equal(r.status, 200);
	assert_true(has(server_asked(w->server, 0), "\r\nX-Key: k3y\r\n"));
	assert_true(has(server_asked(w->server, 0), "\r\nAuthorization: Basic "));
	asked = server_asked(w->other, 0);
	assert_true(has(asked, "GET /plain"));
	assert_false(has(asked, "X-Key"));
	assert_false(has(asked, "Cookie"));
	assert_false(has(asked, "Authorization"));
}

static void they_stay_on_the_way_within_a_host(void **state)
{
	World *w = *state;
	Response r = get(w, "/to-private",
		(Access){.headers = S("X-Key: k3y"),
			.auth = AUTH_BASIC,
			.user = S("reader"),
			.secret = S("secret")});

	assert_int_equal(r.status, 200);
	assert_true(has(server_asked(w->server, 1), "GET /private"));
	assert_true(has(server_asked(w->server, 1), "\r\nX-Key: k3y\r\n"));
	assert_true(has(r.url, "/private"));
}

static void redirects_with_headers_end_as_well(void **state)
{
	World *w = *state;
	Access access = {.headers = S("X-Key: k3y")};
	Response loop = get(w, "/loop", access), file = get(w, "/to-file", access),
		 moved = get(w, "/moved", access), half = get(w, "/half-moved", access);

	assert_says(&loop, "without end");
	assert_says(&file, "address of kind file:");
	assert_true(has(moved.moved_to, "/plain"));
	assert_int_equal(half.moved_to.n, 0);
}

static void headers_replace_ours_and_bad_ones_are_left_out(void **state)
{
	World *w = *state;
	Str asked;

	get(w, "/plain", (Access){.headers = S("Accept: text/odd\n: none\nnone\nA: b\rC: d")});
	asked = server_asked(w->server, 0);
	assert_true(has(asked, "\r\nAccept: text/odd\r\n"));
	assert_false(has(asked, "atom+xml"));
	assert_false(has(asked, "C: d"));
}

static void cookies_last_as_long_as_the_run(void **state)
{
	World *w = *state;

	assert_int_equal(get(w, "/known-guest", (Access){0}).status, 403);
	assert_int_equal(get(w, "/known-guest", (Access){0}).status, 200);
	/* Nobody else has them. */
	fetcher_close(w->fetcher);
	w->fetcher = fetcher_open(&(FetcherOptions){0}, NULL);
	assert_int_equal(get(w, "/known-guest", (Access){0}).status, 403);
}

static void what_content_asks_for_has_no_cookies_of_feeds(void **state)
{
	World *w = *state;
	Request picture = {.url = arena_printf(w->arena, "http://127.0.0.1:%u/known-guest",
				   server_port(w->server)),
		.content = true};
	Response r;

	fetcher_close(w->fetcher);
	w->fetcher = fetcher_open(&(FetcherOptions){.private_addresses = true}, NULL);
	get(w, "/known-guest", (Access){0});
	r = get_request(w, picture);
	assert_int_equal(r.status, 403);
}

static void cookies_of_a_file_go_to_their_host(void **state)
{
	World *w = *state;
	Access access = {.cookies = S("# Netscape HTTP Cookie File\n"
				      "127.0.0.1\tFALSE\t/\tFALSE\t0\tguest\tknown\n"
				      "a.example\tFALSE\t/\tFALSE\t0\tother\tsecret\n")};

	assert_int_equal(get(w, "/known-guest", access).status, 200);
	assert_false(has(server_asked(w->server, 0), "secret"));
	/* They are of that feed alone. */
	assert_int_equal(get(w, "/known-guest", (Access){0}).status, 403);
}

static void a_proxy_is_asked_for_what_has_one(void **state)
{
	World *w = *state;
	Access access = {.proxy = local(w, "http")};
	Response r = get_url(w, S("http://tides.example/plain"), access);

	assert_int_equal(r.status, 200);
	assert_true(has(server_asked(w->server, 0), "GET http://tides.example/plain HTTP"));
	assert_true(str_eq(r.url, S("http://tides.example/plain")));
	/* The next has none. */
	assert_int_equal(get(w, "/plain", (Access){0}).status, 200);
	assert_true(has(server_asked(w->server, 1), "GET /plain HTTP"));
	server_forget(w->server);
	r = get_url(w, S("http://reader.example/plain"),
		(Access){.proxy = arena_printf(w->arena, "http://me:pw@127.0.0.1:%u",
				 server_port(w->server))});
	assert_true(has(server_asked(w->server, 0), "\r\nProxy-Authorization: Basic "));
}

/* Tor: the name is looked up at the other end. */
static void names_are_left_to_socks(void **state)
{
	World *w = *state;
	Response r =
		get_url(w, S("http://tides.onion/plain"), (Access){.proxy = local(w, "socks5h")});

	assert_int_equal(r.status, 200);
	assert_true(str_eq(server_asked(w->server, 0), S("SOCKS tides.onion")));
	assert_true(has(server_asked(w->server, 1), "GET /plain HTTP"));
}

static void a_proxy_of_the_environment_can_be_left_aside(void **state)
{
	World *w = *state;

	setenv("http_proxy", "http://127.0.0.1:1", 1);
	assert_int_equal(get(w, "/plain", (Access){.proxy = S("none")}).status, 200);
	unsetenv("http_proxy");
}

static void a_proxy_that_fails_is_told(void **state)
{
	World *w = *state;
	Response dead = get_url(w, S("http://tides.example/"),
		(Access){.proxy = S("socks5h://127.0.0.1:1")});
	Response tunnel =
		get_url(w, S("https://tides.example/"), (Access){.proxy = local(w, "http")});

	assert_says(&dead, "its proxy 127.0.0.1 can't be reached");
	assert_says(&tunnel, "tides.example: ");
	assert_says(&tunnel, "proxy");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_passwords_and_tokens_are_told),
		TEST(wrong_and_missing_ones_are_told_apart),
		TEST(nothing_goes_to_another_host),
		TEST(they_stay_on_the_way_within_a_host),
		TEST(redirects_with_headers_end_as_well),
		TEST(headers_replace_ours_and_bad_ones_are_left_out),
		TEST(cookies_last_as_long_as_the_run),
		TEST(what_content_asks_for_has_no_cookies_of_feeds),
		TEST(cookies_of_a_file_go_to_their_host),
		TEST(a_proxy_is_asked_for_what_has_one),
		TEST(names_are_left_to_socks),
		TEST(a_proxy_of_the_environment_can_be_left_aside),
		TEST(a_proxy_that_fails_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
