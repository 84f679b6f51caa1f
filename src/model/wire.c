#include "model/wire.h"

#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

/* What begins every document. The number reads differently on a machine of the other byte order and
 * changes with each change of the structs, so that what was kept by another lede is never misread.
 * Pages are kept for long: what an older one wrote is read, too. */
enum {
	MAGIC = 0x4c444f37,
	MAGIC_6 = 0x4c444f36, /* blocks end before Block.opens */
};

/* Arrays follow in this order, then the text. Their elements have no padding and are written as
 * they lie in memory; each array starts at a multiple of four bytes, as all before it are of such
 * sizes. */
typedef struct {
	uint32_t magic, text_len;
	uint32_t block_count, span_count, link_count, image_count, table_count, cell_count;
	uint32_t page;
	int32_t zone;
	int64_t published, modified;
	Slice url, title, byline, site, lang, standfirst, excerpt, lead, next;
} Head;

_Static_assert(sizeof(Head) == 10 * 4 + 2 * 8 + 9 * 8, "no padding");
_Static_assert(sizeof(Block) == 32 && sizeof(Span) == 16 && sizeof(Link) == 40, "no padding");
_Static_assert(sizeof(Image) == 36 && sizeof(Table) == 20 && sizeof(TableCell) == 12, "no padding");

void doc_write(const Doc *doc, Buf *out)
{
	Head head = {.magic = MAGIC,
		.text_len = doc->text_len,
		.block_count = doc->block_count,
		.span_count = doc->span_count,
		.link_count = doc->link_count,
		.image_count = doc->image_count,
		.table_count = doc->table_count,
		.cell_count = doc->cell_count,
		.page = doc->page,
		.zone = doc->zone,
		.published = doc->published,
		.modified = doc->modified,
		.url = doc->url,
		.title = doc->title,
		.byline = doc->byline,
		.site = doc->site,
		.lang = doc->lang,
		.standfirst = doc->standfirst,
		.excerpt = doc->excerpt,
		.lead = doc->lead,
		.next = doc->next};

	buf_bytes(out, &head, sizeof head);
	buf_bytes(out, doc->blocks, doc->block_count * sizeof *doc->blocks);
	buf_bytes(out, doc->spans, doc->span_count * sizeof *doc->spans);
	buf_bytes(out, doc->links, doc->link_count * sizeof *doc->links);
	buf_bytes(out, doc->images, doc->image_count * sizeof *doc->images);
	buf_bytes(out, doc->tables, doc->table_count * sizeof *doc->tables);
	buf_bytes(out, doc->cells, doc->cell_count * sizeof *doc->cells);
	buf_bytes(out, doc->text, doc->text_len);
}

/* --- the gate
 * --------------------------------------------------------------------------------------*/

/* Takes `count` elements off `wire` into the arena; NULL if there are not so many. */
static const void *take(Str *wire, uint32_t count, size_t size, Arena *arena)
{
	size_t n;
	void *copy;

	if (__builtin_mul_overflow((size_t)count, size, &n) || n > wire->n)
		return NULL;
	copy = arena_alloc(arena, n);
	if (n)
		memcpy(copy, wire->s, n);
	*wire = str_from_at(*wire, n);
	return copy;
}

static const Block *take_blocks(Str *wire, const Head *head, Arena *arena)
{
	const size_t size = offsetof(Block, opens);
	const char *old;
	Block *blocks;

	if (head->magic == MAGIC)
		return take(wire, head->block_count, sizeof(Block), arena);
	old = take(wire, head->block_count, size, arena);
	blocks = old ? arena_array(arena, head->block_count, sizeof *blocks) : NULL;
	for (uint32_t i = 0; blocks && i < head->block_count; i++) {
		blocks[i] = (Block){0};
		memcpy(&blocks[i], old + i * size, size);
	}
	return blocks;
}

static bool is_border(const Doc *doc, uint32_t at)
{
	return at == doc->text_len || ((uint8_t)doc->text[at] & 0xc0) != 0x80;
}

static bool slice_ok(const Doc *doc, Slice slice)
{
	return slice.at <= doc->text_len && slice.len <= doc->text_len - slice.at &&
	       is_border(doc, slice.at) && is_border(doc, slice.at + slice.len);
}

static bool index_ok(uint32_t index, uint32_t count)
{
	return index == NONE || index < count;
}

static bool ref_ok(const Doc *doc, const Block *block)
{
	switch (block->kind) {
	case BLOCK_IMAGE:
		return block->ref < doc->image_count;
	case BLOCK_TABLE:
		return block->ref < doc->table_count;
	case BLOCK_EMBED:
		return block->ref < doc->link_count;
	default:
		return block->ref == NONE && block->kind < BLOCK_KINDS;
	}
}

static bool block_ok(const Doc *doc, const Block *block)
{
	static const uint8_t levels[BLOCK_KINDS] =
		{[BLOCK_PARAGRAPH] = 1, [BLOCK_HEADING] = 6, [BLOCK_IMAGE] = 1, [BLOCK_EMBED] = 1};

	return slice_ok(doc, block->text) && slice_ok(doc, block->label) &&
	       block->label.len <= DOC_MAX_LABEL && ref_ok(doc, block) &&
	       block->level <= levels[block->kind] &&
	       (block->level > 0 || block->kind != BLOCK_HEADING) &&
	       block->quotes <= DOC_MAX_DEPTH && block->lists <= DOC_MAX_DEPTH &&
	       block->opens <= block->quotes;
}

/* Adds to a sum of what is laid out. No text and no cell stands in two places: else a small
 * document could be a thousand times itself on the page. */
static bool adds_up(uint64_t *sum, uint64_t more, uint64_t most)
{
	*sum += more;
	return *sum <= most;
}

/* After tables_ok, which makes sure that rows times columns is a number of cells. */
static bool blocks_ok(const Doc *doc)
{
	uint64_t text = 0, cells = 0;

	for (uint32_t i = 0; i < doc->block_count; i++) {
		const Block *block = &doc->blocks[i];
		const Table *table;

		if (!block_ok(doc, block) || !adds_up(&text, block->text.len, doc->text_len))
			return false;
		if (block->kind != BLOCK_TABLE)
			continue;
		table = &doc->tables[block->ref];
		if (!adds_up(&cells, (uint64_t)table->rows * table->cols, doc->cell_count))
			return false;
	}
	return true;
}

static bool spans_ok(const Doc *doc)
{
	uint32_t end = 0;

	for (uint32_t i = 0; i < doc->span_count; i++) {
		const Span *span = &doc->spans[i];

		if (!slice_ok(doc, span->text) || span->text.at < end || span->text.len == 0 ||
			(span->style & ~(uint32_t)STYLE_ALL) ||
			(span->style == 0 && span->link == NONE) ||
			!index_ok(span->link, doc->link_count))
			return false;
		end = span->text.at + span->text.len;
	}
	return true;
}

static bool links_ok(const Doc *doc)
{
	for (uint32_t i = 0; i < doc->link_count; i++) {
		const Link *link = &doc->links[i];

		if (!slice_ok(doc, link->href) || !slice_ok(doc, link->title) ||
			!slice_ok(doc, link->note) || !slice_ok(doc, link->written) ||
			link->kind >= LINK_KINDS || !index_ok(link->block, doc->block_count))
			return false;
	}
	return true;
}

static bool images_ok(const Doc *doc)
{
	for (uint32_t i = 0; i < doc->image_count; i++) {
		const Image *image = &doc->images[i];

		if (!slice_ok(doc, image->src) || !slice_ok(doc, image->alt) ||
			!slice_ok(doc, image->credit) || !index_ok(image->link, doc->link_count))
			return false;
	}
	return true;
}

static bool is_reached(const TableCell *cell)
{
	return cell->rows == 0 && cell->cols == 0 && cell->text.len == 0;
}

/* Each cell stands by itself or where exactly one other reaches. `reached`, by column: so many rows
 * from here on. */
static bool reach_ok(const Doc *doc, const Table *table, uint32_t *reached)
{
	for (uint32_t row = 0; row < table->rows; row++) {
		for (uint32_t col = 0; col < table->cols; col++) {
			const TableCell *cell = doc_cell(doc, table, row, col);

			if (reached[col] == 0) {
				if (cell->rows == 0 || cell->rows > table->rows - row ||
					cell->cols == 0 || cell->cols > table->cols - col)
					return false;
				for (uint32_t i = col; i < col + cell->cols; i++) {
					if (reached[i])
						return false;
					reached[i] = cell->rows;
				}
			} else if (!is_reached(cell)) {
				return false;
			}
			reached[col]--;
		}
	}
	return true;
}

static bool tables_ok(const Doc *doc, Arena *arena)
{
	uint64_t text = 0, sum = 0;

	for (uint32_t i = 0; i < doc->table_count; i++) {
		const Table *table = &doc->tables[i];
		uint32_t cells, end;

		if (__builtin_mul_overflow(table->rows, table->cols, &cells) ||
			__builtin_add_overflow(table->cell, cells, &end) || end > doc->cell_count ||
			cells == 0 || table->head > table->rows || table->side > table->cols)
			return false;
		/* Tables that share cells would be looked at again and again. */
		if (!adds_up(&sum, cells, doc->cell_count) ||
			!reach_ok(doc, table, arena_array(arena, table->cols, sizeof(uint32_t))))
			return false;
	}
	for (uint32_t i = 0; i < doc->cell_count; i++)
		if (!slice_ok(doc, doc->cells[i].text) ||
			!adds_up(&text, doc->cells[i].text.len, doc->text_len))
			return false;
	return true;
}

/* Within the years that a calendar can show: 1 to 9999. */
static bool date_ok(int64_t date)
{
	return date >= -62135596800 && date < 253402300800;
}

static bool head_ok(const Doc *doc)
{
	return slice_ok(doc, doc->url) && slice_ok(doc, doc->title) && slice_ok(doc, doc->byline) &&
	       slice_ok(doc, doc->site) && slice_ok(doc, doc->lang) &&
	       slice_ok(doc, doc->standfirst) && slice_ok(doc, doc->excerpt) &&
	       slice_ok(doc, doc->lead) && slice_ok(doc, doc->next) && doc->page < PAGE_KINDS &&
	       date_ok(doc->published) && date_ok(doc->modified) && doc->zone > -DAY / MINUTE &&
	       doc->zone < DAY / MINUTE;
}

const Doc *doc_read(Str wire, Arena *arena, Err *err)
{
	Doc *doc = arena_alloc(arena, sizeof *doc);
	Head head;

	if (wire.n < sizeof head)
		goto bad;
	memcpy(&head, wire.s, sizeof head);
	wire = str_from_at(wire, sizeof head);
	if (head.magic != MAGIC && head.magic != MAGIC_6)
		goto bad;
	*doc = (Doc){.url = head.url,
		.title = head.title,
		.byline = head.byline,
		.site = head.site,
		.lang = head.lang,
		.standfirst = head.standfirst,
		.excerpt = head.excerpt,
		.lead = head.lead,
		.next = head.next,
		.page = head.page,
		.zone = head.zone,
		.published = head.published,
		.modified = head.modified,
		.text_len = head.text_len,
		.block_count = head.block_count,
		.span_count = head.span_count,
		.link_count = head.link_count,
		.image_count = head.image_count,
		.table_count = head.table_count,
		.cell_count = head.cell_count};
	doc->blocks = take_blocks(&wire, &head, arena);
	doc->spans = doc->blocks ? take(&wire, head.span_count, sizeof(Span), arena) : NULL;
	doc->links = doc->spans ? take(&wire, head.link_count, sizeof(Link), arena) : NULL;
	doc->images = doc->links ? take(&wire, head.image_count, sizeof(Image), arena) : NULL;
	doc->tables = doc->images ? take(&wire, head.table_count, sizeof(Table), arena) : NULL;
	doc->cells = doc->tables ? take(&wire, head.cell_count, sizeof(TableCell), arena) : NULL;
	doc->text =
		doc->cells && wire.n == head.text_len ? take(&wire, head.text_len, 1, arena) : NULL;
	if (doc->text && utf8_valid_text(str_of(doc->text, doc->text_len)) && head_ok(doc) &&
		tables_ok(doc, arena) && blocks_ok(doc) && spans_ok(doc) && links_ok(doc) &&
		images_ok(doc))
		return doc;
bad:
	err_set(err, ERR_FORMAT, 0, "the parser's answer is not sound; the article is left out");
	return NULL;
}
