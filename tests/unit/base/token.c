/* base/token: what is a word, in many scripts; and where what one looks for stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/token.h"

static void assert_words(const char *text, bool wanted, const char *expected)
{
	Tokens tokens = {.text = str_from(text), .wanted = wanted};
	Buf out = {0};
	Token token;

	while (tokens_next(&tokens, &token)) {
		if (out.n)
			buf_char(&out, token.beside ? '+' : ' ');
		buf_add(&out, token.word);
	}
	tokens_drop(&tokens);
	assert_string_equal(buf_z(&out), expected);
	buf_drop(&out);
}

static void words_are_folded(void **state)
{
	(void)state;
	assert_words("", false, "");
	assert_words("Été à Zürich, STRASSE/Straße", false, "ete a zurich strasse strasse");
	assert_words("Москва e\xcc\x81t", false, "москва et");
	assert_words("don't 3.14 C++ ☺ x", false, "don t 3 14 c x");
	assert_words("Donau\xc2\xad"
		     "dampf",
		false, "donaudampf");
	assert_words("हिन्दी में", false, "हिन्दी में");
}

static void scripts_without_blanks_give_pairs(void **state)
{
	(void)state;
	assert_words("東京都 x", false, "東京 京都+都 x");
	assert_words("東京都 x", true, "東京 京都 x");
	assert_words("猫", false, "猫");
	assert_words("iPhone手机。大", false, "iphone 手机+机 大");
	assert_words("서울에서", true, "서울 울에 에서");
	assert_words("ภาษา", true, "ภา าษ ษา");
}

static void long_words_are_cut_alike(void **state)
{
	char text[201] = "";
	Arena *arena = arena_open();
	size_t start, end;
	Needle needle;

	(void)state;
	for (int i = 0; i < 200; i++)
		text[i] = 'a';
	assert_true(needle_make(str_from(text), true, arena, &needle));
	assert_int_equal(needle.words[0].n, TOKEN_MAX);
	assert_true(needle_find(&needle, str_from(text), 0, &start, &end));
	assert_int_equal(end, 200);
	arena_close(arena);
}

/* Expected: the part that is found, or NULL. */
static void assert_found(const char *wanted, bool exact, const char *text, const char *expected)
{
	Arena *arena = arena_open();
	size_t start = 0, end = 0;
	Needle needle;
	Str part;

	assert_true(needle_make(str_from(wanted), exact, arena, &needle));
	if (!expected) {
		assert_false(needle_find(&needle, str_from(text), 0, &start, &end));
	} else {
		assert_true(needle_find(&needle, str_from(text), 0, &start, &end));
		part = str_slice(str_from(text), start, end - start);
		assert_string_equal(arena_strz(arena, part), expected);
	}
	arena_close(arena);
}

static void what_is_looked_for_is_found(void **state)
{
	(void)state;
	assert_found("kern", false, "The Kernels of Kern", "Kernels");
	assert_found("kern", true, "The Kernels of Kern", "Kern");
	assert_found("ke", false, "The Kernels", NULL);
	assert_found("été", false, "L'ETE dernier", "ETE");
	assert_found("old man", true, "An old, old man", "old man");
	assert_found("old man", true, "An old woman", NULL);
	assert_found("old ma", false, "An old man", NULL);
	assert_found("old man", false, "An old manor", "old manor");
	assert_found("京都", false, "東京都の", "京都");
	assert_found("京", false, "東京都の", "京都");
	assert_found("都", true, "東京都", "都");
	assert_found("東京の", false, "東京 の", NULL);
	assert_found("東京 x", true, "東京 x", "東京 x");
	assert_found("都 x", true, "東京都 x", "京都 x");
}

static void punctuation_is_no_word(void **state)
{
	Arena *arena = arena_open();
	Needle needle;

	(void)state;
	assert_false(needle_make(S("+-*"), false, arena, &needle));
	assert_false(needle_make(S(""), false, arena, &needle));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_folded),
		cmocka_unit_test(scripts_without_blanks_give_pairs),
		cmocka_unit_test(long_words_are_cut_alike),
		cmocka_unit_test(what_is_looked_for_is_found),
		cmocka_unit_test(punctuation_is_no_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
