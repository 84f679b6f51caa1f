/* feed/html/encoding.h: the encodings of the web by their labels, as in the WHATWG Encoding
 * Standard, and bytes in them to UTF-8. feed/html/charset decides which one it is. */
#ifndef LEDE_FEED_HTML_ENCODING_H
#define LEDE_FEED_HTML_ENCODING_H

#include "base/buf.h"

typedef struct Encoding Encoding; /* static */

/* Opens the converters that live in files, and keeps them. To be called before a process confines
 * itself; what was not opened is not found afterwards. Cheap when called again. */
void encoding_prepare(void);

/* "latin1" is windows-1252; NULL if there is no such label. */
const Encoding *encoding_find(Str label);
/* The standard's name, in lower case. */
Str encoding_name(const Encoding *encoding);
/* UTF-16 and UTF-32: ASCII is not a byte there. */
bool encoding_is_wide(const Encoding *encoding);
/* ISO-2022-JP: bytes of ASCII mean something else behind an escape. */
bool encoding_has_escapes(const Encoding *encoding);
/* Appends UTF-8, U+FFFD for what can't be read; returns how often that was. */
size_t encoding_decode(const Encoding *encoding, Str bytes, Buf *out);

#endif
