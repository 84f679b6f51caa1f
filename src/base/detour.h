/* base/detour.h: addresses without what others put around them to count who comes by: pages that
 * only send on, and parameters that only say where one came from. Nothing is asked for: what is
 * left is what stood in the address. */
#ifndef LEDE_BASE_DETOUR_H
#define LEDE_BASE_DETOUR_H

#include "base/arena.h"

/* Where a web address leads in the end; the address itself, borrowed, if there is nothing to take
 * off. */
Str detour_end(Str url, Arena *arena);

/* Whether a parameter of a query ("utm_source=feed") does nothing but track, whatever the site. */
bool detour_tracks(Str parameter);

#endif
