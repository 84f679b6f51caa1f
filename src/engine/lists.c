#include <stdlib.h>
#include <string.h>

#include "engine/inside.h"

enum {
	/* More than a screenful on any terminal: what is seen while the rest is on its way. */
	FIRST = 512,
	/* Articles that are not indexed yet: so many of the newest are looked through for the first
	 * screenful, and for the whole list. 20,000 take a second. */
	SCAN_FIRST = 1000,
	SCAN = 20000,
};

/* Tickets rise and each queue keeps their order: what is older than `ticket`, and of its kind, is
 * done with. */
static bool is_cancelled(Engine *engine, Ticket ticket)
{
	bool found;
	size_t kept = 0;

	pthread_mutex_lock(&engine->lists);
	found = engine->closing;
	for (size_t i = 0; i < engine->cancelled.count; i++) {
		found |= engine->cancelled.items[i] == ticket;
		if (engine->cancelled.items[i] >= ticket ||
			(engine->cancelled.items[i] & TICKET_KIND) != (ticket & TICKET_KIND))
			engine->cancelled.items[kept++] = engine->cancelled.items[i];
	}
	engine->cancelled.count = kept;
	engine->running = found ? 0 : ticket;
	engine->counting = (ticket & TICKET_KIND) == TICKET_COUNT;
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

void lists_hurry(Engine *engine)
{
	pthread_mutex_lock(&engine->lists);
	if (engine->running && engine->counting)
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
	Event event = {.kind = EVENT_LIST,
		.ticket = ticket,
		.whole = whole,
		.count = list->unseen,
		.arena = arena_open()};

	event.ids = list->ids;
	event.id_count = list->count;
	event.unread = list->unread;
	if (list->ids)
		arena_keep(event.arena, list->ids, list->count * (sizeof *list->ids + 1));
	engine_tell(engine, event);
}

static void answer(Engine *engine, Ticket ticket, const Query *query)
{
	Query first = *query, whole = *query;
	IdList list = {0};
	Err err = {0};

	if (first.limit == 0 || first.limit > FIRST)
		first.limit = FIRST;
	first.scan = SCAN_FIRST;
	whole.scan = SCAN;
	if (!library_list(engine->reader, &first, &list, &err)) {
		engine_fail(engine, ticket, &err);
		return;
	}
	if (list.unseen == 0 && (list.count < FIRST || first.limit == query->limit)) {
		tell(engine, ticket, &list, true);
		return;
	}
	tell(engine, ticket, &list, false);
	if (is_cancelled(engine, ticket))
		return;
	if (library_list(engine->reader, &whole, &list, &err))
		tell(engine, ticket, &list, true);
	else
		engine_fail(engine, ticket, &err);
}

static bool count(Engine *engine, const Job *job, uint64_t *out, Err *err)
{
	return job->id_count ? library_words(engine->reader, job->ids, job->id_count, out, err)
			     : library_count(engine->reader, &job->query, out, err);
}

/* A count that a list interrupted begins anew behind it. */
static void answer_count(Engine *engine, Message *message)
{
	Event event = {.kind = EVENT_COUNT, .ticket = message->ticket};
	Err err = {0};

	if (count(engine, &message->job, &event.count, &err)) {
		engine_tell(engine, event);
		return;
	}
	if (library_is_interrupted(&err) && !is_cancelled(engine, message->ticket)) {
		queue_put(engine->counts, message);
		message->job.arena = NULL;
		return;
	}
	engine_fail(engine, message->ticket, &err);
}

static void wait_for_any(Engine *engine)
{
	struct pollfd waiting[] = {{.fd = queue_fd(engine->queries), .events = POLLIN},
		{.fd = queue_fd(engine->counts), .events = POLLIN}};

	poll(waiting, COUNT(waiting), -1);
}

void *lists_run(void *user)
{
	Engine *engine = user;
	Message message;

	for (;;) {
		while (!queue_take(engine->queries, &message) &&
			!queue_take(engine->counts, &message))
			wait_for_any(engine);
		if (message.kind == MESSAGE_QUIT)
			return NULL;
		if (!is_cancelled(engine, message.ticket)) {
			if (message.job.kind == JOB_COUNT)
				answer_count(engine, &message);
			else
				answer(engine, message.ticket, &message.job.query);
		}
		arena_close(message.job.arena);
	}
}
