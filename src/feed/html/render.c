#include "feed/html/render.h"

#include "base/vec.h"
#include "feed/html/pieces.h"

static void words_table(const Doc *doc, const Table *table, Buf *out)
{
	for (uint32_t i = 0; i < table->rows * table->cols; i++) {
		buf_add(out, doc_str(doc, doc->cells[table->cell + i].text));
		buf_add(out, (i + 1) % table->cols ? S("\t") : S("\n"));
	}
}

/* Who wrote a post and when. */
static void words_author(const Doc *doc, const Link *link, Buf *out)
{
	Str who = doc_str(doc, link->title), when = doc_str(doc, link->note);

	if ((link->kind != LINK_TWEET && link->kind != LINK_POST) || who.n == 0)
		return;
	buf_add(out, S("— "));
	buf_add(out, who);
	buf_add(out, when.n ? S(" ") : S(""));
	buf_add(out, when);
	buf_char(out, '\n');
}

/* Formulas and marks are no words. */
static void words_text(Pieces *pieces, Slice text, Buf *out)
{
	const Doc *doc = pieces->doc;
	Span piece;

	while (pieces_next(pieces, &text, &piece))
		if (piece.link == NONE || doc->links[piece.link].kind != LINK_SIGN)
			buf_add(out, doc_str(doc, piece.text));
}

void render_words(const Doc *doc, Buf *out)
{
	Pieces pieces = {doc, 0};

	for (uint32_t i = 0; i < doc->block_count; i++) {
		const Block *block = &doc->blocks[i];

		if (block->kind == BLOCK_IMAGE || block->kind == BLOCK_RULE)
			continue;
		if (block->text.len) {
			words_text(&pieces, block->text, out);
			buf_char(out, '\n');
			if (block->kind == BLOCK_EMBED)
				words_author(doc, &doc->links[block->ref], out);
		}
		if (block->kind == BLOCK_TABLE)
			words_table(doc, &doc->tables[block->ref], out);
	}
	while (out->n && char_is_space(out->s[out->n - 1]))
		out->n--;
}

typedef VEC(RenderedLink) Links;

typedef struct {
	Pieces pieces;
	Arena *arena;
	Links links;
	uint32_t *place; /* by links[] index: in `links` plus one */
} Collector;

static void collect(Collector *c, uint32_t index, Str text)
{
	const Link *link = &c->pieces.doc->links[index];
	RenderedLink *found;

	if (link->kind == LINK_HERE || link->kind == LINK_SIGN || link->href.len == 0)
		return;
	if (c->place[index]) {
		found = &c->links.items[c->place[index] - 1];
		if (text.n)
			found->text = arena_printf(c->arena, "%.*s%.*s", STR_ARG(found->text),
				STR_ARG(text));
		return;
	}
	*vec_push_in(&c->links, c->arena) = (RenderedLink){text, doc_str(c->pieces.doc, link->href),
		doc_str(c->pieces.doc, link->written), (LinkKind)link->kind};
	c->place[index] = (uint32_t)c->links.count;
}

static void collect_text(Collector *c, Slice text)
{
	Span piece;

	while (pieces_next(&c->pieces, &text, &piece))
		if (piece.link != NONE)
			collect(c, piece.link, doc_str(c->pieces.doc, piece.text));
}

static bool seen_before(RenderedLink *links, size_t n, uint32_t *table, size_t size)
{
	size_t slot = str_hash(links[n].href) % size;

	for (; table[slot]; slot = (slot + 1) % size)
		if (str_eq(links[table[slot] - 1].href, links[n].href))
			return true;
	table[slot] = (uint32_t)n + 1;
	return false;
}

size_t render_links(const Doc *doc, Arena *arena, const RenderedLink **out)
{
	Collector c = {.pieces = {doc, 0}, .arena = arena};
	size_t count = 0, size;
	uint32_t *table;

	c.place = arena_array(arena, doc->link_count + 1, sizeof *c.place);
	for (uint32_t i = 0; i < doc->block_count; i++) {
		const Block *block = &doc->blocks[i];

		collect_text(&c, block->text);
		if (block->kind == BLOCK_EMBED)
			collect(&c, block->ref, doc_str(doc, doc->links[block->ref].title));
		for (uint32_t k = 0;
			block->kind == BLOCK_TABLE &&
			k < doc->tables[block->ref].rows * doc->tables[block->ref].cols;
			k++)
			collect_text(&c, doc->cells[doc->tables[block->ref].cell + k].text);
	}
	size = c.links.count * 2 + 1;
	table = arena_array(arena, size, sizeof *table);
	for (size_t i = 0; i < c.links.count; i++) {
		c.links.items[count] = c.links.items[i];
		if (!seen_before(c.links.items, count, table, size))
			count++;
	}
	*out = c.links.items;
	return count;
}
