/* config/levels: the nearest of several values counts, and one can say whose it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/levels.h"

#define FEED "https://tides.example/feed"

typedef struct {
	Arena *arena;
	Levels *levels;
} Fixture;

static int setup(void **state)
{
	Arena *arena = arena_open();
	Fixture *f = arena_alloc(arena, sizeof *f);

	*f = (Fixture){arena, levels_new(arena)};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	arena_close(((Fixture *)*state)->arena);
	return 0;
}

static void set(Levels *levels, Level level, const char *whose, const char *name, const char *value)
{
	Err err = {0};

	if (!levels_set(levels, level, str_from(whose), option_find(str_from(name)),
		    str_from(value), &err))
		fail_msg("%s", err.text);
}

static long timeout_of(const Levels *levels, const char *url, const char *folder)
{
	Options o;

	levels_options(levels, str_from(url), str_from(folder), &o);
	return o.timeout;
}

static void the_nearest_value_counts(void **state)
{
	Levels *levels = ((Fixture *)*state)->levels;

	assert_int_equal(timeout_of(levels, FEED, "News/Local"), 30);
	set(levels, LEVEL_CONFIG, "", "timeout", "31");
	assert_int_equal(timeout_of(levels, FEED, "News/Local"), 31);
	set(levels, LEVEL_FOLDER, "News/Local", "timeout", "33");
	set(levels, LEVEL_FOLDER, "News", "timeout", "32");
	assert_int_equal(timeout_of(levels, FEED, "News/Local"), 33);
	assert_int_equal(timeout_of(levels, FEED, "News"), 32);
	assert_int_equal(timeout_of(levels, FEED, "News/Local/Harbour"), 33);
	assert_int_equal(timeout_of(levels, FEED, "Newsletters"), 31);
	set(levels, LEVEL_FEED, FEED, "timeout", "34");
	assert_int_equal(timeout_of(levels, FEED, "News/Local"), 34);
	assert_int_equal(timeout_of(levels, "https://other.example/", "News/Local"), 33);
	set(levels, LEVEL_SESSION, "", "timeout", "35");
	assert_int_equal(timeout_of(levels, FEED, "News/Local"), 35);
	set(levels, LEVEL_SESSION, FEED, "timeout", "36");
	assert_int_equal(timeout_of(levels, FEED, "News/Local"), 36);
	assert_int_equal(timeout_of(levels, "https://other.example/", ""), 35);
	levels_unset(levels, LEVEL_SESSION, str_from(FEED), option_find(S("timeout")));
	levels_unset(levels, LEVEL_SESSION, S(""), option_find(S("timeout")));
	assert_int_equal(timeout_of(levels, FEED, "News/Local"), 34);
}

static void one_can_say_whose_value_it_is(void **state)
{
	Levels *levels = ((Fixture *)*state)->levels;
	const Option *timeout = option_find(S("timeout"));
	Str whose;

	assert_int_equal(levels_source(levels, S(FEED), S("A/B"), timeout, &whose), LEVEL_INITIAL);
	set(levels, LEVEL_CONFIG, "", "timeout", "30");
	assert_int_equal(levels_source(levels, S(FEED), S("A/B"), timeout, &whose), LEVEL_CONFIG);
	set(levels, LEVEL_FOLDER, "A", "timeout", "31");
	assert_int_equal(levels_source(levels, S(FEED), S("A/B"), timeout, &whose), LEVEL_FOLDER);
	assert_true(str_eq(whose, S("A")));
	set(levels, LEVEL_FEED, FEED, "timeout", "32");
	assert_int_equal(levels_source(levels, S(FEED), S("A/B"), timeout, &whose), LEVEL_FEED);
	set(levels, LEVEL_SESSION, "", "timeout", "33");
	assert_int_equal(levels_source(levels, S(FEED), S("A/B"), timeout, &whose), LEVEL_SESSION);
	assert_true(str_eq(whose, S("")));
}

static void what_is_of_lede_as_a_whole_has_no_feed(void **state)
{
	Levels *levels = ((Fixture *)*state)->levels;
	Err err;

	assert_false(
		levels_set(levels, LEVEL_FEED, S(FEED), option_find(S("theme")), S("ink"), &err));
	assert_string_equal(err.text, "theme can't be set for a feed alone; for all: theme VALUE");
	assert_false(levels_set(levels, LEVEL_FOLDER, S("News"), option_find(S("theme")), S("ink"),
		&err));
	assert_non_null(strstr(err.text, "a folder alone"));
	assert_false(levels_set(levels, LEVEL_FEED, S(FEED), option_find(S("timeout")), S("soon"),
		&err));
	assert_int_equal(timeout_of(levels, FEED, ""), 30);
}

static void a_copy_says_the_same(void **state)
{
	Fixture *f = *state;
	Levels *levels = f->levels, *copy;
	Level level;
	Str whose;

	set(levels, LEVEL_CONFIG, "", "timeout", "31");
	set(levels, LEVEL_FOLDER, "News", "timeout", "32");
	set(levels, LEVEL_FEED, FEED, "user-agent", "Tides");
	set(levels, LEVEL_SESSION, FEED, "timeout", "33");
	copy = levels_copy(levels, f->arena);
	assert_int_equal(timeout_of(copy, "", ""), 31);
	assert_int_equal(timeout_of(copy, "", "News"), 32);
	assert_int_equal(timeout_of(copy, FEED, "News"), 33);
	assert_true(levels_owner(copy, 0, &level, &whose));
	assert_int_equal(level, LEVEL_FOLDER);
	assert_true(levels_owner(copy, 1, &level, &whose));
	assert_true(str_eq(whose, S(FEED)));
	assert_false(levels_owner(copy, 2, &level, &whose));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_nearest_value_counts, setup, teardown),
		cmocka_unit_test_setup_teardown(one_can_say_whose_value_it_is, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_of_lede_as_a_whole_has_no_feed, setup,
			teardown),
		cmocka_unit_test_setup_teardown(a_copy_says_the_same, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
