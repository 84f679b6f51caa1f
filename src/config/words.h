/* config/words.h: the words of a line of `config` or `urls`, quoted as newsboat does. */
#ifndef LEDE_CONFIG_WORDS_H
#define LEDE_CONFIG_WORDS_H

#include "base/buf.h"

/* Takes the next word off `rest`; false at the end of the line and where a word begins with '#'. A
 * word that begins with '"' runs to the next unescaped one, or to the end of the line; \n \r \t \"
 * \\ in it mean what they say, any other \x means x. Elsewhere only \# is unescaped. */
bool words_next(Str *rest, Arena *arena, Str *word);
/* Adds the word so that words_next reads it back; quotes come only if they are needed. */
void words_add(Buf *out, Str word);
/* The next line of `rest` without its end (LF or CR LF); false when there is none. */
bool words_line(Str *rest, Str *line);

#endif
