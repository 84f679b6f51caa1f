/* base/url: addresses resolved and compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/url.h"

static void expect(Str got, const char *want)
{
	Arena *arena = arena_open();

	assert_string_equal(arena_strz(arena, got), want);
	arena_close(arena);
}

static void references_resolve_as_rfc_3986_has_it(void **state)
{
	static const struct {
		const char *reference, *want;
	} cases[] = {
		{"g", "http://a/b/c/g"},
		{"./g", "http://a/b/c/g"},
		{"g/", "http://a/b/c/g/"},
		{"/g", "http://a/g"},
		{"//g", "http://g/"},
		{"?y", "http://a/b/c/d;p?y"},
		{"g?y", "http://a/b/c/g?y"},
		{"#s", "http://a/b/c/d;p?q#s"},
		{"..", "http://a/b/"},
		{"../g", "http://a/b/g"},
		{"../../g", "http://a/g"},
		{"../../../g", "http://a/g"},
		{"https://other.example/x", "https://other.example/x"},
		{"mailto:desk@example.org", "mailto:desk@example.org"},
		{"", "http://a/b/c/d;p?q"},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str got = url_resolve(S("http://a/b/c/d;p?q"), str_from(cases[i].reference), arena);

		expect(got, cases[i].want);
	}
	arena_close(arena);
}

static void what_cannot_be_resolved_stays(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	expect(url_resolve(S(""), S("pictures/a.png"), arena), "pictures/a.png");
	expect(url_resolve(S("no base"), S("a.png"), arena), "a.png");
	expect(url_resolve(S("https://e.example/"), S(" a b.png\n"), arena),
		"https://e.example/a%20b.png");
	arena_close(arena);
}

static void parts_are_found(void **state)
{
	(void)state;
	expect(url_host(S("https://user:pw@www.example.org:8080/x?y#z")), "www.example.org");
	expect(url_host(S("http://[::1]:80/")), "[::1]");
	expect(url_site(S("https://www.example.org/")), "example.org");
	expect(url_path(S("https://example.org/a/b?c")), "/a/b");
	expect(url_path(S("https://example.org")), "");
	expect(url_path(S("mailto:desk@example.org")), "desk@example.org");
	expect(url_scheme(S("javascript:alert(1)")), "javascript");
	expect(url_host(S("no address")), "");
	assert_false(url_is_absolute(S("/a:b")));
}

static void the_same_address_has_the_same_bytes(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	expect(url_normalize(S("HTTPS://WWW.Example.org:443/a/../b?utm_source=x&id=2&fbclid=7#top"),
		       arena),
		"https://www.example.org/b?id=2");
	expect(url_normalize(S("http://example.org"), arena), "http://example.org/");
	expect(url_normalize(S("http://a:b:c/x"), arena), "http://a:b:c/x");
	expect(url_normalize(S("http://example.org/?utm_medium=rss"), arena),
		"http://example.org/");
	expect(url_normalize(S("http://example.org/?utmost=1"), arena),
		"http://example.org/?utmost=1");
	arena_close(arena);
}

static void secrets_are_not_shown(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	expect(url_public(S("https://me:p@ss@e.example:8080/a@b?c"), arena),
		"https://e.example:8080/a@b?c");
	expect(url_public(S("http://me@e.example"), arena), "http://e.example");
	expect(url_public(S("https://e.example/a@b"), arena), "https://e.example/a@b");
	expect(url_public(S("mailto:me@e.example"), arena), "mailto:me@e.example");
	expect(url_public(S("file:///a@b"), arena), "file:///a@b");
	arena_close(arena);
}

static void only_what_is_on_disk_may_name_a_place_on_disk(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	expect(url_rebase(S("https://example.org/a/"), S("../b/"), arena),
		"https://example.org/b/");
	expect(url_rebase(S("file:///home/a/feed.xml"), S("./"), arena), "file:///home/a/");
	expect(url_rebase(S("file:///home/a/feed.xml"), S("https://example.org/"), arena),
		"https://example.org/");
	expect(url_rebase(S("https://example.org/a"), S("file:///etc/"), arena),
		"https://example.org/a");
	expect(url_rebase(S(""), S("FILE:///etc/"), arena), "");
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_resolve_as_rfc_3986_has_it),
		cmocka_unit_test(what_cannot_be_resolved_stays),
		cmocka_unit_test(parts_are_found),
		cmocka_unit_test(secrets_are_not_shown),
		cmocka_unit_test(only_what_is_on_disk_may_name_a_place_on_disk),
		cmocka_unit_test(the_same_address_has_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
