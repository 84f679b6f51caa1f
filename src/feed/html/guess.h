/* feed/html/guess.h: what encoding bytes without a (true) label are in, by the letters they would
 * make. */
#ifndef LEDE_FEED_HTML_GUESS_H
#define LEDE_FEED_HTML_GUESS_H

#include "base/str.h"

/* A label of feed/html/charset.h for text that is not UTF-8; windows-1252 where nothing else fits.
 */
Str guess_charset(Str bytes);

#endif
