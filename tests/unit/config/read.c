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
#include "config/ruleline.h"

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

static void assert_step(const Operation *step, const char *words)
{
	Buf joined = {0};

	for (size_t i = 0; i < step->count; i++) {
		buf_add(&joined, step->words[i]);
		buf_char(&joined, '|');
	}
	assert_str(buf_str(&joined), words);
	buf_drop(&joined);
}

static void macros_are_operations_in_a_row(void **state)
{
	Config *c = read_config(*state,
		S("macro v set browser \"mpv %u; true\" ; open-in-browser; set browser \"w3m\" -- "
		  "\"play it\"\n"
		  "bind gv articlelist open ; quit\n"
		  "macro w\nmacro\n"));

	assert_int_equal(c->binding_count, 2);
	assert_true(c->bindings[0].macro);
	assert_str(c->bindings[0].keys, "v");
	assert_str(c->bindings[0].steps.help, "play it");
	assert_int_equal(c->bindings[0].steps.count, 3);
	assert_step(&c->bindings[0].steps.steps[0], "set|browser|mpv %u; true|");
	assert_step(&c->bindings[0].steps.steps[1], "open-in-browser|");
	assert_step(&c->bindings[0].steps.steps[2], "set|browser|w3m|");
	assert_false(c->bindings[1].macro);
	assert_str(c->bindings[1].where, "articlelist");
	assert_int_equal(c->bindings[1].steps.count, 2);
	assert_int_equal(c->problem_count, 2);
	assert_non_null(strstr(c->problems[0].s, ":3: macro takes a key and operations"));
}

static void colors_and_highlights_are_kept_with_their_lines(void **state)
{
	Config *c = read_config(*state,
		S("color listfocus black color110 bold underline\n"
		  "highlight article \"^(Feed|Title):.*\" color110\n"
		  "highlight-article \"unread = \\\"yes\\\"\" red default bold\n"
		  "search-highlight-colors black yellow\ncolor info red\n"));

	assert_int_equal(c->color_count, 2);
	assert_str(c->colors[0].element, "listfocus");
	assert_str(c->colors[0].text, "black");
	assert_str(c->colors[0].ground, "color110");
	assert_str(c->colors[0].attributes, "bold underline");
	assert_str(c->colors[1].element, "hit");
	assert_int_equal(c->highlight_count, 2);
	assert_str(c->highlights[0].target, "article");
	assert_str(c->highlights[0].regex, "^(Feed|Title):.*");
	assert_str(c->highlights[0].color.text, "color110");
	assert_str(c->highlights[0].color.ground, "default");
	assert_str(c->highlights[1].query, "unread = \"yes\"");
	assert_str(c->highlights[1].color.attributes, "bold");
	assert_int_equal(c->highlights[1].color.line, 3);
	assert_int_equal(c->problem_count, 1);
}

static void what_newsboat_has_and_lede_has_not_is_noted_not_wrong(void **state)
{
	Config *c = read_config(*state,
		S("cleanup-on-quit yes\nselecttag-format \"%4i %t\"\ntext-width 0\n"
		  "article-sort-order date-asc\narticle-sort-order flags\n"));

	assert_int_equal(c->problem_count, 0);
	assert_int_equal(c->note_count, 3);
	assert_non_null(strstr(c->notes[0].s, ":1: cleanup-on-quit: lede never deletes"));
	assert_non_null(strstr(c->notes[2].s, ":5: article-sort-order: "));
	assert_int_equal(c->options.text_width, 500);
	assert_str(c->options.article_order, "newest");
}

static void newsboat_updates_by_itself_only_with_auto_reload(void **state)
{
	Config *c = read_config(*state, S("reload-time 20\nauto-reload no\n"));

	assert_int_equal(c->options.refresh_minutes, 0);
	c = read_config(*state, S("auto-reload yes\n"));
	assert_int_equal(c->options.refresh_minutes, 60);
	assert_true(c->options.refresh_on_start);
	c = read_config(*state, S("auto-reload yes\nreload-time 20\nsuppress-first-reload yes\n"));
	assert_int_equal(c->options.refresh_minutes, 20);
	assert_false(c->options.refresh_on_start);
	c = read_config(*state, S("reload-time 20\n"));
	assert_int_equal(c->options.refresh_minutes, 20);
}

static void a_proxy_is_put_together_from_newsboats_parts(void **state)
{
	Config *c = read_config(*state, S("proxy-auth me:p@ss:w%d\nproxy-type socks5h\n"
					  "use-proxy yes\nproxy 127.0.0.1:9050\n"));

	assert_str(c->options.proxy, "socks5h://me:p%40ss%3Aw%25d@127.0.0.1:9050");
	c = read_config(*state, S("proxy 127.0.0.1:3128\nuse-proxy no\n"));
	assert_str(c->options.proxy, "");
	c = read_config(*state, S("proxy http://other:x@127.0.0.1:3128\nproxy-auth me:y\n"));
	assert_str(c->options.proxy, "http://other:x@127.0.0.1:3128");
	assert_int_equal(c->problem_count, 0);
	c = read_config(*state, S("proxy-type gopher\nuse-proxy maybe\nproxy-auth\n"));
	assert_int_equal(c->problem_count, 3);
}

static void what_is_kept_is_items_and_days_in_any_order(void **state)
{
	Config *c = read_config(*state, S("keep-articles-days 90\nmax-items 500\n"));

	assert_int_equal(c->options.keep.articles, 500);
	assert_int_equal(c->options.keep.days, 90);
	c = read_config(*state, S("keep-articles-days 0\n"));
	assert_int_equal(c->options.keep.days, 0);
	c = read_config(*state, S("keep-articles-days soon\n"));
	assert_int_equal(c->problem_count, 1);
}

static void filters_have_names_and_a_start_has_operations(void **state)
{
	Config *c =
		read_config(*state, S("define-filter \"new ones\" \"unread = \\\"yes\\\"\"\n"
				      "run-on-startup next-unread; open ; set browser \"x %u\"\n"));

	assert_int_equal(c->problem_count, 0);
	assert_int_equal(c->filter_count, 1);
	assert_str(c->filters[0].name, "new ones");
	assert_str(c->filters[0].query, "unread = \"yes\"");
	assert_int_equal(c->startup.count, 3);
	assert_str(c->startup.steps[0].words[0], "next-unread");
	assert_str(c->startup.steps[2].words[2], "x %u");
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
	c = read_config(f, S("include config\ninclude config\n"));
	assert_non_null(strstr(c->problems[c->problem_count - 1].s, "too many files"));
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

		assert_true(option_set(&o, &options[i], initial, NULL));
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

static void assert_file(Fixture *f, const char *wanted)
{
	Buf bytes = {0};

	assert_true(file_read(f->path, 10000, &bytes, NULL));
	assert_string_equal(buf_z(&bytes), wanted);
	buf_drop(&bytes);
}

static void a_rule_is_put_in_and_taken_out_and_all_else_stays(void **state)
{
	static const char *const wrong[] = {"`id`: mute", "a # b: mute", "a\\: mute",
		"a\nrule b: mute", "\"a: mute", ""};
	Fixture *f = *state;
	Err err;

	assert_true(ruleline_add(f->path, S("tide: mute"), &err));
	assert_file(f, "rule tide: mute\n");
	assert_true(file_write(f->path, S("# mine\n  text-width 60\n\nrule x: star # kept"), &err));
	assert_true(ruleline_add(f->path, S("title:\"a # b\": mute for 7d"), &err));
	assert_true(ruleline_add(f->path, S("title:\"a # b\": mute for 7d"), &err));
	assert_file(f, "# mine\n  text-width 60\n\nrule x: star # kept\n"
		       "rule title:\"a # b\": mute for 7d\n");
	assert_true(config_read(f->path, f->arena, &f->config, &err));
	assert_int_equal(f->config.rule_count, 2);
	assert_str(f->config.rules[1].text, "title:\"a # b\": mute for 7d");
	assert_true(ruleline_remove(f->path, S("nowhere: mute"), &err));
	assert_true(ruleline_remove(f->path, S("title:\"a # b\": mute for 7d"), &err));
	assert_file(f, "# mine\n  text-width 60\n\nrule x: star # kept\n");
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(ruleline_add(f->path, str_from(wrong[i]), &err));
	assert_file(f, "# mine\n  text-width 60\n\nrule x: star # kept\n");
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
		cmocka_unit_test_setup_teardown(macros_are_operations_in_a_row, setup, teardown),
		cmocka_unit_test_setup_teardown(colors_and_highlights_are_kept_with_their_lines,
			setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_newsboat_has_and_lede_has_not_is_noted_not_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(newsboat_updates_by_itself_only_with_auto_reload,
			setup, teardown),
		cmocka_unit_test_setup_teardown(a_proxy_is_put_together_from_newsboats_parts, setup,
			teardown),
		cmocka_unit_test_setup_teardown(what_is_kept_is_items_and_days_in_any_order, setup,
			teardown),
		cmocka_unit_test_setup_teardown(filters_have_names_and_a_start_has_operations,
			setup, teardown),
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
		cmocka_unit_test_setup_teardown(a_rule_is_put_in_and_taken_out_and_all_else_stays,
			setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
