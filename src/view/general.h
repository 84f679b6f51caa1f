/* view/general.h: the actions that every screen has; each is a row in actions.c. */
#ifndef LEDE_VIEW_GENERAL_H
#define LEDE_VIEW_GENERAL_H

#include "view/action.h"

void do_down(App *app, Screen *screen, Call call);
void do_up(App *app, Screen *screen, Call call);
void do_half_down(App *app, Screen *screen, Call call);
void do_half_up(App *app, Screen *screen, Call call);
void do_space(App *app, Screen *screen, Call call);
void do_page_down(App *app, Screen *screen, Call call);
void do_page_up(App *app, Screen *screen, Call call);
void do_first(App *app, Screen *screen, Call call);
void do_last(App *app, Screen *screen, Call call);
void do_wheel_up(App *app, Screen *screen, Call call);
void do_wheel_down(App *app, Screen *screen, Call call);

void do_search(App *app, Screen *screen, Call call);
void do_next_hit(App *app, Screen *screen, Call call);
void do_previous_hit(App *app, Screen *screen, Call call);
void do_clear(App *app, Screen *screen, Call call);

void do_undo(App *app, Screen *screen, Call call);
void do_redo(App *app, Screen *screen, Call call);
void do_command(App *app, Screen *screen, Call call);
void do_redraw(App *app, Screen *screen, Call call);
void do_zen(App *app, Screen *screen, Call call);
void do_suspend(App *app, Screen *screen, Call call);
void do_back(App *app, Screen *screen, Call call);
void do_leave(App *app, Screen *screen, Call call);

#endif
