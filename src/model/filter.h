/* model/filter.h: newsboat's filter language, to the same tree as lede's own queries.
 *
 *	filter     = term [ ("and" | "or") filter ]    right-associative, no precedence
 *	term       = "(" filter ")" | attribute op value
 *	op         = "=" "==" "!=" "=~" "!~" "<" ">" "<=" ">=" "between" "#" "!#"
 *	value      = '"' chars '"' | ["-"] digits | digits ":" digits
 */
#ifndef LEDE_MODEL_FILTER_H
#define LEDE_MODEL_FILTER_H

#include "model/query.h"

/* Whether the text is meant so: somewhere in it an attribute that newsboat knows stands before an
 * operator, or any word before an operator and a value. */
bool filter_seems(Str text);
/* NULL with ERR_USER if it is none, or asks for what lede does not keep; *where: the place in the
 * text that is to blame. */
const Term *filter_parse(Str text, Arena *arena, const char **where, Err *err);
/* False with ERR_USER, and why, if it is no POSIX extended regular expression. */
bool term_regex_sound(Str regex, Arena *arena, Err *err);

#endif
