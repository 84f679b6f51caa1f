/* store: who updates the library hears who waits to write, and lets it. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/unit/store/fixture.h"

enum { LONG_MS = 20000 };

static void *write_value(void *user)
{
	Library *lib = library_open(user, LIBRARY_WRITE, NULL);
	bool ok = lib && library_set_value(lib, S("shown"), S("7"), NULL);

	library_close(lib);
	return ok ? user : NULL;
}

static void one_that_waits_is_heard_and_let_in(void **state)
{
	Fixture *f = *state;
	int64_t end = clock_ms() + LONG_MS;
	pthread_t thread;
	void *ok;
	Str value;

	assert_true(library_claim(f->lib, NULL));
	assert_true(library_begin(f->lib, NULL));
	assert_false(library_is_awaited(f->lib));
	assert_int_equal(pthread_create(&thread, NULL, write_value, (void *)f->path), 0);
	while (!library_is_awaited(f->lib) && clock_ms() < end)
		;
	assert_true(library_is_awaited(f->lib));
	assert_true(library_value(f->lib, S("shown"), f->arena, &value, NULL));
	assert_int_equal(value.n, 0);
	assert_true(library_commit(f->lib, NULL));
	while (library_is_awaited(f->lib) && clock_ms() < end)
		library_give_way(f->lib);
	assert_false(library_is_awaited(f->lib));
	assert_int_equal(pthread_join(thread, &ok), 0);
	assert_non_null(ok);
	assert_true(library_value(f->lib, S("shown"), f->arena, &value, NULL));
	assert_true(str_eq(value, S("7")));
}

/* Whoever has not claimed the library is not asked for anything. */
static void others_write_without_being_asked(void **state)
{
	Fixture *f = *state;

	assert_false(library_is_awaited(f->lib));
	library_give_way(f->lib);
	assert_true(library_set_value(f->lib, S("shown"), S("1"), NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_that_waits_is_heard_and_let_in),
		TEST(others_write_without_being_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
