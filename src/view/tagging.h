/* view/tagging.h: the reader's tags: given to articles, taken off, shown. */
#ifndef LEDE_VIEW_TAGGING_H
#define LEDE_VIEW_TAGGING_H

#include "base/vec.h"
#include "view/action.h"
#include "view/prompt.h"

/* Asks which tags these articles are to have: of one, all that it has can be edited; of many,
 * names are given and, behind a '-', taken off. */
void tagging_ask(App *app, const ItemId *ids, size_t n);

/* Adds to `found`, for a word that begins so, the names of tags behind `prefix`. Quoted where the
 * language of queries needs it. */
typedef VEC(Candidate) Candidates;
void tagging_offer(App *app, const char *prefix, Str word, Arena *arena, Candidates *found);

/* An action: asks for a tag and lists what has it. */
void tagging_show(App *app, Screen *screen, Call call);

#endif
