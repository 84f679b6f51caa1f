/* engine/save.h: an article as a file of its own, for other programs and for years. */
#ifndef LEDE_ENGINE_SAVE_H
#define LEDE_ENGINE_SAVE_H

#include "base/err.h"
#include "model/doc.h"
#include "model/item.h"

/* A name for an article, of its title, with an ending ("md"): letters and digits of any script,
 * hyphens between. */
Str save_name(Str title, Str ending, Arena *arena);
/* Writes it as its ending says: .md or .markdown, .html or .htm, .txt or .text; any other is
 * ERR_USER with code EINVAL. `path` may begin with "~/". What is there already is left alone unless
 * `replace`: ERR_USER with code EEXIST. */
bool save_doc(const Doc *doc, Str path, bool replace, Err *err);

/* As plain text. In the arena. */
Str save_text(const Doc *doc, Arena *arena);

/* Feeds of the web as OPML, without what their addresses hold of passwords. In the arena. */
Str save_opml(const Feed *const *feeds, size_t count, Arena *arena);
/* Writes a text; what is there already as with save_doc. */
bool save_bytes(Str bytes, Str path, bool replace, Err *err);

#endif
