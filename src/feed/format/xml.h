/* feed/format/xml.h: XML as a tree in an arena. libxml2 reads what is well-formed; what is not is
 * read by xml_repair.c, which makes out what it can. Nothing external is ever opened, entities of a
 * DOCTYPE are bounded, elements nested too deep are dropped (their text stays). All text is clean:
 * UTF-8 without control characters but tab and line feed. */
#ifndef LEDE_FEED_FORMAT_XML_H
#define LEDE_FEED_FORMAT_XML_H

#include "base/arena.h"

/* Namespaces by what they mean: all addresses of a module, old and misspelt ones, are one. */
typedef enum {
	SPACE_NONE, /* no namespace, and those of the RSS versions */
	SPACE_OTHER,
	SPACE_ATOM,
	SPACE_ATOM03,
	SPACE_RDF,
	SPACE_RSS090,
	SPACE_RSS10,
	SPACE_CONTENT,
	SPACE_DC,
	SPACE_DCTERMS,
	SPACE_MEDIA,
	SPACE_ITUNES,
	SPACE_PODCAST,
	SPACE_GOOGLEPLAY,
	SPACE_GEO,
	SPACE_GEORSS,
	SPACE_GML,
	SPACE_SLASH,
	SPACE_WFW,
	SPACE_SY,
	SPACE_THR,
	SPACE_FEEDBURNER,
	SPACE_XHTML,
	SPACE_XML,
	SPACE_CC,
	SPACE_PSC,
	SPACE_ADMIN,
	SPACE_L,
	SPACE_PRISM,
	SPACE_SOURCE,
	SPACE_ENC,
	SPACE_YANDEX,
	SPACE_TURBO,
	SPACES
} XmlSpace;

typedef struct {
	XmlSpace space; /* SPACE_NONE without a prefix */
	Str prefix, name, value;
} XmlAttr;

typedef struct XmlNode {
	Str name;       /* of an element, without its prefix; of text, empty */
	Str text;       /* of text; of an element, what stands before the first child */
	XmlSpace space; /* of an element */
	uint32_t attr_count;
	const XmlAttr *attrs;
	struct XmlNode *parent, *next, *first, *last;
} XmlNode;

typedef struct {
	const XmlNode *root; /* NULL if there is no element at all */
	uint64_t spaces;     /* those that the root declares: 1 << XmlSpace */
	bool repaired;       /* it was not well-formed */
	bool truncated;      /* it ends in the middle, or has more than is read */
} Xml;

/* UTF-8 in; may be anything. The tree borrows from it. */
Xml xml_parse(Str text, Arena *arena);

/* The value of an attribute without a prefix, in any case; empty if there is none. */
Str xml_attr(const XmlNode *node, Str name);
bool xml_has_attr(const XmlNode *node, Str name);
/* The same for an attribute with a prefix (xml:lang, rdf:about). */
Str xml_attr_in(const XmlNode *node, XmlSpace space, Str name);
/* The first child element of that name in any namespace; NULL if there is none. */
const XmlNode *xml_child(const XmlNode *node, Str name);
bool xml_has_elements(const XmlNode *node);
/* All text in it, trimmed; borrowed or in the arena. */
Str xml_text(const XmlNode *node, Arena *arena);
/* What is in it as HTML, where text is (escaped) markup already: elements among it are written out.
 * Addresses below an inner xml:base are resolved. */
Str xml_inner(const XmlNode *node, Str base, Arena *arena);
/* Its elements and text written out, text escaped. */
Str xml_markup(const XmlNode *node, Str base, Arena *arena);
/* xml:base in scope, resolved against those around it and `outermost`. */
Str xml_base(const XmlNode *node, Str outermost, Arena *arena);
/* Whether there is an xml:base in scope. */
bool xml_has_base(const XmlNode *node);
/* xml:lang in scope up to `within` (NULL: the root), that one included. */
Str xml_lang(const XmlNode *node, const XmlNode *within);

#endif
