#include "view/linkrows.h"

#include <assert.h>

#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { LONGEST_NOTE = 300 }; /* bytes */

typedef VEC(LinkRow) Rows;

static const char *const kind_names[] = {
	[LINK_PAGE] = "link",
	[LINK_TWEET] = "post",
	[LINK_POST] = "post",
	[LINK_VIDEO] = "video",
	[LINK_AUDIO] = "audio",
	[LINK_IMAGE] = "picture",
	[LINK_MAIL] = "mail",
	[LINK_FILE] = "file",
	[LINK_FEED] = "feed",
	[LINK_HERE] = "here",
	[LINK_MAP] = "map",
	[LINK_CHART] = "chart",
	[LINK_FORM] = "form",
	[LINK_VIDEO_PAGE] = "video",
	[LINK_AUDIO_PAGE] = "audio",
	[LINK_SIGN] = "sign",
};
static_assert(COUNT(kind_names) == LINK_KINDS, "name every kind of link");

static Str one_line(Str text, Arena *arena)
{
	return arena_str(arena, arena_squeeze(arena, text));
}

/* "pdf" for a file by its ending. */
static Str kind_of(LinkKind kind, Str address)
{
	Str path = url_path(address);
	ptrdiff_t dot = str_rfind_char(path, '.');

	if (kind == LINK_FILE && dot >= 0 && path.n - (size_t)dot <= 5)
		return str_from_at(path, (size_t)dot + 1);
	return str_from(kind_names[kind]);
}

static Str site_of(LinkKind kind, Str address)
{
	if (kind == LINK_HERE)
		return S("this article");
	if (kind == LINK_MAIL)
		return str_from_at(address, S("mailto:").n);
	return url_site(address);
}

static void add_links(const Reader *r, Rows *rows, Arena *arena)
{
	const Lines *lines = r->pager.lines;

	for (size_t i = 0; i < lines->link_count; i++) {
		const Link *link = &lines->doc->links[lines->links[i].link];
		Str address = arena_str(arena, doc_str(lines->doc, link->href));
		Str title = doc_str(lines->doc, link->title);
		LinkRow *row = vec_push_in(rows, arena);

		row->mark = arena_printf(arena, "%zu", i + 1);
		row->kind = kind_of((LinkKind)link->kind, address);
		row->text = one_line(lines->links[i].text.n ? lines->links[i].text
				     : title.n              ? title
							    : address,
			arena);
		row->site = site_of((LinkKind)link->kind, address);
		row->address = address;
		row->written = arena_str(arena, doc_str(lines->doc, link->written));
		row->block = link->kind == LINK_HERE ? link->block : NONE;
		row->page = arena_printf(arena, "%zu",
			pager_page_at(&r->pager, lines->links[i].line) + 1);
	}
}

/* What the feed says beside the text. */
static void add_extras(const App *app, const Reader *r, Rows *rows, Arena *arena)
{
	Article article;
	Err err;

	if (!r->id || !app->library || !library_article(app->library, r->id, arena, &article, &err))
		return;
	for (uint32_t i = 0; i < article.entry.enclosure_count; i++) {
		const Enclosure *e = &article.entry.enclosures[i];
		LinkKind kind = str_starts_case(e->type, S("audio/"))   ? LINK_AUDIO
				: str_starts_case(e->type, S("video/")) ? LINK_VIDEO
									: link_kind(e->url);

		*vec_push_in(rows, arena) = (LinkRow){.mark = S("m"),
			.kind = kind_of(kind, e->url),
			.text = e->title.n ? one_line(e->title, arena)
					   : S("comes with the article"),
			.site = url_site(e->url),
			.address = e->url,
			.block = NONE};
	}
	if (article.entry.comments.n)
		*vec_push_in(rows, arena) = (LinkRow){.mark = S("c"),
			.kind = S("comments"),
			.text = S("Comments"),
			.site = url_site(article.entry.comments),
			.address = article.entry.comments,
			.block = NONE};
}

/* A note without the sign at its end that leads back. */
static Str without_way_back(Str note)
{
	static const char *const signs[] = {"↩", "↑", "⤴", "⏎", "^", "\xef\xb8\x8e",
		"\xef\xb8\x8f"};
	size_t before;

	do {
		before = note.n;
		note = str_trim(note);
		for (size_t i = 0; i < COUNT(signs); i++)
			if (str_ends(note, str_from(signs[i])))
				note.n -= str_from(signs[i]).n;
	} while (note.n < before);
	return note;
}

static Str page_of_block(const Reader *r, uint32_t block, Arena *arena)
{
	const Lines *lines = r->pager.lines;

	for (size_t i = 0; i < lines->line_count; i++)
		if (lines->lines[i].block == block)
			return arena_printf(arena, "%zu", pager_page_at(&r->pager, i) + 1);
	return S("");
}

/* Footnotes: their marks are too short for numbers of their own. One that is referred to again and
 * again is listed once. */
static void add_notes(const Reader *r, Rows *rows, Arena *arena)
{
	const Lines *lines = r->pager.lines;
	const Doc *doc = lines->doc;
	bool *listed = arena_array(arena, (size_t)doc->block_count + 1, sizeof *listed);

	for (uint32_t i = 0; i < doc->span_count; i++) {
		const Span *span = &doc->spans[i];
		const Link *link = span->link == NONE ? NULL : &doc->links[span->link];
		Str mark = doc_str(doc, span->text);
		const Block *note;

		if (!link || link->kind != LINK_HERE || link->block == NONE ||
			listed[link->block] || lines->numbers[span->link] ||
			!doc_is_note_mark(mark))
			continue;
		note = &doc->blocks[link->block];
		/* The other way round it leads back. */
		if (note->text.at <= span->text.at)
			continue;
		listed[link->block] = true;
		mark = str_trim(mark);
		if (str_starts(mark, S("[")) && str_ends(mark, S("]")))
			mark = str_slice(mark, 1, mark.n - 2);
		*vec_push_in(rows, arena) =
			(LinkRow){.mark = utf8_fit(arena_printf(arena, "n%.*s", STR_ARG(mark)), 4),
				.kind = S("footnote"),
				.text = one_line(without_way_back(utf8_cut(doc_str(doc, note->text),
							 LONGEST_NOTE)),
					arena),
				.page = page_of_block(r, link->block, arena),
				.site = S("this article"),
				.block = link->block};
	}
}

static void add_pictures(const Reader *r, Rows *rows, Arena *arena)
{
	const Lines *lines = r->pager.lines;
	const Doc *doc = lines->doc;
	uint32_t last = NONE;
	size_t number = 0;

	for (size_t i = 0; i < lines->line_count; i++) {
		uint32_t block = lines->lines[i].block;
		const Image *image;
		Str caption, alt;
		LinkRow *row;

		if (block == NONE || block == last || doc->blocks[block].kind != BLOCK_IMAGE ||
			doc->blocks[block].ref == NONE)
			continue;
		last = block;
		image = &doc->images[doc->blocks[block].ref];
		caption = doc_str(doc, doc->blocks[block].text);
		alt = doc_str(doc, image->alt);
		row = vec_push_in(rows, arena);
		row->mark = arena_printf(arena, "▣%zu", ++number);
		row->kind = S("picture");
		row->text = one_line(caption.n ? caption
				     : alt.n   ? alt
					       : S("without a caption"),
			arena);
		row->address = arena_str(arena, doc_str(doc, image->src));
		row->site = image->width && image->height
				    ? arena_printf(arena, "%u×%u", image->width, image->height)
				    : url_site(row->address);
		row->page = arena_printf(arena, "%zu", pager_page_at(&r->pager, i) + 1);
		row->block = NONE;
		row->picture = true;
	}
}

LinkRows linkrows_of(const App *app, const Reader *reader, Arena *arena)
{
	Rows rows = {0};
	LinkRows all;

	add_links(reader, &rows, arena);
	all.links = rows.count;
	add_notes(reader, &rows, arena);
	all.notes = rows.count - all.links;
	add_extras(app, reader, &rows, arena);
	all.pictures = rows.count;
	add_pictures(reader, &rows, arena);
	all.pictures = rows.count - all.pictures;
	all.rows = rows.items;
	all.count = rows.count;
	return all;
}
