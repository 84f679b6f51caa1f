#include <stdlib.h>

#include "base/date.h"
#include "feed/html/entity.h"
#include "feed/html/pieces.h"
#include "feed/html/render.h"

typedef struct {
	Pieces pieces;
	Buf *out;
	Arena *arena;
} Render;

static const struct {
	uint32_t style;
	const char *element;
} elements[] = {
	{STYLE_BOLD, "strong"},
	{STYLE_ITALIC, "em"},
	{STYLE_CODE, "code"},
	{STYLE_UNDERLINE, "u"},
	{STYLE_STRIKE, "del"},
	{STYLE_SUP, "sup"},
	{STYLE_SUB, "sub"},
	{STYLE_MARK, "mark"},
	{STYLE_SMALL, "small"},
};

/* Its lines end in <br/>. */
static void html_lines(Buf *out, Str text)
{
	Str line;

	while (str_cut(&text, '\n', &line)) {
		entity_encode(line, false, out);
		if (line.s + line.n < text.s)
			buf_add(out, S("<br/>\n"));
	}
}

static void html_attribute(Render *r, const char *name, Str value)
{
	buf_printf(r->out, " %s=\"", name);
	entity_encode(value, true, r->out);
	buf_char(r->out, '"');
}

/* The name of a place that a link in the article leads to: as the page calls it, else by number;
 * with a "#" before it or not. */
static Str place_of(Render *r, const Link *link, bool mark)
{
	Str href = doc_str(r->pieces.doc, link->href);
	ptrdiff_t at = str_find_char(href, '#');

	if (at >= 0 && (size_t)at + 1 < href.n)
		return str_from_at(href, (size_t)at + !mark);
	return arena_printf(r->arena, "%sblock-%u", mark ? "#" : "", link->block);
}

static void html_open_link(Render *r, uint32_t index)
{
	const Link *link = &r->pieces.doc->links[index];
	Str title = doc_str(r->pieces.doc, link->title);

	buf_add(r->out, S("<a"));
	if (link->kind == LINK_HERE)
		html_attribute(r, "href", place_of(r, link, true));
	else
		html_attribute(r, "href", doc_str(r->pieces.doc, link->href));
	if (title.n)
		html_attribute(r, "title", title);
	buf_char(r->out, '>');
}

static void html_formula(Render *r, const Span *span)
{
	buf_add(r->out, S("<img"));
	html_attribute(r, "src", doc_str(r->pieces.doc, r->pieces.doc->links[span->link].href));
	html_attribute(r, "alt", doc_str(r->pieces.doc, span->text));
	buf_add(r->out, S("/>"));
}

static void html_text(Render *r, Slice text, bool breaks)
{
	uint32_t link = NONE;
	Span piece;

	while (pieces_next(&r->pieces, &text, &piece)) {
		bool formula =
			piece.link != NONE && r->pieces.doc->links[piece.link].kind == LINK_SIGN;

		if (formula || piece.link != link) {
			if (link != NONE)
				buf_add(r->out, S("</a>"));
			link = formula ? NONE : piece.link;
			if (link != NONE)
				html_open_link(r, link);
		}
		if (formula) {
			html_formula(r, &piece);
			continue;
		}
		for (size_t i = 0; i < COUNT(elements); i++)
			if (piece.style & elements[i].style)
				buf_printf(r->out, "<%s>", elements[i].element);
		if (breaks)
			html_lines(r->out, doc_str(r->pieces.doc, piece.text));
		else
			entity_encode(doc_str(r->pieces.doc, piece.text), false, r->out);
		for (size_t i = COUNT(elements); i-- > 0;)
			if (piece.style & elements[i].style)
				buf_printf(r->out, "</%s>", elements[i].element);
	}
	if (link != NONE)
		buf_add(r->out, S("</a>"));
}

static void html_picture(Render *r, const Image *image)
{
	if (image->link != NONE)
		html_open_link(r, image->link);
	buf_add(r->out, S("<img"));
	html_attribute(r, "src", doc_str(r->pieces.doc, image->src));
	html_attribute(r, "alt", doc_str(r->pieces.doc, image->alt));
	if (image->width)
		buf_printf(r->out, " width=\"%u\"", image->width);
	if (image->height)
		buf_printf(r->out, " height=\"%u\"", image->height);
	buf_add(r->out, image->link != NONE ? S("/></a>") : S("/>"));
}

static void html_image(Render *r, const Block *block)
{
	const Image *image = &r->pieces.doc->images[block->ref];
	Str credit = doc_str(r->pieces.doc, image->credit);

	buf_add(r->out, S("<figure>"));
	/* Of a picture in a text file only the caption is known. */
	if (image->src.len)
		html_picture(r, image);
	if (block->text.len || credit.n) {
		buf_add(r->out, S("<figcaption>"));
		html_text(r, block->text, true);
		if (credit.n) {
			buf_add(r->out, block->text.len ? S(" <cite>") : S("<cite>"));
			html_lines(r->out, credit);
			buf_add(r->out, S("</cite>"));
		}
		buf_add(r->out, S("</figcaption>"));
	}
	buf_add(r->out, S("</figure>"));
}

static void html_cell(Render *r, const TableCell *cell, const char *tag)
{
	buf_printf(r->out, "<%s", tag);
	if (cell->rows > 1)
		buf_printf(r->out, " rowspan=\"%u\"", cell->rows);
	if (cell->cols > 1)
		buf_printf(r->out, " colspan=\"%u\"", cell->cols);
	buf_char(r->out, '>');
	html_text(r, cell->text, true);
	buf_printf(r->out, "</%s>", tag);
}

static void html_table(Render *r, const Block *block)
{
	const Table *table = &r->pieces.doc->tables[block->ref];

	buf_add(r->out, S("<table>"));
	if (block->text.len) {
		buf_add(r->out, S("<caption>"));
		html_text(r, block->text, true);
		buf_add(r->out, S("</caption>"));
	}
	for (uint32_t row = 0; row < table->rows; row++) {
		buf_add(r->out, S("\n<tr>"));
		for (uint32_t col = 0; col < table->cols; col++) {
			const TableCell *cell = doc_cell(r->pieces.doc, table, row, col);

			if (cell->rows)
				html_cell(r, cell,
					row < table->head || col < table->side ? "th" : "td");
		}
		buf_add(r->out, S("</tr>"));
	}
	buf_add(r->out, S("\n</table>"));
}

static void html_embed(Render *r, const Block *block)
{
	const Link *link = &r->pieces.doc->links[block->ref];
	Str who = doc_str(r->pieces.doc, link->title), note = doc_str(r->pieces.doc, link->note);
	Str href = doc_str(r->pieces.doc, link->href);
	bool post = block->text.len && (link->kind == LINK_TWEET || link->kind == LINK_POST);

	buf_add(r->out, post ? S("<blockquote>") : S("<figure>"));
	if (post) {
		buf_add(r->out, S("<p>"));
		html_text(r, block->text, true);
		buf_add(r->out, S("</p><footer>"));
	}
	if (post && who.n) {
		buf_add(r->out, S("— "));
		entity_encode(who, false, r->out);
		buf_char(r->out, ' ');
	}
	buf_add(r->out, S("<a"));
	html_attribute(r, "href", href);
	buf_char(r->out, '>');
	entity_encode(post && note.n ? note : !post && who.n ? who : href, false, r->out);
	buf_add(r->out, S("</a>"));
	if (!post && block->text.len) {
		buf_add(r->out, S("<figcaption>"));
		html_text(r, block->text, true);
		buf_add(r->out, S("</figcaption>"));
	}
	buf_add(r->out, post ? S("</footer></blockquote>") : S("</figure>"));
}

static void html_tagged(Render *r, const char *tag, const Block *block)
{
	buf_printf(r->out, "<%s>", tag);
	html_text(r, block->text, block->kind != BLOCK_PRE);
	buf_printf(r->out, "</%s>", tag);
}

/* As HTML has it (4.5.15). */
static Str language_class(Render *r, const Block *block)
{
	return arena_printf(r->arena, "language-%.*s",
		STR_ARG(doc_str(r->pieces.doc, block->label)));
}

static void html_block(Render *r, const Block *block)
{
	static const char *const headings[] = {"h1", "h1", "h2", "h3", "h4", "h5", "h6"};

	if (block->label.len && block->kind != BLOCK_PRE) {
		buf_add(r->out, S("<div><strong>"));
		entity_encode(doc_str(r->pieces.doc, block->label), false, r->out);
		buf_add(r->out, S("</strong></div>\n"));
	}
	switch ((BlockKind)block->kind) {
	case BLOCK_HEADING:
		html_tagged(r, headings[block->level % COUNT(headings)], block);
		break;
	case BLOCK_PRE:
		/* A parser drops a line feed right behind <pre>. */
		buf_add(r->out, S("<pre>\n"));
		if (block->label.len) {
			buf_add(r->out, S("<code"));
			html_attribute(r, "class", language_class(r, block));
			buf_char(r->out, '>');
		}
		html_text(r, block->text, false);
		buf_add(r->out, block->label.len ? S("</code></pre>") : S("</pre>"));
		break;
	case BLOCK_RULE:
		buf_add(r->out, S("<hr/>"));
		break;
	case BLOCK_IMAGE:
		html_image(r, block);
		break;
	case BLOCK_TABLE:
		html_table(r, block);
		break;
	case BLOCK_EMBED:
		html_embed(r, block);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_KINDS:
		/* The first words of a list item need no paragraph of their own. */
		if (block->marker != MARK_NONE && block->lists)
			html_text(r, block->text, true);
		else
			html_tagged(r, "p", block);
		break;
	}
}

/* The elements around a block. The Doc tells how many quotes and lists there are, not their order:
 * what is new lies within what was there already. */
typedef enum { QUOTE, BULLETS, NUMBERS, PLAIN } Container;

typedef struct {
	Container stack[512];
	uint32_t next[512]; /* the number the next item has by itself */
	unsigned depth, quotes, lists;
} Nest;

static void nest_pop(Nest *nest, Buf *out)
{
	static const char *const ends[] = {"</blockquote>\n", "</li></ul>\n", "</li></ol>\n",
		"</dd></dl>\n"};
	Container top = nest->stack[--nest->depth];

	buf_add(out, str_from(ends[top]));
	if (top == QUOTE)
		nest->quotes--;
	else
		nest->lists--;
}

static void nest_push(Nest *nest, Container container, uint32_t number, Buf *out)
{
	static const char *const starts[] = {"<blockquote>\n", "<ul><li>", "<ol><li>", "<dl><dd>"};

	if (container == NUMBERS && number != 1)
		buf_printf(out, "<ol start=\"%u\"><li>", number);
	else
		buf_add(out, str_from(starts[container]));
	nest->stack[nest->depth] = container;
	nest->next[nest->depth++] = number + 1;
	if (container == QUOTE)
		nest->quotes++;
	else
		nest->lists++;
}

static Container container_of(uint32_t marker)
{
	return marker == MARK_NONE ? PLAIN : marker == MARK_BULLET ? BULLETS : NUMBERS;
}

static void nest_for(Nest *nest, const Block *block, Buf *out)
{
	static const char *const nexts[] = {"", "</li>\n<li>", "</li>\n<li>", "</dd>\n<dd>"};
	Container kind = container_of(block->marker);
	bool defines = block->kind == BLOCK_PARAGRAPH && block->level;
	unsigned fresh;

	while (nest->quotes > block->quotes || nest->lists > block->lists ||
		(block->opens && nest->quotes >= block->opens))
		nest_pop(nest, out);
	fresh = block->lists - nest->lists;
	if ((kind != PLAIN || defines) && block->lists && fresh == 0) {
		/* The next item of the innermost list, or the first of another. */
		while (nest->stack[nest->depth - 1] == QUOTE)
			nest_pop(nest, out);
		if (nest->stack[nest->depth - 1] == kind &&
			(kind != NUMBERS || nest->next[nest->depth - 1] == block->marker)) {
			buf_add(out, str_from(nexts[kind]));
			nest->next[nest->depth - 1] = block->marker + 1;
		} else {
			nest_pop(nest, out);
			fresh = 1;
		}
	}
	while (nest->quotes < block->quotes)
		nest_push(nest, QUOTE, 0, out);
	for (; fresh > 1; fresh--)
		nest_push(nest, BULLETS, 1, out);
	if (fresh)
		nest_push(nest, kind, kind == NUMBERS ? block->marker : 1, out);
}

typedef struct {
	uint32_t block;
	Str name;
} Place;

static int compare_places(const void *a, const void *b)
{
	const Place *x = a, *y = b;

	return x->block != y->block ? (x->block > y->block) - (x->block < y->block)
				    : str_compare(x->name, y->name);
}

/* Where links in the article lead to, in order. */
static size_t find_places(Render *r, Place *places)
{
	const Doc *doc = r->pieces.doc;
	size_t count = 0;

	for (uint32_t i = 0; i < doc->link_count; i++)
		if (doc->links[i].kind == LINK_HERE)
			places[count++] =
				(Place){doc->links[i].block, place_of(r, &doc->links[i], false)};
	qsort(places, count, sizeof *places, compare_places);
	return count;
}

static void html_place(Render *r, Str name)
{
	buf_add(r->out, S("<a"));
	html_attribute(r, "id", name);
	buf_add(r->out, S("></a>"));
}

void render_html(const Doc *doc, Buf *out)
{
	Arena *arena = arena_open();
	Render r = {{doc, 0}, out, arena};
	Nest *nest = arena_alloc(arena, sizeof *nest);
	Place *places = arena_array(arena, doc->link_count + 1, sizeof *places), *place = places;
	size_t count = find_places(&r, places);

	for (uint32_t i = 0; i < doc->block_count; i++) {
		nest_for(nest, &doc->blocks[i], out);
		for (; place < places + count && place->block <= i; place++)
			if (place->block == i &&
				(place == places || compare_places(place - 1, place)))
				html_place(&r, place->name);
		html_block(&r, &doc->blocks[i]);
		buf_char(out, '\n');
	}
	while (nest->depth)
		nest_pop(nest, out);
	arena_close(arena);
}

/* <meta name="author" content="…"/>, unless it is empty. */
static void html_meta(Render *r, const char *name, Str value)
{
	if (value.n == 0)
		return;
	buf_printf(r->out, "<meta name=\"%s\"", name);
	html_attribute(r, "content", value);
	buf_add(r->out, S("/>\n"));
}

static void html_head(Render *r, const Doc *doc, Str date)
{
	Str url = doc_str(doc, doc->url), lang = doc_str(doc, doc->lang);

	buf_add(r->out, S("<!DOCTYPE html>\n<html"));
	if (lang.n)
		html_attribute(r, "lang", lang);
	buf_add(r->out, S(">\n<head>\n<meta charset=\"utf-8\"/>\n<title>"));
	entity_encode(doc_str(doc, doc->title), false, r->out);
	buf_add(r->out, S("</title>\n"));
	html_meta(r, "author", doc_str(doc, doc->byline));
	html_meta(r, "date", date);
	html_meta(r, "description", doc_str(doc, doc->excerpt));
	if (url.n) {
		buf_add(r->out, S("<link rel=\"canonical\""));
		html_attribute(r, "href", url);
		buf_add(r->out, S("/>\n"));
	}
	buf_add(r->out, S("<style>body{max-width:42em;margin:2em auto;padding:0 1em;"
			  "line-height:1.5}img{max-width:100%}pre{overflow:auto}</style>\n"
			  "</head>\n<body>\n"));
}

void render_html_file(const Doc *doc, Buf *out)
{
	Arena *arena = arena_open();
	Render r = {{doc, 0}, out, arena};
	Str date = doc->published ? date_rfc3339_in(doc->published, doc->zone, arena) : S("");
	Str parts[] = {doc_str(doc, doc->byline), doc_str(doc, doc->site), date};
	bool any = false;

	html_head(&r, doc, date);
	buf_add(out, S("<h1>"));
	entity_encode(doc_str(doc, doc->title), false, out);
	buf_add(out, S("</h1>\n"));
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i].n == 0)
			continue;
		buf_add(out, any ? S(" · ") : S("<p>"));
		entity_encode(parts[i], false, out);
		any = true;
	}
	buf_add(out, any ? S("</p>\n") : S(""));
	if (doc->standfirst.len) {
		buf_add(out, S("<p><em>"));
		entity_encode(doc_str(doc, doc->standfirst), false, out);
		buf_add(out, S("</em></p>\n"));
	}
	render_html(doc, out);
	buf_add(out, S("</body>\n</html>\n"));
	arena_close(arena);
}
