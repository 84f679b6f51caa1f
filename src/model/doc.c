#include "model/doc.h"

#include <assert.h>

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"

struct DocBuilder {
	Arena *arena;
	Doc doc;
	char *text;
	size_t text_len, text_room;
	VEC(Block) blocks;
	VEC(Span) spans;
	VEC(Link) links;
	VEC(Image) images;
	VEC(Table) tables;
	VEC(TableCell) cells;
};

/* Well below 4 GB, so that sums of offsets stay within 32 bits. */
enum { MAX_TEXT = 1 << 30 };

static const char *const page_kinds[] = {
	[PAGE_ARTICLE] = "article",
	[PAGE_PAYWALL] = "paywall",
	[PAGE_CONSENT] = "consent",
	[PAGE_SCRIPT] = "script",
	[PAGE_LOGIN] = "login",
	[PAGE_GALLERY] = "gallery",
	[PAGE_VIDEO] = "video",
	[PAGE_ERROR] = "error",
};
static_assert(COUNT(page_kinds) == PAGE_KINDS, "name every kind of page");

Str page_kind_name(uint32_t kind)
{
	return str_from(page_kinds[kind < PAGE_KINDS ? kind : PAGE_ARTICLE]);
}

Str doc_str(const Doc *doc, Slice slice)
{
	return str_slice(str_of(doc->text, doc->text_len), slice.at, slice.len);
}

const TableCell *doc_cell(const Doc *doc, const Table *table, uint32_t row, uint32_t col)
{
	return &doc->cells[table->cell + row * table->cols + col];
}

bool doc_is_note_mark(Str words)
{
	size_t letters = 0;

	for (size_t at = 0; at < words.n;) {
		uint32_t c = utf8_next(words, &at);

		letters += (c < 0x80 && char_is_alpha((char)c)) ||
			   (c >= 0xc0 && (c < 0x2000 || c > 0x2bff) && c != 0xfe0e && c != 0xfe0f);
	}
	return letters < 2;
}

uint32_t doc_words(const Doc *doc)
{
	uint32_t words = 0, ideographs = 0;

	for (uint32_t i = 0; i < doc->block_count; i++) {
		Str text = doc_str(doc, doc->blocks[i].text), word;

		if (doc->blocks[i].kind == BLOCK_IMAGE || doc->blocks[i].kind == BLOCK_PRE)
			continue;
		while (str_word(&text, &word)) {
			size_t at = 0;
			uint32_t before = ideographs;

			while (at < word.n) {
				uint32_t c = utf8_next(word, &at);

				ideographs += (c >= 0x3040 && c <= 0x30ff) ||
					      (c >= 0x3400 && c <= 0x9fff);
			}
			words += ideographs == before;
		}
	}
	return words + ideographs / 2;
}

/* A host of the table covers its subdomains. */
static const struct {
	const char *host;
	LinkKind kind;
} hosts[] = {
	{"twitter.com", LINK_TWEET},
	{"x.com", LINK_TWEET},
	{"t.co", LINK_PAGE},
	{"bsky.app", LINK_POST},
	{"threads.net", LINK_POST},
	{"mastodon.social", LINK_POST},
	{"mastodon.online", LINK_POST},
	{"instagram.com", LINK_POST},
	{"tiktok.com", LINK_POST},
	{"youtube.com", LINK_VIDEO},
	{"youtu.be", LINK_VIDEO},
	{"youtube-nocookie.com", LINK_VIDEO},
	{"vimeo.com", LINK_VIDEO},
	{"dailymotion.com", LINK_VIDEO},
};

static const struct {
	const char *ending;
	LinkKind kind;
} endings[] = {
	{".mp4", LINK_VIDEO},
	{".m4v", LINK_VIDEO},
	{".webm", LINK_VIDEO},
	{".mov", LINK_VIDEO},
	{".m3u8", LINK_VIDEO},
	{".mp3", LINK_AUDIO},
	{".m4a", LINK_AUDIO},
	{".ogg", LINK_AUDIO},
	{".oga", LINK_AUDIO},
	{".opus", LINK_AUDIO},
	{".flac", LINK_AUDIO},
	{".wav", LINK_AUDIO},
	{".jpg", LINK_IMAGE},
	{".jpeg", LINK_IMAGE},
	{".png", LINK_IMAGE},
	{".gif", LINK_IMAGE},
	{".webp", LINK_IMAGE},
	{".avif", LINK_IMAGE},
	{".svg", LINK_IMAGE},
	{".pdf", LINK_FILE},
	{".zip", LINK_FILE},
	{".epub", LINK_FILE},
	{".docx", LINK_FILE},
	{".xlsx", LINK_FILE},
	{".csv", LINK_FILE},
	{".rss", LINK_FEED},
	{".atom", LINK_FEED},
};

LinkKind link_kind(Str url)
{
	Str host = url_host(url), path = url_path(url);

	if (str_eq_case(url_scheme(url), S("mailto")))
		return LINK_MAIL;
	for (size_t i = 0; i < COUNT(hosts); i++)
		if (url_is_host(host, str_from(hosts[i].host)))
			return hosts[i].kind;
	for (size_t i = 0; i < COUNT(endings); i++)
		if (str_ends_case(path, str_from(endings[i].ending)))
			return endings[i].kind;
	return LINK_PAGE;
}

DocBuilder *doc_builder_open(Arena *arena)
{
	DocBuilder *b = arena_alloc(arena, sizeof *b);

	b->arena = arena;
	return b;
}

Arena *doc_builder_arena(DocBuilder *b)
{
	return b->arena;
}

Slice doc_add_text(DocBuilder *b, Str text)
{
	Slice slice = {(uint32_t)b->text_len, (uint32_t)text.n};

	if (text.n > MAX_TEXT - b->text_len)
		return (Slice){(uint32_t)b->text_len, 0};
	if (b->text_room - b->text_len < text.n) {
		size_t room = b->text_room ? b->text_room : 1024;
		char *moved;

		while (room - b->text_len < text.n)
			room *= 2;
		moved = arena_alloc(b->arena, room);
		if (b->text_len)
			__builtin_memcpy(moved, b->text, b->text_len);
		b->text = moved;
		b->text_room = room;
	}
	if (text.n)
		__builtin_memcpy(b->text + b->text_len, text.s, text.n);
	b->text_len += text.n;
	return slice;
}

Str doc_builder_text(const DocBuilder *b, Slice slice)
{
	return str_slice(str_of(b->text, b->text_len), slice.at, slice.len);
}

uint32_t doc_text_length(const DocBuilder *b)
{
	return (uint32_t)b->text_len;
}

void doc_cut_text(DocBuilder *b, uint32_t length)
{
	if (length >= b->text_len)
		return;
	b->text_len = length;
	while (b->spans.count) {
		Slice *last = &b->spans.items[b->spans.count - 1].text;

		if (last->at + last->len <= length)
			break;
		if (last->at >= length) {
			b->spans.count--;
			continue;
		}
		last->len = length - last->at;
		break;
	}
}

Str doc_builder_prose(const DocBuilder *b, Slice slice)
{
	uint32_t at = slice.at, end = slice.at + slice.len;
	Buf out = {0};
	Str prose;

	for (size_t i = 0; i < b->spans.count; i++) {
		const Span *span = &b->spans.items[i];

		if (span->text.at < at || span->text.at + span->text.len > end ||
			span->link == NONE || b->links.items[span->link].kind != LINK_HERE ||
			!doc_is_note_mark(doc_builder_text(b, span->text)))
			continue;
		buf_add(&out, doc_builder_text(b, (Slice){at, span->text.at - at}));
		at = span->text.at + span->text.len;
	}
	buf_add(&out, doc_builder_text(b, (Slice){at, end - at}));
	prose = buf_take(&out, b->arena);
	buf_drop(&out);
	return prose;
}

uint32_t doc_add_block(DocBuilder *b, Block block)
{
	if (block.quotes > DOC_MAX_DEPTH)
		block.quotes = DOC_MAX_DEPTH;
	if (block.opens > block.quotes)
		block.opens = 0;
	if (block.lists > DOC_MAX_DEPTH)
		block.lists = DOC_MAX_DEPTH;
	*vec_push_in(&b->blocks, b->arena) = block;
	return (uint32_t)b->blocks.count - 1;
}

uint32_t doc_add_span(DocBuilder *b, Span span)
{
	Span *last = b->spans.count ? &b->spans.items[b->spans.count - 1] : NULL;
	uint32_t end = last ? last->text.at + last->text.len : 0;

	if (span.text.len == 0 || (span.style == 0 && span.link == NONE) || span.text.at < end)
		return NONE;
	if (last && end == span.text.at && last->style == span.style && last->link == span.link)
		last->text.len += span.text.len;
	else
		*vec_push_in(&b->spans, b->arena) = span;
	return (uint32_t)b->spans.count - 1;
}

uint32_t doc_add_link(DocBuilder *b, Link link)
{
	*vec_push_in(&b->links, b->arena) = link;
	return (uint32_t)b->links.count - 1;
}

uint32_t doc_add_image(DocBuilder *b, Image image)
{
	*vec_push_in(&b->images, b->arena) = image;
	return (uint32_t)b->images.count - 1;
}

uint32_t doc_add_table(DocBuilder *b, Table table)
{
	*vec_push_in(&b->tables, b->arena) = table;
	return (uint32_t)b->tables.count - 1;
}

uint32_t doc_add_cell(DocBuilder *b, TableCell cell)
{
	*vec_push_in(&b->cells, b->arena) = cell;
	return (uint32_t)b->cells.count - 1;
}

Block *doc_block_at(DocBuilder *b, uint32_t index)
{
	return &b->blocks.items[index];
}

Link *doc_link_at(DocBuilder *b, uint32_t index)
{
	return &b->links.items[index];
}

uint32_t doc_block_count(const DocBuilder *b)
{
	return (uint32_t)b->blocks.count;
}

Doc *doc_builder_head(DocBuilder *b)
{
	return &b->doc;
}

const Doc *doc_finish(DocBuilder *b)
{
	Doc *doc = &b->doc;

	doc->text = b->text ? b->text : "";
	doc->text_len = (uint32_t)b->text_len;
	doc->blocks = b->blocks.items;
	doc->block_count = (uint32_t)b->blocks.count;
	doc->spans = b->spans.items;
	doc->span_count = (uint32_t)b->spans.count;
	doc->links = b->links.items;
	doc->link_count = (uint32_t)b->links.count;
	doc->images = b->images.items;
	doc->image_count = (uint32_t)b->images.count;
	doc->tables = b->tables.items;
	doc->table_count = (uint32_t)b->tables.count;
	doc->cells = b->cells.items;
	doc->cell_count = (uint32_t)b->cells.count;
	return doc;
}
