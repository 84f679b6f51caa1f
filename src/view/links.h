/* view/links.h: the list of all links and pictures of an article. */
#ifndef LEDE_VIEW_LINKS_H
#define LEDE_VIEW_LINKS_H

#include "view/linkrows.h"

extern const ScreenOps links_screen;

void links_open(App *app, Screen *s, Call call);
void links_read(App *app, Screen *s, Call call); /* in the reader, not in the browser */
/* The address under the cursor; empty: it has none. */
Str links_address(const Screen *s);
/* The row under the cursor, and the nth that the filter leaves, from 0; NULL: there is none. */
const LinkRow *links_current(const Screen *s);
const LinkRow *links_row(const Screen *s, size_t nth);
/* "Links in: Grid operators agree on common reserve". */
Str links_title(const Screen *s, Arena *arena);
void links_subscribe(App *app, Screen *screen, Call call);
void links_later(App *app, Screen *s, Call call);
void links_bookmark(App *app, Screen *s, Call call);
void links_copy(App *app, Screen *s, Call call);
void links_copy_markdown(App *app, Screen *s, Call call);
/* linkgiving.c */
void links_star(App *app, Screen *s, Call call);
void links_save(App *app, Screen *s, Call call);
void links_pipe(App *app, Screen *s, Call call);
void links_about(App *app, Screen *s, Call call);

#endif
