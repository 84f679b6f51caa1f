/* cli/commands.h: the table of subcommands; usage, man page and completion are printed from it. */
#ifndef LEDE_CLI_COMMANDS_H
#define LEDE_CLI_COMMANDS_H

#include <stdio.h> /* every command prints */

#include "base/err.h"
#include "base/near.h"
#include "base/str.h"

typedef struct {
	const char *name;
	const char *arguments; /* "[--width N] TARGET" */
	const char *summary;   /* one line, no full stop */
	const char *details;   /* for the manual and `lede help NAME`: a line that begins with
				  "--" is an option and, behind two blanks, what it does; all else
				  are sentences. May be NULL */
	int (*run)(int argc, char **argv); /* argv[0] is the name; returns the exit status */
} Command;

/* Exit statuses of every command. */
enum { DONE, COULD_NOT, MISUSED, PARTLY };

extern const Command commands[];
extern const size_t command_count;

const Command *command_find(Str name);
/* What a word that is none most likely means. */
Near command_near(Str name);
/* Says on stderr what is wrong and how the command is called; returns MISUSED. */
int command_misused(const char *name, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* One line on stderr, "lede: " before it; whatever the arguments hold, no control character. */
void command_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Says on stderr why it came to nothing; returns COULD_NOT. */
int command_failed(const Err *err);

/* One option of a command as it stands on the command line: "--name", "--name VALUE",
 * "--name=VALUE", "-n". */
typedef struct {
	const char *name;   /* without the dashes; "quiet|q" is also -q; with "tag*" each further
			       one is put behind the last: `value` has room for argc, all NULL; "":
			       there may be terms of a query, of which "-this" is one */
	const char **value; /* set to what follows; or NULL */
	bool *given;        /* set to true; or NULL */
} CommandFlag;
/* Takes the flags out of argv, wherever they stand before "--"; the rest, argv[0] first, stays in
 * order. "-" is no flag. Returns the new argc, or 0 after saying on stderr what is wrong. */
int command_flags(int argc, char **argv, const CommandFlag *flags, size_t flag_count);

/* cli/NAME.c has run_NAME. */
int run_add(int argc, char **argv);
int run_daemon(int argc, char **argv);
int run_doctor(int argc, char **argv);
int run_export(int argc, char **argv);
int run_extract(int argc, char **argv);
int run_help(int argc, char **argv);
int run_import(int argc, char **argv);
int run_list(int argc, char **argv);
int run_parse(int argc, char **argv);
int run_remove(int argc, char **argv);
int run_rules(int argc, char **argv);
int run_search(int argc, char **argv);
int run_show(int argc, char **argv);
int run_undo(int argc, char **argv);
int run_update(int argc, char **argv);

#endif
