/* view/format: newsboat's formats of lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/format.h"

static void becomes(const char *format, const char *wanted)
{
	const FormatField fields[] = {{'i', S("7")}, {'t', S("Fähre")},
		{'T', S("The Harbour Post")}, {'e', S("")}};
	Arena *arena = arena_open();
	Str got = format_fill(str_from(format), fields, COUNT(fields), 20, arena);

	assert_string_equal(arena_strz(arena, got), wanted);
	arena_close(arena);
}

static void fields_are_padded_and_cut_in_cells(void **state)
{
	(void)state;
	becomes("%i %t", "7 Fähre");
	becomes("%4i|%-8t|%8t|", "   7|Fähre   |   Fähre|");
	becomes("%=9t|", "  Fähre  |");
	becomes("%-5T|", "The H|");
	becomes("100%% %", "100% %");
	becomes("%q %4q", "%q %4q");
}

static void a_filling_makes_the_rest_end_at_the_right(void **state)
{
	(void)state;
	becomes("%t%> %i", "Fähre              7");
	becomes("%t %>─ %i", "Fähre ──────────── 7");
	becomes("%T %T%>.%i", "The Harbour Post The Harbour Post7");
}

static void a_choice_depends_on_a_field(void **state)
{
	(void)state;
	becomes("%?T?|%-6T|&none? %t", "|The Ha| Fähre");
	becomes("%?e?|%-6T|&none? %t", "none Fähre");
	becomes("%?e?yes?%t", "Fähre");
	becomes("%?e?yes", "%?e?yes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_padded_and_cut_in_cells),
		cmocka_unit_test(a_filling_makes_the_rest_end_at_the_right),
		cmocka_unit_test(a_choice_depends_on_a_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
