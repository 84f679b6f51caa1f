/* view/macro.h: several operations in a row, as the config binds them. */
#ifndef LEDE_VIEW_MACRO_H
#define LEDE_VIEW_MACRO_H

#include "config/operations.h"
#include "view/action.h"

/* The prefix alone, or a key behind it that has no macro: says so. */
void do_macro(App *app, Screen *screen, Call call);
/* One after the other, each on the screen that is on top by then, until one is not possible. What a
 * "set" among them says is not shown. */
void macro_run(App *app, const Operations *steps);

#endif
