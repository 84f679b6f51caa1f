/* layout/pages: where pages begin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "sample.h"

static const LayoutOptions narrow = {.width = 20};

/* `n` lines of 20 cells, in one paragraph. */
static void add_lines(DocBuilder *b, unsigned n)
{
	Buf text = {0};

	for (unsigned i = 0; i < n; i++)
		buf_add(&text, S("eighteen characters\n"));
	text.n--;
	sample_block(b, BLOCK_PARAGRAPH, buf_z(&text));
	buf_drop(&text);
}

static size_t second_page(const Doc *doc, unsigned rows, Arena *arena)
{
	const uint32_t *starts;
	size_t n = layout_pages(layout_doc(doc, &narrow, arena), rows, arena, &starts);

	assert_int_equal(starts[0], 0);
	return n > 1 ? starts[1] : 0;
}

static void every_line_is_on_a_page_and_no_page_is_too_long(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 200; seed++) {
		Arena *arena = arena_open();
		LayoutOptions options = {.width = 20 + seed % 80, .head = true};
		const Lines *lines = layout_doc(sample_random(seed, arena), &options, arena);
		unsigned rows = 1 + seed % 40;
		const uint32_t *starts;
		size_t n = layout_pages(lines, rows, arena, &starts);

		assert_true(n >= 1);
		assert_int_equal(starts[0], 0);
		for (size_t i = 0; i < n; i++) {
			size_t end = i + 1 < n ? starts[i + 1] : lines->line_count;

			if (i)
				assert_true(starts[i] > starts[i - 1]);
			if (i && starts[i] < lines->line_count)
				assert_false(lines->lines[starts[i]].flags & LINE_BLANK);
			while (end > starts[i] && lines->lines[end - 1].flags & LINE_BLANK)
				end--;
			assert_true(end - starts[i] <= rows);
		}
		arena_close(arena);
	}
}

static void two_lines_of_a_paragraph_stay_on_either_side(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	const Doc *doc;

	(void)state;
	add_lines(b, 7); /* lines 0 to 6, 7 is blank */
	add_lines(b, 5); /* 8 to 12 */
	doc = doc_finish(b);
	assert_int_equal(second_page(doc, 9, arena), 8);   /* not after one line */
	assert_int_equal(second_page(doc, 10, arena), 10); /* after two */
	assert_int_equal(second_page(doc, 12, arena), 11); /* not before the last */
	arena_close(arena);
}

static void what_announces_the_next_block_goes_with_it_whole(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);

	(void)state;
	add_lines(b, 5); /* lines 0 to 4, 5 is blank */
	sample_block(b, BLOCK_PARAGRAPH,
		"eighteen characters\neighteen characters\neighteen letters:"); /* 6 to 8 */
	add_lines(b, 3);
	assert_int_equal(second_page(doc_finish(b), 9, arena), 6);
	arena_close(arena);
}

static void headings_and_captions_are_not_left_behind(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	const Doc *doc;

	(void)state;
	add_lines(b, 6);                         /* 0 to 5, 6 is blank */
	sample_block(b, BLOCK_HEADING, "Below"); /* 7 and its rule, 8 */
	add_lines(b, 4);                         /* 9 to 12, 13 is blank */
	sample_picture(b, "Caption", "Credit");  /* 14 to 17 */
	add_lines(b, 6);
	doc = doc_finish(b);
	assert_int_equal(second_page(doc, 8, arena), 7);
	assert_int_equal(second_page(doc, 9, arena), 7);
	assert_int_equal(second_page(doc, 10, arena), 7);
	assert_int_equal(second_page(doc, 16, arena), 14);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_is_on_a_page_and_no_page_is_too_long),
		cmocka_unit_test(two_lines_of_a_paragraph_stay_on_either_side),
		cmocka_unit_test(what_announces_the_next_block_goes_with_it_whole),
		cmocka_unit_test(headings_and_captions_are_not_left_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
