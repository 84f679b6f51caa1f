/* view/status.h: the lines around a screen: title bar, status line, hints or message. */
#ifndef LEDE_VIEW_STATUS_H
#define LEDE_VIEW_STATUS_H

#include "view/app.h"

/* Which rows of the canvas are what; -1: it has no room. */
typedef struct {
	int bar, rule; /* on top */
	int content, content_rows;
	int status, hints; /* at the bottom; the prompt stands in `hints`, or in `status` */
} Frame;
Frame status_frame(const App *app, const Screen *screen);

/* Draws all lines around the top screen. */
void status_draw(App *app);

/* What ScreenOps.hints returns: words with a blank between, each an action ("open update-all"), a
 * pair shown as one ("next-article/previous-article"), an action in other words ("back=list") or a
 * literal key and its meaning ("1-9=link"). The keys and labels come from key map and table. */

/* What ScreenOps.title has to say, for a format of newsboat's: %N is "lede", %V its version, %u and
 * %t are numbers of articles, %T and %U title and address, %F (as %f) the filter. In the arena. */
typedef struct {
	uint64_t unread, total;
	Str title, address, filter;
} TitleParts;
Str status_title(const Screen *s, Str format, const TitleParts *parts, Arena *arena);

/* 1204 as "1,204". */
Str count_text(uint64_t n, Arena *arena);
/* "1 feed", "2 feeds": `one` and `many` are the words. */
Str count_of(uint64_t n, const char *one, const char *many, Arena *arena);

#endif
