/* cli/commands.h: the table of subcommands; usage, man page and completion are printed from it. */
#ifndef LEDE_CLI_COMMANDS_H
#define LEDE_CLI_COMMANDS_H

#include "base/str.h"

typedef struct {
	const char *name;
	const char *arguments; /* "[--width N] TARGET" */
	const char *summary;   /* one line */
	const char
		*details; /* options and remarks for the manual and `lede help NAME`; may be NULL */
	int (*run)(int argc,
		char **argv); /* argv[0] is the name; returns the exit status: 0, 1, 2 */
} Command;

extern const Command commands[];
extern const size_t command_count;

const Command *command_find(Str name);
/* Says on stderr what is wrong, how the command is called, returns 2. */
int command_misused(const Command *command, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
