/* engine/outcome: what a visit leaves for the next one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/outcome.h"
#include "feed/net/due.h"

enum { NOW = 1795334400 };

#define OLD "https://old.example/feed"
#define NEW "https://new.example/feed"

typedef struct {
	Arena *arena;
	FeedState state;
} Fixture;

static int setup(void **state)
{
	Arena *arena = arena_open();
	Fixture *f = arena_alloc(arena, sizeof *f);

	f->arena = arena;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	arena_close(((Fixture *)*state)->arena);
	return 0;
}

/* A good answer; `parsed` NULL: 304. */
static void good(Fixture *f, const char *moved_to, const Parsed *parsed)
{
	Outcome outcome = {.now = NOW,
		.url = S(OLD),
		.status = parsed ? 200 : 304,
		.moved_to = str_from(moved_to),
		.parsed = parsed};

	outcome_good(&f->state, &outcome, f->arena);
}

static void bad(Fixture *f, int status, int64_t due)
{
	Outcome outcome = {.now = NOW, .url = S(OLD), .status = status, .due = due};
	Err err;

	err_set(&err, status ? ERR_HTTP : ERR_NETWORK, status, "no");
	outcome_bad(&f->state, &outcome, &err, f->arena);
}

static void answers_that_nothing_changed_count_as_well(void **state)
{
	Fixture *f = *state;
	Parsed parsed = {0};

	good(f, NEW, &parsed);
	good(f, NEW, NULL);
	assert_int_equal(f->state.moved_count, 2);
	good(f, NEW, NULL);
	assert_int_equal(f->state.moved_count, MOVE_SURE);
	assert_true(str_eq(f->state.moved_to, S(NEW)));
}

static void a_failure_moves_nothing_and_another_address_begins_anew(void **state)
{
	Fixture *f = *state;

	good(f, NEW, NULL);
	bad(f, 404, 0);
	assert_int_equal(f->state.moved_count, 1);
	good(f, "https://third.example/", NULL);
	assert_int_equal(f->state.moved_count, 1);
	good(f, "", NULL);
	assert_int_equal(f->state.moved_count, 0);
	assert_int_equal(f->state.moved_to.n, 0);
}

static void a_feed_can_say_itself_that_it_moved(void **state)
{
	Fixture *f = *state;
	Parsed parsed = {.moved_to = S(NEW)};

	good(f, "", &parsed);
	good(f, "", NULL); /* nothing changed: it still says so */
	good(f, "", &parsed);
	assert_int_equal(f->state.moved_count, 3);
	parsed.moved_to = S("");
	good(f, "", &parsed);
	assert_int_equal(f->state.moved_count, 0);
}

static void what_is_no_better_address_is_none(void **state)
{
	static const char *const wrong[] = {OLD, "http://old.example/feed", "file:///etc/passwd",
		"exec:harm", "feed"};
	Fixture *f = *state;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		good(f, wrong[i], NULL);
		assert_int_equal(f->state.moved_to.n, 0);
	}
}

static void what_the_feed_asks_for_outlives_the_answer(void **state)
{
	Fixture *f = *state;
	Parsed parsed = {.ttl = 300, .hub = S("https://hub.example/")};

	good(f, "", &parsed);
	assert_true(f->state.due >= NOW + 300 * 60);
	good(f, "", NULL);
	assert_true(f->state.due >= NOW + 300 * 60);
	assert_true(str_eq(f->state.hub, S("https://hub.example/")));
}

static void gone_is_gone_until_it_answers(void **state)
{
	Fixture *f = *state;

	bad(f, 404, 0);
	assert_false(f->state.gone);
	bad(f, 410, 0);
	assert_true(f->state.gone);
	assert_int_equal(f->state.failures, 2);
	assert_int_equal(f->state.status, 410);
	good(f, "", NULL);
	assert_false(f->state.gone);
	assert_int_equal(f->state.failures, 0);
	assert_int_equal(f->state.trouble.n, 0);
}

static void only_servers_can_forbid_to_come_back(void **state)
{
	Fixture *f = *state;

	bad(f, 503, NOW + 7200);
	assert_int_equal(f->state.not_before, NOW + 7200);
	assert_int_equal(f->state.due, NOW + 7200);
	assert_int_equal(f->state.trouble_since, NOW);
	bad(f, 0, 0);
	assert_int_equal(f->state.not_before, 0);
}

static void who_is_examined_fails_no_more_often(void **state)
{
	Fixture *f = *state;
	Outcome outcome = {.now = NOW + 60, .url = S(OLD), .status = 404, .examined = true};
	int64_t due;
	Err err;

	bad(f, 500, 0);
	bad(f, 500, 0);
	due = f->state.due;
	err_set(&err, ERR_HTTP, 404, "no");
	outcome_bad(&f->state, &outcome, &err, f->arena);
	assert_int_equal(f->state.failures, 2);
	assert_int_equal(f->state.due, due);
	assert_int_equal(f->state.checked, NOW + 60);
	assert_int_equal(f->state.status, 404);
	outcome.due = due + 7200;
	outcome_bad(&f->state, &outcome, &err, f->arena);
	assert_int_equal(f->state.failures, 2);
	assert_int_equal(f->state.due, due + 7200);
	/* What was never fetched begins to fail so. */
	good(f, "", NULL);
	outcome_bad(&f->state, &outcome, &err, f->arena);
	assert_int_equal(f->state.failures, 1);
	assert_int_equal(f->state.trouble_since, NOW + 60);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(answers_that_nothing_changed_count_as_well),
		TEST(a_failure_moves_nothing_and_another_address_begins_anew),
		TEST(a_feed_can_say_itself_that_it_moved),
		TEST(what_is_no_better_address_is_none),
		TEST(what_the_feed_asks_for_outlives_the_answer),
		TEST(gone_is_gone_until_it_answers),
		TEST(only_servers_can_forbid_to_come_back),
		TEST(who_is_examined_fails_no_more_often),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
