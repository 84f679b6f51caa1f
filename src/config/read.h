/* config/read.h: the file `config`: one "name value" a line, as newsboat's. */
#ifndef LEDE_CONFIG_READ_H
#define LEDE_CONFIG_READ_H

#include "config/options.h"

typedef struct {
	Str keys, action, where; /* bind-key KEY ACTION [WHERE]; action empty: unbind-key */
	unsigned line;
} Binding;

typedef struct {
	Options options;
	const Binding *bindings;
	size_t binding_count;
	const Str
		*problems; /* "FILE:LINE: what, and what to do"; the rest of the file was obeyed */
	size_t problem_count;
} Config;

/* A file that is missing is an empty one. False only if it is there and cannot be read. */
bool config_read(const char *path, Arena *arena, Config *out, Err *err);

#endif
