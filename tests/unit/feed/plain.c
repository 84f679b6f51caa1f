/* feed/html/plain: articles in text files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dump.h"
#include "feed/parse.h"

static const Doc *read_text(const char *text, Arena *arena)
{
	Err err = {0};
	const Doc *doc = parse_text(str_from(text), S(""), S(""), arena, &err);

	assert_non_null(doc);
	return doc;
}

static void expect(const char *text, const char *title, const char *lines)
{
	Arena *arena = arena_open();
	const Doc *doc = read_text(text, arena);

	assert_string_equal(arena_strz(arena, doc_str(doc, doc->title)), title);
	assert_string_equal(arena_strz(arena, dump(doc, arena)), lines);
	arena_close(arena);
}

static void the_headline_is_there_once(void **state)
{
	(void)state;
	expect("\xef\xbb\xbfThe quay\r\n\r\nThe quay\r\nFirst words.\r\n\r\nSecond.\r\n",
		"The quay", "p: First words.\np: Second.\n");
}

static void a_block_with_a_bracket_is_a_caption(void **state)
{
	(void)state;
	expect("The quay\n\nThe quay in the rain. (Ole Bakken/The Example)\n\nText of it.\n",
		"The quay",
		"image: The quay in the rain. | Ole Bakken/The Example |  | \np: Text of it.\n");
	/* The last block is text, whatever ends it. */
	expect("The quay\n\nIt rains (still).\n", "The quay", "p: It rains (still).\n");
}

static void author_and_date_leave_the_text(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = read_text("The quay\nBy Ida Holm\n2024-02-05T08:30:00Z\n\nText.\n", arena);

	(void)state;
	assert_true(str_eq(doc_str(doc, doc->byline), S("Ida Holm")));
	assert_true(doc->published == 1707121800);
	assert_int_equal(doc->block_count, 1);
	arena_close(arena);
}

static void wrapped_lines_are_joined(void **state)
{
	(void)state;
	expect("Quay\n\nThe ferry that carries most of the groceries\nreturned to service on "
	       "Monday "
	       "morning, eleven\nweeks after a cracked shaft sent it away.\n\nAbout forty people "
	       "stood on the quay to watch\nit come in, and several of them cheered.\n",
		"Quay",
		"p: The ferry that carries most of the groceries returned to service on Monday "
		"morning, eleven weeks after a cracked shaft sent it away.\n"
		"p: About forty people stood on the quay to watch it come in, and several of them "
		"cheered.\n");
}

static void lines_that_are_not_wrapped_stay_apart(void **state)
{
	(void)state;
	expect("Quay\n\nOne\nTwo\nThree\n", "Quay", "p: One\np: Two\np: Three\n");
}

static void addresses_become_links(void **state)
{
	(void)state;
	expect("Q\n\nSee https://a.example/x_(y), www.b.example. Or write to c@d.example!\n", "Q",
		"p: See [https://a.example/x_(y)](https://a.example/x_(y)), "
		"[www.b.example](http://www.b.example). Or write to "
		"[c@d.example](mailto:c@d.example)!\n");
	expect("Q\n\nIt goes to c@d.example. Not to c@d. nor to it@.example.\n", "Q",
		"p: It goes to [c@d.example](mailto:c@d.example). Not to c@d. nor to "
		"it@.example.\n");
	expect("Q\n\nFollow me @ida_h on Twitter\n\nThe @sign alone\n", "Q",
		"p: Follow me [@ida_h](https://twitter.com/ida_h) on Twitter\np: The @sign "
		"alone\n");
}

static void lists_quotes_rules_and_code_are_seen(void **state)
{
	(void)state;
	expect("Q\n\n- one\n- two\n\n3. three\n\n> said\n\n* * *\n\n    int x;\n    \ty;\n", "Q",
		" - p: one\n - p: two\n 3. p: three\n>p: said\nrule: \npre: int x;\n\ty;\n");
}

static void nothing_comes_of_nothing(void **state)
{
	static const char *const texts[] = {"", "\n \n\t\n", "\xef\xbb\xbf"};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		Err err = {0};

		assert_null(parse_text(str_from(texts[i]), S(""), S(""), arena, &err));
		assert_int_equal(err.kind, ERR_FORMAT);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_headline_is_there_once),
		cmocka_unit_test(a_block_with_a_bracket_is_a_caption),
		cmocka_unit_test(author_and_date_leave_the_text),
		cmocka_unit_test(wrapped_lines_are_joined),
		cmocka_unit_test(lines_that_are_not_wrapped_stay_apart),
		cmocka_unit_test(addresses_become_links),
		cmocka_unit_test(lists_quotes_rules_and_code_are_seen),
		cmocka_unit_test(nothing_comes_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
