#include "sample.h"

#include "layout/text.h"

static Slice add(DocBuilder *b, const char *words)
{
	return doc_add_text(b, str_from(words));
}

uint32_t sample_block(DocBuilder *b, BlockKind kind, const char *words)
{
	return doc_add_block(b, (Block){.kind = (uint8_t)kind,
					.level = kind == BLOCK_HEADING ? 2 : 0,
					.marker = MARK_NONE,
					.text = add(b, words),
					.ref = NONE});
}

uint32_t sample_item(DocBuilder *b, unsigned depth, uint32_t marker, const char *words)
{
	uint32_t block = sample_block(b, BLOCK_PARAGRAPH, words);

	doc_block_at(b, block)->lists = (uint8_t)depth;
	doc_block_at(b, block)->marker = marker;
	return block;
}

uint32_t sample_picture(DocBuilder *b, const char *caption, const char *credit)
{
	uint32_t block = sample_block(b, BLOCK_IMAGE, caption);

	doc_block_at(b, block)->ref = doc_add_image(b, (Image){.src = add(b, "https://p.example/1"),
							       .credit = add(b, credit),
							       .link = NONE});
	return block;
}

uint32_t sample_table(DocBuilder *b, uint32_t rows, uint32_t cols, const char *const *cells)
{
	uint32_t block = sample_block(b, BLOCK_TABLE, ""), first = NONE;

	for (uint32_t i = 0; i < rows * cols; i++) {
		uint32_t cell = doc_add_cell(b, (TableCell){add(b, cells[i]), 1, 1});

		first = i ? first : cell;
	}
	doc_block_at(b, block)->ref =
		doc_add_table(b, (Table){.cell = first, .rows = rows, .cols = cols, .head = 1});
	return block;
}

uint32_t sample_embed(DocBuilder *b, const char *href, const char *title, const char *note,
	const char *words)
{
	uint32_t block = sample_block(b, BLOCK_EMBED, words);

	doc_block_at(b, block)->ref = doc_add_link(b, (Link){.href = add(b, href),
							      .title = add(b, title),
							      .note = add(b, note),
							      .kind = link_kind(str_from(href)),
							      .block = NONE});
	return block;
}

/* Numerical Recipes' quick generator: enough to stir words with. */
static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

static const char *const vocabulary[] = {
	"the ",
	"harbour ",
	"of ",
	"a ",
	"incomprehensibilities ",
	"well-known ",
	"and/or ",
	"https://news.example/2026/11/22/a-rather-long-address?with=parameters&and=more ",
	"規則の最初の変更は",
	"二〇〇三年。",
	"Следующий поезд ",
	"السلام عليكم ",
	"שלום ",
	"e\xcc\x81te\xcc\x81 ",
	"a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88\xcc\x89\xcc\x8a\xcc\x8b"
	" ",
	"\xe2\x80\xaeturned\xe2\x80\xac ",
	"Donau\xc2\xad"
	"dampf\xc2\xad"
	"schiff ",
	"👩‍👩‍👧‍👦 ",
	"🇳🇴🇯🇵 ",
	"no\xc2\xa0"
	"break ",
	"zero\xe2\x80\x8bwidth ",
	"\n",
	"(in brackets) ",
	"“quoted” ",
	"1,204.5 ",
	"\xcc\x81",
	"ทดสอบภาษาไทย ",
	"한국어 문장 ",
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
};

/* Words with spans over some of them. */
static Slice random_text(DocBuilder *b, uint32_t *state, uint32_t words)
{
	Slice text = {doc_text_length(b), 0};

	for (uint32_t i = draw(state, words + 1); i > 0; i--) {
		uint32_t style = draw(state, 4) ? 0 : 1u << draw(state, 9);
		uint32_t link = draw(state, 6) ? NONE : 0, at;
		Slice word = add(b, vocabulary[draw(state, COUNT(vocabulary))]);

		/* A link across differing styles now and then. */
		at = doc_text_length(b);
		if (link != NONE)
			link = doc_add_link(b, (Link){.href = {word.at, at - word.at},
						       .kind = draw(state, LINK_KINDS),
						       .block = NONE});
		doc_add_span(b, (Span){word, style, link});
		if (link != NONE && draw(state, 2)) {
			word = add(b, "joined ");
			doc_add_span(b, (Span){word, style ^ STYLE_BOLD, link});
		}
	}
	text.len = doc_text_length(b) - text.at;
	return text;
}

/* The first of rows times columns; some reach over others. */
static uint32_t random_cells(DocBuilder *b, uint32_t *state, uint32_t rows, uint32_t cols)
{
	uint32_t below[8] = {0}, first = NONE;

	for (uint32_t i = 0; i < rows * cols; i++) {
		uint32_t row = i / cols, col = i % cols, added;
		TableCell cell = {{0, 0}, 0, 0};

		if (below[col] == 0) {
			cell = (TableCell){random_text(b, state, 8), 1, 1};
			if (draw(state, 4) == 0)
				cell.rows = (uint16_t)(1 + draw(state, rows - row));
			while (col + cell.cols < cols && below[col + cell.cols] == 0 &&
				draw(state, 5) == 0)
				cell.cols++;
			for (uint32_t k = col; k < col + cell.cols; k++)
				below[k] = cell.rows;
		}
		below[col]--;
		added = doc_add_cell(b, cell);
		first = i ? first : added;
	}
	return first;
}

static uint32_t random_ref(DocBuilder *b, uint32_t *state, BlockKind kind)
{
	uint32_t rows = draw(state, 5), cols = draw(state, 6), first = NONE;

	if (kind == BLOCK_IMAGE)
		return doc_add_image(b, (Image){.src = random_text(b, state, 2),
						.alt = random_text(b, state, 5),
						.credit = random_text(b, state, 8),
						.link = NONE});
	if (kind == BLOCK_EMBED)
		return doc_add_link(b, (Link){.href = random_text(b, state, 3),
					       .title = random_text(b, state, 6),
					       .note = random_text(b, state, 3),
					       .kind = draw(state, LINK_KINDS),
					       .block = NONE});
	if (kind != BLOCK_TABLE)
		return NONE;
	first = random_cells(b, state, rows, cols);
	return doc_add_table(b, (Table){.cell = first == NONE ? 0 : first,
					.rows = rows,
					.cols = cols,
					.head = rows ? draw(state, 3) % rows : 0,
					.side = cols ? draw(state, 3) % cols : 0});
}

const Doc *sample_random(uint32_t seed, Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	uint32_t state = seed * 2654435761u + 1;

	doc_builder_head(b)->title = random_text(b, &state, 12);
	doc_builder_head(b)->byline = random_text(b, &state, 5);
	for (uint32_t i = draw(&state, 14); i > 0; i--) {
		BlockKind kind =
			(BlockKind)(draw(&state, 3) ? BLOCK_PARAGRAPH : draw(&state, BLOCK_KINDS));
		Block block = {.kind = (uint8_t)kind,
			.level = (uint8_t)(1 + draw(&state, 6)),
			.quotes = (uint8_t)(draw(&state, 3) ? 0 : draw(&state, 9)),
			.lists = (uint8_t)(draw(&state, 3) ? 0 : draw(&state, 9)),
			.marker = MARK_NONE};

		if (block.lists && draw(&state, 4))
			block.marker = draw(&state, 2) ? MARK_BULLET : draw(&state, 2000);
		block.text = random_text(b, &state, 60);
		if (kind != BLOCK_HEADING)
			block.level = 0;
		if ((kind == BLOCK_IMAGE || kind == BLOCK_EMBED) && draw(&state, 2))
			block.level = 1;
		block.ref = random_ref(b, &state, kind);
		doc_add_block(b, block);
	}
	return doc_finish(b);
}

Str sample_text(const Doc *doc, LayoutOptions options, Arena *arena)
{
	Buf out = {0};
	Str text;

	text_write(layout_doc(doc, &options, arena), options.width, false, &out);
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}
