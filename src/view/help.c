#include "view/help.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "config/options.h"
#include "view/app.h"
#include "view/keymap.h"
#include "view/list.h"
#include "view/macro.h"
#include "view/prompt.h"
#include "view/status.h"

typedef struct {
	Str heading; /* of a group: all else is empty */
	Str keys, name, help;
	bool changed; /* by the config */
	const Action *action;
	const Option *option;
} HelpRow;

typedef struct {
	List list;
	VEC(HelpRow) rows;
	Arena *rows_arena;
	Buf needle;
	ScreenKind kind; /* whose keys */
	size_t total, matching;
} Help;

static Help *help_of(const Screen *s)
{
	return s->state;
}

/* A group's heading has a blank line above it. */
static int height(void *owner, size_t row, bool first)
{
	const Help *help = owner;

	return help->rows.items[row].heading.n && !first ? 2 : 1;
}

/* All words that were typed stand somewhere in it. Whoever is used to it types "/" before them. */
static bool matches(const Help *help, const HelpRow *row)
{
	Arena *arena = help->rows_arena;
	Str typed = buf_str(&help->needle), word;
	Str words = utf8_fold(str_from_at(typed, typed.n > 1 && typed.s[0] == '/'), arena, NULL);
	Str text = utf8_fold(arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(row->keys),
				     STR_ARG(row->name), STR_ARG(row->help)),
		arena, NULL);

	while (str_word(&words, &word))
		if (str_find(text, word) < 0)
			return false;
	return true;
}

/* The heading is added with the first row below it. */
static void add(Help *help, const char *heading, HelpRow row)
{
	bool begun = false;

	help->total++;
	if (!matches(help, &row))
		return;
	help->matching++;
	for (size_t i = 0; i < help->rows.count; i++)
		begun = begun || str_eq(help->rows.items[i].heading, str_from(heading));
	if (!begun)
		vec_push_in(&help->rows, help->rows_arena)->heading = str_from(heading);
	*vec_push_in(&help->rows, help->rows_arena) = row;
}

/* Keys of the mouse are of no interest without one. */
static bool is_idle(Screen *s, const Action *action)
{
	return str_starts(str_from(action->keys), S("Wheel")) && !s->app->options->mouse;
}

static void add_action(Screen *s, Help *help, const Action *action, const char *heading)
{
	HelpRow row = {.action = action, .name = str_from(action->name)};
	bool here = action->where & (1U << help->kind);
	unsigned kind = help->kind;

	for (unsigned k = 0; k < SCREENS && !here; k++)
		if (action->where & (1U << k))
			kind = k;
	row.keys = keymap_keys(s->app->keymap, action, (ScreenKind)kind, 3, help->rows_arena,
		&row.changed);
	if (row.keys.n == 0)
		row.name = arena_printf(help->rows_arena, ":%s", action->name);
	row.help = str_from(action->help);
	if (!here)
		row.help = arena_printf(help->rows_arena, "%s: %s", screen_kinds[kind]->name,
			action->help);
	add(help, heading, row);
}

/* What only this screen has, what all have, or what others have. */
static void add_actions(Screen *s, Help *help, const char *heading, bool here, bool common)
{
	for (size_t i = 0; i < action_count; i++) {
		bool serves = actions[i].where & (1U << help->kind);
		bool all = (actions[i].where | IN_HELP) == IN_ALL;

		if (serves == here && all == common && !is_idle(s, &actions[i]))
			add_action(s, help, &actions[i], heading);
	}
}

/* Macros and what bind has: several operations on one key. */
static void add_own(Screen *s, Help *help)
{
	const Action *action;

	for (size_t i = 0; (action = keymap_own(s->app->keymap, i)); i++)
		if (action->where & (1U << help->kind))
			add_action(s, help, action, "YOUR OWN");
}

static void add_commands(Help *help)
{
	for (size_t i = 0; i < command_word_count; i++)
		add(help, "COMMANDS",
			(HelpRow){
				.keys = arena_printf(help->rows_arena, ":%s%s%s",
					command_words[i].name, command_words[i].argument ? " " : "",
					command_words[i].argument ? command_words[i].argument : ""),
				.help = str_from(command_words[i].help)});
}

static void add_options(Screen *s, Help *help)
{
	for (size_t i = 0; i < option_count; i++)
		add(help, "SETTINGS",
			(HelpRow){.keys = str_from(options[i].name),
				.name = option_show(s->app->options, &options[i], help->rows_arena),
				.help = str_from(options[i].help),
				.option = &options[i]});
}

static void build(Screen *s)
{
	Help *help = help_of(s);

	arena_reset(help->rows_arena);
	memset(&help->rows, 0, sizeof help->rows);
	help->total = help->matching = 0;
	add_own(s, help);
	add_actions(s, help, "HERE", true, false);
	add_actions(s, help, "EVERYWHERE", true, true);
	add_commands(help);
	add_options(s, help);
	add_actions(s, help, "ELSEWHERE", false, false);
	help->list.count = help->rows.count;
	help->list.cursor = help->rows.count > 1 ? 1 : 0;
	help->list.top = 0;
	list_settle(&help->list);
}

static void resize(Screen *s, int rows, int cols)
{
	Help *help = help_of(s);

	(void)cols;
	help->list.rows = rows > 4 ? rows - 2 : rows;
	list_settle(&help->list);
}

static bool open(Screen *s, const Target *target, Err *err)
{
	Help *help = arena_alloc(s->arena, sizeof *help);

	(void)err;
	s->state = help;
	help->rows_arena = arena_open();
	help->kind = target->under ? target->under->ops->kind : SCREEN_FEEDS;
	help->list.height = height;
	help->list.owner = help;
	help->list.options = s->app->options;
	buf_add(&help->needle, target->text);
	resize(s, s->rows, s->cols);
	build(s);
	return true;
}

static void close(Screen *s)
{
	Help *help = help_of(s);

	buf_drop(&help->needle);
	arena_close(help->rows_arena);
}

static void move(Screen *s, Motion motion, unsigned count)
{
	Help *help = help_of(s);
	size_t last = help->list.count;

	list_move(&help->list, motion, count);
	/* A heading is not stopped at. */
	while (help->list.cursor < last && help->rows.items[help->list.cursor].heading.n) {
		bool up = motion == MOVE_UP || motion == MOVE_PAGE_UP || motion == MOVE_HALF_UP;

		list_go(&help->list, up && help->list.cursor > 0 ? help->list.cursor - 1
								 : help->list.cursor + 1);
		if (help->list.cursor == 0)
			break;
	}
}

/* Letters narrow the list; what moves and leaves goes its way. */
static bool key(Screen *s, Str key)
{
	Help *help = help_of(s);
	bool letter = key.n == utf8_cluster(key) && utf8_cluster_width(key) > 0;

	if (help->needle.n == 0 && (str_eq(key, S("q")) || str_eq(key, S("?"))))
		return false;
	if (letter) {
		buf_add(&help->needle, key);
	} else if (str_eq(key, S("Space"))) {
		if (help->needle.n == 0)
			return false;
		buf_char(&help->needle, ' ');
	} else if (str_eq(key, S("Backspace")) && help->needle.n) {
		do
			help->needle.n--;
		while (help->needle.n && ((uint8_t)help->needle.s[help->needle.n] & 0xc0) == 0x80);
	} else if (help->needle.n && (str_eq(key, S("Esc")) || str_eq(key, S("^U")))) {
		buf_clear(&help->needle);
	} else {
		return false;
	}
	build(s);
	return true;
}

void help_open(App *app, Screen *screen, Call call)
{
	app_push(app, SCREEN_HELP, &(Target){.under = screen, .text = call.argument});
}

void help_other(App *app, Screen *screen, Call call)
{
	Help *help = help_of(screen);

	(void)app;
	(void)call;
	do
		help->kind = (ScreenKind)((help->kind + 1) % SCREENS);
	while (!screen_kinds[help->kind]);
	build(screen);
}

void help_do(App *app, Screen *screen, Call call)
{
	const Help *help = help_of(screen);
	const HelpRow *row =
		help->list.cursor < help->rows.count ? &help->rows.items[help->list.cursor] : NULL;
	Screen *under = screen->below;

	(void)call;
	if (!row || row->heading.n)
		return;
	if (row->option) {
		command_ask(app, arena_printf(app->frame, "set %s %.*s", row->option->name,
					 STR_ARG(row->name)));
	} else if (!row->action) {
		Str word = str_from_at(row->keys, 1), first = {0};

		str_word(&word, &first);
		command_ask(app, arena_printf(app->frame, "%.*s ", STR_ARG(first)));
	} else if (under && (row->action->where & (1U << under->ops->kind))) {
		const Action *action = row->action;
		const Operations *steps = keymap_operations(app->keymap, action);

		app_pop(app);
		if (steps)
			macro_run(app, steps);
		else
			action->run(app, under, (Call){0});
	} else {
		app_message(app, "this works on another screen");
	}
}

/* --- what is drawn --- */

static Str place(const Screen *s, Arena *arena)
{
	return arena_printf(arena, "Keys in %s", screen_kinds[help_of(s)->kind]->name);
}

static Str note(const Screen *s, Arena *arena)
{
	return arena_printf(arena, "type to search ▏%.*s", STR_ARG(buf_str(&help_of(s)->needle)));
}

static Str position(const Screen *s, Arena *arena)
{
	const Help *help = help_of(s);

	return arena_printf(arena, "%zu of %zu", help->matching, help->total);
}

static Str context(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("newsboat's names are understood");
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("abc=narrow help-do help-other Esc=clear back");
}

static void draw_row(const HelpRow *row, Area area, int line)
{
	int keys = area.cols >= 60 ? 16 : 10, names = area.cols >= 60 ? 20 : 0, col = 2;
	int end = area.cols - 2;

	if (row->heading.n) {
		col = area_text(area, line, 1, row->heading, ROLE_GROUP);
		area_fill(area, line, col + 1, area.cols - 1, S("─"), ROLE_LINE);
		return;
	}
	if (row->changed)
		area_text(area, line, 1, S("✎"), ROLE_STAR);
	if (!row->action && !row->option) {
		col = area_text_within(area, line, col, end, row->keys, ROLE_KEY);
		keys += names;
	} else if (row->option) {
		keys = area.cols >= 60 ? 20 : 14;
		names = area.cols >= 60 ? 16 : 0;
		col = area_text_within(area, line, col, end, row->keys, ROLE_KEY);
		if (names)
			area_text_within(area, line, 2 + keys, 2 + keys + names - 1, row->name,
				ROLE_TEXT);
		keys += names;
	} else {
		col = area_text_within(area, line, col, end, row->keys, ROLE_KEY);
		if (names)
			area_text_within(area, line, 2 + keys, 2 + keys + names, row->name,
				ROLE_TEXT);
		keys += names;
	}
	if (col < 2 + keys)
		col = 2 + keys;
	area_text_within(area, line, col + 1, end, row->help, ROLE_SUMMARY);
}

static void draw(const Screen *s, Area area)
{
	const Help *help = help_of(s);
	int above = area.rows - help->list.rows, line = 0;
	Area rows = area_within(area, above, 0, help->list.rows, area.cols);

	if (above > 0)
		area_text_within(area, 0, 1, area.cols - 1,
			help->needle.n ? arena_printf(s->app->frame,
						 "%zu of %zu keys, commands and "
						 "settings match “%.*s”.",
						 help->matching, help->total,
						 STR_ARG(buf_str(&help->needle)))
				       : S("From your key map; ✎ marks what your config changed."),
			ROLE_SUMMARY);
	for (size_t i = help->list.top; i < help->list.count && line < rows.rows; i++) {
		line += height(help_of(s), i, i == help->list.top) - 1;
		draw_row(&help->rows.items[i], rows, line);
		if (i == help->list.cursor && !help->rows.items[i].heading.n)
			list_select(rows, line, 1, rows.cols);
		line++;
	}
	list_scrollbar(&help->list, rows, rows.cols - 1);
}

const ScreenOps help_screen = {
	.kind = SCREEN_HELP,
	.name = "help",
	.open = open,
	.close = close,
	.resize = resize,
	.draw = draw,
	.move = move,
	.key = key,
	.place = place,
	.note = note,
	.position = position,
	.context = context,
	.hints = hints,
};
