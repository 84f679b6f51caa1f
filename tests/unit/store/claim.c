/* store: who updates the library hears who waits to write, and lets it. */
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* Whether another process sees that somebody reads a file of SQLite ("File format", 1.3.3: 510
 * bytes behind the pending byte). */
static bool is_shared(Fixture *f, const char *end)
{
	struct flock lock = {.l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = 0x40000002,
		.l_len = 510};
	const char *path = arena_printf(f->arena, "%s%s", f->path, end).s;
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		int fd = open(path, O_RDWR);

		_exit(fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_RDLCK);
	}
	assert_true(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status) != 0;
}

/* POSIX takes all locks of a process on a file when it closes any descriptor of it: SQLite does not
 * notice, and the last of other processes would clear the log away under this one. */
static void opening_it_again_takes_no_locks_away(void **state)
{
	Fixture *f = *state;
	Library *reader = library_open(f->path, LIBRARY_READ, NULL), *writer;
	Entry entry = {.guid = S("g"), .title = S("gulls"), .published = NOW};
	uint64_t left = 1;

	fixture_merge(f, 1, &entry, 1, NOW);
	while (left)
		assert_true(library_index(f->lib, 1000, NULL, &left, NULL));
	fixture_reopen(f, LIBRARY_EITHER);
	assert_string_equal(fixture_titles(f, "gulls"), "gulls");
	assert_true(is_shared(f, "") && is_shared(f, "-search"));
	writer = library_open(f->path, LIBRARY_WRITE, NULL);
	assert_true(library_index(writer, 1000, NULL, &left, NULL));
	assert_true(is_shared(f, ""));
	assert_true(is_shared(f, "-search"));
	library_close(writer);
	library_close(reader);
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
		TEST(opening_it_again_takes_no_locks_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
