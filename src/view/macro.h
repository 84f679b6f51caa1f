/* view/macro.h: several operations in a row, as the config binds them. */
#ifndef LEDE_VIEW_MACRO_H
#define LEDE_VIEW_MACRO_H

#include "config/operations.h"
#include "view/action.h"

/* The prefix alone, or a key behind it that has no macro: says so. */
void do_macro(App *app, Screen *screen, Call call);
/* One after the other, each on the screen that is on top by then and has what it waits for, until
 * one is not possible. What a "set" among them says is not shown. `steps` lives as long as the App.
 */
void macro_run(App *app, const Operations *steps);
/* Goes on with those that waited. */
void macro_go(App *app);
/* Those that wait still are given up: a key was pressed. */
void macro_stop(App *app);

#endif
