/* config/site: which file holds for an address. */
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
#include "config/site.h"

static void the_nearest_file_counts(void **state)
{
	static const char *const files[] = {"example.org", "news.example.org", "org"};
	static const char *const cases[][2] = {
		{"https://example.org/a", "example.org"},
		{"https://www.example.org/a", "example.org"},
		{"https://news.example.org/a", "news.example.org"},
		{"https://a.news.example.org/", "news.example.org"},
		{"https://sport.example.org/", "example.org"},
		/* Not for all of a country, nor beside the folder. */
		{"https://else.org/", ""},
		{"https://..%2fexample.org/", ""},
		{"file:///tmp/a.html", ""},
		{"", ""},
	};
	char folder[] = "/tmp/lede-sites-XXXXXX";
	Arena *arena = arena_open();

	(void)state;
	assert_non_null(mkdtemp(folder));
	setenv("XDG_CONFIG_HOME", folder, 1);
	assert_true(path_make_folder(path_config(arena, "sites"), NULL));
	for (size_t i = 0; i < COUNT(files); i++) {
		const char *path = path_config(arena, arena_printf(arena, "sites/%s", files[i]).s);

		assert_true(file_write(path, str_from(files[i]), NULL));
	}
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str rules = site_rules(str_from(cases[i][0]), arena);

		assert_string_equal(arena_strz(arena, rules), cases[i][1]);
	}
	for (size_t i = 0; i < COUNT(files); i++)
		unlink(path_config(arena, arena_printf(arena, "sites/%s", files[i]).s));
	rmdir(path_config(arena, "sites"));
	rmdir(path_config(arena, ""));
	rmdir(folder);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_nearest_file_counts)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
