/* engine: what a reader types becomes an address, or is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "engine/typed.h"

static void what_is_typed_becomes_an_address(void **state)
{
	static const struct {
		const char *typed, *url, *other;
	} cases[] = {
		{"https://example.org/feed", "https://example.org/feed", ""},
		{"  HTTP://example.org ", "HTTP://example.org", ""},
		{"file:/srv/x.xml", "file:/srv/x.xml", ""},
		{"feed:https://example.org/feed", "https://example.org/feed", ""},
		{"feed://example.org/feed", "https://example.org/feed", "http://example.org/feed"},
		{"feed://localhost:8080/", "http://localhost:8080/", "https://localhost:8080/"},
		{"feed:example.org/feed", "https://example.org/feed", "http://example.org/feed"},
		{"example.org", "https://example.org", "http://example.org"},
		{"example.org:8443/a?b#c", "https://example.org:8443/a?b#c",
			"http://example.org:8443/a?b#c"},
		{"example.org/a:b", "https://example.org/a:b", "http://example.org/a:b"},
		{"localhost", "http://localhost", "https://localhost"},
		{"localhost:8080", "http://localhost:8080", "https://localhost:8080"},
		{"nas:5000/rss", "http://nas:5000/rss", "https://nas:5000/rss"},
		{"192.168.0.7", "http://192.168.0.7", "https://192.168.0.7"},
		{"[::1]:8080/x", "http://[::1]:8080/x", "https://[::1]:8080/x"},
		{"[2606:4700::1]", "https://[2606:4700::1]", "http://[2606:4700::1]"},
		{"m\xc3\xbcller.example", "https://m\xc3\xbcller.example",
			"http://m\xc3\xbcller.example"},
		{"@kit@social.example", "https://social.example/@kit", ""},
	};
	Arena *arena = arena_open();
	Str url, other;
	Err err;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (!typed_address(str_from(cases[i].typed), arena, &url, &other, &err))
			fail_msg("%s: %s", cases[i].typed, err.text);
		assert_string_equal(arena_strz(arena, url), cases[i].url);
		assert_string_equal(arena_strz(arena, other), cases[i].other);
	}
	arena_close(arena);
}

static void what_is_no_address_is_refused(void **state)
{
	static const char *const cases[] = {"", " ", "harbour", "harbour post",
		"javascript:alert(1)", "exec:touch x", "-x", "gopher://example.org/",
		"ftp://example.org/x", "mailto:a@b.c", "example.org:http", "example.org:99999",
		"a b.example", "http", "@kit", "@@x.example", "@kit@", "./none.xml",
		"~/none/none.xml", "/none/none.xml", "[::1", "://x.y"};
	Arena *arena = arena_open();
	Str url, other;
	Err err;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (typed_address(str_from(cases[i]), arena, &url, &other, &err))
			fail_msg("\"%s\" became %s", cases[i], arena_strz(arena, url));
		else if (err.kind != ERR_USER)
			fail_msg("\"%s\": %s", cases[i], err.text);
	arena_close(arena);
}

static void files_are_found_by_their_path(void **state)
{
	static const char *const names[] = {"news.xml", "./news.xml", "~/news.xml"};
	char folder[] = "/tmp/lede-typed-XXXXXX", real[4096];
	Arena *arena = arena_open();
	Str url, other;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_non_null(realpath(folder, real));
	assert_int_equal(chdir(folder), 0);
	setenv("HOME", folder, 1);
	assert_true(file_write("news.xml", S("<rss/>"), NULL));
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_true(typed_address(str_from(names[i]), arena, &url, &other, NULL));
		assert_string_equal(arena_strz(arena, url),
			arena_printf(arena, "file:%s/news.xml", real).s);
		assert_int_equal(other.n, 0);
	}
	/* A folder is no feed. */
	assert_false(typed_address(str_from(folder), arena, &url, &other, NULL));
	remove("news.xml");
	assert_int_equal(chdir("/"), 0);
	rmdir(folder);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_typed_becomes_an_address),
		cmocka_unit_test(what_is_no_address_is_refused),
		cmocka_unit_test(files_are_found_by_their_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
