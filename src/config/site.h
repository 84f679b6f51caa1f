/* config/site.h: the files that hold rules for the pages of a site (feed/reader/rules.h). */
#ifndef LEDE_CONFIG_SITE_H
#define LEDE_CONFIG_SITE_H

#include "base/arena.h"

/* What sites/HOST in the config folder says, for the address's host without "www.", else for the
 * domains it is in: news.example.org, example.org. Empty if there is none. In the arena. */
Str site_rules(Str url, Arena *arena);

#endif
