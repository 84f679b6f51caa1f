/* feed/html/entity.h: character references, "&eacute;" and "&#233;", as HTML reads them (13.2.5.72
 * and following). */
#ifndef LEDE_FEED_HTML_ENTITY_H
#define LEDE_FEED_HTML_ENTITY_H

#include "base/buf.h"

typedef enum {
	/* Of XML: names end with a semicolon, mean what HTML 4's DTD says, and C1 controls are left
	   as they are: xml_clean() knows more of what they stand for. */
	ENTITY_XML,
	ENTITY_HTML, /* The old names do without a semicolon; C1 is read as windows-1252. */
} EntityRule;

/* Appends what the reference at text.s[at], an '&', stands for, and returns its length in bytes; 0
 * if it is none. Control characters but tab and line feed are nothing. */
size_t entity_decode(Str text, size_t at, EntityRule rule, Buf *out);

/* The text with all references of HTML decoded; the text itself if there are none. */
Str entity_decode_all(Str text, Arena *arena);

/* The other way: text as markup that says the same, in HTML and in XML; `quoted`: within the quotes
 * of an attribute. */
void entity_encode(Str text, bool quoted, Buf *out);

/* The character for a C1 control that stands for windows-1252; 0 if there is none. */
uint32_t entity_of_c1(uint32_t character);

#endif
