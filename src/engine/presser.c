#include <stdlib.h>

#include "engine/inside.h"

typedef struct Pressing {
	struct Pressing *next;
	uint64_t number;
	Arena *arena; /* the feed's */
	const Parsed *parsed;
	Book *book;
	const Pressed *pressed;
	PressDone *done; /* NULL: cancelled */
	void *user;
} Pressing;

struct Presser {
	Library *lib;
	Queue *to, *from; /* Pressing *; NULL ends the thread */
	pthread_t thread;
	bool runs;
	Pressing *first; /* under way */
	uint64_t numbers;
	size_t busy;
};

static Pressing *take(Queue *queue)
{
	struct pollfd fd = {.fd = queue_fd(queue), .events = POLLIN};
	Pressing *p;

	while (!queue_take(queue, &p))
		poll(&fd, 1, -1);
	return p;
}

static void *presser_run(void *user)
{
	Presser *presser = user;
	Press *press = press_open();
	Pressing *p;

	while ((p = take(presser->to))) {
		p->pressed = press_texts(press, p->book, p->parsed, p->arena);
		queue_put(presser->from, &p);
	}
	press_close(press);
	return NULL;
}

Presser *presser_open(Library *lib, Err *err)
{
	Presser *presser = memory_alloc(sizeof *presser);

	presser->lib = lib;
	presser->to = queue_open(sizeof(Pressing *), err);
	presser->from = queue_open(sizeof(Pressing *), err);
	if (presser->to && presser->from)
		return presser;
	presser_close(presser);
	return NULL;
}

static void drop(Presser *presser, Pressing *p)
{
	Pressing **at = &presser->first;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	presser->busy--;
	free(p);
}

void presser_close(Presser *presser)
{
	Pressing *end = NULL;

	if (!presser)
		return;
	if (presser->runs) {
		queue_put(presser->to, &end);
		pthread_join(presser->thread, NULL);
	}
	while (presser->first) {
		arena_close(presser->first->arena);
		drop(presser, presser->first);
	}
	queue_close(presser->to);
	queue_close(presser->from);
	free(presser);
}

uint64_t presser_post(Presser *presser, Arena *arena, const Parsed *parsed, PressDone *done,
	void *user)
{
	Book *book;
	Pressing *p;

	if (!presser->runs)
		presser->runs = pthread_create(&presser->thread, NULL, presser_run, presser) == 0;
	book = presser->runs ? library_book(presser->lib) : NULL;
	if (!book)
		return 0;
	p = memory_alloc(sizeof *p);
	*p = (Pressing){presser->first, ++presser->numbers, arena, parsed, book, NULL, done, user};
	presser->first = p;
	presser->busy++;
	queue_put(presser->to, &p);
	return p->number;
}

void presser_cancel(Presser *presser, uint64_t number)
{
	for (Pressing *p = presser->first; p; p = p->next)
		if (p->number == number)
			p->done = NULL;
}

size_t presser_busy(const Presser *presser)
{
	return presser->busy;
}

int presser_fd(const Presser *presser)
{
	return queue_fd(presser->from);
}

void presser_turn(Presser *presser)
{
	Pressing *p;

	while (queue_take(presser->from, &p)) {
		Pressing done = *p;

		drop(presser, p);
		if (done.done)
			done.done(done.user, done.arena, done.parsed, done.pressed);
		else
			arena_close(done.arena);
	}
}
