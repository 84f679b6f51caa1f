/* view/foreign.h: what newsboat's operations ask for on screens where lede's own keys need no such
 * thing. */
#ifndef LEDE_VIEW_FOREIGN_H
#define LEDE_VIEW_FOREIGN_H

#include "view/action.h"

/* Of an article or its list of links: asks for a number, unless it is said, and opens that link. */
void foreign_goto_url(App *app, Screen *screen, Call call);
/* Of an article: its HTML, in $PAGER. */
void foreign_source(App *app, Screen *screen, Call call);
/* Of an article: another one of its list that is unread. */
void foreign_random_article(App *app, Screen *screen, Call call);
/* Of the list of feeds: any that has unread articles. */
void foreign_random_feed(App *app, Screen *screen, Call call);
/* Of the list of feeds: asks for a query, and lists what it finds. */
void foreign_filter(App *app, Screen *screen, Call call);
/* Of the list of feeds: all that is unread in this one. */
void foreign_browse_unread(App *app, Screen *screen, Call call);
void foreign_browse_unread_read(App *app, Screen *screen, Call call);

#endif
