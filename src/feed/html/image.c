#include "feed/html/image.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "feed/html/credit.h"
#include "feed/html/formula.h"

/* Where scripts find the address; best first. */
static const char *const lazy[] = {
	"data-src",
	"data-lazy-src",
	"data-original",
	"data-original-src",
	"data-hi-res-src",
	"data-full-src",
	"data-large-src",
	"data-lazy",
	"data-img-src",
	"data-image",
	"data-image-src",
	"data-real-src",
	"data-actualsrc",
	"data-delayed-url",
	"data-url",
	"data-echo",
	"data-srcset",
	"data-lazy-srcset",
	"data-original-set",
	"srcset",
};

static const char *const placeholders[] = {
	"placeholder",
	"spacer",
	"blank.",
	"1x1",
	"transparent",
	"empty.",
	"lazy",
	"loading",
	"loader",
	"grey.",
	"gray.",
	"pixel.",
	"clear.gif",
	"dot.gif",
	"trans.gif",
	"about:blank",
	"data:",
};

/* Counters of page views that pass for pictures. */
static const char *const trackers[] = {
	"doubleclick.net",
	"feeds.feedburner.com/~r/",
	"feedsportal.com",
	"pixel.wp.com",
	"stats.wordpress.com",
	"pixel.quantserve",
	"scorecardresearch",
	"google-analytics",
	"googleadservices",
	"facebook.com/tr",
	"/pixel.gif",
	"/pixel.png",
	"/track/open",
	"/trackback",
	"t.gif?",
	"count.gif",
	"counter.gif",
	"analytics.",
	"blogger.googleusercontent.com/tracker",
	"feedburner.com/~ff/",
	"ad.doubleclick",
	"vgwort.de",
	"/beacon",
};

/* Words have two characters at least. */
static bool mentions(Str str, const char *const *words, size_t count)
{
	uint32_t begin[32] = {0};

	/* Which two characters begin one. A letter in either case has the same five bits. */
	for (size_t i = 0; i < count; i++)
		begin[words[i][0] & 31] |= UINT32_C(1) << (words[i][1] & 31);
	for (size_t at = 0; at + 1 < str.n; at++) {
		if ((begin[str.s[at] & 31] >> (str.s[at + 1] & 31) & 1) == 0)
			continue;
		for (size_t i = 0; i < count; i++)
			if (str_starts_case(str_from_at(str, at), str_from(words[i])))
				return true;
	}
	return false;
}

bool image_is(const Node *node)
{
	return node->tag == TAG_IMG || node->tag == TAG_IMAGE ||
	       (node->tag == TAG_OTHER &&
		       (str_eq(node->text, S("amp-img")) || str_eq(node->text, S("amp-anim"))));
}

static uint32_t pixels(const Node *node, Str name)
{
	Str value = str_trim(node_attr(node, name));
	size_t digits = 0;
	int64_t n;

	while (digits < value.n && char_is_digit(value.s[digits]))
		digits++;
	if (digits == 0 || !str_number(str_slice(value, 0, digits), &n) || n > 100000 ||
		str_ends(value, S("%")))
		return 0;
	return (uint32_t)n;
}

/* From "a.jpg 800w, b.jpg 1600w": the widest up to 2,000 pixels, else the narrowest above. Commas
 * may be part of an address; white space parts it from its width. */
static Str best_of_srcset(Str set)
{
	Str best = S(""), url;
	double best_width = 0;

	while (str_word(&set, &url)) {
		double width = 1;
		ptrdiff_t comma;
		Str descriptor = S("");

		if (str_ends(url, S(","))) {
			while (str_ends(url, S(",")))
				url.n--;
		} else {
			comma = str_find_char(set, ',');
			descriptor = comma < 0 ? set : str_slice(set, 0, (size_t)comma);
			set = comma < 0 ? S("") : str_from_at(set, (size_t)comma + 1);
			descriptor = str_trim(descriptor);
		}
		if (descriptor.n)
			str_real(str_slice(descriptor, 0, descriptor.n - 1), &width);
		if (str_ends(descriptor, S("x")))
			width *= 1000;
		if (best.n == 0 || (width > best_width && (width <= 2000 || best_width < 600)) ||
			(width < best_width && best_width > 2000)) {
			best = url;
			best_width = width;
		}
	}
	return best;
}

static bool is_placeholder(Str src)
{
	return src.n == 0 || mentions(src, placeholders, COUNT(placeholders));
}

static bool looks_like_address(Str value)
{
	value = str_trim(value);
	return value.n > 3 && value.s[0] != '{' && value.s[0] != '[' && value.s[0] != '<' &&
	       !str_starts_case(value, S("data:")) &&
	       (str_find_char(value, '/') >= 0 || str_find_char(value, '.') >= 0);
}

static Str lazy_address(const Node *node)
{
	for (size_t i = 0; i < COUNT(lazy); i++) {
		Str name = str_from(lazy[i]), value = node_attr(node, name);

		if (value.n == 0 || !looks_like_address(value))
			continue;
		return str_ends(name, S("set")) ? best_of_srcset(value) : value;
	}
	return S("");
}

/* <picture><source srcset=…><img></picture>: a JPEG or PNG before newer formats. */
static Str picture_address(const Node *node)
{
	Str best = S("");

	if (!node->parent || !node_is_other(node->parent, S("picture")))
		return best;
	for (const Node *n = node->parent->first; n; n = n->next) {
		Str type, address;

		if (n->tag != TAG_SOURCE)
			continue;
		address = lazy_address(n);
		if (address.n == 0)
			continue;
		type = node_attr(n, S("type"));
		if (best.n == 0)
			best = address;
		if (type.n == 0 || str_find_case(type, S("jpeg")) >= 0 ||
			str_find_case(type, S("png")) >= 0)
			return address;
	}
	return best;
}

/* The picture for those without scripts, inside, behind or before the placeholder. */
static const Node *noscript_picture(const Node *node)
{
	const Node *near[3] = {node->first, node->next, node->prev};

	if (node->parent && node_is_other(node->parent, S("picture")))
		near[1] = node->parent->next;
	for (size_t i = 0; i < COUNT(near); i++) {
		const Node *n = near[i];

		while (n && n->tag == TAG_TEXT)
			n = i == 2 ? n->prev : n->next;
		if (n && n->tag == TAG_NOSCRIPT && (n = node_find(n, TAG_IMG)))
			return n;
	}
	return NULL;
}

static Str address_of(const Node *node)
{
	Str src = node_attr(node, S("src")), found = lazy_address(node);
	const Node *other;

	if (!is_placeholder(src) && (found.n == 0 || !node_has(node, S("data-src"))))
		return src;
	if (found.n)
		return found;
	found = picture_address(node);
	if (found.n)
		return found;
	other = noscript_picture(node);
	if (other && node_attr(other, S("src")).n)
		return node_attr(other, S("src"));
	return src;
}

bool image_read(const Node *node, Str base, Arena *arena, Picture *out)
{
	Str src = str_trim(address_of(node)), scheme;

	*out = (Picture){0};
	out->width = pixels(node, S("width"));
	out->height = pixels(node, S("height"));
	if (src.n == 0 || src.n > 4000 || (out->width && out->width <= 3) ||
		(out->height && out->height <= 3) || mentions(src, trackers, COUNT(trackers)))
		return false;
	out->src = url_resolve(base, src, arena);
	scheme = url_scheme(out->src);
	/* Left after all: a placeholder. Only what came from disk has its pictures there. */
	if (scheme.n && !url_is_http(out->src) && !(url_is_file(out->src) && url_is_file(base)))
		return false;
	out->alt = str_trim(node_attr(node, S("alt")));
	return true;
}

static bool is_formula(const Node *node)
{
	static const char *const classes[] = {"latex", "mwe-math", "tex-"};

	return mentions(node_attr(node, S("class")), classes, COUNT(classes));
}

bool image_is_inline(const Node *node)
{
	static const char *const classes[] = {"emoji", "smiley", "smilie", "emoticon"};
	uint32_t width = pixels(node, S("width")), height = pixels(node, S("height"));

	return is_formula(node) || mentions(node_attr(node, S("class")), classes, COUNT(classes)) ||
	       (width && height && width <= 24 && height <= 24) ||
	       str_find(node_attr(node, S("src")), S("s.w.org/images/core/emoji")) >= 0;
}

static const char *const credit_words[] = {"credit", "copyright", "photographer", "attribution",
	"photo-source", "image-source", "imagesource", "photo-by", "photoby", "fotograf",
	"bildquelle", "bildnachweis", "img-source", "photo-author", "image-author", "rights"};
static const char *const caption_words[] = {"caption", "cutline", "legend", "bildunterschrift",
	"bildtext", "image-text", "imagetext", "image-description", "photo-description", "img-desc",
	"image-meta", "image__meta", "photo-meta", "pie-foto", "piedefoto", "pie_foto",
	"didascalia", "legenda", "bijschrift", "media-text"};

/* <figcaption>It rains. <cite>Jon Ask</cite></figcaption>: a sentence, then a name, and no more. */
static bool is_cited(const Node *node)
{
	Str before = {0};

	if (node->tag != TAG_CITE || !node->parent || node->parent->tag != TAG_FIGCAPTION)
		return false;
	for (const Node *n = node->next; n; n = n->next)
		if (n->tag != TAG_TEXT || str_trim(n->text).n)
			return false;
	for (const Node *n = node->parent->first; n != node; n = n->next)
		before = n->tag == TAG_TEXT ? str_trim(n->text) : S("");
	return before.n && strchr(".!?", before.s[before.n - 1]);
}

static bool image_is_credit(const Node *node)
{
	if (node->tag != TAG_TEXT && is_cited(node))
		return true;
	return node->tag != TAG_TEXT &&
	       (mentions(node_attr(node, S("class")), credit_words, COUNT(credit_words)) ||
		       mentions(node_attr(node, S("itemprop")), credit_words, COUNT(credit_words)));
}

bool image_is_caption(const Node *node)
{
	if (node->tag == TAG_TEXT)
		return false;
	return node->tag == TAG_FIGCAPTION ||
	       mentions(node_attr(node, S("class")), caption_words, COUNT(caption_words)) ||
	       str_find_case(node_attr(node, S("itemprop")), S("caption")) >= 0 ||
	       image_is_credit(node);
}

enum { LONGEST_CAPTION = 1500, LONGEST_CREDIT = 120 };

/* <p><img><br><em>The caption.</em></p> */
static bool is_slanted(const Node *node, const Fact *fact)
{
	if (fact->images != 1 || fact->text == 0 || fact->text > 300 ||
		(node->tag != TAG_P && node->tag != TAG_DIV && node->tag != TAG_CENTER))
		return false;
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

bool image_is_figure(const Node *node, const Fact *fact)
{
	if (fact->figures || fact->images + fact->spare == 0 || fact->text > LONGEST_CAPTION ||
		node->tag == TAG_BODY || node->tag == TAG_HTML || node->tag == TAG_NOSCRIPT)
		return false;
	if (node->tag == TAG_FIGURE)
		return !holds_more(node);
	return (fact->text && fact->caption == fact->text && !holds_more(node)) ||
	       is_slanted(node, fact);
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

/* Where a click on the picture leads. */
static Str click_of(const Node *node, const Node *root)
{
	for (const Node *n = node; n && n != root->parent; n = n->parent) {
		Str href = node_attr(n, S("href"));

		if (n->tag != TAG_A || href.n == 0)
			continue;
		return href;
	}
	return S("");
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
		picture.href = click_of(at, box);
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

void image_figure(Walk *w, const Node *node)
{
	append(w, node, node);
}

static const Node *next_element(const Node *node)
{
	for (const Node *n = node->next; n; n = n->next) {
		if (n->tag != TAG_TEXT)
			return n;
		if (str_trim(n->text).n)
			return NULL;
	}
	return NULL;
}

const Node *image_with_next(Walk *w, const Node *node)
{
	const Fact *fact = walk_fact(w, node), *said;
	const Node *next;

	if (fact->images != 1 || fact->text || fact->hidden || w->flow.single)
		return NULL;
	next = next_element(node);
	if (!next)
		return NULL;
	said = walk_fact(w, next);
	if (said->images || said->text == 0 || said->text > 600 || said->caption != said->text ||
		said->hidden)
		return NULL;
	append(w, node, next);
	return next;
}

static Str formula_of(Str alt, Arena *arena)
{
	return formula_is_tex(alt) ? formula_of_tex(alt, arena) : str_trim(alt);
}

void image_single(Walk *w, const Node *node)
{
	Picture picture;

	if (is_formula(node) && flow_formula(&w->flow, node_attr(node, S("src")),
					formula_of(node_attr(node, S("alt")), w->flow.arena)))
		return;
	if (image_is_inline(node)) {
		flow_text(&w->flow, node_attr(node, S("alt")));
		return;
	}
	if (!image_read(node, w->flow.base, w->flow.arena, &picture))
		return;
	picture.href = click_of(node, w->root);
	flow_picture(&w->flow, picture);
}
