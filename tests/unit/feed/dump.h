/* A Doc in lines, for tests: quote depth as ">", list depth as "-" or "3.", the kind, the text.
 * Links read as [text](address), styles as *bold*, /italic/, `code` and the like. */
#ifndef LEDE_TESTS_DUMP_H
#define LEDE_TESTS_DUMP_H

#include "base/buf.h"
#include "model/doc.h"

static const struct {
	uint32_t style;
	char mark;
} dump_marks[] = {{STYLE_BOLD, '*'}, {STYLE_ITALIC, '/'}, {STYLE_CODE, '`'}, {STYLE_UNDERLINE, '_'},
	{STYLE_STRIKE, '~'}, {STYLE_SUP, '^'}, {STYLE_SUB, ','}, {STYLE_MARK, '='},
	{STYLE_SMALL, '%'}};

static void dump_text(const Doc *doc, Slice slice, Buf *out)
{
	uint32_t at = slice.at, end = slice.at + slice.len;

	for (uint32_t i = 0; i < doc->span_count; i++) {
		const Span *span = &doc->spans[i];
		uint32_t from = span->text.at, to = span->text.at + span->text.len;

		if (to <= at || from >= end)
			continue;
		from = from < at ? at : from;
		to = to > end ? end : to;
		buf_add(out, doc_str(doc, (Slice){at, from - at}));
		for (size_t k = 0; k < COUNT(dump_marks); k++)
			if (span->style & dump_marks[k].style)
				buf_char(out, dump_marks[k].mark);
		if (span->link != NONE)
			buf_char(out, '[');
		buf_add(out, doc_str(doc, (Slice){from, to - from}));
		if (span->link != NONE) {
			const Link *link = &doc->links[span->link];

			buf_add(out, S("]("));
			if (link->kind == LINK_HERE)
				buf_printf(out, "block %u", link->block);
			else
				buf_add(out, doc_str(doc, link->href));
			buf_char(out, ')');
		}
		for (size_t k = COUNT(dump_marks); k-- > 0;)
			if (span->style & dump_marks[k].style)
				buf_char(out, dump_marks[k].mark);
		at = to;
	}
	buf_add(out, doc_str(doc, (Slice){at, end - at}));
}

static void dump_block(const Doc *doc, const Block *block, Buf *out)
{
	static const char *const names[] = {"p", "h", "pre", "rule", "image", "table", "embed"};

	for (unsigned i = 0; i < block->quotes; i++)
		buf_char(out, '>');
	for (unsigned i = 0; i < block->lists; i++)
		buf_char(out, ' ');
	if (block->marker == MARK_BULLET)
		buf_add(out, S("- "));
	else if (block->marker != MARK_NONE)
		buf_printf(out, "%u. ", block->marker);
	buf_add(out, str_from(names[block->kind]));
	if (block->level)
		buf_printf(out, "%u", block->level);
	if (block->label.len)
		buf_printf(out, " [%.*s]", STR_ARG(doc_str(doc, block->label)));
	buf_add(out, S(": "));
	dump_text(doc, block->text, out);
	if (block->kind == BLOCK_IMAGE) {
		const Image *image = &doc->images[block->ref];

		buf_add(out, S(" | "));
		dump_text(doc, image->credit, out);
		buf_add(out, S(" | "));
		buf_add(out, doc_str(doc, image->alt));
		buf_add(out, S(" | "));
		buf_add(out, doc_str(doc, image->src));
	} else if (block->kind == BLOCK_EMBED) {
		const Link *link = &doc->links[block->ref];

		buf_printf(out, " | %.*s | %.*s | %u %.*s", STR_ARG(doc_str(doc, link->title)),
			STR_ARG(doc_str(doc, link->note)), link->kind,
			STR_ARG(doc_str(doc, link->href)));
	} else if (block->kind == BLOCK_TABLE) {
		const Table *table = &doc->tables[block->ref];

		buf_printf(out, " | head %u", table->head);
		if (table->side)
			buf_printf(out, " side %u", table->side);
		for (uint32_t i = 0; i < table->rows * table->cols; i++) {
			buf_add(out, i % table->cols ? S("; ") : S("\n  "));
			dump_text(doc, doc->cells[table->cell + i].text, out);
			if (doc->cells[table->cell + i].rows > 1)
				buf_printf(out, " v%u", doc->cells[table->cell + i].rows);
			if (doc->cells[table->cell + i].cols > 1)
				buf_printf(out, " >%u", doc->cells[table->cell + i].cols);
		}
	}
	buf_char(out, '\n');
}

static Str dump(const Doc *doc, Arena *arena)
{
	Buf out = {0};
	Str text;

	for (uint32_t i = 0; i < doc->block_count; i++)
		dump_block(doc, &doc->blocks[i], &out);
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

#endif
