/* config/read.h: the file `config`: one "name value" a line, as newsboat's. */
#ifndef LEDE_CONFIG_READ_H
#define LEDE_CONFIG_READ_H

#include "config/levels.h"

typedef struct {
	Str keys, action, where; /* bind-key KEY ACTION [WHERE]; action empty: unbind-key */
	unsigned line;
} Binding;

/* "rule QUERY: ACTION", not looked into: model/rule.h does. */
typedef struct {
	Str text;
	const char *path;
	unsigned line;
} RuleLine;

typedef struct {
	Options options; /* for no feed in particular */
	Levels *levels;  /* those of folders and feeds, too; in the arena */
	const RuleLine *rules;
	size_t rule_count;
	const Binding *bindings;
	size_t binding_count;
	const Str
		*problems; /* "FILE:LINE: what, and what to do"; the rest of the file was obeyed */
	size_t problem_count;
} Config;

/* A file that is missing is an empty one. False only if it is there and cannot be read. */
bool config_read(const char *path, Arena *arena, Config *out, Err *err);

#endif
