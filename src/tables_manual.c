/* Manual pages (mdoc). */
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "cli/usage.h"
#include "config/newsboat.h"
#include "config/options.h"
#include "layout/roles.h"
#include "tables.h"
#include "view/action.h"

enum { MAX_PAGE_BYTES = 1 << 20 };

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

int tables_manual(const char *path)
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
