/* What a reader does to articles and to `urls`: each a step of the journal, turned back and on. */
#include <stdlib.h>

#include "base/log.h"
#include "base/url.h"
#include "config/levels.h"
#include "config/moved.h"
#include "engine/inside.h"
#include "engine/subscribe.h"

static Mark mark_in(const Mark *mark, Arena *arena)
{
	Mark copy = *mark;

	copy.tag = arena_str(arena, mark->tag);
	copy.of = arena_str(arena, mark->of);
	return copy;
}

static void tell_marked(Engine *engine, Ticket ticket, const Job *job, const ItemId *ids, size_t n)
{
	Event event = {.kind = EVENT_MARKED, .ticket = ticket, .whole = true};
	ItemId *changed;
	size_t count = 0;
	Err err = {0};

	event.arena = arena_open();
	event.mark = mark_in(&job->mark, event.arena);
	changed = arena_array(event.arena, n, sizeof *changed);
	refresh_flush(engine->refresh);
	if (!library_change(engine->lib, &job->mark, ids, n, changed, &count, &err)) {
		arena_close(event.arena);
		engine_fail(engine, ticket, &err);
		return;
	}
	event.ids = changed;
	event.id_count = count;
	engine_tell(engine, event);
}

static bool has_options(const Engine *engine, Str url)
{
	Level level;
	Str whose;

	for (size_t i = 0; levels_owner(engine->levels, i, &level, &whose); i++)
		if (level == LEVEL_FEED && str_eq(whose, url))
			return true;
	return false;
}

/* Its options are found by its address. What does not follow is told. */
static Str move_options(Engine *engine, Str from, Str to, Arena *arena)
{
	size_t moved = 0, left = 0;
	Str note = S("");
	Err err = {0};

	if (!has_options(engine, from))
		return note;
	if (engine->options.config &&
		!moved_in_config(engine->options.config, from, to, &moved, &left, &err))
		note = arena_str(arena, str_from(err.text));
	else if (left)
		note = S("config has options for its old host, which were left there: are they for "
			 "the new one, too?");
	else if (moved == 0)
		note = S(
			"a file of yours has options for its old address; write the new one there");
	levels_move(engine->levels, from, to);
	if (note.n)
		log_line(LOG_WARNING, "%.*s: %.*s", STR_ARG(url_public(from, arena)),
			STR_ARG(note));
	return note;
}

/* If the file can't be changed, the step stays as it was. */
static bool turn_urls(Engine *engine, const Step *step, bool back, Arena *arena, Err *err)
{
	const UrlsChange *change = &step->urls;
	IdList none;
	Step again;

	if (!subscribe_turn(engine->lib, engine->options.urls, change, back, err)) {
		(back ? library_redo : library_undo)(engine->lib, arena, &again, &none, NULL);
		return false;
	}
	if (change->kind == URLS_MOVED)
		move_options(engine, back ? change->after : change->url,
			back ? change->url : change->after, arena);
	return true;
}

/* One step; false: there is none, or it failed. */
static bool turn(Engine *engine, Ticket ticket, Turn by, Event *event)
{
	IdList list;
	Err err = {0};

	*event = (Event){.kind = EVENT_MARKED, .ticket = ticket, .turn = by, .arena = arena_open()};
	if (!(by == TURN_BACK ? library_undo : library_redo)(engine->lib, event->arena,
		    &event->step, &list, &err)) {
		arena_close(event->arena);
		engine_fail(engine, ticket, &err);
		return false;
	}
	if (event->step.urls.kind &&
		!turn_urls(engine, &event->step, by == TURN_BACK, event->arena, &err)) {
		arena_close(event->arena);
		engine_fail(engine, ticket, &err);
		return false;
	}
	event->mark = event->step.mark;
	event->mark.on = event->mark.on == (by == TURN_ON);
	event->ids = list.ids;
	event->id_count = list.count;
	if (list.ids)
		arena_keep(event->arena, list.ids, list.count * sizeof *list.ids);
	return true;
}

static void turn_all(Engine *engine, Ticket ticket, Turn by, const Job *job)
{
	Event event = {0};

	refresh_flush(engine->refresh);
	while (!event.whole && turn(engine, ticket, by, &event)) {
		if (event.step.id == 0)
			event.whole = true;
		else if (job->item == 0)
			event.whole = by == TURN_ON || !event.step.urls.joined;
		else
			event.whole = by == TURN_BACK ? event.step.id <= job->item
						      : event.step.id >= job->item;
		engine_tell(engine, event);
	}
}

void steps_undo(Engine *engine, Ticket ticket, Job job)
{
	turn_all(engine, ticket, TURN_BACK, &job);
	arena_close(job.arena);
}

void steps_redo(Engine *engine, Ticket ticket, Job job)
{
	turn_all(engine, ticket, TURN_ON, &job);
	arena_close(job.arena);
}

void steps_note(Engine *engine, Ticket ticket, Job job)
{
	Err err = {0};

	(void)ticket;
	if (!library_is_read_only(engine->lib) &&
		!library_note(engine->lib, &job.urls, job.text, &err))
		engine_fail(engine, 0, &err);
	arena_close(job.arena);
}

void steps_mark(Engine *engine, Ticket ticket, Job job)
{
	tell_marked(engine, ticket, &job, job.ids, job.id_count);
	arena_close(job.arena);
}

void steps_mark_query(Engine *engine, Ticket ticket, Job job)
{
	IdList list = {0};
	Err err = {0};

	if (library_list(engine->lib, &job.query, &list, &err))
		tell_marked(engine, ticket, &job, list.ids, list.count);
	else
		engine_fail(engine, ticket, &err);
	free(list.ids);
	arena_close(job.arena);
}

void steps_move(Engine *engine, Ticket ticket, Job job)
{
	Event event = {.kind = EVENT_FEEDS, .ticket = ticket};
	Err err = {0};

	refresh_flush(engine->refresh);
	if (subscribe_move(engine->lib, engine->options.urls, job.text, job.value, &err)) {
		event.arena = arena_open();
		event.note = move_options(engine, job.text, job.value, event.arena);
		engine_tell(engine, event);
	} else {
		engine_fail(engine, ticket, &err);
	}
	arena_close(job.arena);
}
