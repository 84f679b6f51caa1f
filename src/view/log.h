/* view/log.h: feeds that cannot be fetched, and the last lines of the log. */
#ifndef LEDE_VIEW_LOG_H
#define LEDE_VIEW_LOG_H

#include "view/action.h"

extern const ScreenOps log_screen;

void log_open(App *app, Screen *screen, Call call);
void log_copy(App *app, Screen *screen, Call call);

#endif
