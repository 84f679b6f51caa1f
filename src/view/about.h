/* view/about.h: what a feed is: where it comes from, how it fares, and which options count for it.
 */
#ifndef LEDE_VIEW_ABOUT_H
#define LEDE_VIEW_ABOUT_H

#include "view/action.h"

extern const ScreenOps about_screen;

void about_open(App *app, Screen *screen, Call call);
void about_copy(App *app, Screen *screen, Call call);

#endif
