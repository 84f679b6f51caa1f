/* model/query and model/filter: both languages, printed back as one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "model/filter.h"
#include "model/query.h"

static const char *const names[TERMS] = {
	[TERM_ALL] = "all",
	[TERM_FLAG] = "flag",
	[TERM_FEED] = "feed",
	[TERM_FOLDER] = "folder",
	[TERM_TAG] = "tag",
	[TERM_NEWER] = "newer",
	[TERM_OLDER] = "older",
	[TERM_LONGER] = "longer",
	[TERM_SHORTER] = "shorter",
	[TERM_TITLE] = "title",
	[TERM_AUTHOR] = "author",
	[TERM_TEXT] = "text",
	[TERM_URL] = "url",
	[TERM_LANG] = "lang",
	[TERM_COMMENTS] = "comments",
	[TERM_MATCH] = "match",
	[TERM_EQUALS] = "equals",
	[TERM_HAS] = "has",
	[TERM_RANGE] = "range",
};

static void print_range(const Term *term, Buf *out)
{
	buf_char(out, '=');
	if (term->low > INT64_MIN)
		buf_printf(out, "%lld", (long long)term->low);
	buf_add(out, S(".."));
	if (term->high < INT64_MAX)
		buf_printf(out, "%lld", (long long)term->high);
}

static void print(const Term *term, Buf *out)
{
	switch (term->kind) {
	case TERM_AND:
	case TERM_OR:
		buf_char(out, '(');
		print(term->left, out);
		buf_add(out, term->kind == TERM_AND ? S(" & ") : S(" | "));
		print(term->right, out);
		buf_char(out, ')');
		return;
	case TERM_NOT:
		buf_char(out, '!');
		print(term->left, out);
		return;
	default:
		buf_printf(out, "%s", names[term->kind]);
		if (term->text.n)
			buf_printf(out, "=%.*s", STR_ARG(term->text));
		if (term->kind == TERM_RANGE)
			print_range(term, out);
		if (term->number)
			buf_printf(out, "#%lld", (long long)term->number);
	}
}

static void assert_tree(const char *text, const char *wanted)
{
	Arena *arena = arena_open();
	Buf out = {0};
	Query query;
	Err err = {0};

	if (!query_parse(str_from(text), arena, &query, &err))
		buf_printf(&out, "error: %s", err.text);
	else
		print(query.term, &out);
	assert_string_equal(buf_z(&out), wanted);
	buf_drop(&out);
	arena_close(arena);
}

static void words_and_states_are_joined_by_and(void **state)
{
	(void)state;
	assert_tree("", "all");
	assert_tree("  kernel ", "text=kernel");
	assert_tree("unread kernel", "(flag#1 & text=kernel)");
	assert_tree("read starred later", "((!flag#1 & flag#2) & flag#4)");
	assert_tree("\"two words\" x", "(text=two words#1 & text=x)");
	assert_tree("https://a.example/x", "text=https://a.example/x");
	assert_tree("12:30", "text=12:30");
}

static void fields_take_words_quotes_and_regexes(void **state)
{
	(void)state;
	assert_tree("feed:kernel in:\"My News/Local\" tag:a",
		"((feed=kernel & folder=My News/Local) & tag=a)");
	assert_tree("title:/^the .*x/ author:\"A. B\"", "(match=^the .*x#1 & author=A. B#1)");
	assert_tree("/a\\/b c/", "match=a\\/b c");
	assert_tree("/usr/bin", "text=/usr/bin");
	assert_tree("has:audio has:comments", "(flag#16 & comments)");
	assert_tree("len:>10 len:<3 len:1", "((longer#2200 & shorter#660) & longer#220)");
	assert_tree("lang:de url:a/b muted", "((lang=de & url=a/b) & flag#128)");
	assert_tree("newer:2d older:1w", "(newer#172800 & older#604800)");
}

static void or_not_and_groups_bind_as_in_search_engines(void **state)
{
	(void)state;
	assert_tree("a b OR c", "((text=a & text=b) | text=c)");
	assert_tree("a (b OR -c) -(d e)", "((text=a & (text=b | !text=c)) & !(text=d & text=e))");
	assert_tree("ORDER or", "(text=ORDER & text=or)");
}

static void mistakes_are_told(void **state)
{
	(void)state;
	assert_tree("autor:x", "error: column 1: there is no \"autor:\"; did you mean author? In "
			       "quotes it is a word");
	assert_tree("wxyz:x", "error: column 1: there is no \"wxyz:\"; put the word in quotes if "
			      "it is meant so");
	assert_tree("(a", "error: column 3: a \")\" is missing");
	assert_tree("a)", "error: column 2: a \"(\" is missing");
	assert_tree("a OR", "error: column 5: something is missing beside OR or within ( )");
	assert_tree("()", "error: column 2: something is missing beside OR or within ( )");
	assert_tree("ü tag:", "error: column 3: \"tag:\" needs a value");
	assert_tree("newer:soon",
		"error: column 7: \"soon\" is no age: write 6h, 2d, 1w, 3m, 1y or 2026-11-01");
	assert_tree("title = unquoted",
		"error: column 9: behind an operator stands a number or a text in quotes");
}

static void a_bad_regex_is_told_before_it_is_used(void **state)
{
	Arena *arena = arena_open();
	Query query;
	Err err;

	(void)state;
	assert_false(query_parse(S("/(/"), arena, &query, &err));
	assert_int_equal(err.kind, ERR_USER);
	assert_false(query_parse(S("title =~ \"(\""), arena, &query, &err));
	arena_close(arena);
}

static void newsboats_filters_are_right_associative(void **state)
{
	(void)state;
	assert_tree("unread = \"yes\" and tags # \"news\" or title =~ \"kern.l\"",
		"(flag#1 & (has=news#14 | match=kern.l#1))");
	assert_tree("(unread=\"no\" or unread != \"no\")and(tags !# \"x\")",
		"((!flag#1 | flag#1) & !has=x#14)");
	assert_tree("rssurl == \"https://a.example/\" and author !~ \"\\.x\"",
		"(equals=https://a.example/#12 & !match=\\.x#2)");
}

static void every_attribute_and_operator_of_newsboat_is_known(void **state)
{
	(void)state;
	assert_tree("unread_count > 0", "range=1..#15");
	assert_tree("total_count <= 9", "range=..9#16");
	assert_tree("feedindex between 7:2", "range=2..7#17");
	assert_tree("latest_article_age != \"3\"", "!range=3..3#18");
	assert_tree("flags =~ \"s\" or flags # \"ab\"", "(match=s#8 | has=ab#8)");
	assert_tree("date =~ \"Nov 2026\"", "match=Nov 2026#7");
	assert_tree("enclosure_url !~ \"x\" and enclosure_type = \"audio/mpeg\"",
		"(!match=x#9 & equals=audio/mpeg#10)");
	assert_tree("feedtitle # \"Post\" and feedlink = \"\"", "(has=Post#11 & equals#13)");
	assert_tree("tags =~ \"^news\"", "match=^news#14");
	assert_tree("title !# \"a\"", "!has=a#1");
}

static void ages_are_whole_days(void **state)
{
	(void)state;
	assert_tree("age < 2", "newer#172800");
	assert_tree("age > -1", "!!all");
	assert_tree("age > 1", "!newer#172800");
	assert_tree("age between 2:0", "(newer#259200 & !!all)");
	assert_tree("age = 1", "(newer#172800 & !newer#86400)");
}

static void what_lede_does_not_keep_is_an_error_not_false(void **state)
{
	(void)state;
	assert_tree("articleindex > 0",
		"error: column 1: lede has no attribute \"articleindex\" to filter by; words to "
		"search for go in quotes");
	assert_tree("(nosuch = \"x\")",
		"error: column 2: lede has no attribute \"nosuch\" to filter by; words to search "
		"for go in quotes");
	assert_tree("not title = \"x\"",
		"error: column 1: lede has no attribute \"not\" to filter by; words to search for "
		"go in quotes");
	assert_tree("unread = \"yes\" and agee > 3", "error: column 20: lede has no attribute "
						     "\"agee\" to filter by; words to search for "
						     "go in quotes");
	assert_tree("title\t=\t\"x\"", "equals=x#1");
	assert_tree("unread_count # \"1\"",
		"error: column 1: \"unread_count\" can't be compared so");
	assert_tree("title > 3", "error: column 1: \"title\" can't be compared so");
	assert_tree("unread = \"yes\" nonsense",
		"error: column 16: \"nonsense\" is no part of a filter");
}

/* What only looks like a filter in part is lede's own. */
static void words_with_signs_stay_words(void **state)
{
	static const char *const own[] = {"C# 7", "url:watch?v=123", "x/?p=12", "\"a = \\\"b\"",
		"/a = \"b\"/", "len:>10 unread", "a=b", "1 < 2 or what", "== a =="};

	(void)state;
	for (size_t i = 0; i < COUNT(own); i++)
		assert_false(filter_seems(str_from(own[i])));
}

static void depth_and_length_are_bounded(void **state)
{
	Arena *arena = arena_open();
	char *deep = memory_alloc(20001);
	Query query;

	(void)state;
	memset(deep, '(', 5000);
	assert_false(query_parse(str_from(deep), arena, &query, NULL));
	memset(deep, '-', 5000);
	deep[5000] = 'x';
	assert_false(query_parse(str_from(deep), arena, &query, NULL));
	memset(deep, 'x', 20000);
	assert_false(query_parse(str_from(deep), arena, &query, NULL));
	strcpy(deep, "unread = \"yes\"");
	for (int i = 0; i < 300; i++)
		strcat(deep, " and age > 1");
	assert_false(query_parse(str_from(deep), arena, &query, NULL));
	free(deep);
	arena_close(arena);
}

static void a_date_becomes_an_age(void **state)
{
	Arena *arena = arena_open();
	int64_t now = time(NULL), age;
	Query query;

	(void)state;
	assert_true(query_parse(S("newer:2024-02-27"), arena, &query, NULL));
	age = query.term->number;
	assert_true(llabs(now - age - date_parse(S("2024-02-27"))) < 5);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_states_are_joined_by_and),
		cmocka_unit_test(fields_take_words_quotes_and_regexes),
		cmocka_unit_test(or_not_and_groups_bind_as_in_search_engines),
		cmocka_unit_test(mistakes_are_told),
		cmocka_unit_test(a_bad_regex_is_told_before_it_is_used),
		cmocka_unit_test(newsboats_filters_are_right_associative),
		cmocka_unit_test(every_attribute_and_operator_of_newsboat_is_known),
		cmocka_unit_test(ages_are_whole_days),
		cmocka_unit_test(what_lede_does_not_keep_is_an_error_not_false),
		cmocka_unit_test(words_with_signs_stay_words),
		cmocka_unit_test(depth_and_length_are_bounded),
		cmocka_unit_test(a_date_becomes_an_age),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
