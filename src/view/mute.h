/* view/mute.h: a rule that hides articles is made where one of them is met: it goes into the
 * config, hides what is there already, and taking that back takes it out again. */
#ifndef LEDE_VIEW_MUTE_H
#define LEDE_VIEW_MUTE_H

#include "view/action.h"
#include "view/prompt.h"

void mute_ask(App *app, Screen *screen, Call call);
/* ":mute QUERY [for 30d|until DATE]" */
void mute_command(App *app, Str argument);
/* What can follow ":mute ": terms that find the article one is at, most of them just that one. */
size_t mute_terms(App *app, Arena *arena, Candidate *out, size_t most);
/* A step of the journal was taken back (`on` false) or done again: so is its rule. */
void mute_turned(App *app, const Mark *mark, bool on);

#endif
