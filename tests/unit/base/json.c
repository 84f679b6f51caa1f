/* base/json: what is written reads back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"

static void what_is_written_reads_back(void **state)
{
	Arena *arena = arena_open();
	Buf out = {0};
	JsonWriter w = {.out = &out};
	const Json *json, *list;

	(void)state;
	json_open_object(&w);
	json_member(&w, S("title"), S("He said “\"no\"”\n\x01\xc2\x9b \xe2\x80\xa8"));
	json_member(&w, S("absent"), S(""));
	json_name(&w, S("list"));
	json_open_array(&w);
	json_put_int(&w, -3);
	json_put_real(&w, 0.1);
	json_put_bool(&w, true);
	json_put_null(&w);
	json_open_object(&w);
	json_close_object(&w);
	json_close_array(&w);
	json_close_object(&w);
	assert_string_equal(buf_z(&out),
		"{\"title\":\"He said “\\\"no\\\"”\\n\\u0001\\u009b \\u2028\","
		"\"list\":[-3,0.1,true,null,{}]}");
	json = json_read(buf_str(&out), arena, NULL);
	assert_non_null(json);
	assert_true(str_eq(json_str(json, S("title")),
		S("He said “\"no\"”\n\x01\xc2\x9b \xe2\x80\xa8")));
	assert_null(json_get(json, S("absent")));
	list = json_get(json, S("list"));
	assert_int_equal(list->count, 5);
	assert_true(list->items[1].number == 0.1);
	assert_int_equal(list->items[3].kind, JSON_IS_NULL);
	buf_drop(&out);
	arena_close(arena);
}

static void indented_output_has_one_member_a_line(void **state)
{
	Buf out = {0};
	JsonWriter w = {.out = &out, .indent = true};

	(void)state;
	json_open_object(&w);
	json_name(&w, S("a"));
	json_open_array(&w);
	json_close_array(&w);
	json_name(&w, S("b"));
	json_open_object(&w);
	json_member(&w, S("c"), S("d"));
	json_close_object(&w);
	json_close_object(&w);
	assert_string_equal(buf_z(&out), "{\n  \"a\": [],\n  \"b\": {\n    \"c\": \"d\"\n  }\n}");
	buf_drop(&out);
}

static void half_a_surrogate_pair_spoils_only_itself(void **state)
{
	Arena *arena = arena_open();
	const Json *json;

	(void)state;
	json = json_read(S("[\"a\\ud83d\", \"\\udc00\\uD83D\\uDE00\", \"\\ud83d\\ud83d\\ude00\", "
			   "\"\\\\ud800\", \"\\ud8\"]"),
		arena, NULL);
	assert_null(json);
	json = json_read(S("[\"a\\ud83d\", \"\\udc00\\uD83D\\uDE00\", \"\\ud83d\\ud83d\\ude00\", "
			   "\"\\\\ud800\"]"),
		arena, NULL);
	assert_non_null(json);
	assert_true(str_eq(json->items[0].string, S("a\xef\xbf\xbd")));
	assert_true(str_eq(json->items[1].string, S("\xef\xbf\xbd\xf0\x9f\x98\x80")));
	assert_true(str_eq(json->items[2].string, S("\xef\xbf\xbd\xf0\x9f\x98\x80")));
	assert_true(str_eq(json->items[3].string, S("\\ud800")));
	arena_close(arena);
}

static void nonsense_is_an_error_that_says_where(void **state)
{
	Arena *arena = arena_open();
	Err err = {0};
	Buf deep = {0};

	(void)state;
	assert_null(json_read(S("{\n\"a\": }"), arena, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	assert_true(str_starts(str_from(err.text), S("line 2")));
	for (int i = 0; i < 1000; i++)
		buf_char(&deep, '[');
	for (int i = 0; i < 1000; i++)
		buf_char(&deep, ']');
	assert_null(json_read(buf_str(&deep), arena, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	buf_drop(&deep);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(indented_output_has_one_member_a_line),
		cmocka_unit_test(half_a_surrogate_pair_spoils_only_itself),
		cmocka_unit_test(nonsense_is_an_error_that_says_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
