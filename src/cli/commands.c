#include "cli/commands.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/usage.h"

const Command commands[] = {
	{"add",
		"[--folder NAME] [--tag NAME]... [--title TITLE] [--choose N | --all] ADDRESS | "
		"--catalogue [WORD...] | --later ADDRESS...",
		"subscribe to a feed, or to those of a page; or keep a page",
		"--folder NAME  put it into this folder; \"News/Local\" is one within another\n"
		"--tag NAME  give it this tag; may be given several times\n"
		"--title TITLE  call it so, whatever it calls itself\n"
		"--choose N  of several feeds take this one, or \"1,3\"; else a terminal is asked, "
		"and without one the first is taken\n"
		"--all  take all of them\n"
		"A feed that is there already gets the folder and title that are given, and the "
		"tags besides those it has.\n"
		"--catalogue  look for WORDs in a list of well-known feeds and add the one that is "
		"found, or those of the given numbers; print the list if there are no WORDs\n"
		"--later  keep the article of each page, to be read later: in the feed of saved "
		"pages, whose line \"saved:\" in urls may be moved and renamed like any other; "
		"of one that can't be had now the address, and the rest with the next update\n"
		"ADDRESS is that of a feed, of a page that names its feeds, or of any page of a "
		"site that is known to have some; https:// may be left out. It may also be a file "
		"on this machine, feed:https://..., or @user@host. What was found is shown with "
		"titles of its articles; what is taken is added to the file urls and fetched.\n",
		run_add},
	{"daemon", "", "keep feeds fresh until it is told to end",
		"Each feed is fetched when its time has come, by its own rhythm and what its "
		"server "
		"asks for. News appear in a lede that is open. A line on standard error tells of "
		"each round, and of feeds that begin to fail; for journald it has its level. A "
		"file "
		"urls that was edited is read by itself, config at SIGHUP; SIGTERM ends it. Of "
		"each "
		"library there is one daemon: a second one ends with exit status 1. Units for "
		"systemd and a line for cron are in the folder examples of the documentation.\n",
		run_daemon},
	{"doctor", "[--apply] [config] [feeds] [library]",
		"look for what is wrong, explain it, and mend it",
		"--apply  mend what needs no judgement without asking: feeds that have moved, and "
		"the library\n"
		"config: lines of the config that are not understood, also keys for actions that "
		"there are not, colours, expressions and rules; filters in the file urls; and "
		"what is known but has no effect, with the reason.\n"
		"feeds: those that failed are asked again, the sites of those that still fail are "
		"searched for the feed's new address, and where a server says that a feed has "
		"moved "
		"the new address takes the place of the old one in the file urls, with its "
		"articles.\n"
		"library: whether the file is sound, its counts right, every text readable and the "
		"index of words whole. A damaged file is never changed: what can be read of it "
		"goes into a new one, and it is kept beside that.\n"
		"On a terminal it asks before it changes anything.\n"
		"Without a name, all of it is looked at. Exit status 1: something is left that is "
		"not well.\n",
		run_doctor},
	{"export", "[--secrets] | newsboat [--cache FILE]",
		"print the subscriptions as OPML, or tell newsboat what is read",
		"--secrets  with the names and passwords that stand in addresses; else they stay "
		"out\n"
		"What came in from another list goes out with all it had there. Programs, files "
		"and saved searches stay out; each is told on standard error.\n"
		"--cache FILE  newsboat's cache.db; one that is not there is made\n"
		"newsboat's cache gets the articles it has not, and what is read and deleted as it "
		"is here; a copy of it is made before. lede-newsboat(7) tells more.\n",
		run_export},
	{"extract", "[--url BASE] [--format FORMAT] TARGET",
		"print the main article of a web page or a text file",
		"--url BASE  where the page came from: what relative addresses in it refer to\n"
		"--format FORMAT  json (with what is known about the article), html, text or "
		"markdown; json if not given\n"
		"Exit status 1: there is no article.\n",
		run_extract},
	{"help", "[COMMAND]", "print how lede or one of its commands is called", NULL, run_help},
	{"import", "FILE | newsboat [--dry-run] [--urls FILE] [--cache FILE] [--config FILE]",
		"subscribe to the feeds of an OPML file or another list, or take over what "
		"newsboat has",
		"--dry-run  say what would be taken over, and write nothing\n"
		"--urls FILE  newsboat's subscriptions\n"
		"--cache FILE  its articles, and what is read\n"
		"--config FILE  its settings\n"
		"FILE is OPML, newsraft's feeds, sfeed's sfeedrc, or has an address a line. "
		"Feeds join the file urls, in their folders; what is there stays. A further "
		"folder of a feed becomes a tag of it. What OPML says of a feed beside, lede keeps "
		"for lede export; it tells what it does not keep. Without a named "
		"file, newsboat's are looked for in ~/.config/newsboat and ~/.newsboat; they are "
		"only read, even while it runs. Its config becomes newsboat.config beside lede's; "
		"what has no effect there is listed. A second time only what is new comes in. "
		"lede-newsboat(7) tells more.\n",
		run_import},
	{"list", "[--json] [--health | [--format FORMAT] [--limit N] QUERY...]",
		"print the feeds, or the articles that a query finds",
		"--health  only those that have trouble, moved, come in part or need show no "
		"certificate: what, since when, how often, when the next try is, and what to do\n"
		"--json  an object a line: url, title, health (good, new, moved, cut or failed), "
		"checked, due, moved_to, trouble, since, failures, advice, insecure, site, folder, "
		"tags, "
		"unread, total, newest; what is empty is left out. Of articles: id, title, url, "
		"author, published, seen, feed, feed_url, unread, starred, later, tags, words, "
		"summary\n"
		"--format FORMAT  a line for each article: %t title, %u address, %a author, %d "
		"date, %f feed, %F its address, %s how it begins, %n minutes to read, %m marks "
		"(USL: unread, starred, later), %T tags, %i number, %% a percent sign, \\t a "
		"tab, \\n a new line\n"
		"--limit N  no more than the first N\n"
		"Without a QUERY the feeds are printed, with unread and all articles; with one, "
		"articles, the newest first. It is that of lede search, or a filter as newsboat "
		"has it: unread = \"yes\" and age < 3. Where it begins with '-', \"--\" stands "
		"before it. In a pipe, a line has the fields unread, all, folder, title, address "
		"and trouble, or date, feed, title and address, with a tab between. Exit status 1: "
		"no article is found.\n",
		run_list},
	{"parse", "[--discover] [--url BASE] [--content-type TYPE] TARGET",
		"print a feed as JSON Feed, or the feeds that a page names",
		"--url BASE  where the feed came from: what relative addresses in it refer to\n"
		"--content-type TYPE  what the server called it, with its charset\n"
		"--discover  TARGET is a web page; print the addresses of its feeds, one a line\n"
		"The output is JSON Feed 1.1; what that has no place for stands in the member "
		"_lede. Exit status 1: TARGET is no feed.\n",
		run_parse},
	{"remove", "URL", "unsubscribe from a feed, named by its address or title",
		"Its articles are kept. Its line in the file urls is commented out.\n", run_remove},
	{"rules", "[test [RULE...]]", "print the rules, and how many articles each would find",
		"Rules are lines of the file config: rule QUERY: ACTION (see lede-config(5)). They "
		"are obeyed when an article comes in; here they are tried on those that are "
		"stored, "
		"and nothing is changed. A line has the number of articles, a tab, and the rule.\n"
		"With test, titles of the newest ones follow; RULE is one to try that is not in "
		"config yet.\n",
		run_rules},
	{"search", "QUERY...", "print the articles that a query finds, best first",
		"A query is words, and the terms of the filter: unread, starred, later, muted, "
		"feed:NAME, in:FOLDER, tag:NAME, newer:2d, older:1w, len:>10, lang:de, has:audio, "
		"url:PART, title:WORD, author:WORD, /REGEX/, -WORD, OR, ( ). A word of three "
		"letters or more also finds longer ones that begin so; words in quotes are found "
		"as they stand, in a row. Case and accents do not matter. "
		"In a pipe, a line has the fields date, feed, title and address, with a tab "
		"between. Exit status 1: nothing found.\n",
		run_search},
	{"show", "[--width N] TARGET", "print an article or a feed as text",
		"--width N  cells a line; else those of the terminal, or 80\n"
		"A web page is shown in reader mode, a feed as the list of its articles. The "
		"addresses of links stand at the end, by the numbers in the text; they are whole "
		"lines unless --width asks for shorter ones.\n",
		run_show},
	{"undo", "[--redo] [N] | --list", "take back what was done to articles and feeds",
		"--redo  do again what was taken back\n"
		"--list  print what was done, the latest first: date, done or undone, and what, "
		"with a tab between\n"
		"Marks and tags that were given or taken off on the screen, one step or N of them, "
		"the latest first. Exit status 1: there was nothing left.\n",
		run_undo},
	{"update", "[--quiet] [--json] [--only QUERY] [--due] [--force] [--jobs N] [--strict]",
		"fetch all feeds",
		"--quiet  (or -q) say nothing but what failed\n"
		"--json  print what happens as JSON, an object a line; their \"event\" is feed "
		"(its "
		"url, title, health, trouble and so on as list --json has them, and new: how many "
		"articles came in), progress (feeds, done, new, failed, bytes; once a second), and "
		"end (the same, left_alone, seconds)\n"
		"--only QUERY  only feeds that it means: words of title, address, folder or tags, "
		"feed:NAME, in:FOLDER, tag:NAME, url:PART, /REGEX/, unread, newer:30d or older:30d "
		"(by the newest article), -TERM, OR, ( )\n"
		"--due  only feeds whose time has come, by their own rhythm and what their servers "
		"ask for: for cron and timers\n"
		"--force  also feeds that are given up; but where a server asked to be left alone "
		"for a time, it is\n"
		"--jobs N  (or -j) so many downloads at once, whatever the option connections "
		"says\n"
		"--strict  exit with status 3 if some feeds failed\n"
		"On a terminal a bar tells how far it is. At the end there is a line for each feed "
		"that failed, fifteen at most, and a sum. Exit status: 0, all went well, or some "
		"feeds failed and others did not; 1, none worked; with --strict also 3, some "
		"failed.\n",
		run_update},
};
const size_t command_count = COUNT(commands);

const Command *command_find(Str name)
{
	for (size_t i = 0; i < command_count; i++)
		if (str_eq(str_from(commands[i].name), name))
			return &commands[i];
	return NULL;
}

Near command_near(Str name)
{
	Near near = near_of(name);

	for (size_t i = 0; i < command_count; i++)
		near_try(&near, str_from(commands[i].name));
	return near;
}

int command_misused(const char *name, const char *format, ...)
{
	const Command *command = command_find(str_from(name));
	char text[400];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	utf8_clean_in_place(text, strlen(text));
	fprintf(stderr, "lede %s: %s\n", name, text);
	if (command)
		command_usage(command, stderr);
	return MISUSED;
}

void command_say(const char *format, ...)
{
	char text[400];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	utf8_clean_in_place(text, strlen(text));
	fprintf(stderr, "lede: %s\n", text);
}

int command_failed(const Err *err)
{
	fprintf(stderr, "lede: %s\n", err->text);
	return COULD_NOT;
}

/* What a flag is called: without its letter, and without the star. */
static Str flag_name(const CommandFlag *flag)
{
	Str name = str_from(flag->name), rest = name;

	str_cut(&rest, '|', &name);
	return str_ends(name, S("*")) ? str_slice(name, 0, name.n - 1) : name;
}

/* The flag that `argument` ("--name", "--name=value" or "-n") means; NULL if none does. */
static const CommandFlag *flag_find(Str argument, const CommandFlag *flags, size_t count)
{
	ptrdiff_t equals = str_find_char(argument, '=');
	bool letter = argument.s[1] != '-';
	Str name = str_slice(argument, letter ? 1 : 2, argument.n);

	if (equals > 0 && !letter)
		name = str_slice(argument, 2, (size_t)equals - 2);
	for (size_t i = 0; i < count; i++) {
		Str own = str_from(flags[i].name);
		ptrdiff_t bar = str_find_char(own, '|');

		if (letter ? bar >= 0 && str_eq(str_from_at(own, (size_t)bar + 1), name)
			   : str_eq(flag_name(&flags[i]), name))
			return &flags[i];
	}
	return NULL;
}

/* What is no option, and which was meant. */
static void no_flag(char **argv, const char *argument, const CommandFlag *flags, size_t count)
{
	Str name = str_from(argument);
	Near near;

	while (str_starts(name, S("-")))
		name = str_from_at(name, 1);
	str_cut(&(Str){name.s, name.n}, '=', &name);
	near = near_of(name);
	for (size_t i = 0; i < count; i++)
		if (flag_name(&flags[i]).n)
			near_try(&near, flag_name(&flags[i]));
	command_misused(argv[0], "there is no option %s%s", argument, near_hint(&near, "--"));
}

static bool takes_terms(const CommandFlag *flags, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (flags[i].name[0] == '\0')
			return true;
	return false;
}

static void flag_set(const CommandFlag *flag, const char *value)
{
	const char **at = flag->value;

	while (str_ends(str_from(flag->name), S("*")) && *at)
		at++;
	*at = value;
}

int command_flags(int argc, char **argv, const CommandFlag *flags, size_t flag_count)
{
	int kept = 1;
	bool only_operands = false;

	for (int i = 1; i < argc; i++) {
		const CommandFlag *flag;
		char *equals;
		Str name;

		if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
			argv[kept++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			only_operands = true;
			continue;
		}
		flag = flag_find(str_from(argv[i]), flags, flag_count);
		equals = strchr(argv[i], '=');
		if (!flag && argv[i][1] != '-' && takes_terms(flags, flag_count)) {
			argv[kept++] = argv[i];
			continue;
		}
		if (!flag)
			return no_flag(argv, argv[i], flags, flag_count), 0;
		name = flag_name(flag);
		if (!flag->value && equals)
			return command_misused(argv[0], "--%.*s takes no value", STR_ARG(name)), 0;
		if (flag->given)
			*flag->given = true;
		if (!flag->value)
			continue;
		if (!equals && i + 1 >= argc)
			return command_misused(argv[0], "--%.*s needs a value", STR_ARG(name)), 0;
		flag_set(flag, equals ? equals + 1 : argv[++i]);
	}
	argv[kept] = NULL;
	return kept;
}
