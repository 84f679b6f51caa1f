/* view/help.h: the keys of the screen below, all actions and settings, narrowed as one types. */
#ifndef LEDE_VIEW_HELP_H
#define LEDE_VIEW_HELP_H

#include "view/action.h"

/* Opened on Target.under, the screen whose keys are shown, and Target.text, what is searched. */
extern const ScreenOps help_screen;

void help_open(App *app, Screen *screen, Call call);
/* Does what the line says: runs the action, edits the setting. */
void help_do(App *app, Screen *screen, Call call);
void help_other(App *app, Screen *screen, Call call);

#endif
