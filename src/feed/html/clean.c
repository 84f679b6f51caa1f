#include "feed/html/clean.h"

#include "base/url.h"
#include "feed/html/drawing.h"
#include "feed/html/embed.h"
#include "feed/html/entity.h"
#include "feed/html/image.h"
#include "feed/html/strip.h"

typedef enum { DROP, UNWRAP, KEEP } What;

/* Elements not named here lose their tags and keep their content. */
static const uint8_t elements[TAG_COUNT] = {
	[TAG_TEXT] = KEEP,
	[TAG_A] = KEEP,
	[TAG_ABBR] = KEEP,
	[TAG_ACRONYM] = KEEP,
	[TAG_ADDRESS] = KEEP,
	[TAG_ARTICLE] = KEEP,
	[TAG_ASIDE] = KEEP,
	[TAG_AUDIO] = KEEP,
	[TAG_B] = KEEP,
	[TAG_BDI] = KEEP,
	[TAG_BDO] = KEEP,
	[TAG_BIG] = KEEP,
	[TAG_BLOCKQUOTE] = KEEP,
	[TAG_BR] = KEEP,
	[TAG_CAPTION] = KEEP,
	[TAG_CENTER] = KEEP,
	[TAG_CITE] = KEEP,
	[TAG_CODE] = KEEP,
	[TAG_COL] = KEEP,
	[TAG_COLGROUP] = KEEP,
	[TAG_DD] = KEEP,
	[TAG_DEL] = KEEP,
	[TAG_DETAILS] = KEEP,
	[TAG_DFN] = KEEP,
	[TAG_DIV] = KEEP,
	[TAG_DL] = KEEP,
	[TAG_DT] = KEEP,
	[TAG_EM] = KEEP,
	[TAG_FIGCAPTION] = KEEP,
	[TAG_FIGURE] = KEEP,
	[TAG_FOOTER] = KEEP,
	[TAG_H1] = KEEP,
	[TAG_H2] = KEEP,
	[TAG_H3] = KEEP,
	[TAG_H4] = KEEP,
	[TAG_H5] = KEEP,
	[TAG_H6] = KEEP,
	[TAG_HEADER] = KEEP,
	[TAG_HGROUP] = KEEP,
	[TAG_HR] = KEEP,
	[TAG_I] = KEEP,
	[TAG_IMG] = KEEP,
	[TAG_INS] = KEEP,
	[TAG_KBD] = KEEP,
	[TAG_LI] = KEEP,
	[TAG_MAIN] = KEEP,
	[TAG_MARK] = KEEP,
	[TAG_NAV] = KEEP,
	[TAG_OL] = KEEP,
	[TAG_P] = KEEP,
	[TAG_PRE] = KEEP,
	[TAG_Q] = KEEP,
	[TAG_RB] = KEEP,
	[TAG_RP] = KEEP,
	[TAG_RT] = KEEP,
	[TAG_RUBY] = KEEP,
	[TAG_S] = KEEP,
	[TAG_SAMP] = KEEP,
	[TAG_SECTION] = KEEP,
	[TAG_SMALL] = KEEP,
	[TAG_SOURCE] = KEEP,
	[TAG_SPAN] = KEEP,
	[TAG_STRIKE] = KEEP,
	[TAG_STRONG] = KEEP,
	[TAG_SUB] = KEEP,
	[TAG_SUMMARY] = KEEP,
	[TAG_SUP] = KEEP,
	[TAG_TABLE] = KEEP,
	[TAG_TBODY] = KEEP,
	[TAG_TD] = KEEP,
	[TAG_TFOOT] = KEEP,
	[TAG_TH] = KEEP,
	[TAG_THEAD] = KEEP,
	[TAG_TIME] = KEEP,
	[TAG_TR] = KEEP,
	[TAG_TT] = KEEP,
	[TAG_U] = KEEP,
	[TAG_UL] = KEEP,
	[TAG_VAR] = KEEP,
	[TAG_VIDEO] = KEEP,
	[TAG_WBR] = KEEP,
	[TAG_BODY] = UNWRAP,
	[TAG_FONT] = UNWRAP,
	[TAG_FORM] = UNWRAP,
	[TAG_LABEL] = UNWRAP,
	[TAG_FIELDSET] = UNWRAP,
	[TAG_LEGEND] = UNWRAP,
	[TAG_NOBR] = UNWRAP,
	[TAG_OBJECT] = UNWRAP,
	[TAG_OTHER] = UNWRAP,
	[TAG_DATA] = UNWRAP,
	[TAG_MENU] = UNWRAP,
	[TAG_DIR] = UNWRAP,
	[TAG_LISTING] = UNWRAP,
	[TAG_XMP] = UNWRAP,
	[TAG_PLAINTEXT] = UNWRAP,
	[TAG_MARQUEE] = UNWRAP,
	[TAG_BLINK] = UNWRAP,
	[TAG_SPACER] = UNWRAP,
	[TAG_MULTICOL] = UNWRAP,
	[TAG_OUTPUT] = UNWRAP,
	[TAG_RTC] = UNWRAP,
	[TAG_MATH] = UNWRAP,
};

static const char *const attributes[] = {"alt", "cite", "class", "colspan", "datetime", "dir",
	"height", "id", "lang", "name", "reversed", "rowspan", "scope", "start", "title", "type",
	"value", "width"};

static const char *const schemes[] = {"http", "https", "mailto", "ftp", "ftps", "sftp", "tel",
	"sms", "xmpp", "irc", "ircs", "gemini", "gopher", "news", "nntp", "magnet", "geo", "feed",
	"webcal", "matrix", "doi"};

static void add_attribute(Buf *out, Str name, Str value)
{
	buf_char(out, ' ');
	buf_add(out, name);
	buf_add(out, S("=\""));
	entity_encode(value, true, out);
	buf_char(out, '"');
}

/* Absolute, or empty if it must not be followed. */
static Str safe_address(Str address, Str base, Arena *arena)
{
	Str scheme;

	address = str_trim(url_resolve(base, address, arena));
	scheme = url_scheme(address);
	if (scheme.n == 0)
		return str_find_char(address, ':') >= 0 && str_find_char(address, '/') < 0
			       ? S("")
			       : address;
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_eq_case(scheme, str_from(schemes[i])))
			return address;
	return S("");
}

typedef struct {
	Buf out;
	Str base;
	Arena *arena;
} Cleaner;

static void open_tag(Cleaner *c, const Node *node)
{
	static const char *const addresses[] = {"href", "src", "cite", "poster"};
	bool link = node->tag == TAG_A,
	     plays = node->tag == TAG_VIDEO || node->tag == TAG_AUDIO || node->tag == TAG_SOURCE;

	buf_char(&c->out, '<');
	buf_add(&c->out, node_name(node));
	for (uint32_t i = 0; i < node->attr_count; i++) {
		const Attr *attr = &node->attrs[i];

		for (size_t k = 0; k < COUNT(attributes); k++)
			if (str_is(attr->name, attributes[k]) && !str_eq(attr->name, S("cite")))
				add_attribute(&c->out, attr->name, attr->value);
		for (size_t k = 0; k < COUNT(addresses); k++) {
			Str address;

			if (!str_is(attr->name, addresses[k]) || (k == 0 && !link) ||
				((k == 1 || k == 3) && !plays))
				continue;
			address = safe_address(attr->value, c->base, c->arena);
			/* Within a page from disk. */
			if (address.n == 0 && link && str_starts(attr->value, S("#")))
				address = attr->value;
			if (address.n)
				add_attribute(&c->out, attr->name, address);
		}
		/* Where a post is. */
		if (str_starts(attr->name, S("data-")) &&
			(str_ends(attr->name, S("-permalink")) ||
				str_eq(attr->name, S("data-href")) ||
				str_eq(attr->name, S("data-embed-url")))) {
			Str address = safe_address(attr->value, c->base, c->arena);

			if (address.n)
				add_attribute(&c->out, attr->name, address);
		}
	}
	if (node->tag == TAG_VIDEO || node->tag == TAG_AUDIO)
		add_attribute(&c->out, S("controls"), S("controls"));
}

static void image(Cleaner *c, const Node *node)
{
	Picture picture;

	if (!image_read(node, c->base, c->arena, &picture))
		return;
	buf_add(&c->out, S("<img"));
	add_attribute(&c->out, S("src"), picture.src);
	if (node_has(node, S("alt")))
		add_attribute(&c->out, S("alt"), picture.alt);
	if (node_attr(node, S("title")).n)
		add_attribute(&c->out, S("title"), node_attr(node, S("title")));
	if (node_attr(node, S("class")).n)
		add_attribute(&c->out, S("class"), node_attr(node, S("class")));
	if (picture.width)
		buf_printf(&c->out, " width=\"%u\"", picture.width);
	if (picture.height)
		buf_printf(&c->out, " height=\"%u\"", picture.height);
	buf_add(&c->out, S("/>"));
}

static void player(Cleaner *c, const Node *node, const Embed *embed)
{
	Str address = safe_address(embed->href, c->base, c->arena);
	/* A paragraph does not hold another. */
	bool block = tag_is_block(node->parent->tag) && node->parent->tag != TAG_P;

	if (address.n == 0)
		return;
	buf_add(&c->out, block ? S("<p><a") : S("<a"));
	add_attribute(&c->out, S("href"), address);
	buf_char(&c->out, '>');
	entity_encode(embed->who.n ? embed->who : address, false, &c->out);
	buf_add(&c->out, block ? S("</a></p>") : S("</a>"));
}

/* What a frame holds is for readers that show none (HTML 4.01, 16.5); a parser takes it for text.
 */
static void instead_of_frame(Cleaner *c, const Node *node)
{
	for (const Node *n = node->first; n; n = n->next)
		if (n->tag == TAG_TEXT && n->text.n) {
			if (char_is_space(n->text.s[0]))
				buf_char(&c->out, ' ');
			entity_encode(strip_html(n->text, c->arena), false, &c->out);
		}
}

static bool is_void(Tag tag)
{
	return tag == TAG_BR || tag == TAG_HR || tag == TAG_WBR || tag == TAG_COL ||
	       tag == TAG_SOURCE;
}

/* <noscript> repeats the picture beside it. */
static bool repeats(const Node *node)
{
	const Node *image = node_find(node, TAG_IMG);

	if (!image)
		return true;
	for (const Node *n = node->prev; n; n = n->prev)
		if (n->tag != TAG_TEXT)
			return image_is(n) || node_find(n, TAG_IMG);
		else if (str_trim(n->text).n)
			break;
	return false;
}

static void add_node(Cleaner *c, const Node *node)
{
	What what = (What)elements[node->tag];
	Embed embed;

	if (node->tag == TAG_TEXT) {
		entity_encode(node->text, false, &c->out);
		return;
	}
	if (image_is(node)) {
		image(c, node);
		return;
	}
	if (node->tag == TAG_SVG) {
		entity_encode(drawing_says(node), false, &c->out);
		return;
	}
	if ((node->tag == TAG_IFRAME || node->tag == TAG_EMBED || node->tag == TAG_OTHER) &&
		embed_read(node, c->base, c->arena, &embed)) {
		player(c, node, &embed);
		return;
	}
	if (node->tag == TAG_IFRAME)
		instead_of_frame(c, node);
	if (node->tag == TAG_NOSCRIPT)
		what = repeats(node) ? DROP : UNWRAP;
	if (what == DROP)
		return;
	if (what == KEEP) {
		open_tag(c, node);
		buf_add(&c->out, is_void(node->tag) ? S("/>") : S(">"));
	}
	if (is_void(node->tag))
		return;
	/* A parser drops a line feed right behind <pre>. */
	if (node->tag == TAG_PRE && node->first && node->first->tag == TAG_TEXT &&
		str_starts(node->first->text, S("\n")))
		buf_char(&c->out, '\n');
	for (const Node *n = node->first; n; n = n->next)
		add_node(c, n);
	if (what == KEEP) {
		buf_add(&c->out, S("</"));
		buf_add(&c->out, node_name(node));
		buf_char(&c->out, '>');
	}
}

Str clean_html(Str html, Str base, Arena *arena)
{
	Cleaner c = {.base = base, .arena = arena};
	Arena *scratch = arena_open();
	Str result;

	for (const Node *n = dom_parse(html, scratch)->body->first; n; n = n->next)
		add_node(&c, n);
	result = str_trim(buf_take(&c.out, arena));
	buf_drop(&c.out);
	arena_close(scratch);
	return result;
}
