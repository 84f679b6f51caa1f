/* Marks, and taking them back: every change of state can be undone, newest first. */
#include <stdlib.h>
#include <string.h>

#include "view/inside.h"
#include "view/status.h"
#include "view/upkeep.h"

enum { MAX_CHANGES = 200 };

static bool forget(Ticket *tickets, size_t *count, Ticket ticket)
{
	for (size_t i = 0; i < *count; i++) {
		if (tickets[i] == ticket) {
			tickets[i] = tickets[--*count];
			return true;
		}
	}
	return false;
}

static Job mark_job(const ItemId *ids, size_t n, uint32_t flag, bool on)
{
	Arena *arena = arena_open();
	ItemId *copy = arena_array(arena, n, sizeof *copy);

	if (n)
		memcpy(copy, ids, n * sizeof *copy);
	return (Job){.kind = JOB_MARK,
		.arena = arena,
		.ids = copy,
		.id_count = n,
		.flag = flag,
		.on = on};
}

void app_mark(App *app, const ItemId *ids, size_t n, uint32_t flag, bool on)
{
	*vec_push(&app->inside->marking) = app_post(app, NULL, mark_job(ids, n, flag, on));
}

void app_mark_query(App *app, Query query, Arena *arena, uint32_t flag, bool on)
{
	*vec_push(&app->inside->marking) = app_post(app, NULL,
		(Job){.kind = JOB_MARK_QUERY,
			.arena = arena,
			.query = query,
			.flag = flag,
			.on = on});
}

/* What a change did, in words: "3 articles read". */
static const char *state_of(uint32_t flag, bool on)
{
	if (flag == ITEM_UNREAD)
		return on ? "unread" : "read";
	if (flag == ITEM_STARRED)
		return on ? "starred" : "without a star";
	if (flag == ITEM_LATER)
		return on ? "kept for later" : "no longer kept for later";
	return on ? "deleted" : "back";
}

void undo_hear(App *app, const Event *event)
{
	AppInside *inside = app->inside;
	Change change = {event->flag, event->on, NULL, event->id_count};
	bool undone = forget(inside->undoing.items, &inside->undoing.count, event->ticket);
	bool asked = forget(inside->marking.items, &inside->marking.count, event->ticket);
	Str count = count_of(event->id_count, "article is", "articles are", app->frame);

	if (undone || (asked && event->id_count))
		upkeep_marked(app, undone ? -1 : 1);
	if (undone)
		app_message(app, "undone: %.*s %s", STR_ARG(count),
			state_of(event->flag, event->on));
	if (!asked || event->id_count == 0)
		return;
	change.ids = memory_alloc(event->id_count * sizeof *change.ids);
	memcpy(change.ids, event->ids, event->id_count * sizeof *change.ids);
	if (inside->changes.count == MAX_CHANGES) {
		free(inside->changes.items[0].ids);
		memmove(inside->changes.items, inside->changes.items + 1,
			(MAX_CHANGES - 1) * sizeof *inside->changes.items);
		inside->changes.count--;
	}
	*vec_push(&inside->changes) = change;
	if (event->id_count > 1)
		app_message(app, "%.*s %s; z takes it back", STR_ARG(count),
			state_of(event->flag, event->on));
}

void app_undo(App *app)
{
	AppInside *inside = app->inside;
	Change change;

	if (upkeep_undo(app))
		return;
	if (inside->changes.count == 0) {
		app_message(app, "nothing to undo");
		return;
	}
	change = inside->changes.items[--inside->changes.count];
	*vec_push(&inside->undoing) =
		app_post(app, NULL, mark_job(change.ids, change.count, change.flag, !change.on));
	free(change.ids);
}

void undo_drop(App *app)
{
	AppInside *inside = app->inside;

	while (inside->changes.count)
		free(inside->changes.items[--inside->changes.count].ids);
	vec_drop(&inside->upkeep);
	vec_drop(&inside->changes);
	vec_drop(&inside->marking);
	vec_drop(&inside->undoing);
}
