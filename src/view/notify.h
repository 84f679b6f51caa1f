/* view/notify.h: the reader is told that an update is done, also outside of lede. */
#ifndef LEDE_VIEW_NOTIFY_H
#define LEDE_VIEW_NOTIFY_H

#include "view/app.h"

/* `added` articles in `feeds` feeds are new; as the options notify-* want it. */
void notify_updated(App *app, uint32_t added, uint32_t feeds);

#endif
