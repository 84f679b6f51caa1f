/* feed/html/charset.h: bytes in any encoding of the web to UTF-8, as browsers do: labels and their
 * meaning as in the WHATWG Encoding Standard. What comes out is valid UTF-8 without a byte order
 * mark; control characters are still in it. */
#ifndef LEDE_FEED_HTML_CHARSET_H
#define LEDE_FEED_HTML_CHARSET_H

#include "base/arena.h"

/* The charset parameter of a MIME type, borrowed from it; empty if there is none. */
Str charset_of_mime(Str mime);

/* In order of trust: a byte order mark; bytes that are valid UTF-8 and not all ASCII; the charset
 * of `mime`; `declared`, the label in the document itself; UTF-8; a guess. A label that the
 * bytes contradict is passed over; a few bad bytes spoil only themselves (U+FFFD). Either label may
 * be empty. The result borrows `bytes` if they are UTF-8 already, else it lives in the arena.
 * *name (NULL is fine) gets the standard's name of the encoding ("windows-1252"), static. */
Str charset_to_utf8(Str bytes, Str mime, Str declared, Arena *arena, Str *name);

/* The same for an XML document (declared in its <?xml encoding?>; UTF-16 and UTF-32 are seen
 * without a mark, too) and for a web page (<meta charset> in the first 1,024 bytes or so). */
Str charset_xml_to_utf8(Str bytes, Str mime, Arena *arena, Str *name);
Str charset_html_to_utf8(Str bytes, Str mime, Arena *arena);

#endif
