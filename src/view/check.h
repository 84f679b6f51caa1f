/* view/check.h: what screens would find wrong in a config, without a screen: for commands that tell
 * of it. The one header of view that cli may include. */
#ifndef LEDE_VIEW_CHECK_H
#define LEDE_VIEW_CHECK_H

#include "config/read.h"

/* Appends lines "FILE:LINE: what, and what to do": of keys, macros, colours, highlights, filters
 * and rules. What config_read found is not among them. */
void check_config(const Config *config, Arena *arena, Buf *problems);
/* The same of the filters of query: feeds. */
void check_urls(const char *path, Arena *arena, Buf *problems);

#endif
