/* view/piping.h: an article handed to a command, as plain text on its standard input. */
#ifndef LEDE_VIEW_PIPING_H
#define LEDE_VIEW_PIPING_H

#include "view/action.h"

/* Call.argument is the command; empty: it is asked for. */
void article_pipe(App *app, Screen *screen, Call call);
/* The one under the cursor, which is read first. */
void items_pipe(App *app, Screen *screen, Call call);
/* The answer to what items_pipe asked for; any other is not looked at. */
void items_hear_pipe(Screen *screen, const Event *event);

#endif
