/* view/feeds.h: the list of feeds: a tree of folders, and lists over all of them on top. */
#ifndef LEDE_VIEW_FEEDS_H
#define LEDE_VIEW_FEEDS_H

#include "view/action.h"

extern const ScreenOps feeds_screen;

/* The cursor goes to the row of this source (source.h), if there is one. */
void feeds_find(Screen *s, Str source);

/* Actions; feedkeys.c. */
void feeds_open(App *app, Screen *screen, Call call);
void feeds_enter(App *app, Screen *screen, Call call);
void feeds_fold(App *app, Screen *screen, Call call);
void feeds_fold_all(App *app, Screen *screen, Call call);
void feeds_unfold_all(App *app, Screen *screen, Call call);
void feeds_update(App *app, Screen *screen, Call call);
void feeds_mark_everything(App *app, Screen *screen, Call call);
void feeds_mark_read(App *app, Screen *screen, Call call);
void feeds_next_unread(App *app, Screen *screen, Call call);
void feeds_previous_unread(App *app, Screen *screen, Call call);
void feeds_next_folder(App *app, Screen *screen, Call call);
void feeds_previous_folder(App *app, Screen *screen, Call call);
void feeds_sort(App *app, Screen *screen, Call call);
void feeds_sort_back(App *app, Screen *screen, Call call);
void feeds_error(App *app, Screen *screen, Call call);
void feeds_browse(App *app, Screen *screen, Call call);
void feeds_copy(App *app, Screen *screen, Call call);
void feeds_copy_title(App *app, Screen *screen, Call call);
void feeds_toggle_read(App *app, Screen *screen, Call call);
/* feedgiving.c */
void feeds_save(App *app, Screen *screen, Call call);
void feeds_pipe(App *app, Screen *screen, Call call);

#endif
