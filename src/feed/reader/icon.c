#include "feed/reader/icon.h"

#include "feed/html/image.h"

/* A flag in a table, a face in a sentence: what stands in its place is read. */
static bool stands_for_words(const Page *page, const Node *node)
{
	Str alt = str_trim(node_attr(node, S("alt")));
	const Node *row = node;
	bool linked = false;
	const Stat *stat;

	if (alt.n == 0 || !image_is_inline(node))
		return false;
	/* U+2000 and up to ideographs, and beyond them: emoji. */
	if (alt.n <= 20 && ((uint8_t)alt.s[0] == 0xe2 || (uint8_t)alt.s[0] == 0xf0))
		return true;
	for (unsigned i = 0; row && row->tag != TAG_TR && i < 6; i++, row = row->parent)
		linked = linked || row->tag == TAG_A;
	if (!row || row->tag != TAG_TR)
		return false;
	stat = page_stat(page, row);
	return stat->text > (linked ? 2 * stat->link_text : 0);
}

/* "Print", "Share": the sign of a link is said in words where it isn't seen. */
static bool is_button(const Page *page, const Node *node)
{
	return node->parent->tag == TAG_A &&
	       labels_has(page->labels, node_attr(node, S("alt")), true);
}

bool icon_is(const Page *page, const Node *node)
{
	static const char *const names[] = {"avatar", "gravatar", "icon", "logo", "spinner",
		"sprite", "author", "profile"};
	Str class = node_attr(node, S("class")), src = node_attr(node, S("src"));
	int64_t width = 0, height = 0;

	if ((node->tag != TAG_IMG && !node_is_other(node, S("amp-img"))) ||
		stands_for_words(page, node))
		return false;
	str_number(node_attr(node, S("width")), &width);
	str_number(node_attr(node, S("height")), &height);
	if (width > 0 && height > 0 && width <= 60 && height <= 60)
		return true;
	for (size_t i = 0; i < COUNT(names); i++)
		if (str_find_case(class, str_from(names[i])) >= 0)
			return true;
	return is_button(page, node) || str_find_case(src, S("gravatar.com")) >= 0 ||
	       str_find_case(src, S("/logo")) >= 0 || str_find_case(src, S("/icons/")) >= 0 ||
	       str_find_case(src, S("avatar")) >= 0;
}
