/* view/listplace.h: how lists of articles were left, for when they are opened again: where the
 * cursor stood, and their order; kept in the library. A filter is not: what it hides would be
 * missed. */
#ifndef LEDE_VIEW_LISTPLACE_H
#define LEDE_VIEW_LISTPLACE_H

#include "view/app.h"

/* The article it was on; 0: at the top, or nothing is known. */
ItemId listplace_of(App *app, Str source);
void listplace_keep(App *app, Str source, ItemId id);

typedef struct {
	Order order;
	bool backwards, unread_only;
} ListView;

/* Changes *out to how the list was left, if that is known. */
void listplace_view(App *app, Str source, ListView *out);
/* NULL: as any other list again. */
void listplace_keep_view(App *app, Str source, const ListView *view);

#endif
