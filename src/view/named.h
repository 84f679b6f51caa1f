/* view/named.h: filters that the config names: define-filter NAME FILTER. */
#ifndef LEDE_VIEW_NAMED_H
#define LEDE_VIEW_NAMED_H

#include "config/read.h"
#include "view/action.h"

/* Appends what is wrong with them to `problems`, one a line. */
void named_check(const Config *config, Arena *arena, Buf *problems);

/* Chooses one, or takes the one that call.argument names: it becomes the filter of a list of
 * articles; from the feeds, what it finds is listed. */
void named_select(App *app, Screen *screen, Call call);

#endif
