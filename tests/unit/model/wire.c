/* model/wire, model/parsed: what is written reads back; what is not sound is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "model/parsed.h"
#include "model/wire.h"

static const Doc *sample(Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	Block block = {.kind = BLOCK_PARAGRAPH, .marker = MARK_NONE, .ref = NONE};
	Link link = {.kind = LINK_PAGE, .block = NONE};
	Image image = {.link = NONE, .width = 640};
	Table table = {.rows = 1, .cols = 2, .head = 1};

	doc_builder_head(b)->title = doc_add_text(b, S("Fög"));
	doc_builder_head(b)->published = 1795000000;
	block.text = doc_add_text(b, S("A word and a link."));
	doc_add_block(b, block);
	link.href = doc_add_text(b, S("https://e.example/"));
	link.written = doc_add_text(b, S("https://e.example/?utm_source=é"));
	doc_add_link(b, link);
	doc_add_span(b, (Span){{block.text.at + 2, 4}, STYLE_BOLD, NONE});
	doc_add_span(b, (Span){{block.text.at + 13, 4}, 0, 0});
	image.src = doc_add_text(b, S("https://e.example/a.png"));
	image.credit = doc_add_text(b, S("H. Lund"));
	block.kind = BLOCK_IMAGE;
	block.ref = doc_add_image(b, image);
	block.text = doc_add_text(b, S("A caption"));
	doc_add_block(b, block);
	table.cell = doc_add_cell(b, (TableCell){doc_add_text(b, S("a\tb")), 1, 1});
	doc_add_cell(b, (TableCell){doc_add_text(b, S("c")), 1, 1});
	block.kind = BLOCK_TABLE;
	block.ref = doc_add_table(b, table);
	block.text = (Slice){0, 0};
	doc_add_block(b, block);
	block.kind = BLOCK_HEADING;
	block.level = 2;
	block.ref = NONE;
	doc_add_block(b, block);
	return doc_finish(b);
}

static void a_document_reads_back_as_it_was(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = sample(arena), *back;
	Buf wire = {0}, again = {0};

	(void)state;
	doc_write(doc, &wire);
	back = doc_read(buf_str(&wire), arena, NULL);
	assert_non_null(back);
	doc_write(back, &again);
	assert_int_equal(wire.n, again.n);
	assert_memory_equal(wire.s, again.s, wire.n);
	assert_int_equal(back->block_count, 4);
	assert_true(str_eq(doc_str(back, back->images[0].credit), S("H. Lund")));
	buf_drop(&wire);
	buf_drop(&again);
	arena_close(arena);
}

/* Each byte in turn set to each of a few values: it is refused, or what comes out is sound and can
 * be written and read again. With the sanitizers on, reading beyond an array would end the test. */
static void whatever_is_changed_is_refused_or_sound(void **state)
{
	static const uint8_t values[] = {0x00, 0x01, 0x7f, 0x80, 0xff, 0x1b};
	Arena *arena = arena_open(), *scratch = arena_open();
	Buf wire = {0}, again = {0};
	size_t refused = 0;

	(void)state;
	doc_write(sample(arena), &wire);
	for (size_t i = 0; i < wire.n; i++) {
		char old = wire.s[i];

		for (size_t v = 0; v < COUNT(values); v++) {
			const Doc *doc;

			wire.s[i] = (char)values[v];
			arena_reset(scratch);
			doc = doc_read(buf_str(&wire), scratch, NULL);
			refused += !doc;
			if (!doc)
				continue;
			buf_clear(&again);
			doc_write(doc, &again);
			assert_non_null(doc_read(buf_str(&again), scratch, NULL));
			for (uint32_t k = 0; k < doc->span_count; k++)
				assert_true(doc_str(doc, doc->spans[k].text).n ==
					    doc->spans[k].text.len);
		}
		wire.s[i] = old;
	}
	assert_true(refused > wire.n);
	for (size_t n = 0; n < wire.n; n++)
		assert_null(doc_read(str_of(wire.s, n), scratch, NULL));
	buf_char(&wire, 'x');
	assert_null(doc_read(buf_str(&wire), scratch, NULL));
	buf_drop(&wire);
	buf_drop(&again);
	arena_close(scratch);
	arena_close(arena);
}

static bool passes(const Doc *doc, Arena *arena)
{
	Buf wire = {0};
	bool sound;

	doc_write(doc, &wire);
	sound = doc_read(buf_str(&wire), arena, NULL) != NULL;
	buf_drop(&wire);
	return sound;
}

/* A document whose arrays can be written to. */
typedef struct {
	Doc doc;
	Block blocks[4];
	Span spans[2];
	Link links[1];
	Image images[1];
	Table tables[1];
	TableCell cells[2];
} Loose;

static Loose *loosen(Arena *arena)
{
	Loose *l = arena_alloc(arena, sizeof *l);
	const Doc *doc = sample(arena);

	assert_true(doc->block_count == COUNT(l->blocks) && doc->span_count == COUNT(l->spans) &&
		    doc->link_count == COUNT(l->links) && doc->image_count == COUNT(l->images) &&
		    doc->table_count == COUNT(l->tables) && doc->cell_count == COUNT(l->cells));
	l->doc = *doc;
	memcpy(l->blocks, doc->blocks, sizeof l->blocks);
	memcpy(l->spans, doc->spans, sizeof l->spans);
	memcpy(l->links, doc->links, sizeof l->links);
	memcpy(l->images, doc->images, sizeof l->images);
	memcpy(l->tables, doc->tables, sizeof l->tables);
	memcpy(l->cells, doc->cells, sizeof l->cells);
	l->doc.blocks = l->blocks;
	l->doc.spans = l->spans;
	l->doc.links = l->links;
	l->doc.images = l->images;
	l->doc.tables = l->tables;
	l->doc.cells = l->cells;
	return l;
}

/* The same with one number changed. */
static bool passes_with(Arena *arena, size_t at, size_t size, uint32_t value)
{
	Loose *l = loosen(arena);
	uint8_t byte = (uint8_t)value;
	uint16_t pair = (uint16_t)value;

	memcpy((char *)l + at,
		size == 1   ? (const void *)&byte
		: size == 2 ? (const void *)&pair
			    : &value,
		size);
	return passes(&l->doc, arena);
}

#define AT(member) offsetof(Loose, member), sizeof(((Loose *)NULL)->member)

static void slices_lie_in_the_text_on_borders_of_characters(void **state)
{
	static const struct {
		size_t at, size;
	} slices[] = {{AT(doc.url)}, {AT(doc.title)}, {AT(doc.byline)}, {AT(doc.site)},
		{AT(doc.lang)}, {AT(doc.excerpt)}, {AT(doc.lead)}, {AT(blocks[3].text)},
		{AT(blocks[0].label)}, {AT(links[0].href)}, {AT(links[0].title)},
		{AT(links[0].note)}, {AT(links[0].written)}, {AT(images[0].src)},
		{AT(images[0].alt)}, {AT(images[0].credit)}, {AT(cells[1].text)}};
	/* The text begins with "Fög". */
	static const Slice bad[] = {{2, 2}, {0, 2}, {1, UINT32_MAX}, {UINT32_MAX, 1}, {1000, 0}};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(slices); i++) {
		for (size_t k = 0; k < COUNT(bad); k++) {
			Loose *l = loosen(arena);

			assert_int_equal(slices[i].size, sizeof bad[k]);
			memcpy((char *)l + slices[i].at, &bad[k], sizeof bad[k]);
			assert_false(passes(&l->doc, arena));
		}
	}
	arena_close(arena);
}

static void every_number_is_checked(void **state)
{
	static const struct {
		size_t at, size;
		uint32_t value;
	} bad[] = {
		{AT(blocks[0].kind), BLOCK_KINDS}, {AT(blocks[0].level), 2}, /* of a paragraph */
		{AT(blocks[3].level), 0},                                    /* of a heading */
		{AT(blocks[3].level), 7}, {AT(blocks[0].quotes), DOC_MAX_DEPTH + 1},
		{AT(blocks[0].lists), DOC_MAX_DEPTH + 1}, {AT(blocks[0].opens), 1},
		{AT(blocks[0].ref), 0}, {AT(blocks[1].ref), 1}, {AT(blocks[1].ref), NONE},
		{AT(blocks[2].ref), 1}, {AT(spans[0].text.len), 0},
		{AT(spans[1].text.at), 0}, /* before the first */
		{AT(spans[0].style), STYLE_ALL + 1}, {AT(spans[1].link), 1},
		{AT(links[0].kind), LINK_KINDS}, {AT(links[0].block), 4}, {AT(images[0].link), 1},
		{AT(tables[0].cell), 1}, {AT(tables[0].cell), UINT32_MAX}, {AT(tables[0].rows), 0},
		{AT(tables[0].rows), 2},
		{AT(tables[0].rows), 1U << 31}, /* times two is nothing in 32 bits */
		{AT(tables[0].head), 2}, {AT(tables[0].side), 3},
		{AT(cells[0].rows), 0}, /* nothing reaches here */
		{AT(cells[0].rows), 2}, /* below the last row */
		{AT(cells[0].cols), 0},
		{AT(cells[0].cols), 2}, /* over a cell that stands by itself */
		{AT(cells[1].cols), 2}, /* beyond the last column */
	};
	Arena *arena = arena_open();

	(void)state;
	assert_true(passes_with(arena, AT(blocks[0].quotes), DOC_MAX_DEPTH));
	for (size_t i = 0; i < COUNT(bad); i++)
		if (passes_with(arena, bad[i].at, bad[i].size, bad[i].value))
			fail_msg("number %zu of the list passes the gate", i);
	arena_close(arena);
}

/* Rows of two and three columns: "a" reaches over two of both. */
static void cells_reach_where_no_other_does(void **state)
{
	static const uint16_t sound[6][2] = {{2, 2}, {0, 0}, {1, 1}, {0, 0}, {0, 0}, {1, 1}};
	static const struct {
		uint8_t cell;
		uint16_t rows, cols;
	} bad[] = {{0, 1, 2}, {0, 2, 1}, {0, 3, 2}, {0, 2, 3}, {2, 2, 1}, {3, 1, 1}, {5, 0, 0}};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i <= COUNT(bad); i++) {
		Table table = {.rows = 2, .cols = 3};
		TableCell cells[6];
		Doc doc = {.text = "",
			.tables = &table,
			.table_count = 1,
			.cells = cells,
			.cell_count = 6};

		for (size_t k = 0; k < 6; k++)
			cells[k] = (TableCell){{0, 0}, sound[k][0], sound[k][1]};
		if (i < COUNT(bad)) {
			cells[bad[i].cell].rows = bad[i].rows;
			cells[bad[i].cell].cols = bad[i].cols;
		}
		assert_int_equal(passes(&doc, arena), i == COUNT(bad));
	}
	arena_close(arena);
}

static void a_label_is_short(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	Block block = {.kind = BLOCK_PRE, .marker = MARK_NONE, .ref = NONE};

	(void)state;
	block.label = doc_add_text(b, S("0123456789012345678901234567890123456789"
					"0123456789012345678901234"));
	block.label.len = DOC_MAX_LABEL;
	doc_add_block(b, block);
	assert_true(passes(doc_finish(b), arena));
	doc_block_at(b, 0)->label.len++;
	assert_false(passes(doc_finish(b), arena));
	arena_close(arena);
}

/* A megabyte of blocks that all show the same megabyte would be a terabyte on the page. */
static void nothing_is_shown_twice(void **state)
{
	Arena *arena = arena_open();
	Doc doc = *sample(arena);
	Block *blocks = arena_array(arena, doc.block_count + 1, sizeof *blocks);

	(void)state;
	memcpy(blocks, doc.blocks, doc.block_count * sizeof *blocks);
	doc.blocks = blocks;
	assert_true(passes(&doc, arena));
	blocks[doc.block_count++] = blocks[2]; /* the table */
	assert_false(passes(&doc, arena));
	blocks[doc.block_count - 1] = (Block){.marker = MARK_NONE, .ref = NONE};
	assert_true(passes(&doc, arena));
	blocks[doc.block_count - 1].text.len = doc.text_len;
	assert_false(passes(&doc, arena));
	arena_close(arena);
}

/* As lede kept pages before blocks told where quotes begin. */
static void what_an_older_lede_kept_is_read(void **state)
{
	const size_t size = offsetof(Block, opens);
	Arena *arena = arena_open();
	const Doc *doc = sample(arena), *read;
	Buf wire = {0}, old = {0};
	size_t at;

	(void)state;
	doc_write(doc, &wire);
	at = wire.n - doc->text_len - doc->cell_count * sizeof *doc->cells -
	     doc->table_count * sizeof *doc->tables - doc->image_count * sizeof *doc->images -
	     doc->link_count * sizeof *doc->links - doc->span_count * sizeof *doc->spans;
	wire.s[0] = '6';
	buf_bytes(&old, wire.s, at - doc->block_count * sizeof *doc->blocks);
	for (uint32_t i = 0; i < doc->block_count; i++)
		buf_bytes(&old, &doc->blocks[i], size);
	buf_add(&old, str_from_at(buf_str(&wire), at));
	read = doc_read(buf_str(&old), arena, NULL);
	assert_non_null(read);
	assert_int_equal(read->block_count, doc->block_count);
	assert_memory_equal(read->blocks, doc->blocks, doc->block_count * sizeof *doc->blocks);
	assert_true(str_eq(doc_str(read, read->blocks[0].text), doc_str(doc, doc->blocks[0].text)));
	buf_drop(&wire);
	buf_drop(&old);
	arena_close(arena);
}

static void a_block_has_what_it_shows(void **state)
{
	static const uint8_t kinds[] = {BLOCK_IMAGE, BLOCK_TABLE, BLOCK_EMBED};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		Block block = {.kind = kinds[i], .marker = MARK_NONE, .ref = NONE};
		Doc doc = {.text = "", .blocks = &block, .block_count = 1};

		assert_false(passes(&doc, arena));
	}
	arena_close(arena);
}

static void a_date_is_one_that_can_be_shown(void **state)
{
	Arena *arena = arena_open();
	Doc doc = *sample(arena);

	(void)state;
	doc.published = 253402300799;
	assert_true(passes(&doc, arena));
	doc.published = INT64_MAX;
	assert_false(passes(&doc, arena));
	arena_close(arena);
}

static void control_characters_do_not_pass(void **state)
{
	Arena *arena = arena_open();
	DocBuilder *b = doc_builder_open(arena);
	Buf wire = {0};
	Err err = {0};

	(void)state;
	doc_add_text(b, S("\x1b]0;title\x07"));
	doc_write(doc_finish(b), &wire);
	assert_null(doc_read(buf_str(&wire), arena, &err));
	assert_int_equal(err.kind, ERR_FORMAT);
	buf_drop(&wire);
	arena_close(arena);
}

static void a_parsed_feed_reads_back_or_is_refused(void **state)
{
	static const Enclosure enclosures[] = {
		{{"https://e.example/a.mp3", 23}, {"audio/mpeg", 10}, {"", 0}, 1234, 60}};
	static const Entry entries[] = {
		{.guid = {"g1", 2}, .title = {"Gulls", 5}, .published = 1795000000, .words = 12},
		{.guid = {"g2", 2},
			.html = {"<p>x</p>", 8},
			.tags = {"a\nb", 3},
			.enclosures = enclosures,
			.enclosure_count = 1},
	};
	Parsed parsed = {.entries = entries, .entry_count = 2, .ttl = 60};
	Arena *arena = arena_open(), *scratch = arena_open();
	const Parsed *back;
	Buf wire = {0};
	size_t refused = 0;

	(void)state;
	parsed.feed.title = S("Pier News");
	parsed_write(&parsed, &wire);
	back = parsed_read(buf_str(&wire), arena, NULL);
	assert_non_null(back);
	assert_true(str_eq(back->feed.title, S("Pier News")));
	assert_int_equal(back->ttl, 60);
	assert_int_equal(back->entry_count, 2);
	assert_true(str_eq(back->entries[1].tags, S("a\nb")));
	assert_int_equal(back->entries[0].published, 1795000000);
	assert_int_equal(back->entries[1].enclosures[0].bytes, 1234);
	assert_true(str_eq(back->entries[1].enclosures[0].type, S("audio/mpeg")));
	for (size_t n = 0; n < wire.n; n++) {
		arena_reset(scratch);
		assert_null(parsed_read(str_of(wire.s, n), scratch, NULL));
	}
	for (size_t i = 0; i < wire.n; i++) {
		char old = wire.s[i];

		wire.s[i] = '\x1b';
		arena_reset(scratch);
		refused += parsed_read(buf_str(&wire), scratch, NULL) == NULL;
		wire.s[i] = (char)0xff;
		refused += parsed_read(buf_str(&wire), scratch, NULL) == NULL;
		wire.s[i] = old;
	}
	assert_true(refused > wire.n);
	buf_drop(&wire);
	arena_close(scratch);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_reads_back_as_it_was),
		cmocka_unit_test(whatever_is_changed_is_refused_or_sound),
		cmocka_unit_test(slices_lie_in_the_text_on_borders_of_characters),
		cmocka_unit_test(every_number_is_checked),
		cmocka_unit_test(cells_reach_where_no_other_does),
		cmocka_unit_test(a_label_is_short),
		cmocka_unit_test(nothing_is_shown_twice),
		cmocka_unit_test(what_an_older_lede_kept_is_read),
		cmocka_unit_test(a_block_has_what_it_shows),
		cmocka_unit_test(a_date_is_one_that_can_be_shown),
		cmocka_unit_test(control_characters_do_not_pass),
		cmocka_unit_test(a_parsed_feed_reads_back_or_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
