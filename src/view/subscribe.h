/* view/subscribe.h: actions on subscriptions: add a feed, edit `urls`, read it again. */
#ifndef LEDE_VIEW_SUBSCRIBE_H
#define LEDE_VIEW_SUBSCRIBE_H

#include "view/action.h"

void subscribe_add(App *app, Screen *screen, Call call);
/* Looks for feeds behind an address; the reader sees what was found and chooses (found.h). */
void subscribe_ask(App *app, Str url);
/* EVENT_FOUND for it. */
void subscribe_found(App *app, Event *event);
/* Keeps the page at an address as an article, with a mark: ITEM_LATER or ITEM_STARRED. */
void subscribe_page(App *app, Str url, uint32_t flag);
/* EVENT_CLIPPED for it. */
void subscribe_paged(App *app, const Event *event);
void subscribe_edit(App *app, Screen *screen, Call call);
void subscribe_reload(App *app, Screen *screen, Call call);
void subscribe_update_all(App *app, Screen *screen, Call call);

#endif
