/* base/utf8: the gate for text, clusters and widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <unistr.h>

#include "base/utf8.h"

#define assert_str(got, want)                                                                      \
	do {                                                                                       \
		Str got_ = (got), want_ = (want);                                                  \
		assert_int_equal(got_.n, want_.n);                                                 \
		assert_memory_equal(got_.n ? got_.s : "", want_.n ? want_.s : "", want_.n);        \
	} while (0)

static void control_characters_are_not_valid_text(void **state)
{
	(void)state;
	assert_true(utf8_valid_text(S("a\tb\nc é 漢")));
	assert_false(utf8_valid_text(S("a\x1b[0m")));
	assert_false(utf8_valid_text(S("a\x7f")));
	assert_false(utf8_valid_text(S("\xc2\x9b"
				       "31m")));
	assert_true(utf8_valid_text(S("\xc2\xa0")));
	assert_false(utf8_valid_text(S("\xc0\xaf")));
	assert_false(utf8_valid_text(S("\xed\xa0\x80")));
}

/* Wherever it stands: text is looked at eight bytes at a time. */
static void a_control_character_is_found_at_every_place(void **state)
{
	static const char bad[] = {'\0', '\x1f', '\x7f', '\r', '\x80', '\xff'};
	char text[40];

	(void)state;
	for (size_t at = 0; at < sizeof text; at++)
		for (size_t i = 0; i < sizeof bad; i++) {
			memset(text, ' ' + (int)at, sizeof text);
			assert_true(utf8_valid_text(str_of(text, sizeof text)));
			assert_false(utf8_has_control(str_of(text, sizeof text)));
			text[at] = bad[i];
			assert_false(utf8_valid_text(str_of(text, sizeof text)));
			assert_true(utf8_has_control(str_of(text, sizeof text)) ||
				    (uint8_t)bad[i] >= 0x80);
			text[at] = i % 2 ? '\t' : '\n';
			assert_true(utf8_valid_text(str_of(text, sizeof text)));
		}
	/* Among characters of two bytes, too. */
	for (size_t at = 0; at < sizeof text; at += 2)
		for (size_t i = 0; i < 3; i++) {
			for (size_t k = 0; k < sizeof text; k += 2)
				memcpy(text + k, "\xc3\xa4", 2);
			memcpy(text + at, i ? "a\t" : "\xc2\xa0", 2);
			assert_true(utf8_valid_text(str_of(text, sizeof text)));
			memcpy(text + at,
				i == 0   ? "\xc2\x9f"
				: i == 1 ? "a\x7f"
					 : "\x1f"
					   "a",
				2);
			assert_false(utf8_valid_text(str_of(text, sizeof text)));
			assert_true(utf8_valid(str_of(text, sizeof text)));
		}
	memset(text, '~', sizeof text);
	assert_true(utf8_valid_text(str_of(text, sizeof text)));
	for (size_t at = 0; at + 1 < sizeof text; at++) {
		memset(text, '~', sizeof text);
		memcpy(text + at, "\xc2\x9b", 2);
		assert_true(utf8_has_control(str_of(text, sizeof text)));
		memcpy(text + at, "\xc2\xa0", 2);
		assert_false(utf8_has_control(str_of(text, sizeof text)));
	}
}

/* Against a library that looks at one byte at a time. */
static void validity_is_what_unicode_says(void **state)
{
	static const char *const parts[] = {"abcdefgh", "a", "é", "я", "漢字", "अ", "😀", "\xc3",
		"\xc5", "\xe0\x80", "\xed\xa0", "\xf4\x90", "\xf0\x9f", "\xe2\x82", "\xff"};
	uint32_t random = 1;
	unsigned sound = 0;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		unsigned kinds = round % 2 ? 7 : COUNT(parts), count = round % 3 ? 12 : 40;
		const uint8_t *bad;
		Buf buf = {0};

		for (unsigned i = 0; i < count; i++) {
			random = random * 1664525 + 1013904223;
			buf_add(&buf, str_from(parts[(random >> 16) % kinds]));
		}
		buf.n -= (random >> 8) % 4;
		bad = u8_check((const uint8_t *)buf.s, buf.n);
		assert_int_equal(utf8_valid(buf_str(&buf)), bad == NULL);
		if (bad)
			assert_ptr_equal(buf.s + utf8_valid_length(buf_str(&buf)), bad);
		assert_int_equal(utf8_valid_text(buf_str(&buf)), utf8_valid(buf_str(&buf)));
		assert_false(utf8_valid(buf_str(&buf)) && utf8_has_control(buf_str(&buf)));
		sound += utf8_valid(buf_str(&buf));
		buf_drop(&buf);
	}
	assert_in_range(sound, 5000, 15000);
}

static void cleaning_leaves_only_valid_text(void **state)
{
	static const struct {
		Str in, out;
	} cases[] = {
		{{"plain", 5}, {"plain", 5}},
		{{"a\r\nb\rc", 6}, {"a\nb\nc", 5}},
		{{"x\x1b[31my\x00z", 9}, {"x[31myz", 7}},
		{{"bad \xff byte", 10}, {"bad \xef\xbf\xbd byte", 12}},
		{{"kept \xef\xbf\xbd", 8}, {"kept \xef\xbf\xbd", 8}},
		{{"cut \xe6\xbc", 6}, {"cut \xef\xbf\xbd\xef\xbf\xbd", 10}},
		{{"\xc2\x9b"
		  "2J",
			 4},
			{"2J", 2}},
	};
	Buf buf = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&buf);
		utf8_clean(cases[i].in, &buf);
		assert_str(buf_str(&buf), cases[i].out);
		assert_true(utf8_valid_text(buf_str(&buf)));
	}
	buf_drop(&buf);
}

static void a_message_never_grows_and_never_ends_in_half_a_character(void **state)
{
	char text[] = "caf\xc3\xa9 \x1b\n ol\xc3";
	size_t n = utf8_clean_in_place(text, strlen(text));

	(void)state;
	assert_str(str_of(text, n), S("café    ol"));
}

static void clusters_hold_together_what_is_seen_as_one(void **state)
{
	(void)state;
	assert_int_equal(utf8_cluster(S("e\xcc\x81x")), 3);
	assert_int_equal(utf8_cluster(S("👩‍🔬!")), strlen("👩‍🔬"));
	assert_int_equal(utf8_cluster(S("🇳🇴🇸🇪")), strlen("🇳🇴"));
	assert_int_equal(utf8_cluster(S("ab")), 1);
	assert_int_equal(utf8_cluster(S("")), 0);
}

/* Or a page of joiners would be looked through again at every step. */
static void a_cluster_without_end_is_cut(void **state)
{
	char text[1000];
	Str rest = {text, sizeof text};

	(void)state;
	memset(text, 'x', 1);
	for (size_t i = 1; i < sizeof text; i += 3)
		memcpy(text + i, "\xe2\x80\x8d", 3);
	assert_int_equal(utf8_cluster(rest), 64);
	assert_int_equal(utf8_cluster(str_from_at(rest, 64)), 63);
}

static void widths_are_those_of_a_terminal(void **state)
{
	(void)state;
	assert_int_equal(utf8_width(S("abc")), 3);
	assert_int_equal(utf8_width(S("漢字")), 4);
	assert_int_equal(utf8_width(S("e\xcc\x81")), 1);
	assert_int_equal(utf8_width(S("👩‍🔬")), 2);
	assert_int_equal(utf8_width(S("🇳🇴")), 2);
	assert_int_equal(utf8_width(S("한국")), 4);
	assert_int_equal(utf8_width(S("👍🏽")), 2);
	assert_int_equal(utf8_width(S("नि")), 2); /* as wcwidth has it */
	assert_int_equal(utf8_width(S("ﾊﾞ")), 2);
	assert_int_equal(utf8_width(S("ที่")), 1);
	assert_int_equal(utf8_width(S("❤️")), 2);
}

static void fitting_never_splits_a_cluster(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	assert_str(utf8_fit(S("a漢b"), 2), S("a"));
	assert_str(utf8_fit(S("a漢b"), 3), S("a漢"));
	assert_str(utf8_ellipsis(S("Harbour Post"), 9, arena), S("Harbour…"));
	assert_str(utf8_ellipsis(S("Harbour"), 7, arena), S("Harbour"));
	assert_str(utf8_ellipsis(S("漢字漢字"), 4, arena), S("漢…"));
	arena_close(arena);
}

static void folding_finds_words_whatever_their_case_and_accents(void **state)
{
	Arena *arena = arena_open();
	uint32_t *map;

	(void)state;
	assert_str(utf8_fold(S("ÉTÉ Straße"), arena, NULL), S("ete strasse"));
	assert_str(utf8_fold(S("aé b"), arena, &map), S("ae b"));
	assert_int_equal(map[0], 0);
	assert_int_equal(map[1], 1);
	assert_int_equal(map[2], 3);
	assert_int_equal(map[4], 5);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(control_characters_are_not_valid_text),
		cmocka_unit_test(a_control_character_is_found_at_every_place),
		cmocka_unit_test(validity_is_what_unicode_says),
		cmocka_unit_test(cleaning_leaves_only_valid_text),
		cmocka_unit_test(a_message_never_grows_and_never_ends_in_half_a_character),
		cmocka_unit_test(clusters_hold_together_what_is_seen_as_one),
		cmocka_unit_test(a_cluster_without_end_is_cut),
		cmocka_unit_test(widths_are_those_of_a_terminal),
		cmocka_unit_test(fitting_never_splits_a_cluster),
		cmocka_unit_test(folding_finds_words_whatever_their_case_and_accents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
