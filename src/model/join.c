#include "model/join.h"

#include <assert.h>

/* Every field that lies in the text, or says where something lies, is moved below. */
_Static_assert(sizeof(Block) == 32 && sizeof(Span) == 16 && sizeof(Link) == 40, "all are moved");
_Static_assert(sizeof(Image) == 36 && sizeof(Table) == 20 && sizeof(TableCell) == 12,
	"all are moved");

/* What is added to indices of a Doc, and to places in its text from `cut` on. */
typedef struct {
	DocBuilder *b;
	uint32_t cut, text, blocks, links, images, tables, cells;
} Shift;

static Slice moved(Slice slice, const Shift *shift)
{
	/* Empty ones, too: they must not come to lie within a character. */
	if (slice.at >= shift->cut)
		slice.at += shift->text;
	return slice;
}

static uint32_t index_moved(uint32_t index, uint32_t by)
{
	return index == NONE ? NONE : index + by;
}

static uint32_t ref_moved(const Block *block, const Shift *shift)
{
	switch (block->kind) {
	case BLOCK_IMAGE:
		return index_moved(block->ref, shift->images);
	case BLOCK_TABLE:
		return index_moved(block->ref, shift->tables);
	case BLOCK_EMBED:
		return index_moved(block->ref, shift->links);
	default:
		return block->ref;
	}
}

/* What of them lies from byte `from` on and before `end`. */
static void add_spans(const Doc *doc, uint32_t from, uint32_t end, const Shift *shift)
{
	for (uint32_t i = 0; i < doc->span_count; i++) {
		Span span = doc->spans[i];
		uint32_t first = span.text.at, last = span.text.at + span.text.len;

		first = first < from ? from : first;
		last = last > end ? end : last;
		if (first >= last)
			continue;
		span.text = moved((Slice){first, last - first}, shift);
		span.link = index_moved(span.link, shift->links);
		doc_add_span(shift->b, span);
	}
}

/* What text and spans lead to, but for its blocks. */
static void add_parts(const Doc *doc, const Shift *shift)
{
	DocBuilder *b = shift->b;

	for (uint32_t i = 0; i < doc->link_count; i++) {
		Link link = doc->links[i];

		link.href = moved(link.href, shift);
		link.title = moved(link.title, shift);
		link.note = moved(link.note, shift);
		link.written = moved(link.written, shift);
		doc_add_link(b, link);
	}
	for (uint32_t i = 0; i < doc->image_count; i++) {
		Image image = doc->images[i];

		image.src = moved(image.src, shift);
		image.alt = moved(image.alt, shift);
		image.credit = moved(image.credit, shift);
		image.link = index_moved(image.link, shift->links);
		doc_add_image(b, image);
	}
	for (uint32_t i = 0; i < doc->table_count; i++) {
		Table table = doc->tables[i];

		table.cell += shift->cells;
		doc_add_table(b, table);
	}
	for (uint32_t i = 0; i < doc->cell_count; i++) {
		TableCell cell = doc->cells[i];

		cell.text = moved(cell.text, shift);
		doc_add_cell(b, cell);
	}
}

/* Blocks `from` to `end`, and where links lead to among them. */
static void add_blocks(const Doc *doc, uint32_t from, uint32_t end, const Shift *shift)
{
	for (uint32_t i = from; i < end; i++) {
		Block block = doc->blocks[i];

		block.text = moved(block.text, shift);
		block.label = moved(block.label, shift);
		block.ref = ref_moved(&doc->blocks[i], shift);
		doc_add_block(shift->b, block);
	}
	for (uint32_t i = 0; i < doc->link_count; i++) {
		uint32_t to = doc->links[i].block;
		Link *link = doc_link_at(shift->b, shift->links + i);

		if (to == NONE)
			continue;
		/* What was left out stands elsewhere: the nearest that is there. */
		to = to < from ? from : to >= end ? end - 1 : to;
		link->block = end > from ? shift->blocks + to - from : 0;
	}
}

static bool is_same(const Doc *a, const Block *x, const Doc *b, const Block *y)
{
	if (x->kind != y->kind)
		return false;
	if (x->kind == BLOCK_IMAGE)
		return str_eq(doc_str(a, a->images[x->ref].src), doc_str(b, b->images[y->ref].src));
	return x->text.len && str_eq(doc_str(a, x->text), doc_str(b, y->text));
}

static bool is_in(const Doc *doc, const Doc *other, const Block *block)
{
	if (block->kind == BLOCK_HEADING &&
		str_eq(doc_str(other, block->text), doc_str(doc, doc->title)))
		return true;
	for (uint32_t i = 0; i < doc->block_count; i++)
		if (is_same(doc, &doc->blocks[i], other, block))
			return true;
	return false;
}

static Doc *copy_head(DocBuilder *b, const Doc *doc, const Shift *shift)
{
	Doc *head = doc_builder_head(b);

	head->url = moved(doc->url, shift);
	head->title = moved(doc->title, shift);
	head->byline = moved(doc->byline, shift);
	head->site = moved(doc->site, shift);
	head->lang = moved(doc->lang, shift);
	head->standfirst = moved(doc->standfirst, shift);
	head->excerpt = moved(doc->excerpt, shift);
	head->lead = moved(doc->lead, shift);
	head->next = moved(doc->next, shift);
	head->published = doc->published;
	head->modified = doc->modified;
	head->zone = doc->zone;
	head->page = doc->page;
	return head;
}

const Doc *doc_join(const Doc *first, const Doc *second, Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	uint32_t from = 0, end = second->block_count, kept = first->block_count;
	Shift none = {.b = b};
	Shift shift = {.b = b,
		.text = first->text_len,
		.links = first->link_count,
		.images = first->image_count,
		.tables = first->table_count,
		.cells = first->cell_count};
	Doc *head;

	while (from < end && is_in(first, second, &second->blocks[from]))
		from++;
	while (end > from && is_in(first, second, &second->blocks[end - 1]))
		end--;
	/* What both end with (who the author is) belongs to the end of the whole. */
	for (uint32_t i = second->block_count;
		i > end && kept && from < end &&
		is_same(first, &first->blocks[kept - 1], second, &second->blocks[i - 1]);
		i--)
		kept--;
	if (kept < first->block_count)
		end = second->block_count;
	doc_add_text(b, str_of(first->text, first->text_len));
	doc_add_text(b, str_of(second->text, second->text_len));
	add_spans(first, 0, UINT32_MAX, &none);
	add_spans(second, 0, UINT32_MAX, &shift);
	add_parts(first, &none);
	add_parts(second, &shift);
	add_blocks(first, 0, kept, &none);
	shift.blocks = kept;
	add_blocks(second, from, end, &shift);
	head = copy_head(b, first, &none);
	head->next = moved(second->next, &shift);
	head->page = first->page == PAGE_GALLERY ? second->page : first->page;
	return doc_finish(b);
}

/* Where the text of the first block behind `at` begins, so that texts stay in the order of blocks.
 */
static uint32_t cut_behind(const Doc *doc, uint32_t at)
{
	for (uint32_t i = at + 1; i < doc->block_count; i++)
		if (doc->blocks[i].text.len)
			return doc->blocks[i].text.at;
	return doc->text_len;
}

static void add_stock(const Doc *doc, uint32_t from, uint32_t end, const Shift *shift)
{
	for (uint32_t i = from; i < end; i++) {
		Block block = doc->blocks[i];

		block.text = moved(block.text, shift);
		block.label = moved(block.label, shift);
		doc_add_block(shift->b, block);
	}
}

static uint8_t deeper(unsigned depth, unsigned by)
{
	return (uint8_t)(depth + by < DOC_MAX_DEPTH ? depth + by : DOC_MAX_DEPTH);
}

const Doc *doc_graft(const Doc *doc, uint32_t at, const Doc *graft, Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	const Block *place = &doc->blocks[at];
	Shift stock = {.b = b, .cut = cut_behind(doc, at), .text = graft->text_len};
	Shift shift = {.b = b,
		.text = stock.cut,
		.blocks = at,
		.links = doc->link_count,
		.images = doc->image_count,
		.tables = doc->table_count,
		.cells = doc->cell_count};
	uint32_t more = graft->block_count;

	assert(more > 0);
	doc_add_text(b, str_of(doc->text, stock.cut));
	doc_add_text(b, str_of(graft->text, graft->text_len));
	doc_add_text(b, str_of(doc->text + stock.cut, doc->text_len - stock.cut));
	add_spans(doc, 0, stock.cut, &stock);
	add_spans(graft, 0, UINT32_MAX, &shift);
	add_spans(doc, stock.cut, UINT32_MAX, &stock);
	add_parts(doc, &stock);
	add_parts(graft, &shift);
	add_stock(doc, 0, at, &stock);
	add_blocks(graft, 0, more, &shift);
	add_stock(doc, at + 1, doc->block_count, &stock);
	/* It stands where the other one stood. */
	for (uint32_t i = 0; i < more; i++) {
		Block *block = doc_block_at(b, at + i);

		block->quotes = deeper(block->quotes, place->quotes);
		block->opens = block->opens ? deeper((uint8_t)block->opens, place->quotes) : 0;
		block->lists = deeper(block->lists, place->lists);
	}
	doc_block_at(b, at)->marker = place->marker;
	if (place->opens)
		doc_block_at(b, at)->opens = place->opens;
	for (uint32_t i = 0; i < doc->link_count; i++) {
		Link *link = doc_link_at(b, i);

		if (link->block != NONE && link->block > at)
			link->block += more - 1;
	}
	copy_head(b, doc, &stock);
	return doc_finish(b);
}
