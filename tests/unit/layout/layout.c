/* layout/layout: what must hold of every document at every width, and how the parts look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "layout/text.h"
#include "sample.h"

enum { DOCS = 150 };

static const LayoutOptions plain = {.width = 40, .measure = 40, .numbers = true, .wrap_code = true};

#define assert_text(got, want)                                                                     \
	do {                                                                                       \
		Str got_ = (got);                                                                  \
		assert_string_equal(arena_strz(arena, got_), want);                                \
	} while (0)

static LayoutOptions random_options(uint32_t seed)
{
	return (LayoutOptions){
		.width = 10 + seed * 7 % 111,
		.measure = seed % 3 ? 0 : 20 + seed % 60,
		.ascii = seed % 5 == 0,
		.numbers = seed % 4 != 0,
		.wrap_code = seed % 2 == 0,
		.head = seed % 3 != 1,
		.keys = seed % 7 == 0,
	};
}

static bool is_forbidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static void check_run(const Run *run)
{
	unsigned marks = 0;

	assert_true(utf8_valid_text(run->text));
	assert_int_equal(run->width, utf8_width(run->text));
	assert_true(run->role < ROLES && run->also < ROLES);
	for (size_t at = 0; at < run->text.n;) {
		uint32_t c = utf8_next(run->text, &at);

		assert_false(is_forbidden(c));
		marks = c >= 0x300 && c <= 0x36f ? marks + 1 : 0;
		assert_true(marks <= 8);
	}
}

static void lines_keep_to_the_width_and_runs_to_their_places(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < DOCS; seed++) {
		Arena *arena = arena_open();
		LayoutOptions options = random_options(seed);
		const Lines *lines = layout_doc(sample_random(seed, arena), &options, arena);

		for (size_t i = 0; i < lines->line_count; i++) {
			const Line *line = &lines->lines[i];
			unsigned at = 0;

			for (uint32_t k = 0; k < line->run_count; k++) {
				check_run(&line->runs[k]);
				assert_true(line->runs[k].at >= at);
				at = line->runs[k].at + line->runs[k].width;
			}
			assert_int_equal(line->width, at);
			if (!(line->flags & LINE_SCROLLS))
				assert_true(line->width <= options.width);
			else
				assert_false(options.wrap_code);
		}
		arena_close(arena);
	}
}

/* How often the bytes of the text are seen; those of raised text, which changes, as often. */
static void count_seen(const Lines *lines, uint8_t *seen)
{
	for (size_t i = 0; i < lines->line_count; i++) {
		const Line *line = &lines->lines[i];

		for (uint32_t k = 0; k < line->run_count; k++) {
			const Run *run = &line->runs[k];
			size_t n = run->text.n;

			if (run->from == NONE)
				continue;
			if (memcmp(lines->doc->text + run->from, run->text.s, n) != 0)
				n = 1;
			for (size_t b = 0; b < n; b++)
				seen[run->from + b]++;
		}
	}
}

static void check_slice_seen(const Doc *doc, Slice slice, const uint8_t *seen)
{
	Str text = doc_str(doc, slice);

	/* ASCII letters are never dropped, nor changed but raised or lowered. */
	for (uint32_t i = 0; i < slice.len; i++)
		if (char_is_alpha(text.s[i]))
			assert_int_equal(seen[slice.at + i], 1);
}

static void every_letter_is_shown_once(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < DOCS; seed++) {
		Arena *arena = arena_open();
		LayoutOptions options = random_options(seed);
		const Doc *doc = sample_random(seed, arena);
		uint8_t *seen = arena_alloc(arena, doc->text_len + 8);

		count_seen(layout_doc(doc, &options, arena), seen);
		for (uint32_t i = 0; i < doc->block_count; i++) {
			const Block *block = &doc->blocks[i];

			if (block->kind == BLOCK_RULE)
				continue;
			check_slice_seen(doc, block->text, seen);
			if (block->kind == BLOCK_IMAGE && block->text.len == 0)
				check_slice_seen(doc, doc->images[block->ref].alt, seen);
			if (block->kind != BLOCK_TABLE)
				continue;
			for (uint32_t k =
					doc->tables[block->ref].head * doc->tables[block->ref].cols;
				k < doc->tables[block->ref].rows * doc->tables[block->ref].cols;
				k++)
				check_slice_seen(doc,
					doc->cells[doc->tables[block->ref].cell + k].text, seen);
		}
		if (options.head)
			check_slice_seen(doc, doc->title, seen);
		arena_close(arena);
	}
}

static void places_are_found_again_at_any_width(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < DOCS; seed++) {
		Arena *arena = arena_open();
		LayoutOptions options = random_options(seed), other = random_options(seed + 31);
		const Doc *doc = sample_random(seed, arena);
		const Lines *lines = layout_doc(doc, &options, arena);
		const Lines *others = layout_doc(doc, &other, arena);

		for (size_t i = 0; i < lines->line_count; i++) {
			const Line *line = &lines->lines[i];
			size_t same = layout_line_at(lines, line->block, line->offset), there;

			assert_true(same <= i);
			assert_int_equal(lines->lines[same].block, line->block);
			assert_int_equal(lines->lines[same].offset, line->offset);
			there = layout_line_at(others, line->block, line->offset);
			assert_true(there == 0 || others->lines[there].block == line->block);
		}
		arena_close(arena);
	}
}

static void links_are_numbered_from_one_and_lead_to_their_lines(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < DOCS; seed++) {
		Arena *arena = arena_open();
		LayoutOptions options = random_options(seed);
		const Lines *lines = layout_doc(sample_random(seed, arena), &options, arena);

		for (size_t i = 0; i < lines->link_count; i++) {
			assert_int_equal(layout_link_number(lines, lines->links[i].link), i + 1);
			assert_true(lines->links[i].line < lines->line_count);
			assert_true(utf8_valid_text(lines->links[i].text));
		}
		arena_close(arena);
	}
}

static void an_address_has_one_number(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	uint32_t first = doc_add_link(b, (Link){.href = doc_add_text(b, S("https://a.example/"))});
	uint32_t again = doc_add_link(b, (Link){.href = doc_add_text(b, S("https://a.example/"))});
	uint32_t block = sample_block(b, BLOCK_PARAGRAPH, "");
	Slice text = {doc_text_length(b), 0};

	(void)state;
	doc_add_span(b, (Span){doc_add_text(b, S("here ")), 0, first});
	doc_add_text(b, S("and "));
	doc_add_span(b, (Span){doc_add_text(b, S("there")), STYLE_BOLD, again});
	doc_add_text(b, S("."));
	text.len = doc_text_length(b) - text.at;
	doc_block_at(b, block)->text = text;
	assert_text(sample_text(doc_finish(b), plain, arena),
		"here[1] and there[1].\n\n[1] https://a.example/\n");
	arena_close(arena);
}

static void footnotes_have_no_number_of_their_own(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	uint32_t note = doc_add_link(b, (Link){.kind = LINK_HERE, .block = 0});
	uint32_t block = sample_block(b, BLOCK_PARAGRAPH, "");
	Slice text = {doc_text_length(b), 0};

	(void)state;
	doc_add_text(b, S("Counted twice"));
	doc_add_span(b, (Span){doc_add_text(b, S("12")), STYLE_SUP, note});
	doc_add_text(b, S(" in the 21"));
	doc_add_span(b, (Span){doc_add_text(b, S("st")), STYLE_SUP, NONE});
	doc_add_text(b, S(" century: e"));
	doc_add_span(b, (Span){doc_add_text(b, S("q+1")), STYLE_SUP, NONE});
	text.len = doc_text_length(b) - text.at;
	doc_block_at(b, block)->text = text;
	assert_text(sample_text(doc_finish(b), plain, arena),
		"Counted twice¹² in the 21st century:\ne^(q+1)\n");
	arena_close(arena);
}

static void numbers_of_a_list_end_in_one_column(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);

	(void)state;
	sample_item(b, 1, 9, "nine");
	sample_item(b, 1, 10, "ten");
	sample_item(b, 2, MARK_BULLET, "within ten");
	sample_item(b, 1, 11, "eleven, which is long enough to go over one line");
	sample_block(b, BLOCK_PARAGRAPH, "After.");
	assert_text(sample_text(doc_finish(b), plain, arena),
		" 9. nine\n"
		"10. ten\n"
		"    ◦ within ten\n"
		"11. eleven, which is long enough to go\n"
		"    over one line\n"
		"\n"
		"After.\n");
	arena_close(arena);
}

static void a_quote_in_an_item_stands_within_it(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);

	(void)state;
	sample_item(b, 1, MARK_BULLET, "item");
	doc_block_at(b, sample_item(b, 1, MARK_NONE, "quoted"))->quotes = 1;
	sample_item(b, 1, MARK_BULLET, "next");
	doc_block_at(b, sample_item(b, 0, MARK_NONE, "quoted"))->quotes = 1;
	assert_text(sample_text(doc_finish(b), plain, arena), "• item\n"
							      "\n"
							      "  ┃ quoted\n"
							      "\n"
							      "• next\n"
							      "\n"
							      "┃ quoted\n");
	arena_close(arena);
}

static void captions_have_boxes_and_credits_the_border(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	LayoutOptions ascii = plain;

	(void)state;
	sample_picture(b, "The hall in May.", "H. Lund/NHB");
	sample_picture(b, "The hall again.", "Somebody whose name is far too long for it");
	ascii.ascii = true;
	assert_text(sample_text(doc_finish(b), plain, arena),
		"╭──────────────────────────────────────╮\n"
		"│ ▣ 1/2  The hall in May.              │\n"
		"╰─────────────┤ photo: H. Lund/NHB ├───╯\n"
		"\n"
		"╭──────────────────────────────────────╮\n"
		"│ ▣ 2/2  The hall again.               │\n"
		"│ photo: Somebody whose name is far    │\n"
		"│ too long for it                      │\n"
		"╰──────────────────────────────────────╯\n");
	b = doc_builder_open(arena);
	sample_picture(b, "The hall in May.", "H. Lund/NHB");
	assert_text(sample_text(doc_finish(b), ascii, arena),
		"+--------------------------------------+\n"
		"| #  The hall in May.                  |\n"
		"+-------------[ photo: H. Lund/NHB ]---+\n");
	arena_close(arena);
}

static void a_list_of_pictures_alone_has_no_bullets(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);

	(void)state;
	for (int i = 0; i < 2; i++) {
		Block *block = doc_block_at(b, sample_picture(b, "", ""));

		block->lists = 1;
		block->marker = MARK_BULLET;
	}
	assert_text(sample_text(doc_finish(b), plain, arena), "▣ 1/2\n\n▣ 2/2\n");
	arena_close(arena);
}

static void posts_are_cards_and_films_one_line(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);

	(void)state;
	sample_embed(b, "https://x.com/a/status/1", "A Ministry (@a)", "21 Nov", "No price.");
	sample_embed(b, "https://youtu.be/1", "In short", "4:12", "");
	assert_text(sample_text(doc_finish(b), plain, arena),
		"╭─┤ X post ├───────────────────────────╮\n"
		"│ A Ministry  @a                21 Nov │\n"
		"│ No price.                            │\n"
		"╰─┤ [1] x.com ├────────────────────────╯\n"
		"\n"
		"▶ VIDEO  In short\n"
		"         YouTube · 4:12 · [2]\n"
		"\n"
		"[1] https://x.com/a/status/1\n"
		"[2] https://youtu.be/1\n");
	arena_close(arena);
}

static void tables_stand_in_columns_and_numbers_to_the_right(void **state)
{
	static const char *const cells[] = {"Operator", "MW", "Storage", "Nordnett", "600",
		"pumped hydro", "Others", "1,204", "mixed, and more of it than one line can hold"};
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);

	(void)state;
	sample_table(b, 3, 3, cells);
	assert_text(sample_text(doc_finish(b), plain, arena),
		"Operator     MW  Storage\n"
		"────────  ─────  ───────────────────────\n"
		"Nordnett    600  pumped hydro\n"
		"\n"
		"Others    1,204  mixed, and more of it\n"
		"                 than one line can hold\n");
	arena_close(arena);
}

static void a_table_too_wide_becomes_records_or_scrolls(void **state)
{
	static const char *const cells[] = {"Operator", "Country", "Storage", "Capacity", "From",
		"Nordnett", "Norway", "pumped hydro", "600", "September"};
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	LayoutOptions wide = {.width = 70, .measure = 30};
	const Lines *lines;
	const Doc *doc;

	(void)state;
	sample_table(b, 2, 5, cells);
	doc = doc_finish(b);
	assert_text(sample_text(doc, (LayoutOptions){.width = 30, .wrap_code = true}, arena),
		"Nordnett\n"
		"  Country: Norway;\n"
		"  Storage: pumped hydro;\n"
		"  Capacity: 600;\n"
		"  From: September\n");
	/* Where the page is wider than the text, a table may use it. */
	lines = layout_doc(doc, &wide, arena);
	assert_int_equal(lines->lines[1].width, 20 + 50);
	assert_int_equal(lines->lines[0].flags & LINE_SCROLLS, 0);
	arena_close(arena);
}

static void code_scrolls_or_is_folded(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	LayoutOptions scrolls = plain;
	const Lines *lines;
	const Doc *doc;

	(void)state;
	sample_block(b, BLOCK_PRE, "if (x)\n\treturn a_rather_long_name + another_one_as_long;\n");
	doc = doc_finish(b);
	assert_text(sample_text(doc, plain, arena), "if (x)\n"
						    "    return a_rather_long_name +\n"
						    "another_one_as_long;\n");
	scrolls.wrap_code = false;
	lines = layout_doc(doc, &scrolls, arena);
	assert_int_equal(lines->line_count, 2);
	assert_true(lines->lines[1].flags & LINE_SCROLLS);
	assert_int_equal(lines->lines[1].width, 52);
	arena_close(arena);
}

static void style_is_written_for_terminals_alone(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	Slice word;
	Buf out = {0};
	const Lines *lines;

	(void)state;
	word = doc_add_text(b, S("loud"));
	doc_add_span(b, (Span){word, STYLE_BOLD, NONE});
	doc_add_block(b,
		(Block){.kind = BLOCK_PARAGRAPH, .marker = MARK_NONE, .text = word, .ref = NONE});
	lines = layout_doc(doc_finish(b), &plain, arena);
	text_write(lines, 40, true, &out);
	text_write(lines, 40, false, &out);
	assert_string_equal(buf_z(&out), "\033[;1mloud\033[m\nloud\n");
	buf_drop(&out);
	arena_close(arena);
}

static void what_a_correction_begins_with_is_set_apart(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	const Lines *lines;

	(void)state;
	sample_block(b, BLOCK_PARAGRAPH, "Correction, 3 May: it is of wood.");
	sample_block(b, BLOCK_PARAGRAPH, "Corrections are rare here.");
	lines = layout_doc(doc_finish(b), &plain, arena);
	assert_int_equal(lines->lines[0].run_count, 2);
	assert_text(lines->lines[0].runs[0].text, "Correction, 3 May: ");
	assert_int_equal(lines->lines[0].runs[0].role, ROLE_SUBHEADING);
	assert_int_equal(lines->lines[0].runs[1].role, ROLE_TEXT);
	assert_int_equal(lines->lines[2].runs[0].role, ROLE_TEXT);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_keep_to_the_width_and_runs_to_their_places),
		cmocka_unit_test(every_letter_is_shown_once),
		cmocka_unit_test(places_are_found_again_at_any_width),
		cmocka_unit_test(links_are_numbered_from_one_and_lead_to_their_lines),
		cmocka_unit_test(an_address_has_one_number),
		cmocka_unit_test(footnotes_have_no_number_of_their_own),
		cmocka_unit_test(numbers_of_a_list_end_in_one_column),
		cmocka_unit_test(a_quote_in_an_item_stands_within_it),
		cmocka_unit_test(captions_have_boxes_and_credits_the_border),
		cmocka_unit_test(a_list_of_pictures_alone_has_no_bullets),
		cmocka_unit_test(posts_are_cards_and_films_one_line),
		cmocka_unit_test(tables_stand_in_columns_and_numbers_to_the_right),
		cmocka_unit_test(a_table_too_wide_becomes_records_or_scrolls),
		cmocka_unit_test(code_scrolls_or_is_folded),
		cmocka_unit_test(style_is_written_for_terminals_alone),
		cmocka_unit_test(what_a_correction_begins_with_is_set_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
