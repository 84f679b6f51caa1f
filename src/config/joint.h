/* config/joint.h: settings of newsboat's that mean something together alone, whatever their order:
 * auto-reload and suppress-first-reload with reload-time; use-proxy, proxy-type and proxy-auth with
 * proxy; keep-articles-days with max-items. */
#ifndef LEDE_CONFIG_JOINT_H
#define LEDE_CONFIG_JOINT_H

#include "config/levels.h"

/* As last said; all nothing: nothing was. */
typedef struct {
	bool says_reloads, reloads, waits;
	bool says_proxy, uses_proxy;
	Str proxy_type, proxy_auth;
	long days;
} Joint;

/* False: it is none of these. ERR_USER in *err: such a value there is not. */
bool joint_hear(Joint *joint, Str name, Str value, Err *err);
/* After all was heard: what it comes to is set. */
void joint_settle(const Joint *joint, Levels *levels, Arena *arena);

#endif
