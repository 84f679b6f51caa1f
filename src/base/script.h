/* base/script.h: raised and lowered characters that Unicode has. */
#ifndef LEDE_BASE_SCRIPT_H
#define LEDE_BASE_SCRIPT_H

#include "base/str.h"

/* The raised (or lowered) form of a character as UTF-8; NULL if there is none. */
const char *script_of(uint32_t character, bool raised);
/* Whether all of a text has it. */
bool script_has(Str text, bool raised);

#endif
