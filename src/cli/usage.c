#include "cli/usage.h"

#include <string.h>

#include "base/utf8.h"

enum {
	LINE = 79,
	FLAG_MOST = 16, /* a longer flag has a line of its own */
	GAP = 2
};

/* The words of `text` from column `at` on, further lines from column `indent`; ends the line. */
static void put_words(Str text, size_t at, size_t indent, FILE *out)
{
	bool first = true;
	Str word;

	while (str_word(&text, &word)) {
		size_t width = utf8_width(word);

		if (!first && at + 1 + width > LINE) {
			fprintf(out, "\n%*s", (int)indent, "");
			at = indent;
		} else if (!first) {
			fputc(' ', out);
			at++;
		}
		fwrite(word.s, 1, word.n, out);
		at += width;
		first = false;
	}
	fputc('\n', out);
}

/* What may stand behind a command: broken between its brackets, never within them. */
static void put_arguments(const char *arguments, size_t indent, FILE *out)
{
	size_t at = indent;

	while (*arguments) {
		size_t n = 0;
		int depth = 0;

		while (arguments[n] && (depth > 0 || arguments[n] != ' ')) {
			depth += (arguments[n] == '[') - (arguments[n] == ']');
			n++;
		}
		if (at > indent && at + 1 + n > LINE) {
			fprintf(out, "\n%*s", (int)indent, "");
			at = indent;
		}
		fprintf(out, " %.*s", (int)n, arguments);
		at += n + 1;
		arguments += n + (arguments[n] == ' ');
	}
	fputc('\n', out);
}

bool command_detail(Str *rest, Str *flag, Str *text)
{
	ptrdiff_t gap;

	if (!str_cut(rest, '\n', text))
		return false;
	*flag = S("");
	gap = str_find(*text, S("  "));
	if (str_starts(*text, S("--")) && gap > 0) {
		*flag = str_slice(*text, 0, (size_t)gap);
		*text = str_from_at(*text, (size_t)gap + 2);
	}
	return true;
}

/* Where what options do begins: behind the longest of those that are not too long. */
static size_t column_of(const Command *command)
{
	Str rest = str_from(command->details), flag, text;
	size_t widest = 0;

	while (command_detail(&rest, &flag, &text))
		if (flag.n <= FLAG_MOST && flag.n > widest)
			widest = flag.n;
	return GAP + (widest ? widest : FLAG_MOST) + GAP;
}

static void put_details(const Command *command, FILE *out)
{
	Str rest = str_from(command->details), flag, text;
	size_t column = column_of(command);
	bool listing = false;

	while (command_detail(&rest, &flag, &text)) {
		if (text.n == 0)
			continue;
		if (!listing || !flag.n)
			fputc('\n', out);
		listing = flag.n > 0;
		if (!flag.n) {
			put_words(text, 0, 0, out);
			continue;
		}
		fprintf(out, "%*s%.*s", GAP, "", STR_ARG(flag));
		if (GAP + flag.n + GAP > column)
			fprintf(out, "\n%*s", (int)column, "");
		else
			fprintf(out, "%*s", (int)(column - GAP - flag.n), "");
		put_words(text, column, column, out);
	}
}

void command_usage(const Command *command, FILE *out)
{
	int indent = fprintf(out, "usage: lede %s", command->name);

	put_arguments(command->arguments, indent > 0 ? (size_t)indent : 0, out);
}

void command_help(const Command *command, FILE *out)
{
	char summary[200];

	command_usage(command, out);
	snprintf(summary, sizeof summary, "%c%s.", command->summary[0] - 'a' + 'A',
		command->summary + 1);
	fputc('\n', out);
	put_words(str_from(summary), 0, 0, out);
	if (command->details)
		put_details(command, out);
}

void command_overview(FILE *out)
{
	int width = 0;

	for (size_t i = 0; i < command_count; i++)
		if (width < (int)strlen(commands[i].name))
			width = (int)strlen(commands[i].name);
	fputs("usage: lede                  read the news\n"
	      "       lede TARGET           read one article or feed: an address, a file, or - "
	      "for\n"
	      "                             standard input\n"
	      "       lede COMMAND ...\n\n",
		out);
	for (size_t i = 0; i < command_count; i++)
		fprintf(out, "  %-*s  %s\n", width, commands[i].name, commands[i].summary);
	fputs("\nlede help COMMAND tells more about one of them; `man lede` tells everything.\n",
		out);
}

int run_help(int argc, char **argv)
{
	const Command *command;

	if (argc > 2)
		return command_misused(argv[0], "one command at a time");
	if (argc < 2) {
		command_overview(stdout);
		return DONE;
	}
	command = command_find(str_from(argv[1]));
	if (!command) {
		Near near = command_near(str_from(argv[1]));

		return command_misused(argv[0], "there is no command \"%s\"%s", argv[1],
			near_hint(&near, ""));
	}
	command_help(command, stdout);
	return DONE;
}
