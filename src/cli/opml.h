/* cli/opml.h: lists of feeds in OPML files, read where they can do no harm. */
#ifndef LEDE_CLI_OPML_H
#define LEDE_CLI_OPML_H

#include "config/urls.h"
#include "sandbox/confine.h"

/* Reads the bytes in a confined process of its own. Only feeds at http: and https: come back, for a
 * list from elsewhere must not name files or programs; *refused counts the others. For a program
 * with one thread. */
bool opml_feeds(Str bytes, SandboxMode mode, Arena *arena, const UrlsEntry **out, size_t *count,
	size_t *refused, Err *err);

#endif
