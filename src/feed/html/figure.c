#include "feed/html/figure.h"

#include "base/url.h"
#include "feed/html/credit.h"
#include "feed/html/image.h"

enum { LONGEST_CAPTION = 1500, LONGEST_CREDIT = 120, LONGEST_SLANTED = 300, LEAST_ALT = 8 };

/* All its words in italics or small. */
static bool is_slanted(const Node *node)
{
	for (const Node *n = node->first; n;) {
		if (n->tag == TAG_EM || n->tag == TAG_I || n->tag == TAG_SMALL) {
			n = node_skip(n, node);
			continue;
		}
		if (n->tag == TAG_TEXT && str_trim(n->text).n)
			return false;
		n = node_next(n, node);
	}
	return true;
}

/* Asks only for what is in the element and below it, not whether a box within it is the figure. */
static bool holds_more(const Node *node)
{
	for (const Node *n = node->first; n; n = node_next(n, node))
		switch (n->tag) {
		case TAG_PRE:
		case TAG_TABLE:
		case TAG_BLOCKQUOTE:
		case TAG_IFRAME:
		case TAG_VIDEO:
		case TAG_AUDIO:
		case TAG_H1:
		case TAG_H2:
			return true;
		default:
			break;
		}
	return false;
}

bool figure_is(const Node *node, const Fact *fact)
{
	if (fact->figures || fact->images + fact->spare == 0 || fact->text > LONGEST_CAPTION ||
		node->tag == TAG_BODY || node->tag == TAG_HTML || node->tag == TAG_NOSCRIPT)
		return false;
	if (node->tag == TAG_FIGURE)
		return !holds_more(node);
	return (fact->text && fact->caption == fact->text && !holds_more(node)) ||
	       (fact->images == 1 && fact->text && fact->text <= LONGEST_SLANTED &&
		       (node->tag == TAG_P || node->tag == TAG_DIV || node->tag == TAG_CENTER) &&
		       is_slanted(node));
}

/* What players and galleries write beside the caption. */
static bool is_control(Str text)
{
	static const char *const controls[] = {"enlarge this image", "toggle caption",
		"hide caption", "show caption", "image caption", "media caption",
		"view image in fullscreen", "view fullscreen", "open image in gallery",
		"view gallery", "open gallery", "expand image", "click to enlarge", "enlarge",
		"zoom", "bild vergrößern", "vergrößern", "agrandir", "ampliar", "image source",
		"loading...", "x", "+", "i"};

	text = str_trim(text);
	for (size_t i = 0; i < COUNT(controls); i++)
		if (str_eq_case(text, str_from(controls[i])))
			return true;
	return false;
}

/* "© The Harbour Board" in a box of its own, above the caption or below it. */
static bool is_signed(Walk *w, const Node *node)
{
	Str words, name;

	for (const Node *n = node->first; n; n = node_next(n, node))
		if (tag_is_block(n->tag))
			return false;
	return tag_is_block(node->tag) && walk_fact(w, node)->text <= LONGEST_CREDIT &&
	       credit_split(node_text(node, w->flow.arena), false, &words, &name) && words.n == 0;
}

static void write_caption(Walk *w, const Node *node)
{
	for (const Node *n = node->first; n; n = n->next) {
		if (n->tag == TAG_TEXT) {
			if (!is_control(n->text))
				walk_node(w, n);
			continue;
		}
		if (walk_fact(w, n)->hidden || walk_fact(w, n)->text == 0)
			continue;
		if (walk_fact(w, n)->images == 0 && (image_is_credit(n) || is_signed(w, n))) {
			if (w->credit->n)
				buf_add(w->credit, S(" / "));
			buf_add(w->credit, credit_strip(node_text(n, w->flow.arena)));
		} else if (walk_fact(w, n)->images || tag_is_block(n->tag) || n->tag == TAG_SPAN) {
			if (tag_is_block(n->tag))
				flow_close(&w->flow);
			write_caption(w, n);
			if (tag_is_block(n->tag))
				flow_close(&w->flow);
		} else {
			walk_node(w, n);
		}
	}
}

/* The caption of a box, its credit apart. */
static Slice caption_of(Walk *w, const Node *node, Str *credit)
{
	Flow *f = &w->flow;
	Buf found = {0};
	Str text, words, name;
	Slice slice;

	w->credit = &found;
	flow_open_single(f);
	if (node && image_is_credit(node) && node->tag != TAG_FIGURE &&
		walk_fact(w, node)->images == 0)
		buf_add(&found, credit_strip(node_text(node, f->arena)));
	else if (node)
		write_caption(w, node);
	text = flow_single_text(f);
	if (found.n == 0 && credit_split(text, false, &words, &name)) {
		buf_add(&found, name);
		flow_cut_single(f, words.n);
	}
	slice = flow_close_single(f);
	*credit = buf_take(&found, f->arena);
	buf_drop(&found);
	w->credit = NULL;
	return slice;
}

/* The next picture within `root` behind `node` (NULL: the first) that is worth showing. */
static const Node *next_picture(Walk *w, const Node *root, const Node *node, bool spare,
	Picture *out)
{
	const Node *n = node ? node_next(node, root) : root->first;

	if (!node && image_is(root) && image_read(root, w->flow.base, w->flow.arena, out))
		return root;
	while (n) {
		if (n->tag == TAG_NOSCRIPT && !spare) {
			n = node_skip(n, root);
			continue;
		}
		if (image_is(n) && !image_is_inline(n) &&
			image_read(n, w->flow.base, w->flow.arena, out))
			return n;
		n = node_next(n, root);
	}
	return NULL;
}

/* Two ways to one picture: a blurred preview and the picture itself, a wide and a narrow form. */
static bool is_same(const Picture *a, const Picture *b)
{
	return str_eq(a->src, b->src) ||
	       (a->alt.n && str_eq(a->alt, b->alt) && a->width == b->width &&
		       a->height == b->height) ||
	       (url_path(a->src).n > 8 && str_eq(url_path(a->src), url_path(b->src)));
}

static void append(Walk *w, const Node *box, const Node *caption)
{
	Flow *f = &w->flow;
	bool spare = walk_fact(w, box)->images == 0;
	Picture picture, next;
	const Node *at, *after;
	Slice words;
	Str credit;

	flow_close(f);
	at = next_picture(w, box, NULL, spare, &picture);
	while (at) {
		picture.href = image_click(at, box);
		after = next_picture(w, box, at, spare, &next);
		if (!after)
			break;
		if (!is_same(&picture, &next))
			flow_figure(f, picture, (Slice){doc_text_length(f->b), 0});
		at = after;
		picture = next;
	}
	words = caption_of(w, caption, &credit);
	if (!at) {
		/* Its picture could not be shown; what it says stays. */
		if (words.len)
			flow_block(f, BLOCK_PARAGRAPH, words, NONE);
		return;
	}
	picture.credit = credit;
	flow_figure(f, picture, words);
}

void figure_append(Walk *w, const Node *node)
{
	append(w, node, node);
}

static const Node *next_element(const Node *node)
{
	for (const Node *n = node->next; n; n = n->next) {
		if (n->tag != TAG_TEXT && n->tag != TAG_BR)
			return n;
		if (n->tag == TAG_TEXT && str_trim(n->text).n)
			return NULL;
	}
	return NULL;
}

static bool is_centered(const Node *node)
{
	return node->tag == TAG_CENTER || str_eq_case(node_attr(node, S("align")), S("center")) ||
	       str_find_case(node_attr(node, S("style")), S("text-align:center")) >= 0 ||
	       str_find_case(node_attr(node, S("style")), S("text-align: center")) >= 0;
}

/* Whether words behind a picture are a caption, though nothing calls them so: what the picture is
 * said to show, word for word, or a few in italics below the middle of it. */
static bool is_unnamed_caption(Walk *w, const Node *node, const Node *next)
{
	const Node *image = node;
	Str text, alt;

	while (image && !image_is(image))
		image = node_next(image, node);
	if (!image || (!tag_is_block(next->tag) && next->tag != TAG_SPAN && next->tag != TAG_EM &&
			      next->tag != TAG_SMALL))
		return false;
	alt = str_trim(node_attr(image, S("alt")));
	text = node_text(next, w->flow.arena);
	return (alt.n >= LEAST_ALT && str_eq_case(text, alt)) ||
	       (is_centered(next) && is_slanted(next));
}

const Node *figure_with_next(Walk *w, const Node *node)
{
	const Fact *fact = walk_fact(w, node), *said;
	const Node *next;

	if (fact->images != 1 || fact->text || fact->hidden || w->flow.single)
		return NULL;
	next = next_element(node);
	if (!next)
		return NULL;
	said = walk_fact(w, next);
	if (said->images || said->text == 0 || said->text > 600 || said->hidden ||
		(said->caption != said->text && !is_unnamed_caption(w, node, next)))
		return NULL;
	append(w, node, next);
	return next;
}
