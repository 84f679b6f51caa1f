/* Prints what manual, completions and sample config have in common with the program: its tables.
 *
 *	tables fill FILE.in     a manual page, its lines @COMMANDS@ and the like replaced
 *	tables bash | zsh | fish | config
 *
 * Not installed: `make tables` runs it, and a test holds the files in man/ against it. */
#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "cli/usage.h"
#include "config/options.h"

/* Sentences folded at 90 characters, each line a comment. */
static void print_comment(Str text)
{
	Str word;
	size_t column = 0;

	while (str_word(&text, &word)) {
		if (column == 0 || column + 1 + word.n > 90) {
			fputs(column ? "\n#" : "#", stdout);
			column = 1;
		}
		printf(" %.*s", STR_ARG(word));
		column += 1 + word.n;
	}
	putchar('\n');
}

static int print_config(void)
{
	puts("# Settings of lede, as they are at first; lede-config(5) tells more. Made by `make "
	     "tables`.\n"
	     "# Copy this file to ~/.config/lede/config and take away the '#' before a name.\n"
	     "# Many count for one feed or a folder, too: feed ADDRESS NAME VALUE, folder NAME "
	     "NAME VALUE.");
	for (size_t i = 0; i < option_count; i++) {
		putchar('\n');
		print_comment(str_from(options[i].help));
		printf("#%s%s %s\n", options[i].where & ON_CONFIG ? "" : "feed ADDRESS ",
			options[i].name, *options[i].initial ? options[i].initial : "\"\"");
	}
	return DONE;
}

static const struct {
	const char *name;
	int (*print)(void);
} prints[] = {
	{"bash", tables_bash},
	{"zsh", tables_zsh},
	{"fish", tables_fish},
	{"config", print_config},
};

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "fill") == 0)
		return tables_manual(argv[2]);
	for (size_t i = 0; i < COUNT(prints) && argc == 2; i++)
		if (strcmp(argv[1], prints[i].name) == 0)
			return prints[i].print();
	fputs("usage: tables fill FILE.in | bash | zsh | fish | config\n", stderr);
	return MISUSED;
}
