/* view/lights.h: what the config highlights: expressions on the lines of a screen, queries on
 * articles. */
#ifndef LEDE_VIEW_LIGHTS_H
#define LEDE_VIEW_LIGHTS_H

#include "config/read.h"
#include "model/query.h"
#include "view/screen.h"

typedef struct Lights Lights;

/* NULL if nothing is highlighted. Problems are appended, one a line. */
Lights *lights_open(const Config *config, Arena *arena, Buf *problems);
void lights_close(Lights *lights);
/* Lights what its expressions find in each line of the area, where nothing else is laid over. */
void lights_draw(const Lights *lights, ScreenKind kind, Area area);
/* How the article's title is to look: a role of its own; ROLE_TEXT if no highlight says so. */
typedef struct {
	const Query *query;
	Role role;
} LitRows;
size_t lights_rows(const Lights *lights, const LitRows **out);

#endif
