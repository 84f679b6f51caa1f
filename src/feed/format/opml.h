/* feed/format/opml.h: lists of subscriptions as other readers exchange them (OPML 1.0 and 2.0). */
#ifndef LEDE_FEED_FORMAT_OPML_H
#define LEDE_FEED_FORMAT_OPML_H

#include "base/buf.h"
#include "base/err.h"

typedef struct {
	Str url;    /* never empty; of http(s), without blanks and quotes; others, as `exec:`, come
		       through: the caller refuses them and says so */
	Str title;  /* one line; may be empty */
	Str site;   /* the page it belongs to; may be empty */
	Str folder; /* "News/Local": names of the outlines above it; empty at the root */
	Str tags;   /* '\n' between them; from and to the attribute "category" */
	Str more;   /* its other attributes, in lines "name=value" */
} OpmlFeed;

/* What reading left out. */
typedef struct {
	Str attributes;  /* their names, once each, '\n' between: of folders, or of a namespace */
	size_t outlines; /* that are neither feeds nor folders with feeds in them */
} OpmlLeft;

/* A folder's own "/" becomes a division slash, for there it would end its name; a first "!" or "~"
 * of a name or category its wide sign, for in `urls` these mean something: opml_write takes that
 * back. In the order of the file, in any encoding; a file that is cut off or ill-formed gives what
 * can be made out. Doubles are kept. The array lies in the arena. False with ERR_FORMAT if it is no
 * OPML. Confined code only. */
bool opml_read(Str bytes, Str mime, Arena *arena, const OpmlFeed **out, size_t *count,
	OpmlLeft *left, Err *err);
/* The value of one of the lines of `more`; empty if there is none. */
Str opml_more(Str more, Str name);

/* Appends a document. Folders come where they are first named, each once, their feeds in order. */
void opml_write(const OpmlFeed *feeds, size_t count, Str title, Buf *out);

#endif
