/* feed/html/credit.h: "The quay on Monday. (Ole Bakken/AP)" is a caption and a credit. */
#ifndef LEDE_FEED_HTML_CREDIT_H
#define LEDE_FEED_HTML_CREDIT_H

#include "base/str.h"

/* Finds who made a picture at the end of its caption: in brackets, behind a label ("Photo:", "©",
 * "Foto:"), or as agencies sign. `words` becomes the caption before it, `credit` the name without
 * brackets and labels. `loose`: any bracket at the end will do. False, leaving both alone, if there
 * is none. All borrow `caption`. */
bool credit_split(Str caption, bool loose, Str *words, Str *credit);
/* A credit by itself without brackets and labels. */
Str credit_strip(Str credit);

#endif
