/* view/items.h: a list of articles: a snapshot of ids that stays until it is asked for anew. */
#ifndef LEDE_VIEW_ITEMS_H
#define LEDE_VIEW_ITEMS_H

#include "view/action.h"

/* Opened on Target.text, a source (source.h); Target.item: where the cursor begins. */
extern const ScreenOps items_screen;

/* Actions; itemkeys.c, itemmarks.c. */
void items_open(App *app, Screen *screen, Call call);
void items_toggle_read(App *app, Screen *screen, Call call);
void items_mark_all(App *app, Screen *screen, Call call);
void items_mark_above(App *app, Screen *screen, Call call);
void items_mark_below(App *app, Screen *screen, Call call);
void items_star(App *app, Screen *screen, Call call);
void items_later(App *app, Screen *screen, Call call);
void items_delete(App *app, Screen *screen, Call call);
void items_tag(App *app, Screen *screen, Call call);
void items_select(App *app, Screen *screen, Call call);
void items_select_line(App *app, Screen *screen, Call call);
void items_select_all(App *app, Screen *screen, Call call);
void items_clear(App *app, Screen *screen, Call call);
void items_next_unread(App *app, Screen *screen, Call call);
void items_previous_unread(App *app, Screen *screen, Call call);
void items_next_feed(App *app, Screen *screen, Call call);
void items_previous_feed(App *app, Screen *screen, Call call);
void items_next_unread_feed(App *app, Screen *screen, Call call);
void items_previous_unread_feed(App *app, Screen *screen, Call call);
void items_bookmark(App *app, Screen *screen, Call call);
void items_browse(App *app, Screen *screen, Call call);
void items_browse_read(App *app, Screen *screen, Call call);
void items_browse_unread(App *app, Screen *screen, Call call);
void items_browse_unread_read(App *app, Screen *screen, Call call);
void items_random_unread(App *app, Screen *screen, Call call);
void items_delete_all(App *app, Screen *screen, Call call);
void items_comments(App *app, Screen *screen, Call call);
void items_hints(App *app, Screen *screen, Call call);
void items_picture(App *app, Screen *screen, Call call);
void items_play(App *app, Screen *screen, Call call);
void items_links(App *app, Screen *screen, Call call);
void items_copy(App *app, Screen *screen, Call call);
void items_save(App *app, Screen *screen, Call call);
void items_save_all(App *app, Screen *screen, Call call);
void items_copy_link(App *app, Screen *screen, Call call);
void items_sort(App *app, Screen *screen, Call call);
void items_sort_back(App *app, Screen *screen, Call call);
void items_filter(App *app, Screen *screen, Call call);
/* ERR_USER is shown, and the filter stays as it was. */
void items_set_filter(App *app, Screen *screen, Str filter);
void items_clear_filter(App *app, Screen *screen, Call call);
void items_toggle_shown(App *app, Screen *screen, Call call);
void items_update(App *app, Screen *screen, Call call);
void items_renew(App *app, Screen *screen, Call call);

#endif
