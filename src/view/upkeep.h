/* view/upkeep.h: changes of `urls` that keys make; the journal has them among the marks of
 * articles. */
#ifndef LEDE_VIEW_UPKEEP_H
#define LEDE_VIEW_UPKEEP_H

#include "config/urls.h"
#include "view/action.h"

/* Each says what it did, or why not. The library follows; the articles of a feed that leaves are
 * kept. */

/* joined: it is taken back together with the one before. False: nothing was added. */
bool upkeep_add(App *app, const UrlsEntry *entry, Str name, bool joined);
void upkeep_remove(App *app, const Feed *feed);
/* To where it has moved, with all it has. */
void upkeep_move(App *app, const Feed *feed);

/* One was taken back, or done again. */
void upkeep_turned(App *app, const Step *step, bool back);

/* The list of feeds is another: those that were added are fetched, the cursor goes to one. */
void upkeep_hear_feeds(App *app);

/* Actions on the feed under the cursor. */
void upkeep_unsubscribe(App *app, Screen *screen, Call call);
void upkeep_tag(App *app, Screen *screen, Call call);
void upkeep_accept_move(App *app, Screen *screen, Call call);

#endif
