/* store: killed at any moment, a library loses nothing of what it said was done, and is sound. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/store/fixture.h"

enum { KILLS = 12, BATCH = 8, KEPT = 150 };

/* What a writer says once it is done. */
typedef struct {
	int added; /* articles up to this one are there; 0: nothing of that */
	int read;  /* this one is read */
} Done;

static void say(int pipe, Done done)
{
	if (write(pipe, &done, sizeof done) != sizeof done)
		_exit(1);
}

static bool add(Library *lib, Arena *arena, FeedId feed, int number)
{
	Entry e = {.guid = arena_printf(arena, "%d", number),
		.title = arena_printf(arena, "t%d", number),
		.url = arena_printf(arena, "https://x.example/2024/%d", number),
		.html = arena_printf(arena,
			"<p>A text of some length for number %d, which is packed where it is "
			"stored, as long as it is worth it, and this one should be by now.",
			number),
		.published = NOW};
	Parsed parsed = {.feed = {.title = S("F")}, .entries = &e, .entry_count = 1};
	uint32_t added;

	return library_merge(lib, feed, &parsed, NOW, &added, NULL) && added == 1;
}

/* Adds, marks and lets go until it is killed: what an update does, and a reader beside it. */
static void write_for_ever(const char *path, int next, int pipe)
{
	Arena *arena = arena_open();
	Library *lib = library_open(path, LIBRARY_WRITE, NULL);

	while (lib) {
		ItemId ids[2];
		size_t removed;

		arena_reset(arena);
		if (!library_begin(lib, NULL))
			break;
		for (int i = 0; i < BATCH; i++)
			if (!add(lib, arena, 1 + (next + i) % FEEDS, next + i))
				_exit(1);
		if (!library_commit(lib, NULL))
			break;
		next += BATCH;
		say(pipe, (Done){.added = next - 1});
		/* Ids are given one after the other: that of a number is the number. */
		ids[0] = next - 1;
		ids[1] = next - 2;
		if (!library_mark(lib, ids, 2, ITEM_UNREAD, false, NULL, NULL, NULL))
			break;
		say(pipe, (Done){.read = next - 1});
		if (!library_expire(lib, 1, (Keep){.count = KEPT}, NOW, 3, &removed, NULL))
			break;
	}
	_exit(1);
}

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

/* Those of the first feed may have gone for their age; the others are there. */
static void assert_done(Fixture *f, int added, const int *read, size_t read_count)
{
	for (int i = 1; i <= added; i++) {
		Item item;
		ItemId id = i;

		assert_true(library_rows(f->lib, &id, 1, f->arena, &item, NULL));
		if (1 + i % FEEDS != 1 || i > added - KEPT)
			assert_true(str_eq(item.title, arena_printf(f->arena, "t%d", i)));
	}
	for (size_t i = 0; i < read_count; i++) {
		Item item;
		ItemId id = read[i];

		assert_true(library_rows(f->lib, &id, 1, f->arena, &item, NULL));
		assert_false(item.id && item.flags & ITEM_UNREAD);
	}
}

static void assert_sound(Fixture *f)
{
	Ailments what;
	bool sound;
	Str why;
	Err err = {0};

	assert_true(library_sound(f->lib, &sound, f->arena, &why, &err));
	if (!sound)
		fail_msg("%.*s", STR_ARG(why));
	assert_true(library_examine(f->lib, &what, &err));
	assert_int_equal(what.counts + what.orphans + what.hollow, 0);
}

static void nothing_that_was_done_is_lost_by_a_kill(void **state)
{
	Fixture *f = *state;
	int read_numbers[4000], added = 0;
	size_t read_count = 0, kills_at_work = 0;

	for (int i = 0; i < KILLS; i++) {
		int pipes[2],
			next = (int)fixture_number(f, "SELECT ifnull(max(id), 0) + 1 FROM item");
		bool worked = false;
		pid_t child;
		Done done;

		library_close(f->lib);
		f->lib = NULL;
		assert_int_equal(pipe(pipes), 0);
		child = fork();
		if (child == 0) {
			close(pipes[0]);
			write_for_ever(f->path, next, pipes[1]);
		}
		close(pipes[1]);
		/* Not before it works, and then at any moment. */
		assert_int_equal(read(pipes[0], &done, sizeof done), sizeof done);
		pause_ms(1 + (long)fixture_pick(f, 40));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		do {
			worked |= done.added > 0;
			if (done.added)
				added = done.added;
			if (done.read && read_count < COUNT(read_numbers))
				read_numbers[read_count++] = done.read;
		} while (read(pipes[0], &done, sizeof done) == sizeof done);
		close(pipes[0]);
		kills_at_work += worked;
		fixture_reopen(f, LIBRARY_WRITE);
		assert_done(f, added, read_numbers, read_count);
		assert_sound(f);
	}
	assert_int_equal(kills_at_work, KILLS);
	assert_true(read_count > KILLS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_that_was_done_is_lost_by_a_kill,
			fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests_name("store/crash", tests, NULL, NULL);
}
