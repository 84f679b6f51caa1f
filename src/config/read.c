#include "config/read.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/words.h"

enum { MAX_CONFIG_BYTES = 1 << 20, MAX_INCLUDES = 16, MAX_COMMAND_OUTPUT = 1 << 16 };

typedef struct {
	Arena *arena;
	Levels *levels;
	VEC(Binding) bindings;
	VEC(RuleLine) rules;
	VEC(Str) problems;
	const char *path;
	unsigned line, depth;
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

/* What the command prints, by the shell that the reader's own config asked for with backticks. */
static void add_output(Reader *r, Str command, Buf *out)
{
	Buf output = {0};
	FILE *pipe = popen(arena_strz(r->arena, command), "re");

	if (!pipe) {
		problem(r, "the command in backticks can't be run");
		return;
	}
	while (!feof(pipe) && !ferror(pipe) && output.n < MAX_COMMAND_OUTPUT) {
		char *to = buf_room(&output, 4096);

		output.n += fread(to, 1, 4096, pipe);
	}
	if (pclose(pipe) != 0)
		problem(r, "the command in backticks failed");
	buf_add(out, str_trim(buf_str(&output)));
	buf_drop(&output);
}

static Str with_output(Reader *r, Str line)
{
	Buf out = {0};

	if (str_find_char(line, '`') < 0)
		return line;
	for (size_t i = 0; i < line.n; i++) {
		ptrdiff_t end;

		if (line.s[i] == '\\' && i + 1 < line.n) {
			if (line.s[i + 1] != '`')
				buf_char(&out, '\\');
			buf_char(&out, line.s[++i]);
			continue;
		}
		end = line.s[i] == '`' ? str_find_char(str_from_at(line, i + 1), '`') : -1;
		if (end < 0) {
			buf_char(&out, line.s[i]);
			continue;
		}
		add_output(r, str_slice(line, i + 1, (size_t)end), &out);
		i += (size_t)end + 1;
	}
	line = buf_take(&out, r->arena);
	buf_drop(&out);
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
	if (count != 3 && count != 4) {
		problem(r, "bind-key takes a key, an action and perhaps where: bind-key KEY ACTION "
			   "[SCREEN]");
		return;
	}
	*vec_push_in(&r->bindings, r->arena) =
		(Binding){words[1], words[2], count > 3 ? words[3] : S(""), r->line};
}

static void unbind_key(Reader *r, const Str *words, size_t count)
{
	if (count != 2 && count != 3) {
		problem(r, "unbind-key takes a key and perhaps where: unbind-key KEY [SCREEN]");
		return;
	}
	*vec_push_in(&r->bindings, r->arena) =
		(Binding){words[1], S(""), count > 2 ? words[2] : S(""), r->line};
}

/* newsboat 2.39: bind KEYS SCREENS ACTION [-- DESCRIPTION]; of its lists of actions, those of one.
 */
static void bind_keys(Reader *r, const Str *words, size_t count)
{
	bool described = count == 6 && str_eq(words[4], S("--"));

	if (count != 4 && !described) {
		problem(r, "bind takes keys, screens and one action: bind KEYS SCREEN[,SCREEN] "
			   "ACTION");
		return;
	}
	*vec_push_in(&r->bindings, r->arena) = (Binding){words[1], words[3], words[2], r->line};
}

static void ignore_article(Reader *r, const Str *words, size_t count);
static void set_for_feed(Reader *r, const Str *words, size_t count);
static void set_for_folder(Reader *r, const Str *words, size_t count);

static const struct {
	const char *name;
	void (*run)(Reader *r, const Str *words, size_t count);
} statements[] = {
	{"include", include},
	{"bind-key", bind_key},
	{"unbind-key", unbind_key},
	{"bind", bind_keys},
	{"ignore-article", ignore_article},
	{"feed", set_for_feed},
	{"folder", set_for_folder},
};

static void unknown(Reader *r, Str name)
{
	const Option *near = option_near(name);

	problem(r, near ? arena_printf(r->arena, "there is no option \"%.*s\"; did you mean %s?",
				  STR_ARG(name), near->name)
				   .s
			: arena_printf(r->arena, "there is no option \"%.*s\"", STR_ARG(name)).s);
}

/* All words behind the name are the value: a command needs no quotes. */
static void set_option(Reader *r, Level level, Str whose, const Str *words, size_t count)
{
	const Option *option = option_find(words[0]);
	Buf value = {0};
	Err err;

	if (!option) {
		unknown(r, words[0]);
		return;
	}
	if (count < 2) {
		problem(r, arena_printf(r->arena, "%s needs a value", option->name).s);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		if (i > 1)
			buf_char(&value, ' ');
		buf_add(&value, words[i]);
	}
	if (!levels_set(r->levels, level, whose, option, buf_str(&value), &err))
		problem(r, err.text);
	buf_drop(&value);
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

static void read_line(Reader *r, Str line)
{
	VEC(Str) words = {0};
	Str word;

	line = with_output(r, without_comment(line));
	if (is_rule(line, &word)) {
		add_rule(r, word);
		return;
	}
	while (words_next(&line, r->arena, &word))
		*vec_push_in(&words, r->arena) = word;
	if (words.count == 0)
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
		out->rules = reader.rules.items;
		out->rule_count = reader.rules.count;
		out->bindings = reader.bindings.items;
		out->binding_count = reader.bindings.count;
		out->problems = reader.problems.items;
		out->problem_count = reader.problems.count;
		levels_options(out->levels, S(""), S(""), &out->options);
	}
	buf_drop(&bytes);
	return ok;
}
