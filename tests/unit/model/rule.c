/* model/rule: what a line of the config means, and what is said of one that means nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"
#include "model/rule.h"

static Rule parsed(const char *text, Arena *arena)
{
	Rule rule;
	Err err = {0};

	if (!rule_parse(str_from(text), arena, &rule, &err))
		fail_msg("%s: %s", text, err.text);
	return rule;
}

static void assert_wrong(const char *text, const char *expected)
{
	Arena *arena = arena_open();
	Rule rule;
	Err err = {0};

	assert_false(rule_parse(str_from(text), arena, &rule, &err));
	assert_string_equal(err.text, expected);
	arena_close(arena);
}

static void the_action_stands_behind_the_last_colon_or_the_quotes(void **state)
{
	Arena *arena = arena_open();
	Rule rule;

	(void)state;
	rule = parsed("title:mute: read", arena);
	assert_int_equal(rule.action, RULE_READ);
	assert_int_equal(rule.query.term->kind, TERM_TITLE);
	rule = parsed("\"title:\\\"black friday\\\"\" star", arena);
	assert_int_equal(rule.action, RULE_STAR);
	assert_int_equal(rule.query.term->kind, TERM_TITLE);
	assert_true(str_eq(rule.query.term->text, S("black friday")));
	rule = parsed("\"black friday\" sale : mute", arena);
	assert_int_equal(rule.query.term->kind, TERM_AND);
	rule = parsed("title =~ \"a: mute\": later", arena);
	assert_int_equal(rule.action, RULE_LATER);
	assert_int_equal(rule.query.term->kind, TERM_MATCH);
	arena_close(arena);
}

static void options_follow_the_action(void **state)
{
	Arena *arena = arena_open();
	Rule rule = parsed("x: tag boats until 2026-12-31 in News/Local", arena);

	(void)state;
	assert_int_equal(rule.action, RULE_TAG);
	assert_true(str_eq(rule.tag, S("boats")));
	assert_int_equal(rule.until, date_parse(S("2027-01-01")));
	assert_int_equal(rule.query.term->kind, TERM_AND);
	assert_int_equal(rule.query.term->left->kind, TERM_FOLDER);
	assert_true(str_eq(rule.query.term->left->text, S("News/Local")));
	rule = parsed("x: mute for 2w in \"My News\"", arena);
	assert_int_equal(rule.days, 14);
	assert_true(str_eq(rule.query.term->left->text, S("My News")));
	arena_close(arena);
}

static void mistakes_are_told(void **state)
{
	(void)state;
	assert_wrong("boats",
		"a rule is a query and what to do: rule title:advertorial: mute; it can mute, "
		"read, star, later, tag NAME");
	assert_wrong(": mute", "which articles? A query is missing");
	assert_wrong("a (b: mute", "column 5: a \")\" is missing");
	assert_wrong("a: tag", "tag what? A name is missing");
	assert_wrong("a: mute until soon", "\"soon\" is no date: until 2026-12-31");
	assert_wrong("a: mute for ever", "\"ever\" is no time: for 30d, 2w, 3m");
	assert_wrong("a: mute for", "for what?");
	assert_wrong("a: mute now",
		"behind the action may stand until DATE, for 30d, in FOLDER; not \"now\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_action_stands_behind_the_last_colon_or_the_quotes),
		cmocka_unit_test(options_follow_the_action),
		cmocka_unit_test(mistakes_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
