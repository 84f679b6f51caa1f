/* model/notice.h: words by which papers say that a text was corrected, or went on, after it came
 * out: "Correction, Nov. 21:", "Aktualisierung:", "Mise à jour :". By language, as a table. */
#ifndef LEDE_MODEL_NOTICE_H
#define LEDE_MODEL_NOTICE_H

#include "base/str.h"

/* How much of its beginning says that a text is such a notice, with what ends it, in bytes; 0: it
 * is none. "Update" alone, with nothing behind it that sets it off, says nothing. */
size_t notice_lead(Str text);
/* Whether a word of a class says that a box is one. */
bool notice_is_word(Str word);
/* What a box says to be by a word of its class ("correction", "mise-a-jour"), in a language ("fr",
 * "de-AT"; empty: that of the word): "Rectificatif". Empty if its beginning says so itself, or the
 * word means nothing of the kind. */
Str notice_label(Str word, Str lang, Str text);

#endif
