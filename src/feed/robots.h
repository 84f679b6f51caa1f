/* feed/robots.h: what a site asks of programs that come unasked (robots.txt, RFC 9309). */
#ifndef LEDE_FEED_ROBOTS_H
#define LEDE_FEED_ROBOTS_H

#include "base/arena.h"

/* As sites may call us. */
#define ROBOTS_AGENT S("lede")

enum {
	ROBOTS_MOST_BYTES = 512 << 10, /* read of a file; RFC 9309 2.5 wants 500 KiB */
	ROBOTS_MOST_RULES = 64 << 10,  /* bytes of the rules in it that are for us */
};

/* The rules of a robots.txt that are for an agent, in lines of their own: "+/news", "-/news/print".
 * None: all may be fetched. In ASCII, in the arena. */
Str robots_rules(Str text, Str agent, Arena *arena);
/* Whether such rules let an address of their site be fetched; false, too, if to find out takes too
 * long. */
bool robots_allow(Str rules, Str url);

#endif
