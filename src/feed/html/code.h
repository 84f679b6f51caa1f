/* feed/html/code.h: program text: its lines as they are, without numbers beside them, and the
 * language it is written in. */
#ifndef LEDE_FEED_HTML_CODE_H
#define LEDE_FEED_HTML_CODE_H

#include "feed/html/todoc.h"

/* Appends <pre> and kin as BLOCK_PRE. To be called without a single run and not within another. */
void code_append(Walk *w, const Node *node);
/* Numbers of lines beside code, in the ways of well-known highlighters. */
bool code_is_line_number(const Node *node);
/* "python", as classes and attributes of it and the elements around it say; empty if they don't. */
Str code_language(const Walk *w, const Node *node);

#endif
