#include "view/journal.h"

#include "base/date.h"
#include "view/app.h"
#include "view/list.h"
#include "view/status.h"

typedef struct {
	List list;
	const Step *steps;
	size_t undone; /* so many at the front are taken back */
	Arena *arena;
} Journal;

static Journal *journal_of(const Screen *s)
{
	return s->state;
}

/* The cursor stays on its step. */
static void read_steps(Screen *s)
{
	Journal *j = journal_of(s);
	int64_t at = j->list.count ? j->steps[j->list.cursor].id : 0;
	Err err;

	arena_reset(j->arena);
	if (!library_steps(s->app->library, j->arena, &j->steps, &j->list.count, &err)) {
		j->list.count = 0;
		app_error(s->app, &err);
	}
	j->undone = 0;
	while (j->undone < j->list.count && j->steps[j->undone].undone)
		j->undone++;
	for (size_t i = 0; i < j->list.count; i++)
		if (j->steps[i].id == at)
			j->list.cursor = i;
	list_settle(&j->list);
}

/* A line parts what was taken back from what holds. */
static int height(void *owner, size_t row, bool first)
{
	const Journal *j = owner;

	return row == j->undone && row > 0 && !first ? 2 : 1;
}

static bool open(Screen *s, const Target *target, Err *err)
{
	Journal *j = arena_alloc(s->arena, sizeof *j);

	(void)target;
	(void)err;
	s->state = j;
	j->arena = arena_open();
	j->list.height = height;
	j->list.owner = j;
	j->list.options = s->app->options;
	j->list.rows = s->rows;
	read_steps(s);
	j->list.cursor = j->undone < j->list.count ? j->undone : 0;
	list_settle(&j->list);
	return true;
}

static void close(Screen *s)
{
	arena_close(journal_of(s)->arena);
}

static void resize(Screen *s, int rows, int cols)
{
	(void)cols;
	journal_of(s)->list.rows = rows;
	list_settle(&journal_of(s)->list);
}

static void event(Screen *s, Event *event)
{
	if (event->kind != EVENT_MARKED)
		return;
	read_steps(s);
	s->dirty = true;
}

static void move(Screen *s, Motion motion, unsigned count)
{
	list_move(&journal_of(s)->list, motion, count);
}

static Str place(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("What was done");
}

static Str note(const Screen *s, Arena *arena)
{
	const Journal *j = journal_of(s);

	if (j->undone)
		return arena_printf(arena, "%zu of %.*s taken back", j->undone,
			STR_ARG(count_of(j->list.count, "step", "steps", arena)));
	return count_of(j->list.count, "step", "steps", arena);
}

static Str position(const Screen *s, Arena *arena)
{
	return list_position(&journal_of(s)->list, arena);
}

static Str hints(const Screen *s, Arena *arena)
{
	(void)s;
	(void)arena;
	return S("turn undo redo back");
}

static void draw_step(const Screen *s, size_t row, Area lines)
{
	const Step *step = &journal_of(s)->steps[row];
	int line = lines.rows - 1, end = lines.cols - 2;

	if (line > 0)
		area_fill(lines, 0, 1, lines.cols - 1, S("─"), ROLE_LINE);
	area_text_within(lines, line, 2, 12, date_short(step->time, s->app->now(), s->app->frame),
		ROLE_DATE);
	area_text_within(lines, line, 13, end, step_text(step, s->app->frame),
		step->undone ? ROLE_STRIKE : ROLE_ROW);
}

static void draw(const Screen *s, Area area)
{
	if (journal_of(s)->list.count == 0)
		list_draw_nothing(area, S("Nothing was done yet."));
	list_draw(&journal_of(s)->list, s, area, draw_step);
}

void journal_open(App *app, Screen *screen, Call call)
{
	(void)screen;
	(void)call;
	app_push(app, SCREEN_JOURNAL, NULL);
}

void journal_turn(App *app, Screen *screen, Call call)
{
	const Journal *j = journal_of(screen);
	const Step *step = j->list.count ? &j->steps[j->list.cursor] : NULL;

	(void)call;
	if (step)
		(step->undone ? app_redo : app_undo)(app, step->id);
}

const ScreenOps journal_screen = {
	.kind = SCREEN_JOURNAL,
	.name = "journal",
	.open = open,
	.close = close,
	.resize = resize,
	.event = event,
	.draw = draw,
	.move = move,
	.place = place,
	.note = note,
	.position = position,
	.hints = hints,
};
