/* feed/html/formula.h: formulas in lines of text: TeX, which pages have beside or instead of what
 * they show, and MathML, as characters that can be read. */
#ifndef LEDE_FEED_HTML_FORMULA_H
#define LEDE_FEED_HTML_FORMULA_H

#include "feed/html/dom.h"

/* "h=\sqrt{x^{2}+y_1}" as "h = √(x² + y₁)". What is not known stays as it is written. */
Str formula_of_tex(Str tex, Arena *arena);
/* Whether a text has signs of TeX in it; other words lose their blanks as TeX. */
bool formula_is_tex(Str text);
/* What a <math> says; by the TeX it carries with it, if it does. */
Str formula_of_math(const Node *math, Arena *arena);

#endif
