/* view/settings.h: options while lede runs; app_options and app_set (app.h) are here, too. */
#ifndef LEDE_VIEW_SETTINGS_H
#define LEDE_VIEW_SETTINGS_H

#include "view/app.h"

/* What counts for a list (source.h): of a feed, of a folder. Borrowed until options are asked for
 * again. */
const Options *settings_of_list(App *app, Str source);
/* ":set NAME VALUE" without its first word; ":set feed NAME VALUE" is of the feed that is there. */
void settings_command(App *app, Str text);

#endif
