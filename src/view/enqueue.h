/* view/enqueue.h: episodes for podboat: newsboat's queue of downloads, a line each. */
#ifndef LEDE_VIEW_ENQUEUE_H
#define LEDE_VIEW_ENQUEUE_H

#include "view/action.h"

/* The recording or film of each article that is chosen, or of the one that is read, joins the file
 * `queue` beside newsboat's cache, where podboat finds it; one that is there already does not. The
 * options download-folder and download-name say what it will be saved as. */
void items_enqueue(App *app, Screen *screen, Call call);
void article_enqueue(App *app, Screen *screen, Call call);

#endif
