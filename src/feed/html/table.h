/* feed/html/table.h: tells tables of data from tables that only lay things out. */
#ifndef LEDE_FEED_HTML_TABLE_H
#define LEDE_FEED_HTML_TABLE_H

#include "feed/html/todoc.h"

/* Whether a <table> holds data. */
bool table_is_data(const Walk *w, const Node *table);
/* Appends it as BLOCK_TABLE; cells that span several keep their words in the first. */
void table_append(Walk *w, const Node *table);
/* Within a single run: rows become lines. */
void table_flatten(Walk *w, const Node *table);

#endif
