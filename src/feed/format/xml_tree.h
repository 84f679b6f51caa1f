/* feed/format/xml_tree.h: builds the tree of feed/format/xml.h; called by its two readers. */
#ifndef LEDE_FEED_FORMAT_XML_TREE_H
#define LEDE_FEED_FORMAT_XML_TREE_H

#include "base/buf.h"
#include "feed/format/xml.h"

/* Beyond so many nodes the rest of the file is passed over: a feed of 20 MB has 200,000. */
enum { XML_MAX_DEPTH = 200, XML_MAX_NODES = 2000000 };

typedef struct {
	Arena *arena;
	XmlNode *root, *top; /* top: the innermost open element */
	unsigned depth;      /* of open elements; those beyond XML_MAX_DEPTH are only counted */
	Str run;             /* text gathered until the next tag: a piece of the source, … */
	Str tail;            /* … white space behind it, … */
	Buf text;            /* … or a copy, where it is in several pieces */
	uint64_t spaces;     /* as Xml.spaces */
	size_t count;        /* of nodes */
	uint64_t events;     /* how often one of the calls below was made */
} XmlTree;

void xml_tree_drop(XmlTree *tree);
/* An element starts, with `attr_count` attributes; all strings stay the caller's but `attrs`, whose
 * values are in the arena. */
void xml_tree_start(XmlTree *tree, XmlSpace space, Str name, const XmlAttr *attrs,
	uint32_t attr_count);
void xml_tree_end(XmlTree *tree);
void xml_tree_text(XmlTree *tree, Str text);
/* The same for text that outlives the tree: it is not copied unless other text follows. */
void xml_tree_piece(XmlTree *tree, Str text);
/* A copy in the arena without control characters. C1 is read as windows-1252, or as what it was
 * before somebody took UTF-8 for Latin-1. */
Str xml_clean(Str text, Arena *arena);

/* What a namespace's address means; if that is unknown or empty, what the prefix does. */
XmlSpace xml_space(Str address, Str prefix);

/* Reads whatever it is, as well as can be. True if it ends before its root does. */
bool xml_repair(Str text, XmlTree *tree);

#endif
