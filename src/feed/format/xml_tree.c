#include "feed/format/xml_tree.h"

#include <string.h>

#include "base/utf8.h"
#include "feed/html/entity.h"

typedef struct {
	XmlSpace space;
	const char *prefix;    /* as it is used by nearly all */
	const char *addresses; /* without scheme, and '/' or '#' at the end; lower case */
} Space;

static const Space spaces[] = {
	{SPACE_ATOM, "atom a10 atom10", "www.w3.org/2005/atom w3.org/2005/atom"},
	{SPACE_ATOM03, "atom03",
		"purl.org/atom/ns example.com/newformat example.com/necho purl.org/echo "
		"uri/of/echo/namespace purl.org/pie"},
	{SPACE_RDF, "rdf", "www.w3.org/1999/02/22-rdf-syntax-ns"},
	{SPACE_RSS090, "", "my.netscape.com/rdf/simple/0.9 channel.netscape.com/rdf/simple/0.9"},
	{SPACE_RSS10, "", "purl.org/rss/1.0 purl.org/net/rss1.1"},
	{SPACE_NONE, "",
		"backend.userland.com/rss backend.userland.com/rss2 "
		"backend.userland.com/rss091 backend.userland.com/rss092 "
		"blogs.law.harvard.edu/tech/rss cyber.law.harvard.edu/rss purl.org/rss/2.0 "
		"purl.org/rss/1.0/modules/rss091 cyber.harvard.edu/rss "
		"my.netscape.com/publish/formats/rss-0.91.dtd backend.userland.com/rss20"},
	{SPACE_CONTENT, "content", "purl.org/rss/1.0/modules/content"},
	{SPACE_DC, "dc",
		"purl.org/dc/elements/1.1 purl.org/dc/elements/1.0 purl.org/metadata/dublin_core "
		"purl.org/dc/elements purl.org/dc"},
	{SPACE_DCTERMS, "dcterms dct", "purl.org/dc/terms"},
	{SPACE_MEDIA, "media",
		"search.yahoo.com/mrss video.search.yahoo.com/mrss tools.search.yahoo.com/mrss "
		"www.rssboard.org/media-rss search.yahoo.com/searchmonkey/media "
		"search.yahoo.com/rss"},
	{SPACE_ITUNES, "itunes",
		"www.itunes.com/dtds/podcast-1.0.dtd example.com/dtds/podcast-1.0.dtd "
		"www.itunes.com/dtds/podcast-1.0 itunes.com/dtds/podcast-1.0.dtd "
		"www.itunes.com/dtds/podcast.dtd"},
	{SPACE_PODCAST, "podcast",
		"podcastindex.org/namespace/1.0 "
		"github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"},
	{SPACE_GOOGLEPLAY, "googleplay",
		"www.google.com/schemas/play-podcasts/1.0 "
		"www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd"},
	{SPACE_GEO, "geo icbm",
		"www.w3.org/2003/01/geo/wgs84_pos www.w3.org/2003/01/geo "
		"postneo.com/icbm"},
	{SPACE_GEORSS, "georss", "www.georss.org/georss www.georss.org/georss/10"},
	{SPACE_GML, "gml", "www.opengis.net/gml www.opengis.net/gml/3.2"},
	{SPACE_SLASH, "slash", "purl.org/rss/1.0/modules/slash"},
	{SPACE_WFW, "wfw", "wellformedweb.org/commentapi"},
	{SPACE_SY, "sy", "purl.org/rss/1.0/modules/syndication"},
	{SPACE_THR, "thr", "purl.org/syndication/thread/1.0"},
	{SPACE_FEEDBURNER, "feedburner", "rssnamespace.org/feedburner/ext/1.0"},
	{SPACE_XHTML, "xhtml", "www.w3.org/1999/xhtml"},
	{SPACE_XML, "xml", "www.w3.org/xml/1998/namespace"},
	{SPACE_CC, "creativecommons cc",
		"creativecommons.org/ns web.resource.org/cc creativecommons.org/ns#license "
		"cyber.law.harvard.edu/rss/creativecommonsrssmodule.html "
		"backend.userland.com/creativecommonsrssmodule"},
	{SPACE_PSC, "psc", "podlove.org/simple-chapters podlove.org/simple-chapters/1"},
	{SPACE_ADMIN, "admin", "webns.net/mvcb"},
	{SPACE_L, "l", "purl.org/rss/1.0/modules/link"},
	{SPACE_PRISM, "prism",
		"prismstandard.org/namespaces/1.2/basic "
		"prismstandard.org/namespaces/basic/2.0 prismstandard.org/namespaces/2.0/basic"},
	{SPACE_ENC, "enc", "purl.oclc.org/net/rss_2.0/enc"},
	{SPACE_YANDEX, "yandex", "news.yandex.ru"},
	{SPACE_TURBO, "turbo", "turbo.yandex.ru"},
	{SPACE_SOURCE, "source",
		"source.scripting.com "
		"source.smallpict.com/2014/07/12/thesourcenamespace.html"},
};

static bool listed(const char *words, Str wanted)
{
	for (;;) {
		size_t n = strcspn(words, " ");

		if (str_eq_case(str_of(words, n), wanted))
			return true;
		if (words[n] == '\0')
			return false;
		words += n + 1;
	}
}

XmlSpace xml_space(Str address, Str prefix)
{
	address = str_trim(address);
	if (str_starts_case(address, S("http://")))
		address = str_from_at(address, 7);
	else if (str_starts_case(address, S("https://")))
		address = str_from_at(address, 8);
	while (address.n && (address.s[address.n - 1] == '/' || address.s[address.n - 1] == '#'))
		address.n--;
	for (size_t i = 0; i < COUNT(spaces) && address.n; i++)
		if (listed(spaces[i].addresses, address))
			return spaces[i].space;
	for (size_t i = 0; i < COUNT(spaces) && prefix.n; i++)
		if (listed(spaces[i].prefix, prefix))
			return spaces[i].space;
	return address.n || prefix.n ? SPACE_OTHER : SPACE_NONE;
}

void xml_tree_drop(XmlTree *tree)
{
	buf_drop(&tree->text);
}

/* "â€¦" with its last bytes as C1 controls is UTF-8 that was taken for Latin-1. Reads such a
 * character at text.s[at] back; 0 if it is none. */
static size_t undo_latin1(Str text, size_t at, Buf *out)
{
	char bytes[4];
	size_t n = 0, i = at;

	while (n < sizeof bytes && i < text.n) {
		uint32_t c = utf8_next(text, &i);

		if (c < 0x80 || c > 0xff)
			break;
		bytes[n++] = (char)c;
		if (n > 1 && utf8_valid(str_of(bytes, n))) {
			buf_bytes(out, bytes, n);
			return i - at;
		}
	}
	return 0;
}

Str xml_clean(Str text, Arena *arena)
{
	Buf out = {0}, whole = {0};
	size_t at = 0;

	if (!utf8_has_control(text))
		return arena_str(arena, text);
	while (at < text.n) {
		size_t start = at, undone;
		uint32_t c = utf8_next(text, &at);

		if (c >= 0xc2 && c <= 0xf4 && (undone = undo_latin1(text, start, &out))) {
			at = start + undone;
			continue;
		}
		if (entity_of_c1(c))
			utf8_add(&out, entity_of_c1(c));
		else
			buf_add(&out, str_slice(text, start, at - start));
	}
	utf8_clean(buf_str(&out), &whole);
	text = buf_take(&whole, arena);
	buf_drop(&whole);
	buf_drop(&out);
	return text;
}

static bool is_space(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!char_is_space(text.s[i]))
			return false;
	return true;
}

static void append(XmlTree *tree, XmlNode *node)
{
	XmlNode *top = tree->top;

	tree->count++;
	node->parent = top;
	if (!top)
		return;
	if (top->last)
		top->last->next = node;
	else
		top->first = node;
	top->last = node;
}

/* In a feed's frame, the elements of entries included, white space around text is nothing. */
static bool is_frame(const XmlTree *tree)
{
	return tree->depth <= 4;
}

static Str gathered(XmlTree *tree)
{
	if (tree->tail.n && !is_frame(tree))
		xml_tree_text(tree, S(""));
	return tree->text.n ? buf_str(&tree->text) : tree->run;
}

/* The text gathered becomes a node. Between the tags of a feed's frame, white space is nothing. */
static void flush(XmlTree *tree)
{
	Str text = gathered(tree);
	XmlNode *node;

	if (text.n == 0)
		return;
	if (tree->top && !(tree->depth <= 3 && is_space(text))) {
		if (tree->text.n || utf8_has_control(text))
			text = xml_clean(text, tree->arena);
		if (!tree->top->first && tree->top->text.n == 0) {
			tree->top->text = text;
		} else {
			node = arena_alloc(tree->arena, sizeof *node);
			node->text = text;
			append(tree, node);
		}
	}
	tree->run = tree->tail = S("");
	buf_clear(&tree->text);
}

void xml_tree_start(XmlTree *tree, XmlSpace space, Str name, const XmlAttr *attrs,
	uint32_t attr_count)
{
	XmlNode *node;

	tree->events++;
	if (tree->count > XML_MAX_NODES || tree->depth++ >= XML_MAX_DEPTH)
		return;
	/* Nothing follows the root; if something does, the file is broken, and it belongs there. */
	flush(tree);
	if (!tree->top && tree->root)
		tree->top = tree->root;
	node = arena_alloc(tree->arena, sizeof *node);
	node->space = space;
	node->name = name;
	node->attrs = attrs;
	node->attr_count = attr_count;
	append(tree, node);
	if (!tree->root)
		tree->root = node;
	tree->top = node;
}

void xml_tree_end(XmlTree *tree)
{
	tree->events++;
	if (tree->count > XML_MAX_NODES || tree->depth == 0 || --tree->depth >= XML_MAX_DEPTH)
		return;
	tree->depth++;
	flush(tree);
	tree->depth--;
	if (tree->top)
		tree->top = tree->top->parent;
}

void xml_tree_text(XmlTree *tree, Str text)
{
	tree->events++;
	if (tree->count > XML_MAX_NODES)
		return;
	buf_add(&tree->text, tree->run);
	buf_add(&tree->text, tree->tail);
	buf_add(&tree->text, text);
	tree->run = tree->tail = S("");
}

static bool continues(Str text, Str more)
{
	return text.n && text.s + text.n == more.s;
}

/* "<description>\n<![CDATA[…]]>\n</description>" is one piece: the white space around it is kept
 * apart until it turns out to matter. */
void xml_tree_piece(XmlTree *tree, Str text)
{
	if (text.n == 0)
		return;
	if (tree->count > XML_MAX_NODES || tree->text.n) {
		xml_tree_text(tree, text);
		return;
	}
	tree->events++;
	if (tree->tail.n == 0 && continues(tree->run, text))
		tree->run.n += text.n;
	else if (tree->run.n == 0 || (is_frame(tree) && is_space(tree->run)))
		tree->run = text;
	else if (tree->tail.n == 0 && is_space(text))
		tree->tail = text;
	else if (tree->tail.n && continues(tree->tail, text) && is_space(text))
		tree->tail.n += text.n;
	else
		xml_tree_text(tree, text);
}
