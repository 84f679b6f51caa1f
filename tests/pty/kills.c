/* The whole program killed while its reader marks: what was shown as marked is so. LEDE_KILLS: how
 * often. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "store/library.h"
#include "tests/pty/session.h"

enum { KILLS = 8, ITEMS = 90 };

static size_t count(Library *lib, const char *text)
{
	Arena *arena = arena_open();
	uint64_t found = 0;
	Query query;
	Err err = {0};

	if (!query_parse(str_from(text), arena, &query, &err) ||
		!library_count(lib, &query, &found, &err))
		fail_msg("%s: %s", text, err.text);
	arena_close(arena);
	return found;
}

/* How many are unread, in a library that is sound. */
static size_t unread(const Session *s)
{
	Arena *arena = arena_open();
	const char *path = arena_printf(arena, "%s/.local/share/lede/lede.db", s->home).s;
	Ailments what;
	bool sound;
	size_t found;
	Str why;
	Err err = {0};
	Library *lib = library_open(path, LIBRARY_WRITE, &err);

	if (!lib)
		fail_msg("%s", err.text);
	assert_true(library_sound(lib, &sound, arena, &why, &err));
	assert_true(sound);
	assert_true(library_examine(lib, &what, &err));
	assert_int_equal(what.counts + what.orphans + what.hollow, 0);
	found = count(lib, "unread");
	library_close(lib);
	arena_close(arena);
	return found;
}

static void what_is_shown_as_read_is_so_after_a_kill(void **state)
{
	Session *s = *state;
	int kills = getenv("LEDE_KILLS") ? (int)strtol(getenv("LEDE_KILLS"), NULL, 10) : KILLS;
	size_t left = ITEMS, found;
	Arena *arena = arena_open();
	Buf items = {0};

	for (int i = 0; i < ITEMS; i++)
		buf_printf(&items, "<item><guid>%d</guid><title>Gull %d</title></item>", i, i);
	session_feed(s, buf_str(&items));
	buf_drop(&items);
	for (int i = 0; i < kills && left > 9; i++) {
		session_start(s, NULL);
		session_see_in_frame(s, "Pier News");
		if (i == 0)
			session_see_in_frame(s, "90 unread");
		session_type(s, S(":find -later\r"));
		session_see(s, "Gull");
		for (int k = 0; k <= i % 5; k++) {
			session_type(s, S("na"));
			left--;
			session_see_in_frame(s,
				arena_printf(arena, "%zu unread of %d", left, ITEMS).s);
		}
		/* One more may have been done, and not yet be shown. */
		session_type(s, i % 2 ? S("na") : S(""));
		kill(s->lede, SIGKILL);
		session_await(s, 0);
		session_finish(s);
		found = unread(s);
		if (found > left || found + 1 < left)
			fail_msg("%zu were shown as unread, %zu are", left, found);
		left = found;
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_shown_as_read_is_so_after_a_kill,
			session_open, session_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
