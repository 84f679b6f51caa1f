/* view/saving.h: names of files that articles are saved as: S of the reader and of lists. */
#ifndef LEDE_VIEW_SAVING_H
#define LEDE_VIEW_SAVING_H

#include "view/app.h"

/* What is offered for an article of a feed: "~/notes/Grid-operators-agree.md". The folder and the
 * ending are those chosen last, at first those of the options. `title` with s NULL: a star stands
 * for it. In the arena. */
Str saving_offer(App *app, FeedId feed, Str title, Arena *arena);
/* It was saved so: offered the next time. */
void saving_remember(App *app, Str path);
/* Whether an error says that the file is there already. */
bool saving_is_there(const Err *err);
/* Asks whether to replace it. The answer may be another name, which is then a new one:
 * saving_replaces() tells. */
void saving_ask_replace(App *app, Str path, PromptHeard *done);
bool saving_replaces(const App *app, Str path);

#endif
