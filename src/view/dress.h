/* view/dress.h: the colours of the config, laid on a theme: "color" for style roles and for what
 * newsboat calls its elements, and the looks of highlights. */
#ifndef LEDE_VIEW_DRESS_H
#define LEDE_VIEW_DRESS_H

#include "config/read.h"
#include "view/theme.h"

/* A copy with them, in the arena; the theme itself if the config has none. Highlight i of the
 * config has the role ROLES + i, the first OWN_ROLES of them. Without `colors` attributes alone are
 * taken. Problems are appended, one a line; may be NULL. */
const Theme *theme_dress(const Theme *theme, const Config *config, bool colors, Arena *arena,
	Buf *problems);

#endif
