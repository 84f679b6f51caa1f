/* How long a long article takes to set: each resize of the window sets it again. */
#include <stdio.h>
#include <time.h>

#include "layout/layout.h"

enum { BYTES = 1 << 20, RUNS = 5 };

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static const char *const sentences[] = {
	"Seven transmission companies will share two gigawatts of fast storage from spring, they "
	"said in a joint statement on Saturday night. ",
	"Следующий поезд отправляется в пять часов утра, и тогда площадь перед вокзалом опустеет. ",
	"規則の最初の変更は二〇〇三年。七つの電力会社が共同で、二ギガワットの高速蓄電を春から共有す"
	"る。",
	"word ",
};

/* Paragraphs of a few sentences, one link in each. */
static const Doc *make_prose(Arena *arena, const char *sentence)
{
	DocBuilder *b = doc_builder_open(arena);
	uint32_t link = doc_add_link(b,
		(Link){.href = doc_add_text(b, S("https://news.example/")), .block = NONE});

	while (doc_text_length(b) < BYTES) {
		Slice text = {doc_text_length(b), 0};

		for (int i = 0; i < 4; i++)
			doc_add_text(b, str_from(sentence));
		doc_add_span(b, (Span){doc_add_text(b, S("more of it")), STYLE_BOLD, link});
		doc_add_text(b, S("."));
		text.len = doc_text_length(b) - text.at;
		doc_add_block(b, (Block){.kind = BLOCK_PARAGRAPH,
					 .marker = MARK_NONE,
					 .text = text,
					 .ref = NONE});
	}
	return doc_finish(b);
}

/* All of it in one block, of a kind. */
static const Doc *make_block(Arena *arena, BlockKind kind, const char *piece)
{
	DocBuilder *b = doc_builder_open(arena);

	while (doc_text_length(b) < BYTES)
		doc_add_text(b, str_from(piece));
	doc_add_block(b, (Block){.kind = (uint8_t)kind,
				 .marker = MARK_NONE,
				 .text = {0, doc_text_length(b)},
				 .ref = NONE});
	return doc_finish(b);
}

static const Doc *make_table(Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	Table table = {.cols = 6, .head = 1};

	while (doc_text_length(b) < BYTES) {
		for (uint32_t i = 0; i < table.cols; i++)
			doc_add_cell(b,
				(TableCell){doc_add_text(b, S("some words of a cell")), 1, 1});
		table.rows++;
	}
	doc_add_block(b,
		(Block){.kind = BLOCK_TABLE, .marker = MARK_NONE, .ref = doc_add_table(b, table)});
	return doc_finish(b);
}

/* Nothing but links, each to another place. */
static const Doc *make_links(Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	uint32_t count = BYTES / 64;
	Slice text = {0};

	for (uint32_t i = 0; i < count; i++)
		doc_add_link(b, (Link){.href = doc_add_text(b,
					       arena_printf(arena, "https://news.example/%u", i)),
					.block = NONE});
	text.at = doc_text_length(b);
	for (uint32_t i = 0; i < count; i++) {
		doc_add_span(b, (Span){doc_add_text(b, S("a few words")), 0, i});
		doc_add_text(b, S(", and "));
	}
	text.len = doc_text_length(b) - text.at;
	doc_add_block(b,
		(Block){.kind = BLOCK_PARAGRAPH, .marker = MARK_NONE, .text = text, .ref = NONE});
	return doc_finish(b);
}

/* Lists in quotes in lists, as deep as can be. */
static const Doc *make_items(Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);

	for (uint32_t i = 0; doc_text_length(b) < BYTES; i++) {
		Slice text = doc_add_text(b, S("one more item"));

		doc_add_block(b, (Block){.kind = BLOCK_PARAGRAPH,
					 .quotes = (uint8_t)(i % 200),
					 .lists = (uint8_t)(1 + i % 250),
					 .marker = i % 3 ? MARK_BULLET : i,
					 .text = text,
					 .ref = NONE});
	}
	return doc_finish(b);
}

static void measure(const char *name, const Doc *doc)
{
	LayoutOptions options = {.width = 100, .numbers = true, .head = true};
	double best = 1e9;
	size_t lines = 0, pages = 0, memory = 0;

	for (int i = 0; i < RUNS; i++) {
		Arena *arena = arena_open();
		double start = now_ms(), took;
		const uint32_t *starts;
		const Lines *set = layout_doc(doc, &options, arena);

		pages = layout_pages(set, 40, arena, &starts);
		took = now_ms() - start;
		best = took < best ? took : best;
		lines = set->line_count;
		memory = arena_size(arena);
		arena_close(arena);
	}
	printf("layout of 1 MB, %-22s %6.1f ms  %7zu lines  %5zu pages  %5.1f MB\n", name, best,
		lines, pages, (double)memory / 1048576);
}

int main(void)
{
	Arena *arena = arena_open();

	measure("English", make_prose(arena, sentences[0]));
	measure("Russian", make_prose(arena, sentences[1]));
	measure("Japanese", make_prose(arena, sentences[2]));
	measure("one paragraph", make_block(arena, BLOCK_PARAGRAPH, sentences[3]));
	measure("one word", make_block(arena, BLOCK_PARAGRAPH, "abcdefgh"));
	measure("code", make_block(arena, BLOCK_PRE, "\tif (x)\n\t\treturn a[i];\n"));
	measure("one line of code", make_block(arena, BLOCK_PRE, "x = y;\t"));
	measure("a table", make_table(arena));
	measure("links", make_links(arena));
	measure("items in depth", make_items(arena));
	arena_close(arena);
	return 0;
}
