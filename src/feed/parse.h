/* feed/parse.h: bytes to Parsed or Doc. Pure functions; all they need is in the arguments. They run
 * on hostile bytes and so only in a worker, or in a command that has confined itself (sandbox/). */
#ifndef LEDE_FEED_PARSE_H
#define LEDE_FEED_PARSE_H

#include "base/buf.h"
#include "base/err.h"
#include "model/doc.h"
#include "model/item.h"

/* A feed in any of formats[]. `mime` is what the server called it ("text/xml; charset=koi8-r"),
 * `url` where it came from; both may be empty. What comes out borrows from all three. False with
 * ERR_FORMAT if it is no feed; the code is PARSE_PAGE of a web page that names none. */
enum { PARSE_PAGE = 1 };
bool parse_feed(Str bytes, Str mime, Str url, Arena *arena, Parsed *out, Err *err);

/* What of an Entry is made of its text, which takes time where nobody wants it. */
typedef enum {
	EXTRAS_NONE,
	EXTRAS_WORDS, /* `words` */
	EXTRAS_ALL,   /* `excerpt`, too */
} Extras;

/* Hears of the feed first, whole but for its entries, with no entry; then of each entry, which is
 * gone when this returns. */
typedef void EntryTake(void *user, const Parsed *feed, const Entry *entry);
/* The same, entry by entry. Nothing is taken of what is no feed. */
bool parse_feed_each(Str bytes, Str mime, Str url, Extras extras, EntryTake *take, void *user,
	Err *err);

/* The content of an entry: HTML in UTF-8, shown whole. `base` resolves its addresses. */
const Doc *parse_html(Str html, Str base, Arena *arena, Err *err);

/* Reader mode: the main article of a web page, in whatever encoding, by the rules for its site
 * (config/site.h) if there are any. NULL with ERR_FORMAT if there is none or the rules are wrong.
 */
const Doc *parse_page(Str rules, Str bytes, Str mime, Str url, Arena *arena, Err *err);

/* An article in a text file: plain, Markdown or text/gemini. NULL with ERR_FORMAT if there are no
 * words in it. */
const Doc *parse_text(Str bytes, Str mime, Str url, Arena *arena, Err *err);

/* What the bytes seem to be, by `mime`, then by looking at them. */
typedef enum { SORT_FEED, SORT_PAGE, SORT_TEXT, SORT_OPML, SORT_OTHER } Sort;
Sort parse_sort(Str bytes, Str mime);

#endif
