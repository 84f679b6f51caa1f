/* engine/spawn: which program gets which arguments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "engine/spawn.h"

static char folder[] = "/tmp/lede-test-XXXXXX";

/* A program that writes its arguments, one a line, to FOLDER/argv, and by renaming it tells the
 * end. */
static int set_up(void **state)
{
	static const char script[] =
		"#!/bin/sh\nd=${0%/*}\nfor a; do printf '%s\\n' \"$a\"; done >$d/part\n"
		"mv $d/part $d/argv\n";
	Arena *arena = arena_open();

	(void)state;
	if (!mkdtemp(folder))
		return 1;
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = {"reader", "xdg-open", "w3m"};
		const char *path = arena_printf(arena, "%s/%s", folder, names[i]).s;

		if (!file_write(path, str_from(script), NULL) || chmod(path, 0755) != 0)
			return 1;
	}
	setenv("PATH", arena_printf(arena, "%s:/usr/bin:/bin", folder).s, 1);
	arena_close(arena);
	return 0;
}

static int tear_down(void **state)
{
	Arena *arena = arena_open();
	static const char *const names[] = {"reader", "xdg-open", "w3m", "argv"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(arena_printf(arena, "%s/%s", folder, names[i]).s);
	arena_close(arena);
	return rmdir(folder);
}

static void the_option_comes_before_the_browser_variable(void **state)
{
	Arena *arena = arena_open();
	SpawnPlan plan;

	(void)state;
	setenv("BROWSER", "not-here:reader --new %s --100%%", 1);
	assert_true(spawn_browser(S("https://e.example/"), S("w3m %u"), arena, &plan, NULL));
	assert_string_equal(plan.argv[0], "w3m");
	assert_true(spawn_browser(S("https://e.example/a?b=1&c=2"), S(""), arena, &plan, NULL));
	assert_string_equal(plan.argv[0], "reader");
	assert_string_equal(plan.argv[1], "--new");
	assert_string_equal(plan.argv[2], "https://e.example/a?b=1&c=2");
	assert_string_equal(plan.argv[3], "--100%");
	assert_null(plan.argv[4]);
	assert_false(plan.on_terminal);
	arena_close(arena);
}

static void the_option_is_run_without_its_shell_dressing(void **state)
{
	Arena *arena = arena_open();
	SpawnPlan plan;

	(void)state;
	unsetenv("BROWSER");
	assert_true(spawn_browser(S("https://e.example/"),
		S("reader -t \"two words\" %u >&- 2>&- &"), arena, &plan, NULL));
	assert_string_equal(plan.argv[2], "two words");
	assert_string_equal(plan.argv[3], "https://e.example/");
	assert_null(plan.argv[4]);
	assert_true(spawn_browser(S("mailto:desk@e.example"), S(""), arena, &plan, NULL));
	assert_string_equal(plan.argv[0], "xdg-open");
	assert_string_equal(plan.argv[1], "mailto:desk@e.example");
	assert_true(spawn_browser(S("https://e.example/"), S("w3m"), arena, &plan, NULL));
	assert_true(plan.on_terminal);
	arena_close(arena);
}

static void assert_shell(const char *browser, const char *command, bool on_terminal)
{
	Arena *arena = arena_open();
	SpawnPlan plan;

	assert_true(spawn_browser(S("https://e.example/$(id)?a&b"), str_from(browser), arena, &plan,
		NULL));
	assert_string_equal(plan.argv[0], "sh");
	assert_string_equal(plan.argv[2], command);
	assert_string_equal(plan.argv[4], "https://e.example/$(id)?a&b");
	assert_null(plan.argv[5]);
	assert_int_equal(plan.on_terminal, on_terminal);
	arena_close(arena);
}

static void what_wants_a_shell_gets_one_and_the_address_as_a_parameter(void **state)
{
	Arena *arena = arena_open();
	SpawnPlan plan;

	(void)state;
	assert_shell("echo %u | xclip", "echo \"$1\" | xclip", false);
	assert_shell("~/bin/open", "~/bin/open \"$1\"", false);
	assert_shell("reader %u > /dev/null 2>&1 &", "reader \"$1\" > /dev/null 2>&1 &", false);
	assert_shell("reader %u >>notes", "reader \"$1\" >>notes", false);
	assert_shell("reader 2>errors", "reader 2>errors \"$1\"", false);
	assert_shell("reader %u && w3m x", "reader \"$1\" && w3m x", false);
	assert_shell("w3m $OPTIONS %u", "w3m $OPTIONS \"$1\"", true);
	assert_shell("x 'a %u'; y \"b %u\" 100%%", "x 'a '\"'$1'\"''; y \"b '$1'\" 100%", false);
	/* For a shell that such a program starts. */
	assert_true(spawn_browser(S("https://e.example/$(id)"), S("reader new-window 'w3m %u'"),
		arena, &plan, NULL));
	assert_string_equal(plan.argv[2], "w3m 'https://e.example/$(id)'");
	arena_close(arena);
}

static void a_title_is_a_parameter_as_well(void **state)
{
	const SpawnAbout about = {S("$(id) \"x\""), S("Feed"), S("https://f.example/")};
	Arena *arena = arena_open();
	SpawnPlan plan;

	(void)state;
	assert_true(spawn_browser_about(S("https://e.example/"), &about, S("keep %t %T %F 'sh %t'"),
		arena, &plan, NULL));
	assert_string_equal(plan.argv[2], "keep \"$2\" \"$3\" \"$4\" 'sh ' \"$1\"");
	assert_string_equal(plan.argv[4], "https://e.example/");
	assert_string_equal(plan.argv[5], "$(id) \"x\"");
	assert_string_equal(plan.argv[6], "Feed");
	assert_string_equal(plan.argv[7], "https://f.example/");
	assert_null(plan.argv[8]);
	arena_close(arena);
}

static void only_harmless_addresses_are_opened(void **state)
{
	static const char *const refused[] = {"javascript:alert(1)", "data:text/html,x",
		"file:///etc/passwd", "--version", "-e sh", "ftp://e.example/", "", "https"};
	Arena *arena = arena_open();
	SpawnPlan plan;
	Err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		assert_false(spawn_browser(str_from(refused[i]), S("reader"), arena, &plan, &err));
		assert_int_equal(err.code, EPERM);
	}
	assert_true(spawn_browser(S("https://e.example/$(id)`'\" \n;x"), S("reader"), arena, &plan,
		&err));
	assert_string_equal(plan.argv[1], "https://e.example/$(id)%60%27%22%20%0A;x");
	arena_close(arena);
}

static void other_schemes_need_a_word_first_and_some_never_open(void **state)
{
	static const char *const never[] = {"javascript:alert(1)", " JavaScript:x", "data:,x",
		"FILE:///etc/passwd", "vbscript:x", "view-source:https://e.example/", "-e sh", ""};
	Arena *arena = arena_open();
	SpawnPlan plan;
	Err err = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(never); i++) {
		assert_true(spawn_forbids(str_from(never[i])));
		assert_false(spawn_asked(str_from(never[i]), S("reader"), arena, &plan, &err));
		assert_int_equal(err.code, EPERM);
	}
	assert_false(spawn_browser(S("gemini://e.example/"), S("reader"), arena, &plan, &err));
	assert_false(spawn_forbids(S("gemini://e.example/")));
	assert_true(spawn_asked(S("gemini://e.example/"), S("reader"), arena, &plan, &err));
	assert_string_equal(plan.argv[1], "gemini://e.example/");
	arena_close(arena);
}

static void without_any_program_it_is_said(void **state)
{
	Arena *arena = arena_open();
	char *path = arena_strz(arena, str_from(getenv("PATH")));
	const char *mailcap = arena_printf(arena, "%s/bin/run-mailcap", folder).s;
	const char *opener = arena_printf(arena, "%s/bin/open", folder).s;
	SpawnPlan plan;
	Err err = {0};

	(void)state;
	setenv("PATH", "/nowhere", 1);
	assert_false(spawn_browser(S("https://e.example/"), S("reader"), arena, &plan, &err));
	assert_int_equal(err.code, ENOENT);
	/* Debian's "open" is a symbolic link to this, and opens files by their type. */
	setenv("PATH", arena_printf(arena, "%s/bin", folder).s, 1);
	assert_int_equal(mkdir(arena_printf(arena, "%s/bin", folder).s, 0700), 0);
	assert_true(file_write(mailcap, S("#!/bin/sh\n"), NULL));
	assert_int_equal(chmod(mailcap, 0755), 0);
	assert_int_equal(symlink(mailcap, opener), 0);
	assert_false(spawn_browser(S("https://e.example/"), S(""), arena, &plan, &err));
	unlink(opener);
	assert_int_equal(rename(mailcap, opener), 0);
	assert_true(spawn_browser(S("https://e.example/"), S(""), arena, &plan, &err));
	assert_string_equal(plan.argv[0], "open");
	unlink(opener);
	rmdir(arena_printf(arena, "%s/bin", folder).s);
	setenv("PATH", path, 1);
	arena_close(arena);
}

static void a_detached_program_runs_and_gets_its_arguments(void **state)
{
	Arena *arena = arena_open();
	const char *argv = arena_printf(arena, "%s/argv", folder).s;
	SpawnPlan plan;
	Buf got = {0};

	(void)state;
	assert_true(spawn_browser(S("https://e.example/a b"), S("reader %u"), arena, &plan, NULL));
	assert_true(spawn_run(&plan, NULL));
	/* It is nobody's child: only its file tells. Ten seconds at most. */
	for (int i = 0; i < 1000 && access(argv, F_OK) != 0; i++)
		usleep(10000);
	assert_true(file_read(argv, 1000, &got, NULL));
	assert_string_equal(buf_z(&got), "https://e.example/a%20b\n");
	buf_drop(&got);
	arena_close(arena);
}

static void a_program_that_cannot_start_is_reported(void **state)
{
	char program[] = "/tmp", *argv[] = {program, NULL};
	SpawnPlan plan = {argv, false};
	Err err = {0};

	(void)state;
	assert_false(spawn_run(&plan, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	plan.on_terminal = true;
	assert_false(spawn_run(&plan, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_option_comes_before_the_browser_variable),
		cmocka_unit_test(the_option_is_run_without_its_shell_dressing),
		cmocka_unit_test(what_wants_a_shell_gets_one_and_the_address_as_a_parameter),
		cmocka_unit_test(a_title_is_a_parameter_as_well),
		cmocka_unit_test(only_harmless_addresses_are_opened),
		cmocka_unit_test(other_schemes_need_a_word_first_and_some_never_open),
		cmocka_unit_test(without_any_program_it_is_said),
		cmocka_unit_test(a_detached_program_runs_and_gets_its_arguments),
		cmocka_unit_test(a_program_that_cannot_start_is_reported),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
