/* feed/format/rss.h: what RSS and RDF share. */
#ifndef LEDE_FEED_FORMAT_RSS_H
#define LEDE_FEED_FORMAT_RSS_H

#include "feed/format/format.h"

/* Reads channel and items, wherever they stand below the root. `format` as `lede parse` names it.
 */
void rss_parse(const Input *in, Str format, Parsed *out);

#endif
