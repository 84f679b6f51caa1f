/* config/read and config/options: what is obeyed, what is told, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "config/read.h"

typedef struct {
	Arena *arena;
	const char *folder, *path;
	Config config;
} Fixture;

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-config-XXXXXX";

	f->arena = arena_open();
	f->folder = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->path = arena_printf(f->arena, "%s/config", f->folder).s;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	Fixture *f = *state;

	unlink(f->path);
	rmdir(f->folder);
	arena_close(f->arena);
	free(f);
	return 0;
}

static Config *read_config(Fixture *f, Str text)
{
	Err err;

	assert_true(file_write(f->path, text, &err));
	assert_true(config_read(f->path, f->arena, &f->config, &err));
	return &f->config;
}

static void assert_str(Str got, const char *wanted)
{
	char copy[400];

	snprintf(copy, sizeof copy, "%.*s", STR_ARG(got));
	assert_string_equal(copy, wanted);
}

static void options_are_set_by_name_and_by_newsboats_name(void **state)
{
	Config *c = read_config(*state, S("# mine\n"
					  "text-width 72 # cells\n"
					  "browser \"w3m %u # not a comment\"\n"
					  "reload-threads 8\n"
					  "mouse true\n"
					  "summaries no\n"
					  "glyphs \\\n  ascii\n"));

	assert_int_equal(c->problem_count, 0);
	assert_int_equal(c->options.text_width, 72);
	assert_str(c->options.browser, "w3m %u # not a comment");
	assert_int_equal(c->options.connections, 8);
	assert_true(c->options.mouse);
	assert_false(c->options.summaries);
	assert_str(c->options.glyphs, "ascii");
	assert_int_equal(c->options.timeout, 30);
}

static void a_command_needs_no_quotes(void **state)
{
	Config *c = read_config(*state, S("browser firefox --new-tab %u\n"));

	assert_str(c->options.browser, "firefox --new-tab %u");
}

static void keys_are_kept_in_order(void **state)
{
	Config *c = read_config(*state,
		S("bind-key j down\nbind-key \\# goto articlelist\nunbind-key C\n"
		  "bind ov articlelist,article open -- \"say what\"\n"));

	assert_int_equal(c->problem_count, 0);
	assert_int_equal(c->binding_count, 4);
	assert_str(c->bindings[0].keys, "j");
	assert_str(c->bindings[0].action, "down");
	assert_str(c->bindings[1].keys, "#");
	assert_str(c->bindings[1].where, "articlelist");
	assert_str(c->bindings[2].keys, "C");
	assert_int_equal(c->bindings[2].action.n, 0);
	assert_int_equal(c->bindings[2].line, 3);
	assert_str(c->bindings[3].keys, "ov");
	assert_str(c->bindings[3].action, "open");
	assert_str(c->bindings[3].where, "articlelist,article");
}

static void a_mistake_is_told_with_file_and_line_and_the_rest_is_obeyed(void **state)
{
	Fixture *f = *state;
	Config *c = read_config(f,
		S("text-widht 70\n\n\\\ntext-width 5\ntext-width many\nglyphs pretty\n"
		  "mouse\nmouse maybe\nnonsense-of-all-sorts 1\ntimeout 9\n"));

	assert_int_equal(c->problem_count, 7);
	assert_str(c->problems[0],
		arena_printf(f->arena,
			"%s:1: there is no option \"text-widht\"; did you mean text-width?",
			f->path)
			.s);
	assert_str(c->problems[1],
		arena_printf(f->arena,
			"%s:3: text-width is a number of cells from 20 to 500, not \"5\"", f->path)
			.s);
	assert_non_null(strstr(c->problems[3].s, ":6: glyphs is one of: unicode ascii"));
	assert_non_null(strstr(c->problems[4].s, ":7: mouse needs a value"));
	assert_non_null(strstr(c->problems[5].s, "mouse is yes or no, not \"maybe\""));
	assert_null(strstr(c->problems[6].s, "mean"));
	assert_int_equal(c->options.timeout, 9);
	assert_int_equal(c->options.text_width, 68);
}

static void backticks_give_what_a_command_prints(void **state)
{
	Config *c = read_config(*state,
		S("theme \"`printf 'no%s\\n' rd`\"\nbrowser \"a\\`b\"\nuser-agent \"`false`\"\n"));

	assert_str(c->options.theme, "nord");
	assert_str(c->options.browser, "a`b");
	assert_int_equal(c->problem_count, 1);
	assert_non_null(strstr(c->problems[0].s, ":3: the command in backticks failed"));
}

static void files_include_others_and_never_endlessly(void **state)
{
	Fixture *f = *state;
	const char *other = arena_printf(f->arena, "%s/other", f->folder).s;
	Config *c;

	assert_true(file_write(other, S("text-width 99\nbad\n"), NULL));
	c = read_config(f, S("include other\ninclude missing\nalso-bad 1\ninclude config\n"));
	assert_int_equal(c->options.text_width, 99);
	assert_non_null(strstr(c->problems[0].s, "other:2: "));
	assert_non_null(strstr(c->problems[1].s, "config:2: can't read"));
	assert_non_null(strstr(c->problems[2].s, "config:3: there is no option"));
	assert_non_null(strstr(c->problems[c->problem_count - 1].s, "too deeply"));
	unlink(other);
}

static void a_missing_file_leaves_the_initial_values(void **state)
{
	Fixture *f = *state;

	assert_true(config_read("/nonexistent/config", f->arena, &f->config, NULL));
	assert_int_equal(f->config.options.text_width, 68);
	assert_true(f->config.options.mark_read_on_open);
}

static void every_initial_value_is_one_it_would_take(void **state)
{
	Fixture *f = *state;

	for (size_t i = 0; i < option_count; i++) {
		Options o = {0};
		Str initial = str_from(options[i].initial);

		assert_true(option_set(&o, &options[i], initial, f->arena, NULL));
		assert_true(str_eq(option_show(&o, &options[i], f->arena), initial));
		assert_ptr_equal(option_find(str_from(options[i].name)), &options[i]);
		assert_true(i == 0 || strcmp(options[i - 1].name, options[i].name) < 0);
	}
}

static void feeds_and_folders_have_options_of_their_own(void **state)
{
	Fixture *f = *state;
	Config *c = read_config(f, S("timeout 20\nfeed https://a.example/feed timeout 40\n"
				     "folder \"Slow ones\" download-timeout 50\n"
				     "feed https://a.example/feed theme ink\nfolder X\n"
				     "feed https://a.example/feed tiemout 3\n"
				     "feed https://a.example/feed user-agent Tide reader 2\n"));
	Options o;

	assert_int_equal(c->options.timeout, 20);
	levels_options(c->levels, S("https://a.example/feed"), S("Slow ones"), &o);
	assert_int_equal(o.timeout, 40);
	assert_str(o.user_agent, "Tide reader 2");
	levels_options(c->levels, S("https://b.example/feed"), S("Slow ones"), &o);
	assert_int_equal(o.timeout, 50);
	assert_int_equal(c->problem_count, 3);
	assert_non_null(strstr(c->problems[0].s, "config:4: theme can't be set for a feed alone"));
	assert_non_null(strstr(c->problems[1].s, "config:5: folder takes its name, an option"));
	assert_non_null(strstr(c->problems[2].s, "config:6: there is no option \"tiemout\"; did "
						 "you mean timeout?"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(options_are_set_by_name_and_by_newsboats_name,
			setup, teardown),
		cmocka_unit_test_setup_teardown(feeds_and_folders_have_options_of_their_own, setup,
			teardown),
		cmocka_unit_test_setup_teardown(a_command_needs_no_quotes, setup, teardown),
		cmocka_unit_test_setup_teardown(keys_are_kept_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_mistake_is_told_with_file_and_line_and_the_rest_is_obeyed, setup,
			teardown),
		cmocka_unit_test_setup_teardown(backticks_give_what_a_command_prints, setup,
			teardown),
		cmocka_unit_test_setup_teardown(files_include_others_and_never_endlessly, setup,
			teardown),
		cmocka_unit_test_setup_teardown(a_missing_file_leaves_the_initial_values, setup,
			teardown),
		cmocka_unit_test_setup_teardown(every_initial_value_is_one_it_would_take, setup,
			teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
