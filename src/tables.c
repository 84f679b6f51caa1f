/* Prints what manual, completions and sample config have in common with the program: its tables.
 *
 *	tables fill FILE.in     a manual page, its lines @COMMANDS@ and the like replaced
 *	tables bash | zsh | fish | config
 *
 * Not installed: `make tables` runs it, and a test holds the files in man/ against it. */
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"
#include "cli/usage.h"
#include "config/newsboat.h"
#include "config/options.h"
#include "layout/roles.h"
#include "view/action.h"

enum { MAX_PAGE_BYTES = 1 << 20 };

/* --- manual pages (mdoc) ---------------------------------------------------------------------- */

/* So that no character means anything to mdoc, be it text or an argument in quotes. */
static void mdoc(Str text)
{
	static const struct {
		char c;
		const char *escape;
	} escapes[] = {
		{'\\', "\\e"},
		{'-', "\\-"},
		{'"', "\\(dq"},
		{'^', "\\(ha"},
		{'~', "\\(ti"},
		{'`', "\\(ga"},
		{'\'', "\\(aq"},
	};

	for (size_t i = 0; i < text.n; i++) {
		size_t j = 0;

		while (j < COUNT(escapes) && escapes[j].c != text.s[i])
			j++;
		if (j < COUNT(escapes))
			fputs(escapes[j].escape, stdout);
		else
			putchar(text.s[i]);
	}
}

/* A sentence a line, as mdoc wants it. */
static void mdoc_line(Str text)
{
	while (text.n) {
		ptrdiff_t stop = str_find(text, S(". "));
		Str sentence = stop < 0 ? text : str_slice(text, 0, (size_t)stop + 1);

		fputs("\\&", stdout);
		mdoc(sentence);
		putchar('\n');
		text = str_trim(str_from_at(text, sentence.n));
	}
}

/* "unicode, ascii" of "unicode ascii". */
static void mdoc_words(Str words)
{
	Str word;
	bool first = true;

	while (str_word(&words, &word)) {
		fputs(first ? "" : ", ", stdout);
		mdoc(word);
		first = false;
	}
}

/* Words that could be taken for punctuation are not. */
static void mdoc_argument(Str word)
{
	fputs(" \"\\&", stdout);
	mdoc(word);
	putchar('"');
}

static void print_details(const Command *command)
{
	Str rest = str_from(command->details), flag, text;
	bool listing = false;

	while (command_detail(&rest, &flag, &text)) {
		if (text.n == 0)
			continue;
		if (flag.n && !listing)
			puts(".Bl -tag -width Ds -compact");
		if (!flag.n)
			puts(listing ? ".El\n.Pp" : ".Pp");
		listing = flag.n > 0;
		if (flag.n) {
			fputs(".It Fl", stdout);
			mdoc_argument(str_from_at(flag, 1));
			putchar('\n');
		}
		mdoc_line(text);
	}
	if (listing)
		puts(".El");
}

static void print_commands(void)
{
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < command_count; i++) {
		fputs(".It Ic", stdout);
		mdoc_argument(str_from(commands[i].name));
		if (*commands[i].arguments) {
			fputs(" Ar", stdout);
			mdoc_argument(str_from(commands[i].arguments));
		}
		printf("\n\\&%c", commands[i].summary[0] - 'a' + 'A');
		mdoc(str_from(commands[i].summary + 1));
		puts(".");
		if (commands[i].details)
			print_details(&commands[i]);
	}
	puts(".El");
}

/* NULL for what is set for lede as a whole. */
static const char *where_of(const Option *o)
{
	if (!(o->where & (ON_FEED | ON_FOLDER)))
		return NULL;
	return o->where & ON_CONFIG   ? "also for a folder or feed"
	       : o->where & ON_FOLDER ? "for a folder or feed"
				      : "for one feed";
}

static void print_options(void)
{
	static const char *const kinds[] = {[OPTION_BOOL] = "yes no",
		[OPTION_NUMBER] = "",
		[OPTION_TEXT] = "text",
		[OPTION_CHOICE] = "",
		[OPTION_KEEP] = "all articles days",
		[OPTION_HEADERS] = "text"};

	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < option_count; i++) {
		const Option *o = &options[i];

		fputs(".It Ic", stdout);
		mdoc_argument(str_from(o->name));
		if (o->type == OPTION_NUMBER) {
			printf("\n.Pq %ld to %ld %s; at first %s", o->min, o->max, o->unit,
				o->initial);
		} else {
			fputs("\n.Pq ", stdout);
			mdoc_words(
				str_from(o->type == OPTION_CHOICE ? o->choices : kinds[o->type]));
			printf("; at first %s", *o->initial ? o->initial : "empty");
		}
		if (where_of(o))
			printf("; %s", where_of(o));
		putchar('\n');
		mdoc_line(str_from(o->help));
		if (o->alias) {
			puts("newsboat calls it");
			fputs(".Ic", stdout);
			mdoc_argument(str_from(o->alias));
			puts(" .");
		}
	}
	puts(".El");
}

static void print_action(const Action *action)
{
	Str keys = str_from(action->keys), key;
	bool first = true;

	fputs(".It", stdout);
	while (str_word(&keys, &key)) {
		fputs(first ? " Ic" : " ,", stdout);
		mdoc_argument(key);
		first = false;
	}
	if (first)
		fputs(" Pq no key", stdout);
	putchar('\n');
	mdoc_line(str_from(action->help));
	fputs(".Pq Cm", stdout);
	mdoc_argument(str_from(action->name));
	putchar('\n');
}

static void print_screen(const char *title, unsigned where)
{
	printf(".Ss %s\n.Bl -tag -width \"PageDown Space\"\n", title);
	for (size_t i = 0; i < action_count; i++)
		if (where == IN_ALL ? actions[i].where == IN_ALL
				    : actions[i].where != IN_ALL && actions[i].where & where)
			print_action(&actions[i]);
	puts(".El");
}

static void print_keys(void)
{
	print_screen("On every screen", IN_ALL);
	for (unsigned kind = 0; kind < SCREENS; kind++) {
		char title[80];

		snprintf(title, sizeof title, "Screen \\(lq%s\\(rq", screen_kinds[kind]->name);
		print_screen(title, 1u << kind);
	}
}

static void print_roles(void)
{
	puts(".Bl -tag -width \"status-accent\" -compact");
	for (unsigned role = 0; role < ROLES; role++) {
		fputs(".It Ic", stdout);
		mdoc_argument(role_name(role));
		putchar('\n');
		mdoc_line(role_help(role));
		if (role == ROLE_TEXT)
			continue;
		fputs("As\n.Ic", stdout);
		mdoc_argument(role_name(role_parent(role)));
		puts(" .");
	}
	puts(".El");
}

/* What a command of newsboat's is here; NULL: nothing. */
static const char *taken_as(const NewsboatCommand *command)
{
	const Option *option = option_find(str_from(command->name));

	return option ? option->name : command->to;
}

static void print_newsboat_taken(void)
{
	puts(".Bl -tag -width Ds -compact");
	for (size_t i = 0; i < newsboat_command_count; i++) {
		const NewsboatCommand *command = &newsboat_commands[i];
		const char *to = taken_as(command);

		if (!to)
			continue;
		fputs(".It Ic", stdout);
		mdoc_argument(str_from(command->name));
		fputs("\n.Ic", stdout);
		mdoc_argument(str_from(to));
		puts(command->to && command->note ? " :" : "");
		if (command->to && command->note)
			mdoc_line(str_from(command->note));
	}
	puts(".El");
}

/* Neighbours with the same reason share it. */
static void print_newsboat_left(void)
{
	const char *note = NULL;

	puts(".Bl -tag -width Ds -compact");
	for (size_t i = 0; i < newsboat_command_count; i++) {
		const NewsboatCommand *command = &newsboat_commands[i];

		if (taken_as(command))
			continue;
		if (note && note != command->note)
			mdoc_line(str_from(note));
		fputs(".It Ic", stdout);
		mdoc_argument(str_from(command->name));
		putchar('\n');
		note = command->note;
	}
	if (note)
		mdoc_line(str_from(note));
	puts(".El");
}

static const struct {
	const char *mark;
	void (*print)(void);
} parts[] = {
	{"@COMMANDS@", print_commands},
	{"@OPTIONS@", print_options},
	{"@KEYS@", print_keys},
	{"@ROLES@", print_roles},
	{"@NEWSBOAT-TAKEN@", print_newsboat_taken},
	{"@NEWSBOAT-LEFT@", print_newsboat_left},
};

static int fill(const char *path)
{
	Buf page = {0};
	Str rest, line;
	Err err;

	if (!file_read(path, MAX_PAGE_BYTES, &page, &err))
		return command_failed(&err);
	puts(".\\\" Made by `make tables`; change the .in file beside it, or the tables.");
	rest = buf_str(&page);
	while (str_cut(&rest, '\n', &line)) {
		size_t i = 0;

		while (i < COUNT(parts) && !str_eq(line, str_from(parts[i].mark)))
			i++;
		if (i < COUNT(parts))
			parts[i].print();
		else
			printf("%.*s\n", STR_ARG(line));
	}
	buf_drop(&page);
	return DONE;
}

/* --- completions ------------------------------------------------------------------------------ */

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

static int print_bash(void)
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

static int print_zsh(void)
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

static int print_fish(void)
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

/* --- sample config ---------------------------------------------------------------------------- */

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
	{"bash", print_bash},
	{"zsh", print_zsh},
	{"fish", print_fish},
	{"config", print_config},
};

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "fill") == 0)
		return fill(argv[2]);
	for (size_t i = 0; i < COUNT(prints) && argc == 2; i++)
		if (strcmp(argv[1], prints[i].name) == 0)
			return prints[i].print();
	fputs("usage: tables fill FILE.in | bash | zsh | fish | config\n", stderr);
	return MISUSED;
}
