/* The command line: ":" and what can follow it. */
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "view/items.h"
#include "view/mute.h"
#include "view/prompt.h"
#include "view/settings.h"
#include "view/source.h"
#include "view/subscribe.h"

typedef VEC(Candidate) Candidates;

/* --- the words --- */

static void run_set(App *app, Str argument)
{
	settings_command(app, argument);
}

static void run_theme(App *app, Str argument)
{
	Err err;

	if (argument.n == 0) {
		app_message(app, "the theme is %.*s; :theme and a blank lists all",
			STR_ARG(app->theme->name));
		return;
	}
	if (!app_theme(app, argument, &err)) {
		app_theme(app, app->options->theme, NULL);
		app_error(app, &err);
		return;
	}
	/* Kept beside what the config says: once that changes, it counts again. */
	app_keep(app, S("theme"),
		arena_printf(app->frame, "%.*s %.*s", STR_ARG(argument),
			STR_ARG(app->config_theme)));
	app->options->theme = arena_str(app->arena, argument);
	if (app->theme->title.n)
		app_message(app, "theme: %.*s", STR_ARG(app->theme->title));
	else
		app_message(app, "kept; without colours all themes look alike");
}

static void run_open(App *app, Str argument)
{
	if (argument.n == 0)
		app_message(app, "open what? An address or a file");
	else
		app_push(app, SCREEN_ARTICLE, &(Target){.text = argument});
}

static void run_add(App *app, Str argument)
{
	subscribe_ask(app, argument);
}

static void run_help(App *app, Str argument)
{
	app_push(app, SCREEN_HELP, &(Target){.under = app->top, .text = argument});
}

static void run_log(App *app, Str argument)
{
	(void)argument;
	app_push(app, SCREEN_LOG, NULL);
}

static void run_search(App *app, Str argument)
{
	Target target = {.text = arena_printf(app->frame, "find:%.*s", STR_ARG(argument))};

	app_push(app, SCREEN_ITEMS, &target);
}

/* "test": what the rules of the config would find; "test RULE": what this one would. */
static void run_rules(App *app, Str argument)
{
	Buf source = {0};
	Str word = {0};

	str_word(&argument, &word);
	argument = str_trim(argument);
	buf_add(&source, S("rules:"));
	buf_add(&source, argument);
	for (size_t i = 0; i < app->config.rule_count && argument.n == 0; i++) {
		if (i)
			buf_char(&source, RULES_BETWEEN);
		buf_add(&source, app->config.rules[i].text);
	}
	if (!str_eq(word, S("test")))
		app_message(app, "rules test lists what the rules of config find, rules test RULE "
				 "what another would");
	else if (source.n <= S("rules:").n)
		app_message(app, "there are no rules in config; try one: rules test title:x: mute");
	else
		app_push(app, SCREEN_ITEMS, &(Target){.text = buf_str(&source)});
	buf_drop(&source);
}

static void run_quit(App *app, Str argument)
{
	(void)argument;
	app_leave(app);
}

static void run_shell(App *app, Str argument)
{
	app_shell(app, argument);
}

static void run_pipe(App *app, Str argument)
{
	const Action *pipe = action_find(S("pipe"), 1U << app->top->ops->kind);

	if (pipe)
		pipe->run(app, app->top, (Call){.argument = argument});
	else
		app_message(app, "nothing to hand to a command here");
}

const CommandWord command_words[] = {
	{"add", "ADDRESS", "subscribe to a feed, or to those a page names", run_add},
	{"find", "QUERY", "list what a query finds, over all feeds", run_search},
	{"help", "WORDS", "keys, commands and settings with these words", run_help},
	{"log", NULL, "errors, and feeds in trouble", run_log},
	{"mute", "QUERY", "hide what a query finds, now and from now on", mute_command},
	{"open", "ADDRESS", "read any page, file or feed here", run_open},
	{"q", NULL, "leave lede", run_quit},
	{"rules", "test RULE", "list what rules would find in what is stored", run_rules},
	{"set", "NAME VALUE", "change a setting until lede ends", run_set},
	{"theme", "NAME", "change the colours; seen while choosing", run_theme},
	{"!", "COMMAND", "run a command of the shell; %u is the address one is at", run_shell},
	{"|", "COMMAND", "hand what one is at to a command", run_pipe},
};
const size_t command_word_count = COUNT(command_words);

bool command_is(Str name)
{
	for (size_t i = 0; i < command_word_count; i++)
		if (str_eq(name, str_from(command_words[i].name)))
			return true;
	return false;
}

/* --- running --- */

static void say_unknown(App *app, Str word, unsigned here)
{
	Near near = near_of(word);

	if (action_find(word, IN_ALL)) {
		app_message(app, "%.*s works on another screen", STR_ARG(word));
		return;
	}
	for (size_t i = 0; i < command_word_count; i++)
		near_try(&near, str_from(command_words[i].name));
	for (size_t i = 0; i < action_count; i++)
		if (actions[i].where & here)
			near_try(&near, str_from(actions[i].name));
	app_message(app, "there is no command \"%.*s\"%s", STR_ARG(word), near_hint(&near, ""));
}

void command_run(App *app, Str line)
{
	Str word, rest = str_trim(line);
	const Action *action;
	int64_t number;
	unsigned here = 1U << app->top->ops->kind;

	/* These need no blank behind them. */
	if (str_starts(rest, S("!")) || str_starts(rest, S("|"))) {
		(rest.s[0] == '!' ? run_shell : run_pipe)(app, str_trim(str_from_at(rest, 1)));
		return;
	}
	if (!str_word(&rest, &word))
		return;
	if (str_number(word, &number) && number > 0 && number < INT32_MAX) {
		if (app->top->ops->move)
			app->top->ops->move(app->top, MOVE_FIRST, (unsigned)number);
		return;
	}
	rest = str_trim(rest);
	for (size_t i = 0; i < command_word_count; i++) {
		if (str_eq(word, str_from(command_words[i].name))) {
			command_words[i].run(app, rest);
			return;
		}
	}
	action = action_find(word, here);
	if (action)
		action->run(app, app->top, (Call){.argument = rest});
	else
		say_unknown(app, word, here);
}

/* --- completion --- */

static void offer(Candidates *found, Str text, Str help, Str word, Arena *arena)
{
	if (str_starts_case(text, word))
		*vec_push_in(found, arena) =
			(Candidate){arena_str(arena, text), arena_str(arena, help)};
}

static void complete_first(App *app, Str word, Arena *arena, Candidates *found)
{
	unsigned here = 1U << app->top->ops->kind;

	/* A blank behind those that want more: what can follow is offered at once. */
	for (size_t i = 0; i < command_word_count; i++)
		offer(found,
			arena_printf(arena, "%s%s", command_words[i].name,
				command_words[i].argument ? " " : ""),
			str_from(command_words[i].help), word, arena);
	/* With nothing typed the words above are enough to choose from. */
	for (size_t i = 0; i < action_count && word.n; i++)
		if (actions[i].where & here)
			offer(found, str_from(actions[i].name), str_from(actions[i].help), word,
				arena);
}

static void complete_theme(Str word, Arena *arena, Candidates *found)
{
	const Str *names;
	size_t count = theme_names(arena, &names);

	for (size_t i = 0; i < count; i++) {
		const Theme *theme = theme_load(names[i], arena, NULL);

		offer(found, names[i], theme ? theme->title : S("cannot be read"), word, arena);
	}
}

/* Those that can be set for a feed, or all. */
static void complete_option(App *app, bool feed, Str word, Arena *arena, Candidates *found)
{
	enum { VALUE_CELLS = 14 };
	FeedId here = feed && app->top->ops->feed ? app->top->ops->feed(app->top) : 0;
	const Options *of = app_options(app, here);

	for (size_t i = 0; i < option_count; i++) {
		if (!(options[i].where & (feed ? ON_FEED : ON_SESSION)))
			continue;

		Str value = option_show(of, &options[i], arena);
		Str shown = utf8_fit(value, VALUE_CELLS);
		int blanks = VALUE_CELLS - (int)utf8_width(shown);

		offer(found, arena_printf(arena, "%s ", options[i].name),
			arena_printf(arena, "%.*s%*s %s", STR_ARG(shown), blanks, "",
				options[i].help),
			word, arena);
	}
}

static void complete_value(App *app, Str name, Str word, Arena *arena, Candidates *found)
{
	const Option *option = option_find(name);
	Str choices, choice;

	if (!option)
		return;
	if (str_eq(name, S("theme"))) {
		complete_theme(word, arena, found);
		return;
	}
	choices = option->type == OPTION_BOOL ? S("yes no") : str_from(option->choices);
	while (str_word(&choices, &choice))
		offer(found, choice, S(""), word, arena);
	if (found->count == 0 && word.n == 0)
		offer(found, option_show(app->options, option, arena), S("as it is now"), word,
			arena);
}

static void complete_mute(App *app, Str word, Arena *arena, Candidates *found)
{
	enum { MOST = 12 };
	Candidate terms[MOST];
	size_t count = mute_terms(app, arena, terms, MOST);

	for (size_t i = 0; i < count; i++)
		offer(found, terms[i].text, terms[i].help, word, arena);
}

static size_t complete(App *app, Str line, Arena *arena, const Candidate **out, size_t *count)
{
	Candidates found = {0};
	ptrdiff_t blank = str_rfind_char(line, ' ');
	size_t start = blank < 0 ? 0 : (size_t)blank + 1;
	Str before = str_slice(line, 0, start), word = str_from_at(line, start), first = {0},
	    second = {0}, third = {0};

	str_word(&before, &first);
	str_word(&before, &second);
	str_word(&before, &third);
	if (first.n == 0)
		complete_first(app, word, arena, &found);
	else if (str_eq(first, S("theme")) && second.n == 0)
		complete_theme(word, arena, &found);
	else if (str_eq(first, S("mute")) && second.n == 0)
		complete_mute(app, word, arena, &found);
	else if (str_eq(first, S("set")) && second.n == 0)
		complete_option(app, false, word, arena, &found);
	else if (str_eq(first, S("set")) && str_eq(second, S("feed")) && third.n == 0)
		complete_option(app, true, word, arena, &found);
	else if (str_eq(first, S("set")) && str_eq(second, S("feed")))
		complete_value(app, third, word, arena, &found);
	else if (str_eq(first, S("set")))
		complete_value(app, second, word, arena, &found);
	/* A word that is all there needs no box. */
	if (found.count == 1 && str_eq(str_trim(found.items[0].text), word))
		found.count = 0;
	*out = found.items;
	*count = found.count;
	return start;
}

/* A theme is seen while it is being chosen. */
static void typing(App *app, Screen *screen, Str line)
{
	Str word = {0};

	(void)screen;
	if (!str_word(&line, &word) || !str_eq(word, S("theme")))
		return;
	line = str_trim(line);
	if (line.n == 0 || !app_theme(app, line, NULL))
		app_theme(app, app->options->theme, NULL);
}

static void done(App *app, Screen *screen, Str line)
{
	(void)screen;
	if (!str_eq(app->theme->name, app->options->theme) &&
		!str_starts(str_trim(line), S("theme ")))
		app_theme(app, app->options->theme, NULL);
	if (line.n)
		command_run(app, line);
}

void command_ask(App *app, Str text)
{
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, app->top, S(":"), text, "command", done, typing, complete);
}
