/* cli/pages.h: an article that goes on at further addresses, for commands that are given one. */
#ifndef LEDE_CLI_PAGES_H
#define LEDE_CLI_PAGES_H

#include "cli/target.h"
#include "model/doc.h"

/* All of the article, if `first` came from the web and names a page that it goes on at; these are
 * fetched, and all are read by a worker. A page that cannot be had is told on stderr and ends it.
 * NULL: it is in one page, if it is one at all. Before confine(). */
const Doc *pages_join(const TargetBytes *first, Arena *arena);

#endif
