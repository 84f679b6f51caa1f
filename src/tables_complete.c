/* Completions for shells. */
#include <stdio.h>
#include <string.h>

#include "cli/usage.h"
#include "tables.h"

/* Prints a command's flags, each by `format`, which takes the flag and what it does. */
static void each_flag(const Command *command, void (*print)(const Command *c, Str flag, Str text))
{
	Str rest = str_from(command->details), flag, text;

	while (command->details && command_detail(&rest, &flag, &text)) {
		ptrdiff_t blank = str_find_char(flag, ' ');

		if (flag.n)
			print(command, blank < 0 ? flag : str_slice(flag, 0, (size_t)blank), text);
	}
}

static bool takes_file(const Command *command)
{
	return strstr(command->arguments, "TARGET") || strstr(command->arguments, "FILE");
}

static void bash_flag(const Command *command, Str flag, Str text)
{
	(void)command;
	(void)text;
	printf(" %.*s", STR_ARG(flag));
}

static void print_names(void)
{
	for (size_t i = 0; i < command_count; i++)
		printf("%s%s", i ? " " : "", commands[i].name);
}

int tables_bash(void)
{
	puts("# lede(1) completion for bash; made by `make tables`.\n"
	     "_lede()\n"
	     "{\n"
	     "\tlocal word=${COMP_WORDS[COMP_CWORD]} flags= files=\n"
	     "\tCOMPREPLY=()\n"
	     "\tif ((COMP_CWORD == 1)); then");
	fputs("\t\tCOMPREPLY=($(compgen -W '", stdout);
	print_names();
	puts(" --help --version' -- \"$word\"))\n"
	     "\t\tcompopt -o default 2>/dev/null\n"
	     "\t\treturn\n"
	     "\tfi\n"
	     "\tcase ${COMP_WORDS[1]} in");
	for (size_t i = 0; i < command_count; i++) {
		if (strcmp(commands[i].name, "help") == 0)
			continue;
		printf("\t%s) flags='--help", commands[i].name);
		each_flag(&commands[i], bash_flag);
		printf("' files=%s ;;\n", takes_file(&commands[i]) ? "yes" : "");
	}
	fputs("\thelp) flags='", stdout);
	print_names();
	puts("' ;;\n"
	     "\tesac\n"
	     "\tif [[ $word == -* || ${COMP_WORDS[1]} == help ]]; then\n"
	     "\t\tCOMPREPLY=($(compgen -W \"$flags\" -- \"$word\"))\n"
	     "\telif [[ $files ]]; then\n"
	     "\t\tcompopt -o default 2>/dev/null\n"
	     "\tfi\n"
	     "}\n"
	     "complete -F _lede lede");
	return DONE;
}

/* Within single quotes and a zsh specification. */
static void zsh_text(Str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '\'')
			fputs("'\\''", stdout);
		else if (text.s[i] == ':' || text.s[i] == '[' || text.s[i] == ']')
			printf("\\%c", text.s[i]);
		else
			putchar(text.s[i]);
	}
}

static void zsh_flag(const Command *command, Str flag, Str text)
{
	(void)command;
	printf(" \\\n\t\t\t'%.*s[", STR_ARG(flag));
	zsh_text(text);
	fputs("]'", stdout);
}

int tables_zsh(void)
{
	puts("#compdef lede\n"
	     "# lede(1) completion for zsh; made by `make tables`.\n"
	     "_lede()\n"
	     "{\n"
	     "\tlocal -a commands=(");
	for (size_t i = 0; i < command_count; i++) {
		printf("\t\t'%s:", commands[i].name);
		zsh_text(str_from(commands[i].summary));
		puts("'");
	}
	puts("\t)\n"
	     "\tif ((CURRENT == 2)); then\n"
	     "\t\t_describe command commands\n"
	     "\t\t_files\n"
	     "\t\treturn\n"
	     "\tfi\n"
	     "\tshift words\n"
	     "\t((CURRENT--))\n"
	     "\tcase $words[1] in\n"
	     "\thelp) _describe command commands ;;");
	for (size_t i = 0; i < command_count; i++) {
		if (strcmp(commands[i].name, "help") == 0)
			continue;
		printf("\t%s)\n\t\t_arguments '--help[how it is called]'", commands[i].name);
		each_flag(&commands[i], zsh_flag);
		puts(takes_file(&commands[i]) ? " \\\n\t\t\t'*:file:_files' ;;" : " ;;");
	}
	puts("\tesac\n"
	     "}\n"
	     "_lede \"$@\"");
	return DONE;
}

static void fish_text(Str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '\'' || text.s[i] == '\\')
			putchar('\\');
		putchar(text.s[i]);
	}
}

static void fish_flag(const Command *command, Str flag, Str text)
{
	printf("complete -c lede -n '__fish_seen_subcommand_from %s' -l %.*s -d '", command->name,
		STR_ARG(str_from_at(flag, 2)));
	fish_text(text);
	puts("'");
}

int tables_fish(void)
{
	puts("# lede(1) completion for fish; made by `make tables`.");
	for (size_t i = 0; i < command_count; i++) {
		printf("complete -c lede -n __fish_use_subcommand -a %s -d '", commands[i].name);
		fish_text(str_from(commands[i].summary));
		puts("'");
		if (!takes_file(&commands[i]))
			printf("complete -c lede -n '__fish_seen_subcommand_from %s' -f\n",
				commands[i].name);
		each_flag(&commands[i], fish_flag);
	}
	fputs("complete -c lede -n '__fish_seen_subcommand_from help' -a '", stdout);
	print_names();
	puts("'");
	return DONE;
}
