#include <stdlib.h>
#include <string.h>

#include "engine/inside.h"

/* More than a screenful on any terminal: what is seen while the rest is on its way. */
enum { FIRST = 512 };

/* Tickets rise and the queue keeps their order: what is older than `ticket` is done with. */
static bool is_cancelled(Engine *engine, Ticket ticket)
{
	bool found;
	size_t kept = 0;

	pthread_mutex_lock(&engine->lists);
	found = engine->closing;
	for (size_t i = 0; i < engine->cancelled.count; i++) {
		found |= engine->cancelled.items[i] == ticket;
		if (engine->cancelled.items[i] >= ticket)
			engine->cancelled.items[kept++] = engine->cancelled.items[i];
	}
	engine->cancelled.count = kept;
	engine->running = found ? 0 : ticket;
	pthread_mutex_unlock(&engine->lists);
	return found;
}

void lists_cancel(Engine *engine, Ticket ticket)
{
	pthread_mutex_lock(&engine->lists);
	*vec_push(&engine->cancelled) = ticket;
	if (engine->running == ticket)
		library_interrupt(engine->reader);
	pthread_mutex_unlock(&engine->lists);
}

void lists_close(Engine *engine)
{
	Message quit = {.kind = MESSAGE_QUIT};

	pthread_mutex_lock(&engine->lists);
	engine->closing = true;
	library_interrupt(engine->reader);
	pthread_mutex_unlock(&engine->lists);
	queue_put(engine->queries, &quit);
}

static void tell(Engine *engine, Ticket ticket, IdList *list, bool whole)
{
	Event event = {.kind = EVENT_LIST, .ticket = ticket, .whole = whole, .arena = arena_open()};
	int64_t *ids = arena_array(event.arena, list->count, sizeof *ids);

	if (list->count)
		memcpy(ids, list->ids, list->count * sizeof *ids);
	event.ids = ids;
	event.id_count = list->count;
	free(list->ids);
	engine_tell(engine, event);
}

static void answer(Engine *engine, Ticket ticket, const Query *query)
{
	Query first = *query;
	IdList list = {0};
	Err err = {0};

	if (first.limit == 0 || first.limit > FIRST)
		first.limit = FIRST;
	if (!library_list(engine->reader, &first, &list, &err)) {
		engine_fail(engine, ticket, &err);
		return;
	}
	if (list.count < FIRST || first.limit == query->limit) {
		tell(engine, ticket, &list, true);
		return;
	}
	tell(engine, ticket, &list, false);
	if (is_cancelled(engine, ticket))
		return;
	if (library_list(engine->reader, query, &list, &err))
		tell(engine, ticket, &list, true);
	else
		engine_fail(engine, ticket, &err);
}

void *lists_run(void *user)
{
	Engine *engine = user;
	struct pollfd waiting = {.fd = queue_fd(engine->queries), .events = POLLIN};
	Message message;

	for (;;) {
		while (!queue_take(engine->queries, &message))
			poll(&waiting, 1, -1);
		if (message.kind == MESSAGE_QUIT)
			return NULL;
		if (!is_cancelled(engine, message.ticket))
			answer(engine, message.ticket, &message.job.query);
		arena_close(message.job.arena);
	}
}
