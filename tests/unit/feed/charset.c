/* feed/html/charset: labels, marks, wrong labels, bad bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/html/charset.h"

static Arena *arena;

static void same(Str got, Str want)
{
	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.s, want.s, want.n);
}

/* The encoding by which bytes are read that fit any of one byte a character. */
static Str meant(Str label)
{
	Str name;

	charset_to_utf8(S("a\xb1"), S(""), label, arena, &name);
	return name;
}

static void labels_mean_what_the_standard_says(void **state)
{
	(void)state;
	same(meant(S("ISO-8859-1")), S("windows-1252"));
	same(meant(S(" latin5 ")), S("windows-1254"));
	same(meant(S("x-sjis")), S("shift_jis"));
	same(meant(S("none")), meant(S("")));
	same(charset_of_mime(S("text/xml; Charset = \"KOI8-R\"")), S("KOI8-R"));
	same(charset_of_mime(S("text/html;charset=utf-8; x=y")), S("utf-8"));
	assert_int_equal(charset_of_mime(S("text/html")).n, 0);
}

static void every_family_is_read(void **state)
{
	static const struct {
		Str bytes;
		const char *label, *text;
	} cases[] = {
		{{"\xcf\xf0\xe8", 3}, "windows-1251", "При"},
		{{"\xf0\xd2\xc9", 3}, "koi8-r", "При"},
		{{"\x93x\x94 \x80", 5}, "iso-8859-1", "“x” €"},
		{{"\xd6\xd0\xce\xc4", 4}, "gb2312", "中文"},
		{{"\xa4\xa4\xa4\xe5", 4}, "big5", "中文"},
		{{"\x93\xfa\x96\x7b", 4}, "shift_jis", "日本"},
		{{"\xc6\xfc\xcb\xdc", 4}, "euc-jp", "日本"},
		{{"\x1b$BF|K\\\x1b(B", 10}, "iso-2022-jp", "日本"},
		{{"\xc7\xd1\xb1\xb9", 4}, "euc-kr", "한국"},
		{{"\xa1\xa2", 2}, "windows-874", "กข"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(charset_to_utf8(cases[i].bytes, S(""), str_from(cases[i].label), arena, NULL),
			str_from(cases[i].text));
}

static void a_mark_is_believed_before_any_label(void **state)
{
	Str name;

	(void)state;
	same(charset_to_utf8(str_of("\xff\xfeh\0\x3d\xd8\x00\xde", 8),
		     S("text/xml; charset=koi8-r"), S("utf-8"), arena, &name),
		S("h😀"));
	same(name, S("utf-16le"));
	same(charset_to_utf8(S("\xef\xbb\xbf\xef\xbb\xbfx"), S(""), S("latin1"), arena, NULL),
		S("x"));
}

static void utf_8_is_utf_8_whatever_the_label(void **state)
{
	Str name;

	(void)state;
	same(charset_to_utf8(S("é中"), S("text/html; charset=iso-8859-1"), S("gbk"), arena, &name),
		S("é中"));
	same(name, S("utf-8"));
}

static void a_label_that_the_bytes_contradict_gives_way(void **state)
{
	Str name;

	(void)state;
	same(charset_to_utf8(S("caf\xe9 d\xe9j\xe0"), S("text/html; charset=utf-8"), S(""), arena,
		     &name),
		S("café déjà"));
	same(name, S("windows-1252"));
}

static void a_few_bad_bytes_spoil_only_themselves(void **state)
{
	(void)state;
	same(charset_to_utf8(S("日本語のニュース\xff 見出し"), S(""), S(""), arena, NULL),
		S("日本語のニュース\xef\xbf\xbd 見出し"));
}

static void documents_name_their_own_encoding(void **state)
{
	Str name;

	(void)state;
	same(charset_xml_to_utf8(S("<?xml version='1.0' encoding='iso-8859-2'?><a>\xb1</a>"),
		     S("text/xml"), arena, &name),
		S("<?xml version='1.0' encoding='iso-8859-2'?><a>ą</a>"));
	same(name, S("iso-8859-2"));
	same(charset_xml_to_utf8(str_of("<\0?\0a\0", 6), S(""), arena, &name), S("<?a"));
	same(name, S("utf-16le"));
	same(charset_html_to_utf8(S("<meta http-equiv=x content='text/html; charset=koi8-r'>\xf0"),
		     S(""), arena),
		S("<meta http-equiv=x content='text/html; charset=koi8-r'>П"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_mean_what_the_standard_says),
		cmocka_unit_test(every_family_is_read),
		cmocka_unit_test(a_mark_is_believed_before_any_label),
		cmocka_unit_test(utf_8_is_utf_8_whatever_the_label),
		cmocka_unit_test(a_label_that_the_bytes_contradict_gives_way),
		cmocka_unit_test(a_few_bad_bytes_spoil_only_themselves),
		cmocka_unit_test(documents_name_their_own_encoding),
	};
	int failed;

	arena = arena_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
