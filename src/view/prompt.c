#include "view/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"

enum { MAX_LINE = 16384, MAX_SHOWN = 9 };

struct Prompt {
	App *app;
	Screen *screen;
	Str label;
	const char *history_name;
	PromptHeard *done, *changed;
	PromptComplete *complete;
	Buf text;
	size_t cursor; /* byte of text */
	VEC(Str) history;
	size_t place; /* in history; count: the line that is being typed */
	Str typed;    /* that line, while history is shown */
	Arena *arena; /* lives as long as the prompt */
	Arena *found; /* of the candidates */
	const Candidate *candidates;
	size_t candidate_count, start; /* start: byte where the word begins */
	size_t chosen, first;          /* candidate_count: none; the first that is shown */
};

static Str line_of(const Prompt *p)
{
	return buf_str(&p->text);
}

static void find_candidates(Prompt *p)
{
	p->candidate_count = 0;
	p->first = 0;
	arena_reset(p->found);
	if (p->complete)
		p->start = p->complete(p->app, str_slice(line_of(p), 0, p->cursor), p->found,
			&p->candidates, &p->candidate_count);
	p->chosen = p->candidate_count;
}

/* The text is another: candidates and whoever listens follow. */
static void touch(Prompt *p, bool candidates)
{
	if (candidates)
		find_candidates(p);
	if (p->changed)
		p->changed(p->app, p->screen, line_of(p));
}

static void replace(Prompt *p, size_t start, size_t end, Str with)
{
	Buf made = {0};

	if (p->text.n - (end - start) + with.n > MAX_LINE)
		return;
	buf_add(&made, str_slice(line_of(p), 0, start));
	buf_add(&made, with);
	buf_add(&made, str_from_at(line_of(p), end));
	buf_drop(&p->text);
	p->text = made;
	p->cursor = start + with.n;
}

static void set_text(Prompt *p, Str text)
{
	Str copy = arena_str(p->arena, text);

	replace(p, 0, p->text.n, copy);
	touch(p, true);
}

/* --- history --- */

static Str history_key(const Prompt *p)
{
	return arena_printf(p->arena, "history-%s", p->history_name);
}

static void history_read(Prompt *p)
{
	Str text, line;

	if (!p->history_name)
		return;
	text = app_kept(p->app, history_key(p));
	while (str_cut(&text, '\n', &line))
		if (line.n)
			*vec_push_in(&p->history, p->arena) = line;
	p->place = p->history.count;
}

static void history_write(Prompt *p, Str line)
{
	Buf out = {0};
	size_t most = (size_t)p->app->options->history_size;
	size_t first = p->history.count >= most ? p->history.count - most + 1 : 0;

	if (!p->history_name || line.n == 0 || most == 0)
		return;
	for (size_t i = first; i < p->history.count; i++) {
		if (str_eq(p->history.items[i], line))
			continue;
		buf_add(&out, p->history.items[i]);
		buf_char(&out, '\n');
	}
	buf_add(&out, line);
	app_keep(p->app, history_key(p), buf_str(&out));
	buf_drop(&out);
}

static void history_go(Prompt *p, bool back)
{
	if (p->place == p->history.count)
		p->typed = arena_str(p->arena, line_of(p));
	if (back && p->place > 0)
		set_text(p, p->history.items[--p->place]);
	else if (!back && p->place + 1 < p->history.count)
		set_text(p, p->history.items[++p->place]);
	else if (!back && p->place < p->history.count) {
		p->place = p->history.count;
		set_text(p, p->typed);
	}
}

/* --- opening and closing --- */

Prompt *prompt_open(App *app, Screen *screen, Str label, Str text, const char *history,
	PromptHeard *done, PromptHeard *changed, PromptComplete *complete)
{
	Prompt *p = memory_alloc(sizeof *p);

	memset(p, 0, sizeof *p);
	p->app = app;
	p->screen = screen;
	p->arena = arena_open();
	p->found = arena_open();
	p->label = arena_str(p->arena, label);
	p->history_name = history;
	p->done = done;
	p->changed = changed;
	p->complete = complete;
	buf_add(&p->text, text);
	p->cursor = p->text.n;
	history_read(p);
	find_candidates(p);
	app->message[0] = '\0';
	return p;
}

void prompt_close(Prompt *p)
{
	if (!p)
		return;
	buf_drop(&p->text);
	arena_close(p->found);
	arena_close(p->arena);
	free(p);
}

static void finish(App *app, bool entered)
{
	Prompt *p = app->prompt;
	Str answer = line_of(p);

	app->prompt = NULL;
	if (entered)
		history_write(p, answer);
	p->done(app, p->screen, entered ? (Str){answer.s ? answer.s : "", answer.n} : (Str){0});
	prompt_close(p);
}

/* --- editing --- */

/* The byte before which the last cluster ends that starts before `at`. */
static size_t cluster_before(Str text, size_t at)
{
	size_t start = 0, next = 0;

	while (next < at) {
		start = next;
		next += utf8_cluster(str_from_at(text, next));
	}
	return start;
}

static size_t cluster_after(Str text, size_t at)
{
	return at + utf8_cluster(str_from_at(text, at));
}

static size_t word_before(Str text, size_t at)
{
	while (at > 0 && text.s[at - 1] == ' ')
		at--;
	while (at > 0 && text.s[at - 1] != ' ')
		at--;
	return at;
}

static size_t word_after(Str text, size_t at)
{
	while (at < text.n && text.s[at] == ' ')
		at++;
	while (at < text.n && text.s[at] != ' ')
		at++;
	return at;
}

static size_t key_target(const Prompt *p, Str key, bool *deletes)
{
	static const struct {
		const char *key;
		enum { BACK, ON, WORD_BACK, WORD_ON, START, FINISH } where;
		bool deletes;
	} moves[] = {{"Left", BACK, false}, {"^B", BACK, false}, {"Right", ON, false},
		{"^F", ON, false}, {"Home", START, false}, {"^A", START, false},
		{"End", FINISH, false}, {"^E", FINISH, false}, {"M-b", WORD_BACK, false},
		{"C-Left", WORD_BACK, false}, {"M-f", WORD_ON, false}, {"C-Right", WORD_ON, false},
		{"Backspace", BACK, true}, {"Delete", ON, true}, {"^D", ON, true},
		{"^W", WORD_BACK, true}, {"M-Backspace", WORD_BACK, true}, {"M-d", WORD_ON, true},
		{"^U", START, true}, {"^K", FINISH, true}};
	Str text = line_of(p);

	for (size_t i = 0; i < COUNT(moves); i++) {
		if (!str_eq(key, str_from(moves[i].key)))
			continue;
		*deletes = moves[i].deletes;
		switch (moves[i].where) {
		case BACK:
			return cluster_before(text, p->cursor);
		case ON:
			return cluster_after(text, p->cursor);
		case WORD_BACK:
			return word_before(text, p->cursor);
		case WORD_ON:
			return word_after(text, p->cursor);
		case START:
			return 0;
		case FINISH:
			return text.n;
		}
	}
	return SIZE_MAX;
}

static void choose(Prompt *p, bool back)
{
	size_t count = p->candidate_count;

	if (count == 0)
		return;
	if (p->chosen == count)
		p->chosen = back ? count - 1 : 0;
	else
		p->chosen = (p->chosen + (back ? count - 1 : 1)) % count;
	if (p->chosen < p->first)
		p->first = p->chosen;
	if (p->chosen >= p->first + MAX_SHOWN)
		p->first = p->chosen - MAX_SHOWN + 1;
	replace(p, p->start, p->cursor, p->candidates[p->chosen].text);
	touch(p, count == 1);
}

static bool is_text(Str key)
{
	return key.n == utf8_cluster(key) && utf8_cluster_width(key) > 0;
}

bool prompt_knows(const Prompt *p, Str key)
{
	bool deletes;

	return key_target(p, key, &deletes) != SIZE_MAX;
}

void prompt_key(App *app, Str key)
{
	Prompt *p = app->prompt;
	bool deletes = false;
	size_t target = key_target(p, key, &deletes);

	if (str_eq(key, S("Enter"))) {
		finish(app, true);
	} else if (str_eq(key, S("Esc")) || str_eq(key, S("^C")) || str_eq(key, S("^G")) ||
		   (str_eq(key, S("Backspace")) && p->text.n == 0)) {
		finish(app, false);
	} else if (str_eq(key, S("Tab"))) {
		choose(p, false);
	} else if (str_eq(key, S("S-Tab"))) {
		choose(p, true);
	} else if (str_eq(key, S("Up")) || str_eq(key, S("^P"))) {
		history_go(p, true);
	} else if (str_eq(key, S("Down")) || str_eq(key, S("^N"))) {
		history_go(p, false);
	} else if (target != SIZE_MAX && deletes) {
		size_t low = target < p->cursor ? target : p->cursor;
		size_t high = target < p->cursor ? p->cursor : target;

		replace(p, low, high, S(""));
		touch(p, true);
	} else if (target != SIZE_MAX) {
		p->cursor = target;
	} else if (str_eq(key, S("Space")) || is_text(key)) {
		replace(p, p->cursor, p->cursor, str_eq(key, S("Space")) ? S(" ") : key);
		touch(p, true);
	}
}

void prompt_paste(App *app, Str text)
{
	Prompt *p = app->prompt;
	Buf clean = {0};

	utf8_clean(text, &clean);
	for (size_t i = 0; i < clean.n; i++)
		if (clean.s[i] == '\n' || clean.s[i] == '\t')
			clean.s[i] = ' ';
	replace(p, p->cursor, p->cursor, str_trim(buf_str(&clean)));
	buf_drop(&clean);
	touch(p, true);
}

/* --- drawing --- */

static void draw_candidates(const Prompt *p, Area area, int row)
{
	size_t shown = p->candidate_count - p->first;
	enum { LEAST_HELP = 8 };
	int width = 0, names = 0, help, col;
	Area box;

	if (shown > MAX_SHOWN)
		shown = MAX_SHOWN;
	if (shown + 2 > (size_t)row)
		shown = row > 2 ? (size_t)row - 2 : 0;
	if (shown == 0 || area.cols < 16)
		return;
	for (size_t i = 0; i < shown; i++) {
		const Candidate *c = &p->candidates[p->first + i];
		int name = (int)utf8_width(c->text), wide = (int)utf8_width(c->help);

		if (name > names)
			names = name;
		if (wide > width)
			width = wide;
	}
	help = width;
	width = names + 6 + (help ? help + 2 : 0);
	if (width > area.cols - 2)
		width = area.cols - 2;
	/* Less of a help than this is none. */
	if (help && width - names - 6 < (help < LEAST_HELP ? help : LEAST_HELP)) {
		help = 0;
		width = names + 6 < width ? names + 6 : width;
	}
	col = 1;
	box = area_within(area, row - (int)shown - 2, col, (int)shown + 2, width);
	area_box(box, S(""), ROLE_BOX);
	for (size_t i = 0; i < shown; i++) {
		const Candidate *c = &p->candidates[p->first + i];
		int line = (int)i + 1;

		area_text_within(box, line, 2, width - 2, c->text, ROLE_KEY);
		if (help)
			area_text_within(box, line, 4 + names, width - 2, c->help, ROLE_SUMMARY);
		if (p->first + i == p->chosen)
			area_overlay(box, line, 1, width - 1, ROLE_COMPLETION);
	}
	if (shown < p->candidate_count)
		area_text_right(box, (int)shown + 1, width - 2,
			arena_printf(p->app->frame, " %zu of %zu ",
				p->chosen < p->candidate_count ? p->chosen + 1 : p->first + shown,
				p->candidate_count),
			ROLE_BOX);
}

void prompt_draw(Prompt *p, Area area, int row)
{
	Str text = line_of(p);
	int col, before, room, shift = 0;

	area_fill(area, row, 0, area.cols, S(" "), ROLE_PROMPT);
	col = area_text(area, row, 1, p->label, ROLE_PROMPT);
	before = (int)utf8_width(str_slice(text, 0, p->cursor));
	room = area.cols - col - 1;
	if (room < 1)
		room = 1;
	/* A long line moves under the window, so that the cursor stays in it. */
	if (before >= room)
		shift = before - room + 1;
	area_text(area_within(area, row, col, 1, area.cols - col), 0, -shift, text, ROLE_PROMPT);
	area_cursor(area, row, col + before - shift);
	if (p->candidate_count)
		draw_candidates(p, area, row);
}
