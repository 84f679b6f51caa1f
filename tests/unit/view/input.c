/* view/input: bytes of a terminal as keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/input.h"

static void assert_key(const char *bytes, const char *name)
{
	Key key;
	size_t n = input_key(str_from(bytes), false, NULL, 0, &key);

	assert_int_equal(n, strlen(bytes));
	assert_string_equal(key.name, name);
}

static void keys_have_their_names(void **state)
{
	(void)state;
	assert_key("j", "j");
	assert_key("ä", "ä");
	assert_key("日", "日");
	assert_key(" ", "Space");
	assert_key("\r", "Enter");
	assert_key("\t", "Tab");
	assert_key("\177", "Backspace");
	assert_key("\006", "^F");
	assert_key("\032", "^Z");
	assert_key("\033[A", "Up");
	assert_key("\033OA", "Up");
	assert_key("\033[Z", "S-Tab");
	assert_key("\033[5~", "PageUp");
	assert_key("\033[1;5C", "C-Right");
	assert_key("\033[1;3D", "M-Left");
	assert_key("\033[15~", "F5");
	assert_key("\033[3;2~", "S-Delete");
	assert_key("\033OP", "F1");
	assert_key("\033[[B", "F2");
	assert_key("\033x", "M-x");
	assert_key("\033\303\244", "M-ä");
	assert_key("\033\177", "M-Backspace");
	assert_key("\033[27u", "Esc");
	assert_key("\033[97;5u", "^A");
	assert_key("\033[<65;10;3M", "WheelDown");
	assert_key("\033[<0;10;3M", "Click");
}

static void what_was_not_asked_for_is_swallowed_whole(void **state)
{
	(void)state;
	assert_key("\033[?62;4c", "");
	assert_key("\033]11;rgb:ffff/ffff/ffff\033\\", "");
	assert_key("\033]11;rgb:ffff/ffff/ffff\a", "");
	assert_key("\033[<0;10;3m", "");
	assert_key("\033[99~", "");
}

static void what_may_go_on_is_waited_for(void **state)
{
	static const char *const starts[] = {"\033", "\033[", "\033[1;", "\033O", "\303",
		"\033\303", "\033[200~half a paste", "\033]11;"};

	(void)state;
	for (size_t i = 0; i < COUNT(starts); i++) {
		Key key;

		assert_int_equal(input_key(str_from(starts[i]), false, NULL, 0, &key), 0);
	}
}

static void a_lone_escape_is_a_key_in_the_end(void **state)
{
	Key key;

	(void)state;
	assert_int_equal(input_key(S("\033"), true, NULL, 0, &key), 1);
	assert_string_equal(key.name, "Esc");
	assert_int_equal(input_key(S("\033\033[A"), false, NULL, 0, &key), 1);
	assert_string_equal(key.name, "Esc");
	assert_int_equal(input_key(S("\033["), true, NULL, 0, &key), 2);
	assert_string_equal(key.name, "M-[");
}

static void the_rest_of_an_answer_is_never_typed(void **state)
{
	Key key;

	(void)state;
	assert_int_equal(input_patience(S("\033")), 25);
	assert_int_equal(input_patience(S("\033]")), 25);
	assert_int_equal(input_patience(S("\033]1")), 1000);
	assert_int_equal(input_key(S("\033]11;rgb:00"), true, NULL, 0, &key), 11);
	assert_string_equal(key.name, "");
	assert_int_equal(input_key(S("\033]"), true, NULL, 0, &key), 2);
	assert_string_equal(key.name, "M-]");
}

/* As a terminal in another encoding sends Alt. */
static void alt_with_half_a_character_is_no_key(void **state)
{
	Key key;

	(void)state;
	assert_int_equal(input_key(S("\033\244x"), false, NULL, 0, &key), 2);
	assert_string_equal(key.name, "");
	assert_int_equal(input_key(S("\033\303x"), false, NULL, 0, &key), 2);
	assert_string_equal(key.name, "");
}

static void a_paste_is_one_key_with_its_text(void **state)
{
	Key key;
	Str bytes = S("\033[200~https://example.org/\nq\033[201~j");

	(void)state;
	assert_int_equal(input_key(bytes, false, NULL, 0, &key), bytes.n - 1);
	assert_string_equal(key.name, "Paste");
	assert_true(str_eq(key.text, S("https://example.org/\nq")));
}

static void the_terminal_may_have_codes_of_its_own(void **state)
{
	const KeyCode codes[] = {{S("\033[99q"), "Home"}};
	Key key;

	(void)state;
	assert_int_equal(input_key(S("\033[99q"), false, codes, 1, &key), 5);
	assert_string_equal(key.name, "Home");
}

/* Whatever comes, it ends, and nothing is read beyond it. */
static void any_bytes_are_used_up(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char bytes[24];
		size_t n = 1 + (size_t)round % sizeof bytes, at = 0;

		for (size_t i = 0; i < n; i++) {
			static const char likely[] = "\033[O<;0123456789~uMm]\a\\?\303\244";

			seed = seed * 1664525 + 1013904223;
			bytes[i] = seed >> 28 ? likely[(seed >> 16) % (sizeof likely - 1)]
					      : (char)(seed >> 8);
		}
		while (at < n) {
			Key key;
			size_t used = input_key(str_of(bytes + at, n - at), true, NULL, 0, &key);

			assert_in_range(used, 1, n - at);
			at += used;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_have_their_names),
		cmocka_unit_test(what_was_not_asked_for_is_swallowed_whole),
		cmocka_unit_test(what_may_go_on_is_waited_for),
		cmocka_unit_test(a_lone_escape_is_a_key_in_the_end),
		cmocka_unit_test(the_rest_of_an_answer_is_never_typed),
		cmocka_unit_test(alt_with_half_a_character_is_no_key),
		cmocka_unit_test(a_paste_is_one_key_with_its_text),
		cmocka_unit_test(the_terminal_may_have_codes_of_its_own),
		cmocka_unit_test(any_bytes_are_used_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
