/* config/read.h: the file `config`: one "name value" a line, as newsboat's. */
#ifndef LEDE_CONFIG_READ_H
#define LEDE_CONFIG_READ_H

#include "config/levels.h"
#include "config/operations.h"

/* bind-key KEY ACTION [WHERE]; action empty: unbind-key, or, if there are steps, those in a row. */
typedef struct {
	Str keys, action, where;
	const char *path;
	unsigned line;
	Operations steps;
	bool macro; /* its keys stand behind those of macro-prefix */
} Binding;

/* "color ELEMENT TEXT GROUND ATTRIBUTES": a style role, or what newsboat calls its elements; not
 * looked into: view/dress.h does. */
typedef struct {
	Str element, text, ground, attributes; /* attributes: a blank between */
	const char *path;
	unsigned line;
} ColorLine;

/* What is lit wherever it stands: a POSIX extended regular expression on the lines of a screen, or
 * the rows of all articles that a query finds. */
typedef struct {
	Str target, regex; /* articlelist, feedlist, article or all; empty: */
	Str query;         /* highlight-article */
	ColorLine color;   /* its element is empty */
} Highlight;

/* "rule QUERY: ACTION", not looked into: model/rule.h does. */
typedef struct {
	Str text;
	const char *path;
	unsigned line;
} RuleLine;

/* "define-filter NAME FILTER", not looked into. */
typedef struct {
	Str name, query;
	const char *path;
	unsigned line;
} NamedFilter;

typedef struct {
	Options options; /* for no feed in particular */
	Levels *levels;  /* those of folders and feeds, too; in the arena */
	const RuleLine *rules;
	size_t rule_count;
	const Binding *bindings;
	size_t binding_count;
	const ColorLine *colors;
	size_t color_count;
	const Highlight *highlights;
	size_t highlight_count;
	const NamedFilter *filters;
	size_t filter_count;
	Operations startup; /* once the screens are there; count 0: none */
	const Str
		*problems; /* "FILE:LINE: what, and what to do"; the rest of the file was obeyed */
	size_t problem_count;
	const Str *notes; /* the same of what was understood, but has no effect, and why */
	size_t note_count;
} Config;

/* A file that is missing is an empty one. False only if it is there and cannot be read. */
bool config_read(const char *path, Arena *arena, Config *out, Err *err);
/* The file of subscriptions that the config means. In the arena. */
const char *config_urls(const Config *config, Arena *arena);

#endif
