/* feed/net/headers: what a server says about the next visit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/net/headers.h"

/* Sun, 22 Nov 2026 08:00:00 GMT */
enum { NOW = 1795334400 };

static int open_arena(void **state)
{
	*state = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

/* The headers of an answer; `lines` with '\n' between. */
static Headers answer(Arena *arena, const char *lines)
{
	Headers headers = {0};
	Str rest = str_from(lines), line;

	while (str_cut(&rest, '\n', &line))
		headers_line(&headers, line, arena);
	return headers;
}

static int64_t due(Arena *arena, const char *lines)
{
	Headers headers = answer(arena, lines);
	int64_t at = headers_due(&headers, NOW);

	return at ? at - NOW : 0;
}

static void validators_stay_byte_for_byte(void **state)
{
	Headers h = answer(*state, "HTTP/1.1 200 OK\nETag:   W/\"a, \"b\\\xe9\"  \n"
				   "Last-Modified: yesterday, about noon");

	assert_true(str_eq(h.etag, S("W/\"a, \"b\\\xe9\"")));
	assert_true(str_eq(h.modified, S("yesterday, about noon")));
}

static void a_validator_cannot_become_a_header(void **state)
{
	Headers h =
		answer(*state, "HTTP/1.1 200 OK\nETag: \"a\rX-Evil: 1\"\nLast-Modified: \x1b[2J");

	assert_int_equal(h.etag.n, 0);
	assert_int_equal(h.modified.n, 0);
}

static void a_huge_validator_is_none(void **state)
{
	char line[5000] = "ETag: \"";
	Headers h = {0};

	for (size_t i = 7; i < sizeof line - 1; i++)
		line[i] = 'x';
	headers_line(&h, str_of(line, sizeof line - 1), *state);
	assert_int_equal(h.etag.n, 0);
}

static void the_last_answer_of_a_chain_counts(void **state)
{
	Headers h = answer(*state, "HTTP/1.1 301 Moved\nETag: \"old\"\nLocation: /x\n"
				   "HTTP/2 200\nContent-Type: text/xml");

	assert_int_equal(h.status, 200);
	assert_int_equal(h.etag.n, 0);
	assert_int_equal(h.location.n, 0);
	assert_true(str_eq(h.mime, S("text/xml")));
}

static void max_age_is_obeyed_before_expires(void **state)
{
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nExpires: Sun, 22 Nov 2026 09:00:00 GMT\n"
				     "Cache-Control: public, max-age=600"),
		600);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nCache-Control: public\n"
				     "Cache-Control: Max-Age=\"60\""),
		60);
}

static void expires_counts_from_the_servers_date(void **state)
{
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nDate: Sun, 22 Nov 2026 03:00:00 GMT\n"
				     "Expires: Sun, 22 Nov 2026 03:30:00 GMT"),
		1800);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nExpires: 0"), 0);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nExpires: -1"), 0);
}

static void age_in_a_cache_is_taken_off(void **state)
{
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nAge: 100\nCache-Control: max-age=600"), 500);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nAge: 700\nCache-Control: max-age=600"), 0);
}

static void no_cache_and_nonsense_ask_for_nothing(void **state)
{
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nCache-Control: no-cache, max-age=600"), 0);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nCache-Control: max-age=soon"), 0);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nCache-Control: max-age=-5"), 0);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nX-max-age: 600"), 0);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK"), 0);
}

static void no_server_can_ask_for_more_than_a_week(void **state)
{
	assert_int_equal(
		due(*state, "HTTP/1.1 200 OK\nCache-Control: max-age=99999999999999999999"), WEEK);
	assert_int_equal(due(*state, "HTTP/1.1 200 OK\nDate: Thu, 01 Jan 1970 00:00:01 GMT\n"
				     "Expires: Thu, 01 Jan 2126 00:00:00 GMT"),
		WEEK);
	assert_int_equal(due(*state, "HTTP/1.1 429 No\nRetry-After: 31536000"), WEEK);
}

static void retry_after_is_seconds_or_a_date(void **state)
{
	assert_int_equal(due(*state, "HTTP/1.1 429 No\nRetry-After: 120"), 120);
	assert_int_equal(due(*state, "HTTP/1.1 503 No\nRetry-After: Sun, 22 Nov 2026 08:05:00 GMT"),
		300);
	assert_int_equal(due(*state, "HTTP/1.1 503 No\nRetry-After: Sun, 22 Nov 2026 07:05:00 GMT"),
		0);
	assert_int_equal(due(*state, "HTTP/1.1 503 No\nRetry-After: tomorrow"), 0);
	/* Freshness of an error is no reason to stay away. */
	assert_int_equal(due(*state, "HTTP/1.1 404 No\nCache-Control: max-age=600"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(validators_stay_byte_for_byte),
		TEST(a_validator_cannot_become_a_header),
		TEST(a_huge_validator_is_none),
		TEST(the_last_answer_of_a_chain_counts),
		TEST(max_age_is_obeyed_before_expires),
		TEST(expires_counts_from_the_servers_date),
		TEST(age_in_a_cache_is_taken_off),
		TEST(no_cache_and_nonsense_ask_for_nothing),
		TEST(no_server_can_ask_for_more_than_a_week),
		TEST(retry_after_is_seconds_or_a_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
