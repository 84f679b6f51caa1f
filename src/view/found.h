/* view/found.h: the feeds that were found behind an address, with titles of their articles: which
 * of them are to be subscribed. */
#ifndef LEDE_VIEW_FOUND_H
#define LEDE_VIEW_FOUND_H

#include "view/action.h"
#include "view/prompt.h"

extern const ScreenOps found_screen;

/* For a prompt of folder and tags: those there are. */
size_t found_complete(App *app, Str line, Arena *arena, const Candidate **out, size_t *count);

/* Opens it on what EVENT_FOUND brings, whose arena it takes. */
void found_open(App *app, Event *event);

void found_choose(App *app, Screen *screen, Call call);
void found_choose_all(App *app, Screen *screen, Call call);
/* Asks for folder and tags, then subscribes to what was chosen, or to the one under the cursor. */
void found_add(App *app, Screen *screen, Call call);

#endif
