/* Pictures: a box with the caption within and the maker's name in its lower border. Where the
 * picture itself is to be seen, its lines (LINE_PICTURE) go between the upper border and the words.
 */
#include "base/utf8.h"
#include "layout/sheet.h"

static bool leads_on(const Sheet *sheet, const Image *image)
{
	const Link *link;

	if (image->link == NONE)
		return false;
	link = &sheet->doc->links[image->link];
	/* A link to a larger copy of itself leads nowhere new. */
	return link->kind != LINK_IMAGE && link->href.len != 0 &&
	       !str_eq(doc_str(sheet->doc, link->href), doc_str(sheet->doc, image->src));
}

/* "▣ 2/3  " and the caption, or what stands in for one. */
static void add_words(Sheet *sheet, const Block *block, uint32_t number, uint32_t count)
{
	const Image *image = &sheet->doc->images[block->ref];
	Slice words = block->text.len ? block->text : image->alt;

	flow_clear(&sheet->flow);
	inline_made(sheet, sheet->glyphs->picture, ROLE_MARKER);
	if (count > 1)
		inline_made(sheet, arena_printf(sheet->arena, " %u/%u", number, count),
			ROLE_MARKER);
	if (words.len)
		inline_made(sheet, S("  "), ROLE_MARKER);
	inline_add(sheet, words, ROLE_CAPTION);
	if (leads_on(sheet, image)) {
		sheet_number(sheet, image->link, doc_str(sheet->doc, words));
		inline_number(sheet, image->link);
	}
}

static void add_credit(Sheet *sheet, Slice credit)
{
	flow_clear(&sheet->flow);
	inline_made(sheet, S("photo: "), ROLE_CREDIT);
	inline_add(sheet, credit, ROLE_CREDIT);
}

/* Where there is no room for a box. */
static void set_plain(Sheet *sheet, const Image *image)
{
	flow_wrap(&sheet->flow, sheet_room(sheet), WRAP_WORDS);
	sheet_flow(sheet, LINE_KEEP, image->credit.len ? LINE_KEEP : 0);
	if (image->credit.len == 0)
		return;
	add_credit(sheet, image->credit);
	flow_wrap(&sheet->flow, sheet_room(sheet), WRAP_WORDS);
	sheet_flow(sheet, LINE_KEEP, 0);
}

void figure_set(Sheet *sheet, const Block *block, uint32_t number, uint32_t count)
{
	const Image *image = &sheet->doc->images[block->ref];
	BoxTag tag = {.role = ROLE_CREDIT, .link = NONE, .from = image->credit.at, .right = true};

	add_words(sheet, block, number, count);
	if (!box_fits(sheet)) {
		set_plain(sheet, image);
		return;
	}
	tag.text = inline_clean(sheet, doc_str(sheet->doc, image->credit));
	if (tag.text.n)
		tag.text = arena_printf(sheet->arena, "photo: %.*s", STR_ARG(tag.text));
	box_edge(sheet, true, NULL, LINE_KEEP);
	box_flow(sheet, LINE_KEEP);
	/* A link in it, or its length, may want lines of their own. */
	if (tag.text.n && (inline_has_link(sheet, image->credit) ||
				  !box_tag_fits(sheet, (unsigned)utf8_width(tag.text)))) {
		add_credit(sheet, image->credit);
		box_flow(sheet, LINE_KEEP);
		tag.text = (Str){0};
	}
	box_edge(sheet, false, &tag, 0);
}
