#include "config/read.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/joint.h"
#include "config/newsboat.h"
#include "config/ticks.h"
#include "config/words.h"

enum { MAX_CONFIG_BYTES = 1 << 20, MAX_INCLUDES = 16, MAX_INCLUDED = 250 };

typedef struct {
	Arena *arena;
	Levels *levels;
	VEC(Binding) bindings;
	VEC(RuleLine) rules;
	VEC(ColorLine) colors;
	VEC(Highlight) highlights;
	VEC(Str) problems, notes;
	const char *path;
	unsigned line, depth, included;
	VEC(NamedFilter) filters;
	Operations startup;
	Joint joint;
} Reader;

static void problem(Reader *r, const char *text)
{
	*vec_push_in(&r->problems, r->arena) =
		arena_printf(r->arena, "%s:%u: %s", r->path, r->line, text);
}

/* Up to a '#' that is neither escaped nor within quotes or backticks. */
static Str without_comment(Str line)
{
	bool quotes = false, ticks = false;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.s[i];

		if (c == '\\')
			i++;
		else if (c == '"' && !ticks)
			quotes = !quotes;
		else if (c == '`')
			ticks = !ticks;
		else if (c == '#' && !quotes && !ticks)
			return str_slice(line, 0, i);
	}
	return line;
}

static void read_file(Reader *r, const char *path, Str text);

static void include(Reader *r, const Str *words, size_t count)
{
	const char *outer = r->path, *path;
	unsigned line = r->line;
	Buf bytes = {0};
	Err err;

	if (count != 2) {
		problem(r, "include takes one file");
		return;
	}
	path = path_expand(r->arena, words[1]);
	path = path_beside(r->arena, r->path, str_from(path));
	if (r->depth >= MAX_INCLUDES)
		problem(r, "files include each other too deeply");
	else if (r->included++ >= MAX_INCLUDED)
		problem(r, "too many files are included; do they include each other?");
	else if (!file_read(path, MAX_CONFIG_BYTES, &bytes, &err))
		problem(r, err.text);
	else
		read_file(r, path, buf_take(&bytes, r->arena));
	buf_drop(&bytes);
	r->path = outer;
	r->line = line;
}

static void bind_key(Reader *r, const Str *words, size_t count)
{
	Operations steps = {0};

	if (count != 3 && count != 4) {
		problem(r, "bind-key takes a key, an action and perhaps where: bind-key KEY ACTION "
			   "[SCREEN]");
		return;
	}
	if (newsboat_link(words[2]))
		steps = operations_read(words[2], r->arena);
	*vec_push_in(&r->bindings, r->arena) = (Binding){.keys = words[1],
		.action = steps.count ? S("") : words[2],
		.steps = steps,
		.where = count > 3 ? words[3] : S(""),
		.path = r->path,
		.line = r->line};
}

static void unbind_key(Reader *r, const Str *words, size_t count)
{
	if (count != 2 && count != 3) {
		problem(r, "unbind-key takes a key and perhaps where: unbind-key KEY [SCREEN]");
		return;
	}
	*vec_push_in(&r->bindings, r->arena) = (Binding){.keys = words[1],
		.action = S(""),
		.where = count > 2 ? words[2] : S(""),
		.path = r->path,
		.line = r->line};
}

/* A line behind its first words: what macro and bind-key take their operations from. */
static bool bind_steps(Reader *r, Binding binding, Str rest)
{
	binding.steps = operations_read(rest, r->arena);
	binding.path = r->path;
	binding.line = r->line;
	if (binding.steps.count == 0)
		return false;
	/* One alone is as bind-key's, so that help names its action. */
	if (!binding.macro && binding.steps.count == 1 && binding.steps.steps[0].count == 1) {
		binding.action = binding.steps.steps[0].words[0];
		binding.steps = (Operations){0};
	}
	*vec_push_in(&r->bindings, r->arena) = binding;
	return true;
}

/* macro KEY OPERATION [; OPERATION]... [-- DESCRIPTION] */
static void read_macro(Reader *r, Str rest)
{
	Binding binding = {.macro = true};

	if (!words_next(&rest, r->arena, &binding.keys) || !bind_steps(r, binding, rest))
		problem(r, "macro takes a key and operations: macro KEY OPERATION ; OPERATION");
}

/* newsboat 2.39: bind KEYS SCREENS OPERATION [; OPERATION]... [-- DESCRIPTION] */
static void read_bind(Reader *r, Str rest)
{
	Binding binding = {0};

	if (!words_next(&rest, r->arena, &binding.keys) ||
		!words_next(&rest, r->arena, &binding.where) || !bind_steps(r, binding, rest))
		problem(r, "bind takes keys, screens and operations: bind KEYS SCREEN[,SCREEN] "
			   "OPERATION ; OPERATION");
}

/* TEXT [GROUND [ATTRIBUTE]...] */
static ColorLine color_of(Reader *r, const Str *words, size_t count)
{
	ColorLine color = {.path = r->path, .line = r->line};

	color.text = count > 0 ? words[0] : S("default");
	color.ground = count > 1 ? words[1] : S("default");
	for (size_t i = 2; i < count; i++)
		color.attributes = arena_printf(r->arena, "%.*s%s%.*s", STR_ARG(color.attributes),
			i > 2 ? " " : "", STR_ARG(words[i]));
	return color;
}

static void color(Reader *r, const Str *words, size_t count)
{
	ColorLine *line;

	if (count < 4) {
		problem(r, "color takes an element and two colours: color ELEMENT TEXT GROUND "
			   "[ATTRIBUTE...]");
		return;
	}
	line = vec_push_in(&r->colors, r->arena);
	*line = color_of(r, words + 2, count - 2);
	line->element = words[1];
}

static void search_colors(Reader *r, const Str *words, size_t count)
{
	ColorLine *line = vec_push_in(&r->colors, r->arena);

	*line = color_of(r, words + 1, count - 1);
	line->element = S("hit");
}

static void highlight(Reader *r, const Str *words, size_t count)
{
	if (count < 4)
		problem(r, "highlight takes a screen, an expression and a colour: highlight "
			   "SCREEN REGEX TEXT [GROUND [ATTRIBUTE...]]");
	else
		*vec_push_in(&r->highlights, r->arena) = (Highlight){.target = words[1],
			.regex = words[2],
			.color = color_of(r, words + 3, count - 3)};
}

static void highlight_article(Reader *r, const Str *words, size_t count)
{
	if (count < 3)
		problem(r, "highlight-article takes a query and a colour: highlight-article QUERY "
			   "TEXT [GROUND [ATTRIBUTE...]]");
	else
		*vec_push_in(&r->highlights, r->arena) =
			(Highlight){.query = words[1], .color = color_of(r, words + 2, count - 2)};
}

static void ignore_article(Reader *r, const Str *words, size_t count);
static void set_for_feed(Reader *r, const Str *words, size_t count);
static void set_for_folder(Reader *r, const Str *words, size_t count);

static void define_filter(Reader *r, const Str *words, size_t count)
{
	if (count != 3)
		problem(r, "define-filter takes a name and a filter: define-filter NAME FILTER");
	else
		*vec_push_in(&r->filters, r->arena) =
			(NamedFilter){words[1], words[2], r->path, r->line};
}

static const struct {
	const char *name;
	void (*run)(Reader *r, const Str *words, size_t count);
} statements[] = {
	{"include", include},
	{"bind-key", bind_key},
	{"unbind-key", unbind_key},
	{"color", color},
	{"define-filter", define_filter},
	{"highlight", highlight},
	{"highlight-article", highlight_article},
	{"ignore-article", ignore_article},
	{"feed", set_for_feed},
	{"folder", set_for_folder},
	{"search-highlight-colors", search_colors},
};

/* newsboat's: operations as a macro has them, done once the screens are there. */
static void run_on_startup(Reader *r, Str rest)
{
	r->startup = operations_read(rest, r->arena);
	if (r->startup.count == 0)
		problem(r, "run-on-startup takes operations: run-on-startup OPERATION ; OPERATION");
}

static bool is_joint(Reader *r, const Str *words, size_t count)
{
	Err err;

	if (!joint_hear(&r->joint, words[0], count > 1 ? words[1] : S(""), &err))
		return false;
	if (count < 2)
		problem(r, arena_printf(r->arena, "%.*s needs a value", STR_ARG(words[0])).s);
	else if (err.kind)
		problem(r, err.text);
	return true;
}

static void note(Reader *r, const NewsboatCommand *command)
{
	*vec_push_in(&r->notes, r->arena) = arena_printf(r->arena, "%s:%u: %s: %s", r->path,
		r->line, command->name, command->note);
}

static void unknown(Reader *r, Str name)
{
	Near near = option_near(name);

	problem(r, arena_printf(r->arena, "there is no option \"%.*s\"%s", STR_ARG(name),
			   near_hint(&near, ""))
			   .s);
}

/* All words behind the name are the value: a command needs no quotes. */
static void set_option(Reader *r, Level level, Str whose, const Str *words, size_t count)
{
	const NewsboatCommand *command = newsboat_command(words[0]);
	const Option *option;
	Str name = words[0], value;
	Buf joined = {0};
	bool known;
	Err err;

	for (size_t i = 1; i < count; i++) {
		if (i > 1)
			buf_char(&joined, ' ');
		buf_add(&joined, words[i]);
	}
	value = buf_str(&joined);
	known = newsboat_translate(&name, &value);
	option = option_find(name);
	if (command && (!option || !known))
		note(r, command);
	else if (!option)
		unknown(r, name);
	else if (count < 2)
		problem(r, arena_printf(r->arena, "%s needs a value", option->name).s);
	else if (!levels_set(r->levels, level, whose, option, value, &err))
		problem(r, err.text);
	buf_drop(&joined);
}

static void set_for_feed(Reader *r, const Str *words, size_t count)
{
	if (count < 3)
		problem(r, "feed takes an address, an option and its value: feed ADDRESS OPTION "
			   "VALUE");
	else
		set_option(r, LEVEL_FEED, words[1], words + 2, count - 2);
}

static void set_for_folder(Reader *r, const Str *words, size_t count)
{
	if (count < 3)
		problem(r, "folder takes its name, an option and its value: folder NAME OPTION "
			   "VALUE");
	else
		set_option(r, LEVEL_FOLDER, words[1], words + 2, count - 2);
}

static void add_rule(Reader *r, Str text)
{
	*vec_push_in(&r->rules, r->arena) =
		(RuleLine){arena_str(r->arena, str_trim(text)), r->path, r->line};
}

/* newsboat's: ignore-article FEED FILTER; FEED is "*", an address or regex:EXPRESSION. */
static void ignore_article(Reader *r, const Str *words, size_t count)
{
	Str regex = S("regex:");

	if (count != 3)
		problem(r, "ignore-article takes a feed and a filter: ignore-article FEED FILTER");
	else if (str_eq(words[1], S("*")))
		add_rule(r, arena_printf(r->arena, "(%.*s): mute", STR_ARG(words[2])));
	else
		add_rule(r, arena_printf(r->arena, "rssurl %s \"%.*s\" and (%.*s): mute",
				    str_starts(words[1], regex) ? "=~" : "=",
				    STR_ARG(str_from_at(words[1],
					    str_starts(words[1], regex) ? regex.n : 0)),
				    STR_ARG(words[2])));
}

/* Its quotes are the query's own. */
static bool is_rule(Str line, Str *rest)
{
	Str word;

	*rest = line;
	return str_word(rest, &word) && str_eq(word, S("rule"));
}

/* Its operations are told apart by what stands in quotes. */
static bool is_statement(Str line, Str name, Arena *arena, Str *rest)
{
	Str word;

	*rest = line;
	return words_next(rest, arena, &word) && str_eq(word, name);
}

static void read_line(Reader *r, Str line)
{
	VEC(Str) words = {0};
	const char *wrong;
	Str word;

	line = ticks_run(without_comment(line), r->arena, &wrong);
	if (wrong)
		problem(r, wrong);
	if (is_rule(line, &word)) {
		add_rule(r, word);
		return;
	}
	if (is_statement(line, S("macro"), r->arena, &word)) {
		read_macro(r, word);
		return;
	}
	if (is_statement(line, S("bind"), r->arena, &word)) {
		read_bind(r, word);
		return;
	}
	if (is_statement(line, S("run-on-startup"), r->arena, &word)) {
		run_on_startup(r, word);
		return;
	}
	while (words_next(&line, r->arena, &word))
		*vec_push_in(&words, r->arena) = word;
	if (words.count == 0 || is_joint(r, words.items, words.count))
		return;
	for (size_t i = 0; i < COUNT(statements); i++)
		if (str_eq(words.items[0], str_from(statements[i].name))) {
			statements[i].run(r, words.items, words.count);
			return;
		}
	set_option(r, LEVEL_CONFIG, S(""), words.items, words.count);
}

static void read_file(Reader *r, const char *path, Str text)
{
	Buf joined = {0};
	Str line;
	unsigned number = 0;
	bool more = false;

	r->path = path;
	r->depth++;
	while (words_line(&text, &line)) {
		number++;
		if (!more)
			r->line = number;
		more = line.n && line.s[line.n - 1] == '\\';
		buf_add(&joined, str_slice(line, 0, line.n - more));
		if (more && text.n)
			continue;
		if (utf8_valid_text(buf_str(&joined)))
			read_line(r, buf_take(&joined, r->arena));
		else
			problem(r, "this line is no UTF-8 text");
		buf_clear(&joined);
	}
	buf_drop(&joined);
	r->depth--;
}

bool config_read(const char *path, Arena *arena, Config *out, Err *err)
{
	Reader reader = {.arena = arena};
	Buf bytes = {0};
	bool ok = true;

	memset(out, 0, sizeof *out);
	out->levels = reader.levels = levels_new(arena);
	levels_options(out->levels, S(""), S(""), &out->options);
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return true;
	ok = file_read(path, MAX_CONFIG_BYTES, &bytes, err);
	if (ok) {
		read_file(&reader, path, buf_take(&bytes, arena));
		joint_settle(&reader.joint, reader.levels, arena);
		out->rules = reader.rules.items;
		out->rule_count = reader.rules.count;
		out->bindings = reader.bindings.items;
		out->binding_count = reader.bindings.count;
		out->colors = reader.colors.items;
		out->color_count = reader.colors.count;
		out->highlights = reader.highlights.items;
		out->highlight_count = reader.highlights.count;
		out->filters = reader.filters.items;
		out->filter_count = reader.filters.count;
		out->startup = reader.startup;
		out->notes = reader.notes.items;
		out->note_count = reader.notes.count;
		out->problems = reader.problems.items;
		out->problem_count = reader.problems.count;
		levels_options(out->levels, S(""), S(""), &out->options);
	}
	buf_drop(&bytes);
	return ok;
}

const char *config_urls(const Config *config, Arena *arena)
{
	return config->options.urls_file.n ? path_expand(arena, config->options.urls_file)
					   : path_config(arena, "urls");
}
