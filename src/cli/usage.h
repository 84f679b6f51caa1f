/* cli/usage.h: the table of commands as people read it on a terminal: `lede help`. */
#ifndef LEDE_CLI_USAGE_H
#define LEDE_CLI_USAGE_H

#include "cli/commands.h"

/* How it is called, in 79 cells a line. */
void command_usage(const Command *command, FILE *out);
/* How it is called, what it does, its options in a column, all in 79 cells. */
void command_help(const Command *command, FILE *out);
/* All of them, a line each. */
void command_overview(FILE *out);
/* The next line of a command's details: an option ("--name VALUE") with what it does, or sentences
 * behind an empty flag. False: no more. */
bool command_detail(Str *rest, Str *flag, Str *text);

#endif
