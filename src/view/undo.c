/* Marks, and taking them back: the engine keeps a journal of them. */
#include <string.h>

#include "view/inside.h"
#include "view/mute.h"
#include "view/status.h"
#include "view/upkeep.h"

/* What the screen on top is of, for the journal. */
static Str top_place(const App *app, Arena *arena)
{
	const Screen *s = app->top;

	return s && s->ops->place ? arena_str(arena, s->ops->place(s, arena)) : S("");
}

void app_change(App *app, const ItemId *ids, size_t n, const Mark *mark)
{
	Arena *arena = arena_open();
	ItemId *copy = arena_array(arena, n, sizeof *copy);
	Job job = {.kind = JOB_MARK, .arena = arena, .ids = copy, .id_count = n, .mark = *mark};

	if (n)
		memcpy(copy, ids, n * sizeof *copy);
	job.mark.tag = arena_str(arena, mark->tag);
	job.mark.of = n == 1 ? S("") : top_place(app, arena);
	app_post(app, NULL, job);
}

void app_mark(App *app, const ItemId *ids, size_t n, uint32_t flag, bool on)
{
	app_change(app, ids, n, &(Mark){.flag = flag, .on = on});
}

void app_mark_query(App *app, Query query, Arena *arena, const Mark *mark)
{
	app_post(app, NULL,
		(Job){.kind = JOB_MARK_QUERY, .arena = arena, .query = query, .mark = *mark});
}

static void hear_turn(App *app, const Event *event)
{
	bool back = event->turn == TURN_BACK;

	if (event->step.urls.kind)
		upkeep_turned(app, &event->step, back);
	else if (event->step.id == 0)
		app_message(app, back ? "nothing to undo" : "nothing to do again");
	else
		app_message(app, "%s: %.*s", back ? "undone" : "done again",
			STR_ARG(step_text(&event->step, app->frame)));
}

void undo_hear(App *app, const Event *event)
{
	if (event->turn != TURN_NONE) {
		if (event->step.id)
			mute_turned(app, &event->step.mark, event->turn != TURN_BACK);
		hear_turn(app, event);
		return;
	}
	if (event->id_count > 1)
		app_message(app, "%.*s %.*s; z takes it back",
			STR_ARG(count_of(event->id_count, "article", "articles", app->frame)),
			STR_ARG(mark_state(&event->mark, event->id_count, app->frame)));
}

void app_undo(App *app, int64_t step)
{
	app_post(app, NULL, (Job){.kind = JOB_UNDO, .item = step});
}

void app_redo(App *app, int64_t step)
{
	app_post(app, NULL, (Job){.kind = JOB_REDO, .item = step});
}
