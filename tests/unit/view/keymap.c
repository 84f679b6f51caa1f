/* view/keymap: names of keys, sequences, and what the config binds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/vec.h"
#include "config/newsboat.h"
#include "view/keymap.h"
#include "view/keyset.h"

static void assert_keys(const char *written, const char *read)
{
	Arena *arena = arena_open();
	Str keys = keys_read(str_from(written), arena);

	assert_int_equal(keys.n, strlen(read));
	assert_memory_equal(keys.s, read, keys.n);
	arena_close(arena);
}

static void keys_are_read_as_people_write_them(void **state)
{
	(void)state;
	assert_keys("j", "j");
	assert_keys("gg", "g g");
	assert_keys("^f", "^F");
	assert_keys("ENTER", "Enter");
	assert_keys("NPAGE", "PageDown");
	assert_keys("<C-x>", "^X");
	assert_keys("^O<ENTER>", "^O Enter");
	assert_keys("g<Enter>", "g Enter");
	assert_keys("<LT>", "<");
	assert_keys("<", "<");
	assert_keys("S-Tab", "S-Tab");
	assert_keys("F10", "F10");
	assert_keys("ä", "ä");
	assert_keys("gä", "g ä");
	assert_keys("^I", "Tab");
	assert_keys("Down", "Down");
}

static Keymap *open_with(const Binding *bindings, size_t count, Arena *arena, Buf *problems)
{
	Config config = {.bindings = bindings, .binding_count = count};

	return keymap_open(&config, arena, problems);
}

static void assert_action(const Keymap *map, ScreenKind where, const char *keys, const char *name)
{
	const Action *action;
	KeysMatch match = keymap_find(map, where, str_from(keys), &action);

	assert_int_equal(match, name ? KEYS_ACTION : KEYS_NONE);
	if (name)
		assert_string_equal(action->name, name);
}

static void the_config_binds_and_unbinds(void **state)
{
	const Binding bindings[] = {
		{.keys = S("x"),
			.action = S("toggle-article-read"),
			.where = S("articlelist"),
			.line = 3},
		{.keys = S("R"), .action = S(""), .where = S(""), .line = 4},
		{.keys = S("q"), .action = S("star"), .where = S("articlelist,article"), .line = 5},
		{.keys = S("w"), .action = S("no-such-thing"), .where = S(""), .line = 6},
		{.keys = S("w"), .action = S("star"), .where = S("kitchen"), .line = 7},
	};
	Arena *arena = arena_open();
	Buf problems = {0};
	Keymap *map = open_with(bindings, COUNT(bindings), arena, &problems);
	bool changed;

	(void)state;
	assert_action(map, SCREEN_ITEMS, "x", "toggle-read");
	assert_action(map, SCREEN_ITEMS, "a", "toggle-read");
	assert_action(map, SCREEN_FEEDS, "R", NULL);
	assert_action(map, SCREEN_ITEMS, "R", NULL);
	assert_action(map, SCREEN_ITEMS, "q", "star");
	assert_action(map, SCREEN_LINKS, "q", "back");
	assert_string_equal(buf_z(&problems),
		"config:6: there is no action \"no-such-thing\"; ? lists those there are\n"
		"config:7: there is no screen \"kitchen\"; there are feeds, articles, reader, "
		"links, help, log\n");
	/* One's own key is the one that is shown. */
	assert_true(str_eq(keymap_keys(map, action_find(S("toggle-read"), IN_ITEMS), SCREEN_ITEMS,
				   3, arena, &changed),
		S("x a")));
	assert_true(changed);
	buf_drop(&problems);
	arena_close(arena);
}

static void a_sequence_waits_for_its_end(void **state)
{
	Arena *arena = arena_open();
	Buf problems = {0};
	Keymap *map = open_with(NULL, 0, arena, &problems);
	const Action *action;

	(void)state;
	assert_int_equal(keymap_find(map, SCREEN_ITEMS, S("g"), &action), KEYS_PREFIX);
	assert_null(action);
	assert_action(map, SCREEN_ITEMS, "g g", "first");
	assert_action(map, SCREEN_ITEMS, "g s", "sort");
	assert_action(map, SCREEN_ITEMS, "g q", NULL);
	assert_int_equal(problems.n, 0);
	arena_close(arena);
}

/* The table itself: what help, manual and completion are printed from. */
static void the_table_is_sound(void **state)
{
	Arena *arena = arena_open();
	Buf problems = {0};
	Keymap *map = open_with(NULL, 0, arena, &problems);

	(void)state;
	for (size_t i = 0; i < action_count; i++) {
		Str help = str_from(actions[i].help), keys = str_from(actions[i].keys), key;

		assert_non_null(actions[i].run);
		assert_true(help.n > 0 && !str_ends(help, S(".")));
		assert_int_equal(actions[i].where & ~(unsigned)IN_ALL, 0);
		/* No two actions of a screen have one name, and no key is given away twice. */
		for (size_t k = 0; k < i; k++)
			if (actions[i].where & actions[k].where)
				assert_string_not_equal(actions[i].name, actions[k].name);
		while (str_word(&keys, &key)) {
			for (unsigned where = 0; where < SCREENS; where++) {
				const Action *found;

				if (!(actions[i].where & (1U << where)))
					continue;
				keymap_find(map, (ScreenKind)where, keys_read(key, arena), &found);
				if (found != &actions[i])
					fail_msg("%.*s is %s, not %s, on screen %u", STR_ARG(key),
						found ? found->name : "nothing", actions[i].name,
						where);
			}
		}
	}
	arena_close(arena);
}

/* newsboat 2.21's, as its manual lists them. */
static const char operations[] =
	"bookmark clear-filter clear-tag close-dialog cmdline delete-all-articles "
	"delete-article down edit-flags edit-urls eight end enqueue five four "
	"goto-url hard-quit help home macro-prefix mark-all-above-as-read "
	"mark-all-feeds-read mark-feed-read next next-dialog next-feed "
	"next-unread next-unread-feed nine one open open-all-unread-in-browser "
	"open-all-unread-in-browser-and-mark-read open-in-browser "
	"open-in-browser-and-mark-read open-search pagedown pageup pipe-to prev "
	"prev-dialog prev-feed prev-unread prev-unread-feed purge-deleted quit "
	"random-unread redraw reload reload-all reload-urls rev-sort save "
	"save-all select-filter set-filter set-tag seven show-urls six sort "
	"switch-focus three toggle-article-read toggle-show-read-feeds "
	"toggle-source-view two up view-dialogs zero ";

static void newsboats_operations_are_known_by_one_meaning_each(void **state)
{
	Str rest = str_from(operations), name;

	(void)state;
	while (str_word(&rest, &name))
		if (!action_find(name, IN_ALL) && !newsboat_operation(name) && !newsboat_link(name))
			fail_msg("%.*s is not known", STR_ARG(name));
	for (size_t i = 0; i < action_count; i++)
		if (newsboat_operation(str_from(actions[i].name)) ||
			(actions[i].alias && newsboat_operation(str_from(actions[i].alias))))
			fail_msg("%s is an action now: take it out of operations[]",
				actions[i].name);
	for (size_t i = 0; i < action_count; i++)
		for (size_t k = 0; k < action_count; k++)
			if (actions[i].alias && i != k && (actions[i].where & actions[k].where) &&
				strcmp(actions[i].alias, actions[k].name) == 0)
				fail_msg("%s is two things", actions[i].alias);
}

static void newsboats_keys_lie_over_ours(void **state)
{
	const Binding own = {.keys = S("g"), .action = S("home"), .where = S("article")};
	Config config = {.options = {.keys = S("newsboat")}, .bindings = &own, .binding_count = 1};
	Arena *arena = arena_open();
	Buf problems = {0};
	Keymap *map = keymap_open(&config, arena, &problems);

	(void)state;
	assert_action(map, SCREEN_ITEMS, "N", "toggle-read");
	assert_action(map, SCREEN_ITEMS, "j", "next-feed");
	assert_action(map, SCREEN_FEEDS, "j", "down");
	assert_action(map, SCREEN_ARTICLE, "u", "links");
	/* At once, though ours has longer ones that begin so. */
	assert_action(map, SCREEN_ITEMS, "g", "sort");
	assert_action(map, SCREEN_ITEMS, "g g", NULL);
	assert_action(map, SCREEN_ARTICLE, "g", "first");
	assert_action(map, SCREEN_ITEMS, "D", "delete");
	assert_int_equal(problems.n, 0);
	arena_close(arena);
	for (size_t i = 0; i < newsboat_key_count; i++)
		assert_true(action_find(str_from(newsboat_keys[i].operation), IN_ALL) ||
			    newsboat_operation(str_from(newsboat_keys[i].operation)));
}

static void macros_stand_behind_their_prefix(void **state)
{
	const Str open[] = {S("open")}, quit[] = {S("quit")};
	const Operation steps[] = {{open, 1}, {quit, 1}};
	const Binding bindings[] = {
		{.keys = S("v"), .macro = true, .steps = {steps, 2, S("")}},
		{.keys = S(";"), .action = S("macro-prefix")},
		{.keys = S("gx"), .where = S("articlelist"), .steps = {steps, 1, S("go")}},
	};
	Arena *arena = arena_open();
	Buf problems = {0};
	Keymap *map = open_with(bindings, COUNT(bindings), arena, &problems);
	const Action *action;

	(void)state;
	assert_int_equal(problems.n, 0);
	assert_int_equal(keymap_find(map, SCREEN_FEEDS, S(", v"), &action), KEYS_ACTION);
	assert_int_equal(keymap_operations(map, action)->count, 2);
	assert_int_equal(keymap_find(map, SCREEN_ARTICLE, S("; v"), &action), KEYS_ACTION);
	assert_int_equal(keymap_find(map, SCREEN_ITEMS, S("g x"), &action), KEYS_ACTION);
	assert_string_equal(action->help, "go");
	assert_int_equal(keymap_find(map, SCREEN_FEEDS, S("g x"), &action), KEYS_NONE);
	assert_null(keymap_operations(map, &actions[0]));
	/* Help lists them, with what they do. */
	assert_string_equal(keymap_own(map, 0)->help, "open ; quit");
	assert_non_null(keymap_own(map, 1));
	assert_null(keymap_own(map, 2));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_read_as_people_write_them),
		cmocka_unit_test(the_config_binds_and_unbinds),
		cmocka_unit_test(a_sequence_waits_for_its_end),
		cmocka_unit_test(the_table_is_sound),
		cmocka_unit_test(newsboats_operations_are_known_by_one_meaning_each),
		cmocka_unit_test(newsboats_keys_lie_over_ours),
		cmocka_unit_test(macros_stand_behind_their_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
