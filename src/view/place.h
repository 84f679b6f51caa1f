/* view/place.h: where the reader was when lede ended, and how a start goes back there (option
 * resume). */
#ifndef LEDE_VIEW_PLACE_H
#define LEDE_VIEW_PLACE_H

#include "view/action.h"
#include "view/app.h"

/* Opens what a start is to show; false: nothing is kept, or nothing of it wanted. What lay deeper
 * than the feeds is offered, until place_pass. */
bool place_start(App *app);
/* What is offered, "“Fog in port”"; empty if nothing is; and where in it, ", page 3 of 5", which
 * may be empty. In the arena. */
Str place_offer(App *app, Arena *arena, Str *position);
/* Something else was opened: the old place is past. */
void place_pass(App *app);

/* The action: goes there. */
void place_resume(App *app, Screen *screen, Call call);

#endif
