/* feed/robots: what a site asks of programs (RFC 9309). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "feed/robots.h"

static void expect_rules(const char *file, const char *rules)
{
	Arena *arena = arena_open();

	assert_string_equal(arena_strz(arena, robots_rules(str_from(file), ROBOTS_AGENT, arena)),
		rules);
	arena_close(arena);
}

static void expect(const char *file, const char *path, bool allowed)
{
	Arena *arena = arena_open();
	Str url = arena_printf(arena, "https://example.org%s", path);

	if (robots_allow(robots_rules(str_from(file), ROBOTS_AGENT, arena), url) != allowed)
		fail_msg("%s is %s by %s", path, allowed ? "forbidden" : "allowed", file);
	arena_close(arena);
}

static void the_group_for_us_counts_else_that_for_all(void **state)
{
	(void)state;
	expect_rules("User-agent: *\nDisallow: /a\n", "-/a\n");
	expect_rules("User-agent: *\nDisallow: /a\nUser-agent: lede\nAllow: /\n", "+/\n");
	expect_rules("User-agent: LEDE/1.0 (+https://example.org)\r\nDisallow: /b\r\n", "-/b\n");
	expect_rules("User-agent: lede-bot\nDisallow: /b\n", "");
	expect_rules("User-agent: crawler\nDisallow: /\n", "");
	/* One group may be for several, and several for one. */
	expect_rules("user-agent: other\nuser-agent: lede\nDISALLOW : /c # why\n\n"
		     "user-agent: other\ndisallow: /d\n\nuser-agent: lede\nallow: /e\n",
		"-/c\n+/e\n");
	/* Lines of other sorts part nothing. */
	expect_rules("User-agent: lede\nCrawl-delay: 10\nDisallow: /a\n"
		     "Sitemap: https://example.org/map\nDisallow: /b\n",
		"-/a\n-/b\n");
	/* Empty for us is not the same as none for us. */
	expect_rules("User-agent: lede\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "");
	expect_rules("\xef\xbb\xbfUser-agent: *\rDisallow: /a\r", "-/a\n");
	expect_rules("<!DOCTYPE html><p>User-agent: *<p>Disallow: /", "");
	expect_rules("Disallow: /\n", "");
	expect_rules("", "");
}

static void the_longest_rule_counts(void **state)
{
	static const char file[] = "User-agent: *\nDisallow: /news\nAllow: /news/open\n"
				   "Disallow: /news/open/not\nAllow: /twice\nDisallow: /twice\n";

	(void)state;
	expect(file, "/", true);
	expect(file, "/news", false);
	expect(file, "/newsletter", false);
	expect(file, "/news/open/1", true);
	expect(file, "/news/open/not/1", false);
	expect(file, "/twice/1", true);
	expect("User-agent: *\nDisallow: /\n", "", false);
	expect("User-agent: *\nDisallow: /\n", "?q=1", false);
	expect("User-agent: *\nDisallow: /a#b\n", "/a/1#c", false);
}

static void stars_and_ends_are_understood(void **state)
{
	static const char file[] = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?print=\n"
				   "Disallow: *draft\nDisallow: /a*b*c$\n";

	(void)state;
	expect(file, "/report.pdf", false);
	expect(file, "/report.pdf?x", true);
	expect(file, "/report.pdf.html", true);
	expect(file, "/story?print=1", false);
	expect(file, "/x/draft/1", false);
	expect(file, "/a1b2c", false);
	expect(file, "/abcbc", false);
	expect(file, "/a1b2cd", true);
	expect("User-agent: *\nDisallow: /$\n", "/", false);
	expect("User-agent: *\nDisallow: /$\n", "/a", true);
	expect("User-agent: *\nDisallow: /a$b\n", "/a$b", false);
	expect("User-agent: *\nDisallow: /%2A$\n", "/*", false);
	expect("User-agent: *\nDisallow: /%2A$\n", "/x", true);
}

static void escapes_are_compared_as_what_they_stand_for(void **state)
{
	(void)state;
	expect("User-agent: *\nDisallow: /caf\xc3\xa9\n", "/caf%c3%A9/1", false);
	expect("User-agent: *\nDisallow: /caf%C3%A9\n", "/caf\xc3\xa9", false);
	expect("User-agent: *\nDisallow: /%7ejane\n", "/~jane/", false);
	expect("User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true);
	expect("User-agent: *\nDisallow: /a%\n", "/a%", false);
}

/* Many stars in a long rule against a long address: linear in each, not more. */
static void a_hostile_file_ends(void **state)
{
	Buf file = {0}, path = {0};

	(void)state;
	buf_add(&file, S("User-agent: *\n"));
	for (int k = 0; k < 2000; k++) {
		buf_add(&file, S("Disallow: /"));
		for (int i = 0; i < 500; i++)
			buf_add(&file, S("*a"));
		buf_add(&file, S("b\n"));
	}
	for (int i = 0; i < 5000; i++)
		buf_char(&path, i ? 'a' : '/');
	expect(buf_z(&file), buf_z(&path), true);
	buf_drop(&file);
	buf_drop(&path);
}

/* Of a file that is longer than we read, the last line read may be half a rule. */
static void a_rule_that_is_cut_off_is_none(void **state)
{
	Buf file = {0};

	(void)state;
	buf_add(&file, S("User-agent: *\nDisallow: /first\n"));
	while (file.n < ROBOTS_MOST_BYTES - 11)
		buf_char(&file, '#');
	file.s[file.n - 1] = '\n';
	buf_add(&file, S("Disallow: /private\nDisallow: /last\n"));
	expect(buf_z(&file), "/first", false);
	expect(buf_z(&file), "/news", true);
	expect(buf_z(&file), "/private", true);
	expect(buf_z(&file), "/last", true);
	buf_drop(&file);
}

/* One star before a word that nearly fits everywhere costs the length of the one times that of the
 * other: 2 million comparisons a rule. What such a file says is not found out. */
static void rules_that_take_too_long_forbid(void **state)
{
	Buf file = {0}, path = {0};

	(void)state;
	buf_add(&file, S("User-agent: *\n"));
	for (int k = 0; k < 60; k++) {
		buf_add(&file, S("Disallow: *"));
		for (int i = 0; i < 1000; i++)
			buf_char(&file, 'a');
		buf_add(&file, S("b\n"));
	}
	expect(buf_z(&file), "/short", true);
	for (int i = 0; i < 2000; i++)
		buf_char(&path, i ? 'a' : '/');
	expect(buf_z(&file), buf_z(&path), false);
	buf_drop(&file);
	buf_drop(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_group_for_us_counts_else_that_for_all),
		cmocka_unit_test(the_longest_rule_counts),
		cmocka_unit_test(stars_and_ends_are_understood),
		cmocka_unit_test(escapes_are_compared_as_what_they_stand_for),
		cmocka_unit_test(a_hostile_file_ends),
		cmocka_unit_test(a_rule_that_is_cut_off_is_none),
		cmocka_unit_test(rules_that_take_too_long_forbid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
