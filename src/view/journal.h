/* view/journal.h: what was done to articles, newest first; any of it can be taken back. */
#ifndef LEDE_VIEW_JOURNAL_H
#define LEDE_VIEW_JOURNAL_H

#include "view/action.h"

extern const ScreenOps journal_screen;

void journal_open(App *app, Screen *screen, Call call);
void journal_turn(App *app, Screen *screen, Call call);

#endif
