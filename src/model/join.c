#include "model/join.h"

/* Every field that lies in the text, or says where something lies, is moved below. */
_Static_assert(sizeof(Block) == 28 && sizeof(Span) == 16 && sizeof(Link) == 40, "all are moved");
_Static_assert(sizeof(Image) == 36 && sizeof(Table) == 20 && sizeof(TableCell) == 12,
	"all are moved");

/* What is added to indices and places of the second Doc. */
typedef struct {
	DocBuilder *b;
	uint32_t text, blocks, links, images, tables, cells;
} Shift;

static Slice moved(Slice slice, uint32_t by)
{
	/* Empty ones, too: they must not come to lie within a character. */
	slice.at += by;
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

/* Without its blocks: text, spans, links and what else they lead to. */
static void add_parts(const Doc *doc, const Shift *shift)
{
	DocBuilder *b = shift->b;

	doc_add_text(b, str_of(doc->text, doc->text_len));
	for (uint32_t i = 0; i < doc->span_count; i++) {
		Span span = doc->spans[i];

		span.text = moved(span.text, shift->text);
		span.link = index_moved(span.link, shift->links);
		doc_add_span(b, span);
	}
	for (uint32_t i = 0; i < doc->link_count; i++) {
		Link link = doc->links[i];

		link.href = moved(link.href, shift->text);
		link.title = moved(link.title, shift->text);
		link.note = moved(link.note, shift->text);
		link.written = moved(link.written, shift->text);
		doc_add_link(b, link);
	}
	for (uint32_t i = 0; i < doc->image_count; i++) {
		Image image = doc->images[i];

		image.src = moved(image.src, shift->text);
		image.alt = moved(image.alt, shift->text);
		image.credit = moved(image.credit, shift->text);
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

		cell.text = moved(cell.text, shift->text);
		doc_add_cell(b, cell);
	}
}

/* Blocks `from` to `end`, and where links lead to among them. */
static void add_blocks(const Doc *doc, uint32_t from, uint32_t end, const Shift *shift)
{
	for (uint32_t i = from; i < end; i++) {
		Block block = doc->blocks[i];

		block.text = moved(block.text, shift->text);
		block.label = moved(block.label, shift->text);
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
	add_parts(first, &none);
	add_parts(second, &shift);
	add_blocks(first, 0, kept, &none);
	shift.blocks = kept;
	add_blocks(second, from, end, &shift);
	head = doc_builder_head(b);
	head->url = first->url;
	head->title = first->title;
	head->byline = first->byline;
	head->site = first->site;
	head->lang = first->lang;
	head->standfirst = first->standfirst;
	head->excerpt = first->excerpt;
	head->lead = first->lead;
	head->next = moved(second->next, shift.text);
	head->published = first->published;
	head->modified = first->modified;
	head->zone = first->zone;
	head->page = first->page == PAGE_GALLERY ? second->page : first->page;
	return doc_finish(b);
}
