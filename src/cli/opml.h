/* cli/opml.h: lists of feeds in OPML files, read where they can do no harm. */
#ifndef LEDE_CLI_OPML_H
#define LEDE_CLI_OPML_H

#include "config/urls.h"
#include "sandbox/confine.h"

/* What does not come in. */
typedef struct {
	size_t refused;  /* feeds that are neither http: nor https: */
	size_t outlines; /* that are neither feeds nor folders with feeds in them */
	Str attributes;  /* names of those that are not kept, a blank between */
} ListLeft;

/* Reads the bytes in a confined process of its own. Only feeds at http: and https: come back, for a
 * list from elsewhere must not name files or programs. For a program with one thread. */
bool opml_feeds(Str bytes, SandboxMode mode, Arena *arena, const UrlsEntry **out, size_t *count,
	ListLeft *left, Err *err);

#endif
