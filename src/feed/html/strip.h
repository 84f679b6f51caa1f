/* feed/html/strip.h: markup to plain text in one pass over the bytes, for titles and summaries: no
 * tree, no errors, linear. For articles there is feed/html/todoc.h. */
#ifndef LEDE_FEED_HTML_STRIP_H
#define LEDE_FEED_HTML_STRIP_H

#include "base/arena.h"

/* Whether there are tags, comments or character references in it. */
bool strip_needed(Str text);
/* HTML takes all from "<!" up to the next '>' for a comment. In feeds it may be text that looks
 * alike ("<!' he said"), which is escaped, or a CDATA section that was wrapped twice: what is in
 * that is markup, and if it never ends, it is none. */
Str strip_sections(Str html, Arena *arena);
/* Whether there is a tag, a comment or a declaration in it. */
bool strip_has_tags(Str text);
/* Sections opened, tags dropped, what is in script and style with them; character references
 * decoded; white space squeezed to single spaces, which also come where a block ends. Clean UTF-8
 * in, clean UTF-8 out.
 */
Str strip_html(Str html, Arena *arena);
/* The same for a title and its like. In "Use of the <script> tag" nobody means an element: one
 * without its other end and without attributes is text, if it is none of those that only tell how
 * words look. */
Str strip_line(Str line, Arena *arena);
/* As strip_html, at most `max` bytes, cut at a word if it can be; for excerpts of long texts. */
Str strip_start(Str html, size_t max, Arena *arena);
/* Plain text as the HTML that shows it so: a paragraph, its lines kept. */
Str strip_inverse(Str text, Arena *arena);
/* A text without a single tag is plain text, even where HTML was due, and its lines are meant: they
 * end in <br>, unless they are wrapped at a width or set in by hand. An angle bracket in it is one.
 * Anything else is given back as it is. */
Str strip_lines(Str html, Arena *arena);
/* Words outside of the markup; CJK counts two characters a word. */
uint32_t strip_words(Str html);

#endif
