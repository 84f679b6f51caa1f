#include "feed/reader/lead.h"

#include "base/url.h"
#include "feed/html/image.h"
#include "feed/reader/offer.h"

enum { LONGEST_CAPTION = 700, LEAST_WIDTH = 200, HIGHEST = 6 };

/* "…/2024/ferry-1200x800.jpg?w=3" → "ferry": what sizes of one picture have in common. */
static Str stem_of(Str address)
{
	Str path = url_path(address);
	ptrdiff_t slash = str_rfind_char(path, '/'), dot;

	path = str_from_at(path, (size_t)(slash + 1));
	dot = str_find_char(path, '.');
	if (dot > 0)
		path = str_slice(path, 0, (size_t)dot);
	for (size_t i = path.n; i-- > 5;)
		if ((path.s[i] == '-' || path.s[i] == '_') && i + 1 < path.n &&
			char_is_digit(path.s[i + 1]))
			path.n = i;
	return path;
}

static bool is_same_picture(Str a, Str b)
{
	/* "…/8a1f/0_0_6720/master/6720.jpg?width=620": cut to size by the server. */
	if (url_path(a).n > 20 && str_eq(url_path(a), url_path(b)))
		return true;
	a = stem_of(a);
	return a.n > 4 && str_eq(a, stem_of(b));
}

/* Whether the article shows a picture before its first paragraph. */
static bool begins_with_picture(const Page *page, const Node *root)
{
	Picture picture;

	for (const Node *n = root->first; n; n = node_next(n, root)) {
		if (image_is(n) && image_read(n, S(""), page->arena, &picture))
			return true;
		if (n->tag == TAG_IFRAME || n->tag == TAG_VIDEO)
			return true;
		if (n->tag == TAG_P && page_stat(page, n)->own > 60)
			return false;
	}
	return false;
}

static bool is_picture(const Page *page, const Node *node, Str base, Str image)
{
	Picture picture;

	return image_is(node) && image_read(node, base, page->arena, &picture) &&
	       is_same_picture(picture.src, image);
}

static bool shows(const Page *page, const Node *root, Str base, Str image)
{
	for (const Node *n = root->first; n; n = node_next(n, root))
		if (is_picture(page, n, base, image))
			return true;
	return false;
}

/* Up to the element that holds the article and its headline. */
static Node *container_of(const Page *page, Node *root)
{
	Node *node = root;

	for (unsigned i = 0; i < HIGHEST && node->parent && node != page->dom->body; i++) {
		if (node->tag == TAG_ARTICLE || node->tag == TAG_MAIN)
			break;
		if (page->title && page->title->at > node->at && page->title->at < node->end)
			break;
		node = node->parent;
	}
	return node;
}

static bool contains(const Node *node, const Node *other)
{
	return other && other->at >= node->at && other->at < node->end;
}

/* A picture in a link is a thumbnail of what it leads to, unless that is the picture itself. */
static bool is_thumbnail(const Node *picture, const Node *box)
{
	for (const Node *n = picture; n && n != box->parent; n = n->parent)
		if (n->tag == TAG_A && node_attr(n, S("href")).n &&
			link_kind(node_attr(n, S("href"))) != LINK_IMAGE)
			return true;
	return false;
}

static bool is_elsewhere(const Page *page, const Node *node, const Node *container)
{
	for (const Node *n = node; n && n != container; n = n->parent)
		if (n->tag == TAG_NAV || n->tag == TAG_ASIDE || n->tag == TAG_FOOTER ||
			page_stat(page, n)->words & (WORD_EXTRA | WORD_COMMENT | WORD_BIO))
			return true;
	return false;
}

/* The largest box around a picture that has only its caption in it. */
static Node *box_of(const Page *page, Node *picture, const Node *container, const Node *root)
{
	Node *box = picture;

	while (box->parent && box->parent != container && !contains(box->parent, root) &&
		!contains(box->parent, page->title) && box->parent->tag != TAG_BODY) {
		const Stat *stat = page_stat(page, box->parent);

		if (stat->images > 2 || stat->text > LONGEST_CAPTION || stat->words & WORD_BYLINE ||
			stat->paragraphs > 3)
			break;
		box = box->parent;
	}
	return box;
}

static Node *next_element(Node *node)
{
	for (Node *n = node->next; n; n = n->next) {
		if (n->tag != TAG_TEXT)
			return n;
		if (str_trim(n->text).n)
			return NULL;
	}
	return NULL;
}

static bool is_lead(const Page *page, const Node *node, const Node *container, const Node *root,
	Str base, Str image)
{
	const Node *box;
	Picture picture;
	bool below, same;

	if (!image_is(node) || image_is_inline(node) ||
		!image_read(node, base, page->arena, &picture) ||
		is_elsewhere(page, node, container))
		return false;
	same = image.n && is_same_picture(picture.src, image);
	if (same)
		return true;
	if (picture.width && picture.width < LEAST_WIDTH)
		return false;
	below = page->title && node->at > page->title->at && contains(container, page->title);
	box = box_of(page, (Node *)node, container, root);
	if (is_thumbnail(node, box))
		return false;
	for (const Node *n = node; n != box->parent; n = n->parent)
		if (n->tag == TAG_FIGURE)
			return true;
	return below || picture.width >= 2 * LEAST_WIDTH;
}

/* Words between the headline and the text: one or a few sentences, hardly a link in them. */
static bool is_intro(const Page *page, const Node *node)
{
	const Stat *stat = page_stat(page, node);
	Str text;

	if (node->tag == TAG_TEXT || !tag_is_block(node->tag) || stat->text < 30 ||
		stat->text > 900 || stat->images || stat->fields || stat->links > 4 ||
		stat->link_text * 4 > stat->text)
		return false;
	if (stat->words & (WORD_EXTRA | WORD_COMMENT | WORD_BIO | WORD_BYLINE) &&
		!(stat->words & WORD_INTRO))
		return false;
	if (image_is_caption(node))
		return false;
	if (stat->words & WORD_INTRO)
		return true;
	text = node_text(node, page->arena);
	return stat->text > 60 && !offer_is(page, node, text) &&
	       !labels_has(page->labels, text, false) &&
	       (str_ends(text, S(".")) || str_ends(text, S("?")) || str_ends(text, S("!")) ||
		       str_ends(text, S("”")) || str_ends(text, S("»")) || str_ends(text, S("…")) ||
		       str_ends(text, S("。")));
}

/* A subheading belongs to the headline, not to the text: it is said under it, before the author is,
 * in a part of its own. */
static bool is_subheading(const Page *page, const Node *node, const Node *end)
{
	if (node->tag >= TAG_H1 && node->tag <= TAG_H6)
		return true;
	for (const Node *n = node; n && n != end; n = n->parent)
		if (n->tag == TAG_HEADER || n->tag == TAG_HGROUP ||
			page_stat(page, n)->words & WORD_HEADER)
			return true;
	return false;
}

/* Moves the introduction, which stands between the headline and the root, to the root's start. What
 * is set under the headline is returned. */
static Str move_intro(const Page *page, Node *root)
{
	Node *found[4];
	unsigned count = 0;
	Node *end = root->parent;
	Str standfirst = S("");

	while (end && !contains(end, page->title))
		end = end->parent;
	if (!end || !page->title || page->title->at > root->at)
		return standfirst;
	for (Node *n = node_skip(page->title, end);
		n && n->at < root->at && count < COUNT(found);) {
		if (contains(n, root) || !is_intro(page, n) || is_elsewhere(page, n, end) ||
			n->tag == TAG_UL || n->tag == TAG_OL || n->tag == TAG_LI) {
			n = node_next(n, end);
			continue;
		}
		if (!is_subheading(page, n, end))
			found[count++] = n;
		else if (standfirst.n == 0)
			standfirst = node_text(n, page->arena);
		n = node_skip(n, end);
	}
	while (count-- > 0) {
		node_remove(found[count]);
		node_prepend(root, found[count]);
	}
	return standfirst;
}

static void move_picture(const Page *page, Node *root, Str base, Str image)
{
	Node *container = container_of(page, root), *box = NULL, *caption;
	bool begins = begins_with_picture(page, root);

	/* Whatever it begins with, a mark or a portrait: the picture that the page calls its own.
	 */
	if (container == root || (begins && (image.n == 0 || shows(page, root, base, image))))
		return;
	for (Node *n = container->first; n && n->at < root->at; n = node_next(n, container)) {
		/* A <picture> that was not closed has the article in it. */
		if (contains(n, root) || !is_lead(page, n, container, root, base, image) ||
			(begins && !is_picture(page, n, base, image)))
			continue;
		box = box_of(page, n, container, root);
		break;
	}
	if (!box)
		return;
	caption = next_element(box);
	if (caption && (!image_is_caption(caption) || contains(caption, root) ||
			       page_stat(page, caption)->text > LONGEST_CAPTION ||
			       page_stat(page, caption)->images))
		caption = NULL;
	if (caption) {
		node_remove(caption);
		node_prepend(root, caption);
	}
	node_remove(box);
	node_prepend(root, box);
}

void lead_move(const Page *page, Node *root, Meta *meta)
{
	if (!contains(root, page->title))
		meta->standfirst = move_intro(page, root);
	move_picture(page, root, meta->base, meta->image);
}

/* Words in the address of a picture that stands for a site, not for an article. */
static bool is_sign(Str src)
{
	static const char *const words[] = {"logo", "default", "placeholder", "fallback", "avatar",
		"favicon", "icon", "share", "sharing", "social", "brand", "opengraph", "og-image",
		"og_image", "ogimage", "blank"};

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_find_case(src, str_from(words[i])) >= 0)
			return true;
	return false;
}

void lead_add(DocBuilder *b, const Node *root, const Meta *meta, Arena *arena)
{
	Picture picture;
	Image image = {.link = NONE};
	Slice nothing;

	if (meta->image.n == 0 || is_sign(url_path(meta->image)))
		return;
	for (const Node *n = root->first; n; n = node_next(n, root))
		if (n->tag != TAG_TEXT && image_is(n) && !image_is_inline(n) &&
			image_read(n, meta->base, arena, &picture))
			return;
	nothing = doc_add_text(b, S(""));
	image.alt = image.credit = nothing;
	image.src = doc_add_text(b, meta->image);
	doc_add_block(b, (Block){.kind = BLOCK_IMAGE,
				 .marker = MARK_NONE,
				 .text = nothing,
				 .label = nothing,
				 .ref = doc_add_image(b, image)});
}
