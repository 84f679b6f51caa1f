/* view/pages.h: the pages that were read here by their address, newest first: a list, kept in the
 * library from one run to the next. */
#ifndef LEDE_VIEW_PAGES_H
#define LEDE_VIEW_PAGES_H

#include "view/action.h"

extern const ScreenOps pages_screen;

/* A page was opened: it moves to the top. The oldest beyond the option `page-history` go. */
void pages_note(App *app, Str address, Str title);

/* --- actions --- */

void pages_show(App *app, Screen *screen, Call call);
void pages_open(App *app, Screen *screen, Call call);
void pages_browse(App *app, Screen *screen, Call call);
void pages_later(App *app, Screen *screen, Call call);
void pages_copy(App *app, Screen *screen, Call call);
void pages_copy_markdown(App *app, Screen *screen, Call call);
void pages_remove(App *app, Screen *screen, Call call);

#endif
