/* config/newsboat.h: every command of newsboat's config, and what it is here. */
#ifndef LEDE_CONFIG_NEWSBOAT_H
#define LEDE_CONFIG_NEWSBOAT_H

#include "config/options.h"

typedef struct {
	const char *name; /* newsboat's */
	const char *to;   /* our option or command; NULL: there is none */
	const char *note; /* then: why not, or what serves instead. Else what differs; may be NULL
			   */
} NewsboatCommand;

extern const NewsboatCommand newsboat_commands[];
extern const size_t newsboat_command_count;

/* NULL: newsboat has no such command either. */
const NewsboatCommand *newsboat_command(Str name);
/* What newsboat can bind keys to and lede has no action for; NULL: not known. */
const char *newsboat_operation(Str name);
/* What else lede calls it, of an operation that does what another one does here; the name itself,
 * of any other. */
Str newsboat_same(Str name);
/* What one of its operations is on screens where nothing is called so: "next" is a line down.
 * Empty: nothing. */
Str newsboat_elsewhere(Str name);
/* The link that "one" to "nine" and "zero" open, from 1 to 10; 0: another operation. */
unsigned newsboat_link(Str name);
/* An option whose name or value newsboat has otherwise becomes ours. False: such a value there is
 * not, and that is no mistake. */
bool newsboat_translate(Str *name, Str *value);

#endif
