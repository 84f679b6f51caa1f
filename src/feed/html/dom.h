/* feed/html/dom.h: an HTML page as a small tree in an arena. The parser behind it is HTML5's
 * (gumbo); what can't be shown is not in the tree: comments, scripts (but JSON-LD), styles,
 * templates, SVG. */
#ifndef LEDE_FEED_HTML_DOM_H
#define LEDE_FEED_HTML_DOM_H

#include "base/arena.h"

typedef enum {
	TAG_OTHER, /* an element of another name: Node.text */
	TAG_TEXT,  /* characters: Node.text */
	TAG_A,
	TAG_ABBR,
	TAG_ACRONYM,
	TAG_ADDRESS,
	TAG_APPLET,
	TAG_AREA,
	TAG_ARTICLE,
	TAG_ASIDE,
	TAG_AUDIO,
	TAG_B,
	TAG_BASE,
	TAG_BDI,
	TAG_BDO,
	TAG_BIG,
	TAG_BLINK,
	TAG_BLOCKQUOTE,
	TAG_BODY,
	TAG_BR,
	TAG_BUTTON,
	TAG_CANVAS,
	TAG_CAPTION,
	TAG_CENTER,
	TAG_CITE,
	TAG_CODE,
	TAG_COL,
	TAG_COLGROUP,
	TAG_DATA,
	TAG_DATALIST,
	TAG_DD,
	TAG_DEL,
	TAG_DETAILS,
	TAG_DFN,
	TAG_DIR,
	TAG_DIV,
	TAG_DL,
	TAG_DT,
	TAG_EM,
	TAG_EMBED,
	TAG_FIELDSET,
	TAG_FIGCAPTION,
	TAG_FIGURE,
	TAG_FONT,
	TAG_FOOTER,
	TAG_FORM,
	TAG_FRAME,
	TAG_FRAMESET,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_HEAD,
	TAG_HEADER,
	TAG_HGROUP,
	TAG_HR,
	TAG_HTML,
	TAG_I,
	TAG_IFRAME,
	TAG_IMAGE,
	TAG_IMG,
	TAG_INPUT,
	TAG_INS,
	TAG_ISINDEX,
	TAG_KBD,
	TAG_KEYGEN,
	TAG_LABEL,
	TAG_LEGEND,
	TAG_LI,
	TAG_LINK,
	TAG_LISTING,
	TAG_MAIN,
	TAG_MAP,
	TAG_MARK,
	TAG_MARQUEE,
	TAG_MATH,
	TAG_MENU,
	TAG_MENUITEM,
	TAG_META,
	TAG_METER,
	TAG_MULTICOL,
	TAG_NAV,
	TAG_NOBR,
	TAG_NOEMBED,
	TAG_NOFRAMES,
	TAG_NOSCRIPT,
	TAG_OBJECT,
	TAG_OL,
	TAG_OPTGROUP,
	TAG_OPTION,
	TAG_OUTPUT,
	TAG_P,
	TAG_PARAM,
	TAG_PLAINTEXT,
	TAG_PRE,
	TAG_PROGRESS,
	TAG_Q,
	TAG_RB,
	TAG_RP,
	TAG_RT,
	TAG_RTC,
	TAG_RUBY,
	TAG_S,
	TAG_SAMP,
	TAG_SCRIPT,
	TAG_SECTION,
	TAG_SELECT,
	TAG_SMALL,
	TAG_SOURCE,
	TAG_SPACER,
	TAG_SPAN,
	TAG_STRIKE,
	TAG_STRONG,
	TAG_STYLE,
	TAG_SUB,
	TAG_SUMMARY,
	TAG_SUP,
	TAG_SVG,
	TAG_TABLE,
	TAG_TBODY,
	TAG_TD,
	TAG_TEMPLATE,
	TAG_TEXTAREA,
	TAG_TFOOT,
	TAG_TH,
	TAG_THEAD,
	TAG_TIME,
	TAG_TITLE,
	TAG_TR,
	TAG_TRACK,
	TAG_TT,
	TAG_U,
	TAG_UL,
	TAG_VAR,
	TAG_VIDEO,
	TAG_WBR,
	TAG_XMP,
	TAG_COUNT
} Tag;

typedef struct {
	Str name, value; /* the name in lower case; the value without control characters */
} Attr;

typedef struct Node Node;
struct Node {
	Node *parent, *first, *last, *next, *prev;
	Str text; /* UTF-8 without control characters but tab and LF; empty for known elements */
	const Attr *attrs;
	uint32_t attr_count;
	uint32_t at, end; /* place in document order; all within it are in (at, end) */
	Tag tag;
	bool math; /* MathML */
};

typedef struct {
	Node *html, *head, *body; /* never NULL */
	uint32_t count;           /* nodes; every Node.at is below it */
} Dom;

/* The page (UTF-8, any bytes), never deeper than DOM_DEPTH. */
enum { DOM_DEPTH = 400 };
Dom *dom_parse(Str html, Arena *arena);

/* The value of an attribute; empty if there is none. */
Str node_attr(const Node *node, Str name);
bool node_has(const Node *node, Str name);
/* Whether an element of another name is called so. */
bool node_is_other(const Node *node, Str name);
/* Whether the space-separated list in an attribute ("class", "rel", "itemprop") holds a word; ASCII
 * letters in either case. */
bool node_has_word(const Node *node, Str attribute, Str word);
/* The name of an element: "div". */
Str node_name(const Node *node);

/* The next node in document order within `root`: into it, and past it. NULL at the end. */
Node *node_next(const Node *node, const Node *root);
Node *node_skip(const Node *node, const Node *root);
/* The first element of a kind within `root`, or NULL. */
Node *node_find(const Node *root, Tag tag);
/* Takes it out of the tree. Places in document order stay valid. */
void node_remove(Node *node);
/* Puts `node`, which is in no tree, before the first child of `parent`. */
void node_prepend(Node *parent, Node *node);
/* Gives all that is within `root` new places, as after moving nodes; returns how many there are. */
uint32_t node_number(Node *root);
/* Its text, white space collapsed and trimmed; blocks and <br> count as spaces. */
Str node_text(const Node *node, Arena *arena);
/* Whether browsers set the element as a block of its own. */
bool tag_is_block(Tag tag);

#endif
