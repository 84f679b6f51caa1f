#include "feed/format/xml.h"

#include <libxml/parser.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/format/xml_tree.h"
#include "feed/html/entity.h"

enum { CACHE = 256, PROBES = 8, KNOWN_SPACES = 32, CHUNK = 32768 };
/* libxml2 takes quadratic time for the attributes of one tag; so many bytes of one are too many. */
enum { MAX_TAG = 1 << 18, MAX_JUNK = 1 << 14 };
/* For each element it walks the namespaces in scope; so many (two places each) no feed has. */
enum { MAX_SCOPED = 2 * 4096 };
/* Bytes compared at each end of a text, before it is taken for what lies in the source. */
enum { ENDS = 32 };

/* A qualified name as libxml2 interned it, and what it is to us. */
typedef struct {
	const xmlChar *local, *prefix, *address;
	XmlSpace space;
	Str name_str, prefix_str;
} Name;

typedef struct {
	XmlTree tree;
	Str source;
	size_t skipped; /* bytes of it that libxml2 was not given */
	xmlParserCtxtPtr parser;
	bool failed;
	Name names[CACHE];
	struct {
		const xmlChar *prefix, *address;
		XmlSpace space;
	} spaces[KNOWN_SPACES]; /* a ring */
	size_t space_count;
} Reader;

static Str of_xml(const xmlChar *z)
{
	return str_from((const char *)z);
}

/* Found out once for each, not for each name in it: that compares with all addresses known. */
static XmlSpace space_of(Reader *r, const xmlChar *prefix, const xmlChar *address)
{
	size_t count = r->space_count < KNOWN_SPACES ? r->space_count : KNOWN_SPACES, at;

	for (size_t i = 0; i < count; i++)
		if (r->spaces[i].prefix == prefix && r->spaces[i].address == address)
			return r->spaces[i].space;
	at = r->space_count++ % KNOWN_SPACES;
	r->spaces[at].prefix = prefix;
	r->spaces[at].address = address;
	r->spaces[at].space = xml_space(of_xml(address), of_xml(prefix));
	return r->spaces[at].space;
}

static const Name *look_up(Reader *r, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *address)
{
	uintptr_t key = (uintptr_t)local ^ ((uintptr_t)prefix << 1) ^ ((uintptr_t)address << 2);
	Name *name;

	/* A few places to look at: two names of one place would drive each other out at each turn.
	 */
	for (unsigned i = 0; i < PROBES; i++) {
		name = &r->names[((key >> 4 ^ key >> 12) + i) % CACHE];
		if (name->name_str.n == 0)
			break;
		if (name->local == local && name->prefix == prefix && name->address == address)
			return name;
	}
	*name = (Name){local, prefix, address, space_of(r, prefix, address),
		arena_str(r->tree.arena, of_xml(local)), arena_str(r->tree.arena, of_xml(prefix))};
	return name;
}

/* libxml2 leaves an ampersand in an attribute as "&#38;", and nothing else. */
static Str attr_value(Reader *r, const xmlChar *start, const xmlChar *end)
{
	Str value = str_of((const char *)start, (size_t)(end - start));
	Buf out = {0};
	ptrdiff_t at;

	if (str_find(value, S("&#38;")) < 0)
		return xml_clean(value, r->tree.arena);
	while ((at = str_find(value, S("&#38;"))) >= 0) {
		buf_add(&out, str_slice(value, 0, (size_t)at + 1));
		value = str_from_at(value, (size_t)at + 5);
	}
	buf_add(&out, value);
	value = xml_clean(buf_str(&out), r->tree.arena);
	buf_drop(&out);
	return value;
}

static void fail(Reader *r)
{
	r->failed = true;
	xmlStopParser(r->parser);
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *address, int space_count, const xmlChar **spaces, int attr_count,
	int defaulted, const xmlChar **values)
{
	Reader *r = user;
	const Name *name = look_up(r, local, prefix, address);
	XmlAttr *attrs = NULL;

	(void)defaulted;
	if (r->parser->nsNr > MAX_SCOPED) {
		fail(r);
		return;
	}
	for (int i = 0; i < space_count && !r->tree.root; i++)
		r->tree.spaces |= UINT64_C(1)
				  << xml_space(of_xml(spaces[2 * i + 1]), of_xml(spaces[2 * i]));
	if (attr_count > 0)
		attrs = arena_array(r->tree.arena, (size_t)attr_count, sizeof *attrs);
	for (int i = 0; i < attr_count; i++) {
		const xmlChar **one = values + 5 * i;
		const Name *known = look_up(r, one[0], one[1], one[2]);

		attrs[i] = (XmlAttr){known->space, known->prefix_str, known->name_str,
			attr_value(r, one[3], one[4])};
	}
	/* The attributes may have taken its place in the cache. */
	name = look_up(r, local, prefix, address);
	xml_tree_start(&r->tree, name->space, name->name_str, attrs, (uint32_t)attr_count);
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *address)
{
	Reader *r = user;

	(void)local;
	(void)prefix;
	(void)address;
	xml_tree_end(&r->tree);
}

/* Where in the source text lies that libxml2 hands over out of its buffer, a copy of part of it. */
static bool find_in_source(const Reader *r, Str text, Str *out)
{
	const xmlParserInput *input = r->parser->input;
	const char *base = input ? (const char *)input->base : NULL;
	size_t at;

	if (!base || text.s < base || text.s >= (const char *)input->end)
		return false;
	at = r->skipped + input->consumed + (size_t)(text.s - base);
	if (at > r->source.n || text.n > r->source.n - at)
		return false;
	*out = str_slice(r->source, at, text.n);
	/* Should the library count otherwise than it says, both ends will not match. */
	if (text.n <= 2 * ENDS)
		return memcmp(out->s, text.s, text.n) == 0;
	return memcmp(out->s, text.s, ENDS) == 0 &&
	       memcmp(out->s + out->n - ENDS, text.s + text.n - ENDS, ENDS) == 0;
}

static void on_text(void *user, const xmlChar *bytes, int n)
{
	Reader *r = user;
	Str text = str_of((const char *)bytes, (size_t)n), piece;

	if (text.n == 0)
		return;
	if (find_in_source(r, text, &piece))
		xml_tree_piece(&r->tree, piece);
	else
		xml_tree_text(&r->tree, text);
}

static void on_error(void *user, xmlErrorPtr error)
{
	/* Undeclared prefixes and the like are errors of a lesser kind: their elements come
	 * through. */
	if (error->level == XML_ERR_FATAL)
		fail(user);
}

static xmlEntityPtr on_entity(void *user, const xmlChar *name)
{
	(void)name;
	fail(user);
	return NULL;
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
	const xmlChar *system_id)
{
	(void)name;
	(void)public_id;
	(void)system_id;
	fail(user);
}

static xmlParserInputPtr refuse(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url;
	(void)id;
	(void)parser;
	return NULL;
}

/* What a program wrote before the file it meant to write: warnings, white space, zero bytes. Only
 * where an XML declaration follows it is sure that it is not part of the file. */
static Str behind_junk(Str text)
{
	ptrdiff_t start = str_find(str_slice(text, 0, MAX_JUNK), S("<?xml "));

	if (start > 0)
		return str_from_at(text, (size_t)start);
	while (text.n && (text.s[0] == '\0' || char_is_space(text.s[0])))
		text = str_from_at(text, 1);
	return text;
}

/* The text without an XML declaration: its encoding is dealt with, its version does not matter. */
static Str behind_declaration(Str text)
{
	ptrdiff_t end;

	text = str_trim(text);
	if (!str_starts(text, S("<?xml")) || (end = str_find(text, S("?>"))) < 0)
		return text;
	return str_trim(str_from_at(text, (size_t)end + 2));
}

/* So many bytes go to libxml2 at once, and no more than up to where a CDATA section begins. */
static size_t next_chunk(Str text)
{
	Str chunk = str_slice(text, 0, CHUNK);
	ptrdiff_t found;
	size_t at = 0;

	/* The last character of its mark is rarer than the first. */
	while ((found = str_find_char(str_from_at(chunk, at), '[')) >= 0) {
		at += (size_t)found + 1;
		if (str_ends(str_slice(chunk, 0, at), S("<![CDATA[")))
			return at;
	}
	return chunk.n;
}

/* libxml2 goes through each byte of a CDATA section three times, and most of what feeds carry lies
 * in those: a third of the time that a feed took. Where it has just come into one, that is taken
 * whole from the source, and libxml2 gets an empty one. Returns what is left to read. */
static Str take_cdata(Reader *r, Str text)
{
	const xmlParserInput *input = r->parser->input;
	ptrdiff_t end;
	Str inside;

	if (r->failed || r->parser->instate != XML_PARSER_CDATA_SECTION || !input ||
		input->cur != input->end || (end = str_find(text, S("]]>"))) < 0)
		return text;
	inside = str_slice(text, 0, (size_t)end);
	/* That is for libxml2 to find. The rest is well-formed: it comes from charset.h. */
	if (utf8_has_control(inside))
		return text;
	xml_tree_piece(&r->tree, inside);
	r->skipped += inside.n;
	return str_from_at(text, inside.n);
}

/* False if libxml2 found anything wrong, or a DOCTYPE: it is not left to deal with entities. */
static bool read_sound(Str text, Reader *r)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.getEntity = on_entity,
		.internalSubset = on_doctype,
		.serror = on_error,
	};

	uint64_t seen = 0;
	size_t silent = 0;

	r->source = text;
	xmlSetExternalEntityLoader(refuse);
	r->parser = xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
	if (!r->parser)
		return false;
	xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	while (!r->failed) {
		size_t n = next_chunk(text);

		if (xmlParseChunk(r->parser, text.s, (int)n, text.n == n) != 0 &&
			!r->parser->wellFormed)
			r->failed = true;
		silent = r->tree.events == seen ? silent + n : 0;
		seen = r->tree.events;
		if (silent > MAX_TAG)
			r->failed = true;
		if (text.n == n)
			break;
		text = take_cdata(r, str_from_at(text, n));
	}
	xmlFreeParserCtxt(r->parser);
	return !r->failed;
}

Xml xml_parse(Str text, Arena *arena)
{
	Reader r = {.tree.arena = arena};
	Xml xml = {0};

	text = behind_declaration(behind_junk(text));
	if (text.n && text.s[0] == '<' && read_sound(text, &r)) {
		xml.root = r.tree.root;
		xml.spaces = r.tree.spaces;
	} else {
		XmlTree tree = {.arena = arena};

		xml.truncated = xml_repair(text, &tree);
		xml.root = tree.root;
		xml.spaces = tree.spaces;
		xml.repaired = true;
		xml_tree_drop(&tree);
	}
	xml.truncated |= r.tree.count > XML_MAX_NODES;
	xml_tree_drop(&r.tree);
	return xml;
}

Str xml_attr_in(const XmlNode *node, XmlSpace space, Str name)
{
	for (uint32_t i = 0; i < node->attr_count; i++)
		if (node->attrs[i].space == space && str_eq_case(node->attrs[i].name, name))
			return node->attrs[i].value;
	return S("");
}

Str xml_attr(const XmlNode *node, Str name)
{
	return str_trim(xml_attr_in(node, SPACE_NONE, name));
}

bool xml_has_attr(const XmlNode *node, Str name)
{
	for (uint32_t i = 0; i < node->attr_count; i++)
		if (node->attrs[i].space == SPACE_NONE && str_eq_case(node->attrs[i].name, name))
			return true;
	return false;
}

const XmlNode *xml_child(const XmlNode *node, Str name)
{
	for (const XmlNode *child = node->first; child; child = child->next)
		if (str_eq_case(child->name, name))
			return child;
	return NULL;
}

bool xml_has_elements(const XmlNode *node)
{
	for (const XmlNode *child = node->first; child; child = child->next)
		if (child->name.n)
			return true;
	return false;
}

/* The next node in document order within `top`; *closed: one step up was taken. */
static const XmlNode *walk(const XmlNode *node, const XmlNode *top)
{
	if (node->first)
		return node->first;
	while (node != top && !node->next)
		node = node->parent;
	return node == top ? NULL : node->next;
}

Str xml_text(const XmlNode *node, Arena *arena)
{
	Buf out = {0};
	Str text;

	if (!node->first)
		return str_trim(node->text);
	for (const XmlNode *at = node; at; at = walk(at, node))
		buf_add(&out, at->text);
	text = arena_str(arena, str_trim(buf_str(&out)));
	buf_drop(&out);
	return text;
}

static const char *const void_tags[] = {"area", "base", "br", "col", "embed", "hr", "img", "input",
	"link", "meta", "param", "source", "track", "wbr"};
static const char *const address_attrs[] = {"href", "src", "cite", "longdesc", "poster", "data",
	"background", "action", "formaction", "usemap", "codebase", "classid", "profile", "icon",
	"manifest"};

static bool among(Str name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (names[i][0] == char_lower(name.s[0]) && str_eq_case(name, str_from(names[i])))
			return true;
	return false;
}

static void open_tag(const XmlNode *node, const XmlNode *top, Str base, Arena *arena, Buf *out)
{
	bool rebased = false;

	/* The cleaner resolves against the entry's base; it knows nothing of bases within. */
	for (const XmlNode *at = node; at != top && !rebased; at = at->parent)
		rebased = xml_attr_in(at, SPACE_XML, S("base")).n > 0;
	if (rebased)
		base = xml_base(node, base, arena);
	buf_char(out, '<');
	buf_add(out, node->name);
	for (uint32_t i = 0; i < node->attr_count; i++) {
		const XmlAttr *attr = &node->attrs[i];
		Str value = attr->value;

		if (attr->space == SPACE_XML)
			continue;
		if (rebased && among(attr->name, address_attrs, COUNT(address_attrs)))
			value = url_resolve(base, value, arena);
		buf_char(out, ' ');
		if (attr->prefix.n) {
			buf_add(out, attr->prefix);
			buf_char(out, ':');
		}
		buf_add(out, attr->name);
		buf_add(out, S("=\""));
		entity_encode(value, true, out);
		buf_char(out, '"');
	}
	buf_char(out, '>');
}

static void close_tag(const XmlNode *node, Buf *out)
{
	if (among(node->name, void_tags, COUNT(void_tags)) && !node->first && !node->text.n)
		return;
	buf_add(out, S("</"));
	buf_add(out, node->name);
	buf_char(out, '>');
}

/* Appends text; with `raw`, it is markup itself. */
static void add_text(Str text, bool raw, Buf *out)
{
	if (raw)
		buf_add(out, text);
	else
		entity_encode(text, false, out);
}

static Str markup_of(const XmlNode *node, bool raw, Str base, Arena *arena)
{
	Buf out = {0};
	const XmlNode *at = node->first;
	Str markup;

	add_text(node->text, raw, &out);
	while (at) {
		if (at->name.n)
			open_tag(at, node, base, arena, &out);
		add_text(at->text, raw, &out);
		if (at->first) {
			at = at->first;
			continue;
		}
		if (at->name.n)
			close_tag(at, &out);
		while (!at->next && at->parent != node) {
			at = at->parent;
			close_tag(at, &out);
		}
		at = at->next;
	}
	markup = arena_str(arena, str_trim(buf_str(&out)));
	buf_drop(&out);
	return markup;
}

Str xml_markup(const XmlNode *node, Str base, Arena *arena)
{
	return markup_of(node, false, base, arena);
}

Str xml_inner(const XmlNode *node, Str base, Arena *arena)
{
	return xml_has_elements(node) ? markup_of(node, true, base, arena) : xml_text(node, arena);
}

bool xml_has_base(const XmlNode *node)
{
	for (; node; node = node->parent)
		if (xml_attr_in(node, SPACE_XML, S("base")).n)
			return true;
	return false;
}

Str xml_base(const XmlNode *node, Str outermost, Arena *arena)
{
	/* Each element may have to walk them all, so no more than anyone nests. */
	const XmlNode *around[16];
	size_t count = 0;
	Str base = outermost;

	for (; node && count < COUNT(around); node = node->parent) {
		Str own = xml_attr_in(node, SPACE_XML, S("base"));

		if (own.n)
			around[count++] = node;
		if (url_is_http(own))
			break;
	}
	while (count > 0)
		base = url_rebase(base, xml_attr_in(around[--count], SPACE_XML, S("base")), arena);
	return base;
}

Str xml_lang(const XmlNode *node, const XmlNode *within)
{
	for (; node; node = node->parent) {
		Str lang = str_trim(xml_attr_in(node, SPACE_XML, S("lang")));

		if (lang.n)
			return lang;
		if (node == within)
			break;
	}
	return S("");
}
