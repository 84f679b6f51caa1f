/* cli/lists.h: subscriptions of other readers that are lines of text: newsraft's feeds ("@
 * Section", then ADDRESS "TITLE"), sfeed's sfeedrc (its calls of feed), newsboat's urls, or nothing
 * but addresses. */
#ifndef LEDE_CLI_LISTS_H
#define LEDE_CLI_LISTS_H

#include "config/urls.h"

/* Whether it is one of these, and not OPML. */
bool lists_seem(Str text);
/* `text` is what stands in the file. Only feeds at http: and https:; *refused counts the others. */
bool lists_read(const char *path, Str text, Arena *arena, const UrlsEntry **out, size_t *count,
	size_t *refused, Err *err);

#endif
