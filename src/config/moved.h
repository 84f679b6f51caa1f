/* config/moved.h: options of a feed that has another address now follow it there. */
#ifndef LEDE_CONFIG_MOVED_H
#define LEDE_CONFIG_MOVED_H

#include "config/levels.h"

/* What lets in at a host (names, secrets, headers, cookies, certificates, or that none is asked
 * for) does not follow to another host, nor to where it would be sent in the clear. */
bool moved_follows(const Option *option, Str from, Str to);
/* "feed FROM OPTION VALUE" in the file `config` becomes "feed TO …" where the option follows; all
 * else stays, byte by byte. *moved: lines that were changed; *left: that were not. A missing file
 * is an empty one. */
bool moved_in_config(const char *path, Str from, Str to, size_t *moved, size_t *left, Err *err);

#endif
