/* feed/html/entity_table.h: data of feed/html/entity.c. */
#ifndef LEDE_FEED_HTML_ENTITY_TABLE_H
#define LEDE_FEED_HTML_ENTITY_TABLE_H

#include <stdbool.h>

enum { ENTITY_COUNT = 2125, ENTITY_LONGEST = 31 }; /* rows; bytes of a name */

typedef struct {
	const char *name, *utf8;
	bool bare; /* known without its semicolon, too */
} EntityName;

extern const EntityName entity_table[ENTITY_COUNT];

#endif
