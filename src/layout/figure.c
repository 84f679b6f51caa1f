/* Pictures: a box with the caption within and the maker's name in its lower border. Where the
 * picture itself is to be seen, its lines (LINE_PICTURE) go between the upper border and the words.
 */
#include "base/url.h"
#include "layout/sheet.h"

static bool is_in_page(Str page, Str href)
{
	ptrdiff_t mark = str_find_char(href, '#');

	return mark == 0 || (mark > 0 && page.n && str_eq(str_slice(href, 0, (size_t)mark), page));
}

static bool leads_on(const Sheet *sheet, const Image *image)
{
	const Link *link;
	Str href, path;

	if (image->link == NONE)
		return false;
	link = &sheet->doc->links[image->link];
	href = doc_str(sheet->doc, link->href);
	path = url_path(doc_str(sheet->doc, image->src));
	/* A link to a larger copy of itself, or to a place in the same page where a script would
	 * show one, leads nowhere new. */
	return link->kind != LINK_IMAGE && link->kind != LINK_HERE && href.n != 0 &&
	       (path.n < 2 || str_find(href, path) < 0) &&
	       !is_in_page(doc_str(sheet->doc, sheet->doc->url), href);
}

/* "IMG_3886.jpg" tells nobody anything. */
static bool is_file_name(Str text)
{
	return str_find_char(text, ' ') < 0 && str_find_char(text, '.') >= 0 &&
	       link_kind(text) == LINK_IMAGE;
}

/* What there is to say of a picture. */
static Slice figure_words(const Sheet *sheet, const Block *block, const Image *image)
{
	if (block->text.len)
		return block->text;
	if (is_file_name(str_trim(doc_str(sheet->doc, image->alt))))
		return (Slice){0, 0};
	return image->alt;
}

void figure_add(Sheet *sheet, const Block *block, uint32_t number, uint32_t count)
{
	const Image *image = &sheet->doc->images[block->ref];
	Slice words = figure_words(sheet, block, image);

	galley_clear(&sheet->galley);
	inline_made(sheet, sheet->glyphs->picture, ROLE_MARKER);
	if (count > 1)
		inline_made(sheet, arena_printf(sheet->arena, " %u/%u", number, count),
			ROLE_MARKER);
	if (words.len)
		inline_made(sheet, S("  "), ROLE_MARKER);
	inline_add(sheet, words, ROLE_CAPTION);
	if (leads_on(sheet, image)) {
		if (words.len == 0)
			inline_made(sheet, S("  "), ROLE_MARKER);
		sheet_number(sheet, image->link, doc_str(sheet->doc, words));
		inline_number(sheet, image->link);
	}
}

/* "photo: ", unless the credit tells itself what it is: "Drawing: Paul Ahrend". */
static Str credit_label(const Sheet *sheet, Slice credit)
{
	Str name = doc_str(sheet->doc, credit);

	return str_find_char(str_slice(name, 0, 24), ':') < 0 ? words_photo(sheet->doc, name)
							      : S("");
}

static void add_credit(Sheet *sheet, Slice credit)
{
	galley_clear(&sheet->galley);
	inline_made(sheet, credit_label(sheet, credit), ROLE_CREDIT);
	inline_add(sheet, credit, ROLE_CREDIT);
}

/* Where there is no room for a box, or nothing to put in it. */
static void set_plain(Sheet *sheet, const Image *image)
{
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, image->credit.len ? LINE_KEEP : 0);
	if (image->credit.len == 0)
		return;
	add_credit(sheet, image->credit);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, 0);
}

/* The credit for the border; without text if it is to have lines of its own: it is too long, or
 * leads somewhere. */
static BoxTag credit_tag(Sheet *sheet, Slice credit)
{
	Str raw = doc_str(sheet->doc, credit);
	BoxTag tag = {.role = ROLE_CREDIT, .link = NONE, .from = NONE, .right = true};

	tag.text = inline_clean(sheet, raw);
	if (tag.text.n == 0)
		return tag;
	tag.label = credit_label(sheet, credit);
	if (str_eq(tag.text, raw))
		tag.from = credit.at;
	if (inline_has_link(sheet, credit) || !box_tag_fits(sheet, &tag))
		tag.text = tag.label = S("");
	return tag;
}

void figure_set(Sheet *sheet, const Block *block, uint32_t number, uint32_t count)
{
	const Image *image = &sheet->doc->images[block->ref];
	bool bare = figure_words(sheet, block, image).len == 0 && image->credit.len == 0;
	BoxTag tag;

	figure_add(sheet, block, number, count);
	/* A box around nothing is none the wiser. */
	if (bare || !box_fits(sheet)) {
		set_plain(sheet, image);
		return;
	}
	tag = credit_tag(sheet, image->credit);
	box_edge(sheet, true, NULL);
	box_galley(sheet);
	if (image->credit.len && tag.text.n == 0) {
		add_credit(sheet, image->credit);
		box_galley(sheet);
	}
	box_edge(sheet, false, &tag);
}
