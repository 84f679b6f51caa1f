/* config/ruleline.h: a rule is put into the file config, and taken out again. */
#ifndef LEDE_CONFIG_RULELINE_H
#define LEDE_CONFIG_RULELINE_H

#include "base/err.h"
#include "base/str.h"

/* "rule TEXT" as the last line, if it does not stand there yet; a missing file is made. ERR_USER:
 * it would be read as something else (a comment, a command in backticks). */
bool ruleline_add(const char *path, Str text, Err *err);
/* Without that line, if it is there; all else stays, byte by byte. */
bool ruleline_remove(const char *path, Str text, Err *err);

#endif
