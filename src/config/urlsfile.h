/* config/urlsfile.h: the file `urls` while it is read, shared by urls.c and urlsedit.c. */
#ifndef LEDE_CONFIG_URLSFILE_H
#define LEDE_CONFIG_URLSFILE_H

#include "base/buf.h"
#include "base/vec.h"
#include "config/urls.h"

/* Which entry has an address: open addressing, so that thousands of lines stay quick. */
typedef struct {
	Arena *arena;
	const char *path;
	VEC(UrlsEntry) entries;
	size_t *slots; /* index + 1 into entries; 0: free */
	size_t slot_count;
	unsigned line;
} Urls;

/* The bytes of the file; none if it is missing. */
bool urls_load(const char *path, Buf *out, Err *err);
/* Takes all its lines. */
void urls_parse(Urls *urls, Str text);

/* NULL: it has none with this address. */
UrlsEntry *urls_find(const Urls *urls, Str url);
UrlsEntry *urls_put(Urls *urls, Str url);
bool urls_has_line(Str lines, Str wanted);
/* A tag it has already is none. */
void urls_put_tag(const Urls *urls, UrlsEntry *entry, Str tag);

/* "file:name" lies beside the file it stands in; "file:/…" and "file://…" stay as they are. */
Str urls_absolute(const Urls *urls, Str url);
/* One tag in an old encoding must not cost all feeds. */
Str urls_as_text(const Urls *urls, Str line);

#endif
