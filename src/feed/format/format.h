/* feed/format/format.h: the formats of feeds. Each is a row of formats[]; a new one is a file with
 * its Format and a row. */
#ifndef LEDE_FEED_FORMAT_FORMAT_H
#define LEDE_FEED_FORMAT_FORMAT_H

#include "base/err.h"
#include "base/json.h"
#include "feed/format/xml.h"
#include "feed/parse.h"
#include "model/item.h"

/* A document, read as far as formats have in common: one of root and json is there. */
typedef struct {
	Str url;        /* where it came from; may be empty */
	Str base;       /* what addresses outside any xml:base resolve against; may be empty */
	Str entry_base; /* the same for the HTML of entries, where the feed says so for all */
	Str encoding;
	const XmlNode *root;
	uint64_t spaces; /* as in Xml */
	bool repaired, truncated;
	bool day_first; /* how the feed writes dates in figures, see date_read_in() */
	const Json *json;
	Extras extras; /* of entries */
	Arena *arena;
	/* Where each entry goes, which is made in `passing`; if NULL, they gather in the Parsed. */
	void (*take)(void *user, const Parsed *feed, const Entry *entry);
	void *user;
	Arena *passing;
} Input;

typedef struct {
	const char *name; /* for people: "RSS" */
	bool (*is)(const Input *in);
	/* False if it is no such feed after all. */
	bool (*parse)(const Input *in, Parsed *out, Err *err);
} Format;

extern const Format format_rss, format_rdf, format_atom, format_cdf, format_jsonfeed;
extern const Format *const formats[];
extern const size_t format_count;

/* The row that knows the document; NULL if none does. */
const Format *format_find(const Input *in);

#endif
