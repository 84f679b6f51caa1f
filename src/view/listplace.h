/* view/listplace.h: where the cursor stood in lists of articles, for when they are opened again;
 * kept in the library. */
#ifndef LEDE_VIEW_LISTPLACE_H
#define LEDE_VIEW_LISTPLACE_H

#include "view/app.h"

/* The article it was on; 0: at the top, or nothing is known. */
ItemId listplace_of(App *app, Str source);
void listplace_keep(App *app, Str source, ItemId id);

#endif
