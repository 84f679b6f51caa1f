/* config/urls.h: the file `urls`: subscriptions, in newsboat's syntax. */
#ifndef LEDE_CONFIG_URLS_H
#define LEDE_CONFIG_URLS_H

#include "base/arena.h"
#include "base/err.h"

typedef struct {
	Str url;    /* http(s)…, file:/absolute/path (a relative file: is beside the urls file),
		       query:…, exec:…, filter:…, saved: */
	Str title;  /* "~title"; may be empty */
	Str folder; /* the first tag; "a/b" nests; may be empty */
	Str tags;   /* all tags but the folder, '\n' between them */
	Str site;   /* the page it belongs to; only lists of other readers say so, */
	Str more;   /* and whatever else OPML says of it: lines "name=value" */
	Str filter; /* of query:NAME:FILTER; title then is NAME unless "~title" says another */
	bool hidden;
	unsigned line;
} UrlsEntry;

/* In the order of the file; a URL that occurs twice is one entry with both lines' tags. A missing
 * file is an empty one. */
bool urls_read(const char *path, Arena *arena, const UrlsEntry **out, size_t *count, Err *err);
/* The same; without a single entry, those of the edition that came with lede. */
bool urls_read_or_bundled(const char *path, Arena *arena, const UrlsEntry **out, size_t *count,
	Err *err);
/* Appends a line (and nothing else is touched); folder and title may be empty. Already there: true,
 * and *already is set. */
bool urls_add(const char *path, Str url, Str title, Str folder, bool *already, Err *err);
/* The same for many in one write: url, title, folder and tags of each; those that are there are
 * passed over. *added may be NULL. */
bool urls_add_all(const char *path, const UrlsEntry *entries, size_t count, size_t *added,
	Err *err);
/* Changes wait for those of another lede. What changes a feed's lines leaves all else in the file
 * as it is: comments, order, ends of lines. ERR_USER if it is not there. */

/* Comments its lines out ("# unsubscribed: …"), so that they can be had back. *lines (may be NULL):
 * how many. */
bool urls_remove(const char *path, Str url, size_t *lines, Err *err);
/* The last so many lines that were commented out so are feeds again, where they stand. */
bool urls_restore(const char *path, Str url, size_t lines, Err *err);
/* Another address; folder, tags and title stay. */
bool urls_replace(const char *path, Str from, Str to, Err *err);
/* What stands behind its address: tags, of which the first is the folder, "~title" and "!", quoted
 * where they have blanks; of several lines, all of it. In the arena. */
bool urls_words(const char *path, Str url, Arena *arena, Str *words, Err *err);
/* This instead, in its first line. */
bool urls_set_words(const char *path, Str url, Str words, Err *err);
/* Folder and title of the entry, as far as it has some, instead of those it had; tags of the entry
 * besides. */
bool urls_change(const char *path, const UrlsEntry *entry, Err *err);
bool urls_has(const char *path, Str url, bool *has, Err *err);

#endif
