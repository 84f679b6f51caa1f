/* view/about.h: what an article is, when it came, what it said before and why it is where it is;
 * and what its feed is: where it comes from, how it fares, and which options count for it. */
#ifndef LEDE_VIEW_ABOUT_H
#define LEDE_VIEW_ABOUT_H

#include "view/action.h"

extern const ScreenOps about_screen;

void about_open(App *app, Screen *screen, Call call);
void about_follow(App *app, Screen *screen, Call call);
void about_copy(App *app, Screen *screen, Call call);

#endif
