/* What others made and the article shows: posts as cards, films and recordings as one line. */
#include "base/url.h"
#include "base/utf8.h"
#include "layout/sheet.h"

/* What readers call a site; hosts of the table cover their subdomains. */
static const struct {
	const char *host, *name;
} sites[] = {
	{"twitter.com", "X"},
	{"x.com", "X"},
	{"bsky.app", "Bluesky"},
	{"threads.net", "Threads"},
	{"instagram.com", "Instagram"},
	{"tiktok.com", "TikTok"},
	{"facebook.com", "Facebook"},
	{"reddit.com", "Reddit"},
	{"youtube.com", "YouTube"},
	{"youtube-nocookie.com", "YouTube"},
	{"youtu.be", "YouTube"},
	{"vimeo.com", "Vimeo"},
	{"dailymotion.com", "Dailymotion"},
	{"soundcloud.com", "SoundCloud"},
	{"spotify.com", "Spotify"},
};

static Str site_name(Sheet *sheet, Str url)
{
	Str host = url_site(url);

	for (size_t i = 0; i < COUNT(sites); i++)
		if (url_is_host(host, str_from(sites[i].host)))
			return str_from(sites[i].name);
	return inline_clean(sheet, host);
}

static bool knows(Str url)
{
	for (size_t i = 0; i < COUNT(sites); i++)
		if (url_is_host(url_host(url), str_from(sites[i].host)))
			return true;
	return false;
}

static Str post_label(Sheet *sheet, Str url)
{
	if (knows(url))
		return arena_printf(sheet->arena, "%.*s post", STR_ARG(site_name(sheet, url)));
	/* Anyone may run one of these; that "@name" is in the path tells them. */
	if (str_find(url_path(url), S("/@")) >= 0)
		return S("Mastodon post");
	return S("post");
}

/* What is said of a link where it has no words of its own. */
static Str link_words(const Doc *doc, const Link *link, Slice text)
{
	Str words = link->title.len ? doc_str(doc, link->title) : doc_str(doc, text);

	return words.n ? words : doc_str(doc, link->href);
}

/* "[3] ⏎ opens in the browser", "[3] x.com"; where that is too long, "[3]". */
static BoxTag open_note(Sheet *sheet, uint32_t link, uint32_t number)
{
	Str href = doc_str(sheet->doc, sheet->doc->links[link].href);
	BoxTag tag = {.role = ROLE_CARD_NOTE, .link = link, .from = NONE};

	if (sheet->options->numbers)
		tag.label = arena_printf(sheet->arena, "[%u]", number);
	tag.text = sheet->options->keys ? arena_printf(sheet->arena, " %.*s opens in the browser",
						  STR_ARG(sheet->glyphs->enter))
					: arena_printf(sheet->arena, " %.*s",
						  STR_ARG(inline_clean(sheet, url_site(href))));
	if (tag.label.n == 0)
		tag.text = str_trim(tag.text);
	if (!box_tag_fits(sheet, &tag))
		tag.text = S("");
	return tag;
}

/* "Name (@handle)": the name stands out, the handle does not. */
static void add_author(Sheet *sheet, Slice title)
{
	Str text = doc_str(sheet->doc, title), handle;
	ptrdiff_t open = str_find_char(text, '(');

	galley_clear(&sheet->galley);
	handle = str_trim(str_from_at(text, open < 0 ? text.n : (size_t)open + 1));
	if (!str_starts(handle, S("@")) || !str_ends(handle, S(")"))) {
		inline_plain(sheet, title, ROLE_CARD_AUTHOR, NONE);
		return;
	}
	handle.n--;
	handle = str_trim(handle);
	inline_plain(sheet, (Slice){title.at, (uint32_t)open}, ROLE_CARD_AUTHOR, NONE);
	galley_add_pre(&sheet->galley, S(" "),
		(Piece){.role = ROLE_CARD_NOTE, .link = NONE, .from = NONE}, 1);
	inline_plain(sheet, (Slice){title.at + (uint32_t)(handle.s - text.s), (uint32_t)handle.n},
		ROLE_CARD_NOTE, NONE);
}

/* Who on the left, when on the right; on lines of their own if one is too narrow. */
static void set_author(Sheet *sheet, const Link *link)
{
	Str note = inline_clean(sheet, doc_str(sheet->doc, link->note));
	unsigned room = box_room(sheet), cells = (unsigned)utf8_width(note);
	const GalleyLine *line;

	add_author(sheet, link->title);
	galley_wrap(&sheet->galley, room, WRAP_WORDS);
	line = sheet->galley.lines.items;
	if (link->title.len && note.n && sheet->galley.lines.count == 1 &&
		line->width + 2 + cells <= room) {
		box_begin(sheet);
		sheet_galley_line(sheet, line);
		sheet_skip_to(sheet, 2 + room - cells);
		sheet_made(sheet, note, ROLE_CARD_NOTE);
		box_end(sheet);
		return;
	}
	if (link->title.len)
		box_galley(sheet);
	if (note.n) {
		galley_clear(&sheet->galley);
		inline_plain(sheet, link->note, ROLE_CARD_NOTE, NONE);
		box_galley(sheet);
	}
}

/* A quoted post, beside a bar of its own. */
static void set_quoted(Sheet *sheet, const Block *block)
{
	const Doc *doc = sheet->doc;
	const Link *link = &doc->links[block->ref];
	unsigned room = box_room(sheet) - 2;

	sheet_number(sheet, block->ref, link_words(doc, link, block->text));
	add_author(sheet, link->title);
	inline_number(sheet, block->ref);
	if (link->note.len) {
		inline_made(sheet, S("  "), ROLE_CARD_NOTE);
		inline_plain(sheet, link->note, ROLE_CARD_NOTE, NONE);
	}
	if (block->text.len) {
		galley_add_pre(&sheet->galley, S("\n"),
			(Piece){.role = ROLE_CARD, .link = NONE, .from = NONE}, 1);
		inline_add(sheet, block->text, ROLE_CARD);
	}
	galley_wrap(&sheet->galley, room, WRAP_WORDS);
	for (size_t i = 0; i < sheet->galley.lines.count; i++) {
		box_begin(sheet);
		sheet_made(sheet, sheet->glyphs->bar, ROLE_QUOTE_BAR);
		sheet_skip_to(sheet, 4);
		sheet_galley_line(sheet, &sheet->galley.lines.items[i]);
		box_end(sheet);
	}
}

/* The pictures of a post and what it quotes; how many blocks these are. */
static uint32_t set_parts(Sheet *sheet, const Block *block, uint32_t *number, uint32_t count)
{
	const Doc *doc = sheet->doc;
	uint32_t first = (uint32_t)(block - doc->blocks) + 1, i = first;

	for (; i < doc->block_count; i++) {
		const Block *part = &doc->blocks[i];

		if (part->level == 0 || (part->kind != BLOCK_IMAGE && part->kind != BLOCK_EMBED))
			break;
		sheet_block(sheet, i);
		if (part->kind == BLOCK_IMAGE) {
			figure_add(sheet, part, ++*number, count);
			box_galley(sheet);
		} else {
			set_quoted(sheet, part);
		}
	}
	return i - first;
}

static uint32_t set_post(Sheet *sheet, const Block *block, uint32_t *image, uint32_t count)
{
	const Doc *doc = sheet->doc;
	const Link *link = &doc->links[block->ref];
	uint32_t number = sheet_number(sheet, block->ref, link_words(doc, link, block->text));
	BoxTag bottom = open_note(sheet, block->ref, number);
	uint32_t parts;
	BoxTag top = {.text = post_label(sheet, doc_str(doc, link->href)),
		.role = ROLE_CARD_NOTE,
		.link = block->ref,
		.from = NONE};

	box_edge(sheet, true, &top);
	if (link->title.len || link->note.len)
		set_author(sheet, link);
	if (block->text.len || link->title.len == 0) {
		galley_clear(&sheet->galley);
		inline_add(sheet, block->text.len ? block->text : link->href, ROLE_CARD);
		box_galley(sheet);
	}
	parts = set_parts(sheet, block, image, count);
	box_edge(sheet, false, &bottom);
	return parts;
}

static const struct {
	LinkKind kind;
	const char *label;
} labels[] = {
	{LINK_TWEET, "POST"},
	{LINK_POST, "POST"},
	{LINK_VIDEO, "VIDEO"},
	{LINK_AUDIO, "AUDIO"},
	{LINK_VIDEO_PAGE, "VIDEO"},
	{LINK_AUDIO_PAGE, "AUDIO"},
	{LINK_IMAGE, "PICTURE"},
	{LINK_FILE, "DOCUMENT"},
	{LINK_MAP, "MAP"},
	{LINK_CHART, "CHART"},
	{LINK_FORM, "FORM"},
};

static Str media_label(Sheet *sheet, uint32_t kind)
{
	const Glyphs *g = sheet->glyphs;
	Str glyph = kind == LINK_VIDEO || kind == LINK_VIDEO_PAGE   ? g->video
		    : kind == LINK_AUDIO || kind == LINK_AUDIO_PAGE ? g->audio
		    : kind == LINK_IMAGE                            ? g->picture
								    : g->embed;

	for (size_t i = 0; i < COUNT(labels); i++)
		if (labels[i].kind == kind)
			return arena_printf(sheet->arena, "%.*s %s ", STR_ARG(glyph),
				labels[i].label);
	return arena_printf(sheet->arena, "%.*s EMBED ", STR_ARG(glyph));
}

/* "     YouTube · 4:12 · [5]", in one piece. */
static void add_tail(Sheet *sheet, uint32_t index)
{
	const Link *link = &sheet->doc->links[index];
	Str site = site_name(sheet, doc_str(sheet->doc, link->href));
	Str note = inline_clean(sheet, doc_str(sheet->doc, link->note));
	Str dot = arena_printf(sheet->arena, " %.*s ", STR_ARG(sheet->glyphs->dot));
	bool number = sheet->links.numbers[index] && sheet->options->numbers;
	Str tail = arena_printf(sheet->arena, "%.*s%.*s%.*s%.*s", STR_ARG(site),
		STR_ARG(site.n && note.n ? dot : S("")), STR_ARG(note),
		STR_ARG(number && (site.n || note.n) ? dot : S("")));

	if (sheet->galley.text.n)
		galley_add_pre(&sheet->galley, S("     "),
			(Piece){.role = ROLE_TEXT, .link = NONE, .from = NONE}, 1);
	inline_made(sheet, tail, ROLE_CARD_NOTE);
	inline_number(sheet, index);
}

/* "▶ VIDEO  The eleven seconds, explained     YouTube · 4:12 · [5]", words below. */
static void set_media(Sheet *sheet, const Block *block)
{
	const Doc *doc = sheet->doc;
	const Link *link = &doc->links[block->ref];
	/* A caption that begins with the title makes it needless. */
	bool again = str_starts_case(doc_str(doc, block->text), doc_str(doc, link->title));
	bool words = link->title.len && block->text.len && !again;

	sheet_number(sheet, block->ref, link_words(doc, link, block->text));
	sheet->marker = media_label(sheet, link->kind);
	sheet->marker_role = ROLE_MEDIA;
	sheet_push(sheet,
		(Frame){.is_list = true, .width = (unsigned)utf8_width(sheet->marker) + 1});
	galley_clear(&sheet->galley);
	inline_marker(sheet);
	if (again)
		inline_add(sheet, block->text, ROLE_LINK);
	else
		inline_plain(sheet, link->title, ROLE_LINK, block->ref);
	add_tail(sheet, block->ref);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, words ? LINE_KEEP : 0);
	if (words) {
		galley_clear(&sheet->galley);
		inline_add(sheet, block->text, ROLE_CAPTION);
		galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
		sheet_galley(sheet, 0, 0);
	}
	sheet_pop(sheet);
	sheet->marker = (Str){0};
	sheet->marker_role = ROLE_MARKER;
}

uint32_t card_set(Sheet *sheet, const Block *block, uint32_t *number, uint32_t count)
{
	uint32_t kind = sheet->doc->links[block->ref].kind;

	if ((kind == LINK_TWEET || kind == LINK_POST) && box_fits(sheet))
		return set_post(sheet, block, number, count);
	set_media(sheet, block);
	return 0;
}
