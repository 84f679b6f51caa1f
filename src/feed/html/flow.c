#include "feed/html/flow.h"

#include <stdlib.h>

#include "base/detour.h"
#include "base/url.h"
#include "base/utf8.h"

void flow_init(Flow *f, DocBuilder *b, Str base)
{
	*f = (Flow){.b = b, .arena = doc_builder_arena(b), .base = base};
	f->link = NONE;
	f->marker = MARK_NONE;
	f->kind = BLOCK_PARAGRAPH;
}

static bool is_open(const Flow *f)
{
	return f->open || f->single;
}

static void add(Flow *f, Str text, uint32_t style, uint32_t link)
{
	Slice slice = doc_add_text(f->b, text);

	doc_add_span(f->b, (Span){slice, style, link});
}

/* Of quotes that ended before any words came none is left. */
static uint32_t take_opens(Flow *f)
{
	uint32_t opens = f->opens <= f->quotes ? f->opens : 0;

	f->opens = 0;
	return opens;
}

static uint8_t level_of(const Flow *f)
{
	return f->kind == BLOCK_HEADING ? f->level : f->kind == BLOCK_PARAGRAPH && f->defines;
}

static void open_block(Flow *f)
{
	f->open = true;
	f->start = doc_text_length(f->b);
	f->block = (Block){f->kind, level_of(f), f->quotes, f->lists, f->marker, {f->start, 0},
		{0, 0}, NONE, take_opens(f)};
	f->open_label = f->label;
	f->label = S("");
	f->marker = MARK_NONE;
	f->defines = false;
	f->breaks = 0;
	f->space = false;
}

/* What is due before the next word. */
static void add_white_space(Flow *f)
{
	if (!is_open(f)) {
		open_block(f);
		return;
	}
	if (doc_text_length(f->b) == f->start) {
		f->breaks = 0;
	} else if (f->breaks > 1 && f->open && f->block.kind == BLOCK_PARAGRAPH) {
		/* Old pages part their paragraphs with two <br>. */
		flow_close(f);
		open_block(f);
	} else if (f->breaks) {
		add(f, S("\n"), 0, NONE);
	} else if (f->space) {
		/* Between a link and what is beside it, it belongs to neither. */
		add(f, S(" "), f->last_style & f->style, f->last_link == f->link ? f->link : NONE);
	}
	f->breaks = 0;
	f->space = false;
}

static void add_words(Flow *f, Str text)
{
	size_t at = 0;

	while (at < text.n) {
		size_t start = at;

		while (at < text.n && !char_is_space(text.s[at]))
			at++;
		if (at > start) {
			add_white_space(f);
			add(f, str_slice(text, start, at - start), f->style, f->link);
			f->last_style = f->style;
			f->last_link = f->link;
		}
		if (at == text.n)
			return;
		while (at < text.n && char_is_space(text.s[at]))
			at++;
		f->space = true;
	}
}

void flow_text(Flow *f, Str text)
{
	if (!f->pre) {
		add_words(f, text);
		return;
	}
	if (text.n == 0)
		return;
	if (!is_open(f))
		open_block(f);
	while (f->breaks && doc_text_length(f->b) > f->start) {
		add(f, S("\n"), 0, NONE);
		f->breaks--;
	}
	f->breaks = 0;
	add(f, text, f->style, f->link);
}

void flow_break(Flow *f)
{
	f->space = false;
	if (is_open(f))
		f->breaks++;
}

bool flow_at_line_start(const Flow *f)
{
	uint32_t n = doc_text_length(f->b);

	return f->breaks || !is_open(f) || n == f->start ||
	       doc_builder_text(f->b, (Slice){n - 1, 1}).s[0] == '\n';
}

/* Whether anything in it can be seen. */
static bool is_blank(Str text)
{
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);

		if (c > ' ' && c != 0xa0 && c != 0xad && c != 0xfeff &&
			(c < 0x2000 || c > 0x200f) && c != 0x2060 && c != 0x202f && c != 0x3000)
			return false;
	}
	return true;
}

#define NO_BREAK "\xc2\xa0"

static size_t blank_at_end(Str text, bool pre)
{
	if (text.n && char_is_space(text.s[text.n - 1]))
		return 1;
	return !pre && str_ends(text, S(NO_BREAK)) ? 2 : 0;
}

static Slice clip(Flow *f)
{
	Slice slice = {f->start, doc_text_length(f->b) - f->start};
	Str text = doc_builder_text(f->b, slice);
	bool pre = !f->single && f->block.kind == BLOCK_PRE;

	for (size_t n; (n = blank_at_end(text, pre)) > 0;)
		text.n -= n;
	if (is_blank(text))
		text.n = 0;
	slice.len = (uint32_t)text.n;
	doc_cut_text(f->b, slice.at + slice.len);
	/* Several set a line in; one was left there by an editor. */
	if (!pre && text.n > 2 && str_starts(text, S(NO_BREAK)) &&
		!str_starts(str_from_at(text, 2), S(NO_BREAK))) {
		slice.at += 2;
		slice.len -= 2;
	}
	return slice;
}

/* Addresses go to the text between blocks. */
void flow_write_links(Flow *f)
{
	for (size_t i = 0; i < f->waiting.count; i++) {
		const FlowLink *w = &f->waiting.items[i];
		Slice href = doc_add_text(f->b, w->href), title = doc_add_text(f->b, w->title),
		      note = doc_add_text(f->b, w->note), written = doc_add_text(f->b, w->written);
		Link *link = doc_link_at(f->b, w->index);

		link->href = href;
		link->title = title;
		link->note = note;
		link->written = written;
	}
	f->waiting.count = 0;
}

static void write_pictures(Flow *f)
{
	size_t count = f->pictures.count;

	f->pictures.count = 0;
	for (size_t i = 0; i < count; i++)
		flow_figure(f, f->pictures.items[i], (Slice){doc_text_length(f->b), 0});
}

static Slice write_label(Flow *f, Str label)
{
	return doc_add_text(f->b, utf8_cut(label, DOC_MAX_LABEL));
}

void flow_close(Flow *f)
{
	if (f->single) {
		f->space = false;
		if (f->breaks == 0)
			f->breaks = 1;
		return;
	}
	if (!f->open)
		return;
	f->open = false;
	f->block.text = clip(f);
	if (f->block.text.len) {
		f->block.label = write_label(f, f->open_label);
		doc_add_block(f->b, f->block);
	} else {
		if (f->marker == MARK_NONE)
			f->marker = f->block.marker;
		if (f->opens == 0)
			f->opens = (uint8_t)f->block.opens;
		f->defines = f->defines || (f->block.kind == BLOCK_PARAGRAPH && f->block.level);
		if (f->label.n == 0)
			f->label = f->open_label;
	}
	flow_write_links(f);
	write_pictures(f);
}

static bool is_forbidden(Str href)
{
	static const char *const schemes[] = {"javascript", "vbscript", "data", "file", "blob",
		"about", "view-source", "filesystem", "jar", "chrome", "resource"};
	Str scheme = url_scheme(href);

	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_eq_case(scheme, str_from(schemes[i])))
			return true;
	return false;
}

/* The fragment of an address within this page; false if it leads elsewhere. */
static bool is_here(const Flow *f, Str href, Str *fragment)
{
	ptrdiff_t mark = str_find_char(href, '#');
	Str page = f->base;

	if (mark < 0 || (size_t)mark + 1 == href.n)
		return false;
	if (str_find_char(page, '#') >= 0)
		page = str_slice(page, 0, (size_t)str_find_char(page, '#'));
	*fragment = str_from_at(href, (size_t)mark + 1);
	return mark == 0 || (page.n && str_eq(str_slice(href, 0, (size_t)mark), page));
}

uint32_t flow_link(Flow *f, Str href, Str title, Str note)
{
	Str fragment = S(""), written = S("");
	FlowLink *waiting;
	bool here;
	uint32_t index;

	href = str_trim(href);
	if (href.n == 0 || str_eq(href, S("#")))
		return NONE;
	href = url_resolve(f->base, href, f->arena);
	here = is_here(f, href, &fragment);
	if (!here && is_forbidden(href))
		return NONE;
	if (!here) {
		Str end = detour_end(href, f->arena);

		written = end.s == href.s ? S("") : href;
		href = end;
	}
	index = doc_add_link(f->b, (Link){.kind = link_kind(href), .block = NONE});
	waiting = vec_push_in(&f->waiting, f->arena);
	*waiting = (FlowLink){index, href, title, note, fragment, written};
	if (here)
		*vec_push_in(&f->here, f->arena) = *waiting;
	return index;
}

bool flow_sign(Flow *f, Str src, Str words)
{
	uint32_t outer = f->link, index;

	if (outer != NONE || words.n == 0 || str_starts_case(src, S("data:")))
		return false;
	index = flow_link(f, src, S(""), S(""));
	if (index == NONE)
		return false;
	doc_link_at(f->b, index)->kind = LINK_SIGN;
	f->link = index;
	flow_text(f, words);
	f->link = outer;
	return true;
}

void flow_anchor(Flow *f, Str name)
{
	if (name.n)
		*vec_push_in(&f->anchors, f->arena) = (FlowAnchor){name, doc_block_count(f->b)};
}

void flow_open_single(Flow *f)
{
	f->single = true;
	f->start = doc_text_length(f->b);
	f->breaks = 0;
	f->space = false;
}

Str flow_single_text(const Flow *f)
{
	return str_trim(
		doc_builder_text(f->b, (Slice){f->start, doc_text_length(f->b) - f->start}));
}

void flow_cut_single(Flow *f, size_t n)
{
	doc_cut_text(f->b, f->start + (uint32_t)n);
}

Slice flow_close_single(Flow *f)
{
	Slice text = clip(f);

	f->single = false;
	f->breaks = 0;
	f->space = false;
	flow_write_links(f);
	return text;
}

void flow_part(Flow *f, bool part)
{
	f->part = part;
}

void flow_block(Flow *f, BlockKind kind, Slice text, uint32_t ref)
{
	uint8_t part = kind == BLOCK_IMAGE || kind == BLOCK_EMBED ? f->part : 0;

	doc_add_block(f->b, (Block){(uint8_t)kind, part, f->quotes, f->lists, f->marker, text,
				    write_label(f, f->label), ref, take_opens(f)});
	f->marker = MARK_NONE;
	f->defines = false;
	f->label = S("");
}

void flow_picture(Flow *f, Picture picture)
{
	if (f->single)
		flow_text(f, picture.alt);
	else if (f->open && doc_text_length(f->b) > f->start)
		*vec_push_in(&f->pictures, f->arena) = picture;
	else
		flow_figure(f, picture, (Slice){doc_text_length(f->b), 0});
}

void flow_figure(Flow *f, Picture picture, Slice caption)
{
	Image image = {.width = picture.width, .height = picture.height, .link = NONE};
	bool repeated = str_eq(picture.src, f->last_src) && caption.len == 0;

	if (repeated)
		return;
	f->last_src = picture.src;
	image.credit = doc_add_text(f->b, picture.credit);
	image.alt = doc_add_text(f->b, picture.alt);
	image.src = doc_add_text(f->b, picture.src);
	image.link = flow_link(f, picture.href, S(""), S(""));
	flow_write_links(f);
	flow_block(f, BLOCK_IMAGE, caption, doc_add_image(f->b, image));
}

static int compare_anchors(const void *a, const void *b)
{
	const FlowAnchor *x = a, *y = b;
	int order = str_compare(x->name, y->name);

	return order ? order : (x->block > y->block) - (x->block < y->block);
}

static int compare_name(const void *key, const void *anchor)
{
	return str_compare(*(const Str *)key, ((const FlowAnchor *)anchor)->name);
}

void flow_finish(Flow *f)
{
	uint32_t blocks;

	flow_close(f);
	flow_write_links(f);
	blocks = doc_block_count(f->b);
	if (f->here.count == 0 || f->anchors.count == 0 || blocks == 0)
		return;
	qsort(f->anchors.items, f->anchors.count, sizeof *f->anchors.items, compare_anchors);
	for (size_t i = 0; i < f->here.count; i++) {
		Str name = f->here.items[i].fragment;
		const FlowAnchor *found;

		name = url_unescape(name, f->arena);
		found = bsearch(&name, f->anchors.items, f->anchors.count, sizeof *f->anchors.items,
			compare_name);
		if (found) {
			Link *link = doc_link_at(f->b, f->here.items[i].index);

			link->kind = LINK_HERE;
			link->block = found->block < blocks ? found->block : blocks - 1;
		}
	}
}
