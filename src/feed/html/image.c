#include "feed/html/image.h"

#include <string.h>

#include "base/url.h"
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

bool image_is_credit(const Node *node)
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

Str image_click(const Node *node, const Node *root)
{
	for (const Node *n = node; n && n != root->parent; n = n->parent) {
		Str href = node_attr(n, S("href"));

		if (n->tag != TAG_A || href.n == 0)
			continue;
		return href;
	}
	return S("");
}

static Str formula_of(Str alt, Arena *arena)
{
	return formula_is_tex(alt) ? formula_of_tex(alt, arena) : str_trim(alt);
}

void image_single(Walk *w, const Node *node)
{
	Picture picture;

	if (is_formula(node)) {
		Str words = formula_of(node_attr(node, S("alt")), w->flow.arena);

		/* Its picture may lie where no link leads: its words say it all. */
		if (!flow_sign(&w->flow, node_attr(node, S("src")), words))
			flow_text(&w->flow, words);
		return;
	}
	if (image_is_inline(node)) {
		flow_text(&w->flow, node_attr(node, S("alt")));
		return;
	}
	if (!image_read(node, w->flow.base, w->flow.arena, &picture))
		return;
	picture.href = image_click(node, w->root);
	flow_picture(&w->flow, picture);
}
