#include "view/tagging.h"

#include <string.h>

#include "base/vec.h"
#include "view/inside.h"
#include "view/shelf.h"
#include "view/status.h"

typedef VEC(Str) Names;

/* A name that was typed, and whether a sign stood before it, or quotes around it. */
typedef struct {
	char sign; /* '+', '-' or nothing */
	bool quoted;
	Str name;
} Typed;

/* The next name of a line: blanks and commas part them, quotes keep them together. */
static bool take_name(Str *line, Typed *out)
{
	Str *name = &out->name;
	size_t n = 0;

	while (line->n && (char_is_space(line->s[0]) || line->s[0] == ','))
		*line = str_from_at(*line, 1);
	*out = (Typed){0};
	if (str_starts(*line, S("-")) || str_starts(*line, S("+"))) {
		out->sign = line->s[0];
		*line = str_from_at(*line, 1);
	}
	if (str_starts(*line, S("\""))) {
		out->quoted = true;
		*line = str_from_at(*line, 1);
		if (str_cut(line, '"', name))
			*name = str_trim(*name);
		return name->n > 0;
	}
	while (n < line->n && !char_is_space(line->s[n]) && line->s[n] != ',')
		n++;
	*name = str_slice(*line, 0, n);
	*line = str_from_at(*line, n);
	return n > 0;
}

static bool has_name(const Str *names, size_t count, Str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_case(names[i], name))
			return true;
	return false;
}

static void change(App *app, Str tag, bool on)
{
	const AppInside *inside = app->inside;

	app_change(app, inside->tagging.items, inside->tagging.count,
		&(Mark){.tag = tag, .on = on});
}

/* What was typed is what it has from now on. */
static void set_names(App *app, const Names *typed, const Names *off)
{
	const Str *had;
	size_t count;
	Err err;

	if (!library_tags_of(app->library, app->inside->tagging.items[0], app->frame, &had, &count,
		    &err)) {
		app_error(app, &err);
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (!has_name(typed->items, typed->count, had[i]) ||
			has_name(off->items, off->count, had[i]))
			change(app, had[i], false);
	for (size_t i = 0; i < typed->count; i++)
		if (!has_name(had, count, typed->items[i]))
			change(app, typed->items[i], true);
}

static bool is_a_tag(App *app, Str name)
{
	const Tag *tags;
	size_t count, i = 0;

	if (!library_tags(app->library, app->frame, &tags, &count, NULL))
		return false;
	while (i < count && !str_eq_case(tags[i].name, name))
		i++;
	return i < count;
}

/* With newsboat's keys a word is flags, a letter each, unless it stands in quotes or there is a tag
 * called so. */
static bool is_flags(App *app, const Typed *typed)
{
	if (typed->quoted || !str_eq(app->options->keys, S("newsboat")))
		return false;
	for (size_t i = 0; i < typed->name.n; i++)
		if (!char_is_alpha(typed->name.s[i]))
			return false;
	return !is_a_tag(app, typed->name);
}

static void add_names(App *app, Names *names, const Typed *typed)
{
	Str name = arena_str(app->frame, typed->name);

	if (!is_flags(app, typed)) {
		*vec_push_in(names, app->frame) = name;
		return;
	}
	for (size_t i = 0; i < name.n; i++)
		*vec_push_in(names, app->frame) = str_slice(name, i, i + 1);
}

static void heard(App *app, Screen *screen, Str answer)
{
	const AppInside *inside = app->inside;
	Names on = {0}, off = {0};
	bool signs = false, bare = false;
	Typed typed;

	(void)screen;
	if (!answer.s || inside->tagging.count == 0)
		return;
	while (take_name(&answer, &typed)) {
		add_names(app, typed.sign == '-' ? &off : &on, &typed);
		*(typed.sign ? &signs : &bare) = true;
	}
	/* "+a -b" alone leaves the others. */
	if (inside->tagging.count == 1 && (bare || !signs)) {
		set_names(app, &on, &off);
		return;
	}
	for (size_t i = 0; i < off.count; i++)
		change(app, off.items[i], false);
	for (size_t i = 0; i < on.count; i++)
		change(app, on.items[i], true);
}

void tagging_offer(App *app, const char *prefix, Str word, Arena *arena, Candidates *found)
{
	const Tag *tags;
	size_t count;

	if (!library_tags(app->library, arena, &tags, &count, NULL))
		return;
	for (size_t i = 0; i < count; i++) {
		bool quoted = str_find_any(tags[i].name, 0, (const bool[256]){[' '] = true}) <
			      tags[i].name.n;
		Str text = arena_printf(arena, quoted ? "%s\"%.*s\" " : "%s%.*s ", prefix,
			STR_ARG(tags[i].name));

		if (str_starts_case(text, word))
			*vec_push_in(found, arena) = (Candidate){.text = text,
				.help = count_of(tags[i].count, "article", "articles", arena)};
	}
}

static size_t complete(App *app, Str line, Arena *arena, const Candidate **out, size_t *count)
{
	ptrdiff_t blank = str_rfind_char(line, ' ');
	size_t start = blank < 0 ? 0 : (size_t)blank + 1;
	Candidates found = {0};

	if (start < line.n && (line.s[start] == '-' || line.s[start] == '+'))
		start++;
	tagging_offer(app, "", str_from_at(line, start), arena, &found);
	*out = found.items;
	*count = found.count;
	return start;
}

/* The tags it has, to be edited. */
static Str names_of(App *app, ItemId id)
{
	const Str *names;
	size_t count;
	Buf out = {0};
	Str text;

	if (!library_tags_of(app->library, id, app->frame, &names, &count, NULL))
		return S("");
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, str_find_char(names[i], ' ') < 0 ? "%.*s " : "\"%.*s\" ",
			STR_ARG(names[i]));
	text = buf_take(&out, app->frame);
	buf_drop(&out);
	return text;
}

static void ask(App *app, Screen *screen, Str label, Str text, PromptHeard *done,
	PromptComplete *offered)
{
	prompt_close(app->prompt);
	app->prompt = prompt_open(app, screen, label, text, NULL, done, NULL, offered);
}

void tagging_ask(App *app, const ItemId *ids, size_t n)
{
	AppInside *inside = app->inside;

	if (n == 0)
		return;
	inside->tagging.count = 0;
	for (size_t i = 0; i < n; i++)
		*vec_push(&inside->tagging) = ids[i];
	if (n == 1)
		ask(app, app->top, S("tags: "), names_of(app, ids[0]), heard, complete);
	else
		ask(app, app->top,
			arena_printf(app->frame, "tags of %.*s: ",
				STR_ARG(count_of(n, "article", "articles", app->frame))),
			S(""), heard, complete);
}

/* --- the articles of a tag --- */

static void show(App *app, Screen *screen, Str answer)
{
	Typed typed;
	Str source;

	(void)screen;
	if (!answer.s || !take_name(&answer, &typed))
		return;
	/* Of feeds: that is a search. */
	if (is_a_tag(app, typed.name))
		source = arena_printf(app->frame, "tag:%.*s", STR_ARG(typed.name));
	else
		source = arena_printf(app->frame, "search:tag:\"%.*s\"", STR_ARG(typed.name));
	app_push(app, SCREEN_ITEMS, &(Target){.text = source});
}

static void offer(Candidates *found, Str name, Str typed, const char *help, Arena *arena)
{
	bool quoted = str_find_char(name, ' ') >= 0;
	Str text = arena_printf(arena, quoted ? "\"%.*s\" " : "%.*s ", STR_ARG(name));

	for (size_t i = 0; i < found->count; i++)
		if (str_eq(found->items[i].text, text))
			return;
	if (name.n && str_starts_case(text, typed))
		*vec_push_in(found, arena) = (Candidate){.text = text, .help = str_from(help)};
}

/* Those of articles, then those of feeds, whose first one is their folder. */
static size_t complete_show(App *app, Str line, Arena *arena, const Candidate **out, size_t *count)
{
	Candidates found = {0};
	Str tags, tag;

	tagging_offer(app, "", line, arena, &found);
	for (size_t i = 0; i < app->shelf->count; i++) {
		const Feed *feed = &app->shelf->feeds[i];

		offer(&found, feed->folder, line, "folder", arena);
		tags = feed->tags;
		while (str_cut(&tags, '\n', &tag))
			offer(&found, tag, line, "of feeds", arena);
	}
	*out = found.items;
	*count = found.count;
	return 0;
}

void tagging_show(App *app, Screen *screen, Call call)
{
	if (call.argument.n)
		show(app, screen, call.argument);
	else
		ask(app, screen, S("articles with the tag: "), S(""), show, complete_show);
}
