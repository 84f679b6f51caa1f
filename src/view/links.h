/* view/links.h: the list of all links and pictures of an article. */
#ifndef LEDE_VIEW_LINKS_H
#define LEDE_VIEW_LINKS_H

#include "view/action.h"

extern const ScreenOps links_screen;

void links_open(App *app, Screen *s, Call call);
void links_read(App *app, Screen *s, Call call); /* in the reader, not in the browser */
/* The address under the cursor; empty: it has none. */
Str links_address(const Screen *s);
void links_subscribe(App *app, Screen *screen, Call call);
void links_later(App *app, Screen *s, Call call);
void links_bookmark(App *app, Screen *s, Call call);
void links_copy(App *app, Screen *s, Call call);
void links_copy_markdown(App *app, Screen *s, Call call);

#endif
