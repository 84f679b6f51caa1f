/* view/keyset.h: newsboat's default keys, for "keys newsboat". */
#ifndef LEDE_VIEW_KEYSET_H
#define LEDE_VIEW_KEYSET_H

#include "view/action.h"

/* Laid over our own. An operation without an action is no key: ours stays. */
typedef struct {
	const char *keys, *operation;
	unsigned where;
} SetKey;

extern const SetKey newsboat_keys[];
extern const size_t newsboat_key_count;

#endif
