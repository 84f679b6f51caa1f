/* view/pager: pages, places, links and search in a text that is laid out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "view/pager.h"

typedef struct {
	Arena *arena;
	DocBuilder *b;
	Pager pager;
	Canvas *canvas;
} Bench;

static int set_up(void **state)
{
	Bench *bench = memory_alloc(sizeof *bench);

	bench->arena = arena_open();
	bench->b = doc_builder_open(bench->arena);
	pager_init(&bench->pager);
	bench->canvas = canvas_open(10, 40);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	Bench *bench = *state;

	pager_drop(&bench->pager);
	canvas_close(bench->canvas);
	arena_close(bench->arena);
	free(bench);
	return 0;
}

static uint32_t add(Bench *bench, BlockKind kind, const char *text)
{
	Slice slice = doc_add_text(bench->b, str_from(text));

	return doc_add_block(bench->b, (Block){.kind = (uint8_t)kind,
					       .level = 2,
					       .marker = MARK_NONE,
					       .text = slice,
					       .ref = NONE});
}

/* A link on some bytes of the block that was added last. */
static void add_link(Bench *bench, uint32_t at, uint32_t len, const char *href)
{
	Slice text = doc_block_at(bench->b, doc_block_count(bench->b) - 1)->text;
	Slice address = doc_add_text(bench->b, str_from(href));
	uint32_t link =
		doc_add_link(bench->b, (Link){.href = address, .kind = LINK_PAGE, .block = NONE});

	doc_add_span(bench->b, (Span){{text.at + at, len}, 0, link});
}

static void show(Bench *bench, const Doc *doc, unsigned width, unsigned rows)
{
	LayoutOptions options = {.width = width, .measure = width, .numbers = true, .keys = true};

	pager_show(&bench->pager, doc, &options, rows);
}

/* Forty paragraphs, each of which begins with its number. */
static const Doc *long_text(Bench *bench)
{
	for (int i = 0; i < 40; i++) {
		Str text = arena_printf(bench->arena,
			"%d: the harbour master counts boats, gulls and hours, and writes all of "
			"it "
			"in a book that nobody reads but he.",
			i);

		if (i % 8 == 3)
			add(bench, BLOCK_HEADING, "A heading");
		add(bench, BLOCK_PARAGRAPH, text.s);
	}
	return doc_finish(bench->b);
}

static const char *screen(Bench *bench)
{
	Buf out = {0};
	Str text;

	canvas_resize(bench->canvas, (int)bench->pager.rows, (int)bench->pager.options.width);
	pager_draw(&bench->pager, canvas_area(bench->canvas));
	canvas_write(bench->canvas, false, &out);
	text = buf_take(&out, bench->arena);
	buf_drop(&out);
	return arena_strz(bench->arena, text);
}

static void pages_show_every_line_once(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;
	size_t seen = 0, turns = 0, tops[100];

	show(bench, long_text(bench), 40, 9);
	for (;;) {
		for (; seen < p->top; seen++)
			assert_true(p->lines->lines[seen].flags & LINE_BLANK);
		seen = pager_bottom(p);
		assert_true(seen <= p->top + 9);
		tops[turns++] = p->top;
		if (!pager_turn(p, 1))
			break;
	}
	assert_int_equal(seen, p->lines->line_count);
	assert_true(pager_at_end(p));
	while (turns-- > 1) {
		assert_int_equal(p->top, tops[turns]);
		assert_true(pager_turn(p, -1));
	}
	assert_int_equal(p->top, 0);
	assert_false(pager_turn(p, -1));
}

static void turning_after_scrolling_leaves_no_line_out(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;

	show(bench, long_text(bench), 40, 9);
	for (ptrdiff_t by = 1; by < 30; by++) {
		size_t bottom, top;

		pager_scroll(p, by);
		bottom = pager_bottom(p);
		if (!pager_turn(p, 1))
			break;
		for (; bottom < p->top; bottom++)
			assert_true(p->lines->lines[bottom].flags & LINE_BLANK);
		assert_true(p->top <= bottom);
		top = p->top;
		assert_true(pager_turn(p, -1));
		for (bottom = pager_bottom(p); bottom < top; bottom++)
			assert_true(p->lines->lines[bottom].flags & LINE_BLANK);
	}
}

static void lines_stop_at_both_ends(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;

	show(bench, long_text(bench), 40, 9);
	assert_false(pager_scroll(p, -3));
	assert_true(pager_scroll(p, 100000));
	assert_int_equal(pager_bottom(p), p->lines->line_count);
	assert_int_equal(p->top + 9, p->lines->line_count);
	assert_false(pager_scroll(p, 1));
	assert_int_equal(pager_percent(p), 100);
	assert_int_equal(pager_page(p), p->page_count - 1);
}

static void the_place_stays_through_any_width(void **state)
{
	static const unsigned widths[] = {80, 23, 61, 12, 200, 33, 40};
	Bench *bench = *state;
	const Doc *doc = long_text(bench);
	Pager *p = &bench->pager;
	size_t top;

	show(bench, doc, 40, 9);
	pager_turn(p, 1);
	pager_turn(p, 1);
	pager_scroll(p, 4);
	top = p->top;
	for (size_t i = 0; i < COUNT(widths); i++)
		show(bench, doc, widths[i], 9 + (unsigned)i % 3);
	show(bench, doc, 40, 9);
	assert_int_equal(p->top, top);
}

static void the_top_stays_the_top(void **state)
{
	Bench *bench = *state;
	const Doc *doc = long_text(bench);

	show(bench, doc, 40, 9);
	show(bench, doc, 20, 5);
	assert_int_equal(bench->pager.top, 0);
	pager_to(&bench->pager, 0, 0);
	assert_int_equal(bench->pager.top, 0);
}

static void headings_are_steps(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;
	size_t first;

	show(bench, long_text(bench), 40, 9);
	assert_true(pager_heading(p, 1));
	first = p->top;
	assert_int_equal(p->doc->blocks[p->lines->lines[first].block].kind, BLOCK_HEADING);
	for (int i = 0; i < 4; i++)
		assert_true(pager_heading(p, 1));
	assert_false(pager_heading(p, 1));
	for (int i = 0; i < 4; i++)
		assert_true(pager_heading(p, -1));
	assert_int_equal(p->top, first);
	assert_true(pager_heading(p, -1));
	assert_int_equal(p->top, 0);
}

static void search_folds_case_and_accents_and_crosses_lines(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;

	add(bench, BLOCK_PARAGRAPH,
		"Caf\xc3\xa9 cr\xc3\xa8me, said the man with the gr\xc3\xbc"
		"n coat and nothing else to do.");
	add(bench, BLOCK_PARAGRAPH, "The Coat and nothing was his.");
	show(bench, doc_finish(bench->b), 16, 9);
	assert_true(pager_find(p, S("CAFE CREME"), NONE, 0));
	assert_int_equal(p->find.hit_count, 1);
	assert_true(pager_find(p, S("grun  COAT and nothing"), NONE, 0));
	assert_int_equal(p->find.hit_count, 1);
	assert_true(p->find.part_count > 1);
	assert_true(pager_find(p, S("coat and nothing"), NONE, 0));
	assert_int_equal(p->find.hit_count, 2);
	assert_false(pager_find(p, S("coats"), NONE, 0));
	assert_false(p->find.lit);
	assert_false(pager_find(p, S("  "), NONE, 0));
}

static void hits_lie_on_their_cells(void **state)
{
	Bench *bench = *state;
	const HitPart *hit;

	/* Wide characters count two cells. */
	add(bench, BLOCK_PARAGRAPH, "\xe6\xb8\xaf\xe6\xb9\xbe harbour");
	show(bench, doc_finish(bench->b), 40, 9);
	assert_true(pager_find(&bench->pager, S("harbour"), NONE, 0));
	hit = find_hit(&bench->pager.find, 0);
	assert_int_equal(hit->end - hit->at, 7);
	assert_int_equal(hit->at, bench->pager.lines->lines[hit->line].runs[0].at + 5);
}

static void the_next_hit_goes_round_and_from_where_one_is(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;
	bool wrapped;

	show(bench, long_text(bench), 40, 9);
	assert_true(pager_find(p, S("gulls"), NONE, 0));
	assert_int_equal(p->find.hit_count, 40);
	for (size_t i = 1; i < 40; i++) {
		assert_true(pager_find_next(p, 1, &wrapped));
		assert_false(wrapped);
		assert_int_equal(p->find.hit, i);
		assert_true(find_hit(&p->find, i)->line >= p->top);
		assert_true(find_hit(&p->find, i)->line < pager_bottom(p));
	}
	assert_true(pager_find_next(p, 1, &wrapped));
	assert_true(wrapped);
	assert_int_equal(p->find.hit, 0);
	assert_true(pager_find_next(p, -1, &wrapped));
	assert_true(wrapped);
	pager_to_page(p, 5);
	assert_true(pager_find_next(p, 1, &wrapped));
	assert_int_equal(p->find.hit, p->find.parts[find_part_at(&p->find, p->pages[5])].hit);
}

static void the_cursor_rests_on_the_hit_then_on_the_focus(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;

	add(bench, BLOCK_PARAGRAPH, "Some words and a link.");
	add_link(bench, 17, 4, "https://a.example/");
	show(bench, doc_finish(bench->b), 40, 9);
	screen(bench);
	assert_false(bench->canvas->cursor_shown);
	pager_find(p, S("words"), NONE, 0);
	screen(bench);
	assert_true(bench->canvas->cursor_shown);
	assert_int_equal(bench->canvas->cursor_col, p->lines->left + 5);
	pager_focus(p, 1);
	screen(bench);
	assert_int_equal(bench->canvas->cursor_col, p->lines->left + 17);
}

static void a_lit_search_survives_a_resize(void **state)
{
	Bench *bench = *state;
	const Doc *doc = long_text(bench);
	Pager *p = &bench->pager;
	bool wrapped;

	show(bench, doc, 40, 9);
	pager_find(p, S("he harbour master"), NONE, 0);
	pager_find_next(p, 1, &wrapped);
	show(bench, doc, 22, 9);
	assert_true(p->find.lit);
	assert_int_equal(p->find.hit_count, 40);
	assert_int_equal(p->find.hit, 1);
}

static void a_link_over_a_line_break_is_one_stop(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;
	size_t count;

	add(bench, BLOCK_PARAGRAPH, "See the minutes of the harbour board of May and the map.");
	add_link(bench, 8, 35, "https://a.example/1");
	add_link(bench, 52, 3, "https://a.example/2");
	show(bench, doc_finish(bench->b), 20, 9);
	assert_int_equal(p->mention_count, 2);
	assert_true(p->mentions[0].last_line > p->mentions[0].line);
	pager_mentions(p, &count);
	assert_int_equal(count, 2);
	assert_int_equal(pager_focused(p), NONE);
	assert_true(pager_focus(p, 1));
	assert_int_equal(pager_focused(p), 0);
	show(bench, p->doc, 31, 9);
	assert_int_equal(pager_focused(p), 0);
	assert_true(pager_focus(p, 1));
	assert_int_equal(pager_focused(p), 1);
	assert_false(pager_focus(p, 1));
	assert_true(pager_focus(p, -1));
	assert_false(pager_focus(p, -1));
}

static void focus_turns_to_the_page_of_the_link(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;

	for (int i = 0; i < 20; i++)
		add(bench, BLOCK_PARAGRAPH, "Nothing leads anywhere in this line of text.");
	add(bench, BLOCK_PARAGRAPH, "But here is more.");
	add_link(bench, 12, 4, "https://a.example/");
	show(bench, doc_finish(bench->b), 30, 7);
	assert_true(pager_focus(p, 1));
	assert_true(p->mentions[0].line >= p->top && p->mentions[0].line < pager_bottom(p));
}

static void wide_code_moves_sideways_and_says_so(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;

	add(bench, BLOCK_PARAGRAPH, "Code:");
	add(bench, BLOCK_PRE, "0123456789abcdefghijklmnopqrstuvwxyz\nshort");
	show(bench, doc_finish(bench->b), 20, 9);
	assert_non_null(strstr(screen(bench), "\xe2\x80\xba"));
	assert_null(strstr(screen(bench), "xyz"));
	assert_true(pager_shift(p, 8));
	assert_non_null(strstr(screen(bench), "\xe2\x80\xb9"));
	assert_true(pager_shift(p, 1000));
	assert_non_null(strstr(screen(bench), "xyz"));
	assert_null(strstr(screen(bench), "\xe2\x80\xba"));
	assert_non_null(strstr(screen(bench), "Code:"));
	assert_true(pager_shift(p, -1000));
	assert_int_equal(p->sideways, 0);
	show(bench, p->doc, 60, 9);
	assert_false(pager_shift(p, 8));
}

/* Numbers stand at the right of their cells, so each row begins elsewhere. */
static void a_wide_table_moves_as_one(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;
	uint32_t first = 0;

	add(bench, BLOCK_PARAGRAPH, "A table:");
	for (int row = 0; row < 3; row++)
		for (int col = 0; col < 8; col++) {
			const char *text = row == 0 ? "A wide heading" : col == 0 ? "7" : "1234567";
			Slice slice = doc_add_text(bench->b, str_from(text));
			uint32_t cell = doc_add_cell(bench->b, (TableCell){slice, 1, 1});

			first = row + col == 0 ? cell : first;
		}
	doc_add_block(bench->b,
		(Block){.kind = BLOCK_TABLE,
			.marker = MARK_NONE,
			.ref = doc_add_table(bench->b,
				(Table){.cell = first, .rows = 3, .cols = 8, .head = 1})});
	show(bench, doc_finish(bench->b), 60, 12);
	assert_true(pager_shift(p, 8));
	for (size_t i = 0; i < p->lines->line_count; i++) {
		const Cell *cells;

		screen(bench);
		cells = &bench->canvas->cells[i * (size_t)bench->canvas->cols];
		if (!(p->lines->lines[i].flags & LINE_SCROLLS))
			continue;
		for (int col = 0; col < 20; col++)
			assert_int_equal(strcmp(cells[col].text, "‹") == 0,
				col == (p->wide[i].left ? p->wide[i].left - 1 : 0));
	}
}

static void an_empty_text_is_one_page(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;

	show(bench, doc_finish(bench->b), 40, 9);
	assert_true(pager_at_end(p));
	assert_false(pager_turn(p, 1));
	assert_false(pager_turn(p, -1));
	assert_false(pager_scroll(p, 1));
	assert_false(pager_focus(p, 1));
	assert_false(pager_focus(p, -1));
	assert_false(pager_heading(p, 1));
	assert_false(pager_heading(p, -1));
	assert_false(pager_shift(p, 1));
	pager_to_end(p);
	screen(bench);
}

/* A thousand paragraphs that grow, with links. */
static const Doc *very_long_text(Bench *bench)
{
	for (int i = 0; i < 1000; i++) {
		Str text = arena_printf(bench->arena,
			"%d: the harbour master counts boats, gulls and hours, %.*s.", i, i % 90,
			"and whoever comes by is told of it, whether he listens or not, and more "
			"than once");

		add(bench, i % 8 == 3 ? BLOCK_HEADING : BLOCK_PARAGRAPH, text.s);
		add_link(bench, 5, 7, arena_printf(bench->arena, "http://example.org/%d", i).s);
	}
	return doc_finish(bench->b);
}

static void a_long_text_shows_its_first_page_before_the_rest(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager, whole;
	const Doc *doc = very_long_text(bench);
	const char *first, *then;
	size_t lines;

	show(bench, doc, 60, 12);
	assert_true(p->rest);
	assert_true(p->lines->line_count > 24);
	assert_int_equal(pager_percent(p), 0);
	lines = p->lines->line_count;
	first = screen(bench);
	pager_complete(p);
	assert_false(p->rest);
	then = screen(bench);
	assert_string_equal(first, then);
	assert_true(p->lines->line_count > 5 * lines);
	assert_int_equal(p->mention_count, 1000);

	/* The same as all at once: as from a place further down. */
	pager_init(&whole);
	pager_to(&whole, 700, doc->blocks[700].text.at);
	pager_show(&whole, doc, &p->options, 12);
	assert_false(whole.rest);
	assert_true(whole.top > 0);
	assert_int_equal(whole.lines->line_count, p->lines->line_count);
	assert_int_equal(whole.page_count, p->page_count);
	pager_drop(&whole);
}

static void what_follows_before_the_rest_is_there_waits_for_it(void **state)
{
	Bench *bench = *state;
	Pager *p = &bench->pager;
	const Doc *doc = very_long_text(bench);

	show(bench, doc, 60, 12);
	assert_true(p->rest);
	/* Another width: all of it is set anew, at once. */
	show(bench, doc, 50, 12);
	assert_false(p->rest);
	assert_int_equal(p->mention_count, 1000);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pages_show_every_line_once),
		TEST(turning_after_scrolling_leaves_no_line_out),
		TEST(lines_stop_at_both_ends),
		TEST(the_place_stays_through_any_width),
		TEST(the_top_stays_the_top),
		TEST(headings_are_steps),
		TEST(search_folds_case_and_accents_and_crosses_lines),
		TEST(hits_lie_on_their_cells),
		TEST(the_next_hit_goes_round_and_from_where_one_is),
		TEST(the_cursor_rests_on_the_hit_then_on_the_focus),
		TEST(a_lit_search_survives_a_resize),
		TEST(a_link_over_a_line_break_is_one_stop),
		TEST(focus_turns_to_the_page_of_the_link),
		TEST(wide_code_moves_sideways_and_says_so),
		TEST(a_wide_table_moves_as_one),
		TEST(an_empty_text_is_one_page),
		TEST(a_long_text_shows_its_first_page_before_the_rest),
		TEST(what_follows_before_the_rest_is_there_waits_for_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
