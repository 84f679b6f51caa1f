#include "base/queue.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/arena.h"

struct Queue {
	pthread_mutex_t mutex;
	int fd;
	size_t size;
	char *ring;
	size_t room, head, count; /* messages */
};

Queue *queue_open(size_t size, Err *err)
{
	Queue *queue = memory_alloc(sizeof *queue);

	queue->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (queue->fd < 0) {
		err_system(err, "can't make a queue between threads");
		free(queue);
		return NULL;
	}
	pthread_mutex_init(&queue->mutex, NULL);
	queue->size = size;
	return queue;
}

void queue_close(Queue *queue)
{
	if (!queue)
		return;
	close(queue->fd);
	pthread_mutex_destroy(&queue->mutex);
	free(queue->ring);
	free(queue);
}

static void grow(Queue *queue)
{
	size_t room = queue->room ? queue->room * 2 : 16;
	char *ring = memory_alloc(room * queue->size);

	for (size_t i = 0; i < queue->count; i++)
		memcpy(ring + i * queue->size,
			queue->ring + (queue->head + i) % queue->room * queue->size, queue->size);
	free(queue->ring);
	queue->ring = ring;
	queue->room = room;
	queue->head = 0;
}

void queue_put(Queue *queue, const void *message)
{
	static const uint64_t one = 1;
	bool first;

	pthread_mutex_lock(&queue->mutex);
	first = queue->count == 0;
	if (queue->count == queue->room)
		grow(queue);
	memcpy(queue->ring + (queue->head + queue->count) % queue->room * queue->size, message,
		queue->size);
	queue->count++;
	/* The descriptor is set while something waits; it can't fail but by overflow, which one
	 * can't. */
	if (first && write(queue->fd, &one, sizeof one) < 0)
		abort();
	pthread_mutex_unlock(&queue->mutex);
}

bool queue_take(Queue *queue, void *message)
{
	uint64_t ignored;
	bool got;

	pthread_mutex_lock(&queue->mutex);
	got = queue->count > 0;
	if (got) {
		memcpy(message, queue->ring + queue->head * queue->size, queue->size);
		queue->head = (queue->head + 1) % queue->room;
		queue->count--;
		if (queue->count == 0 && read(queue->fd, &ignored, sizeof ignored) < 0)
			abort();
	}
	pthread_mutex_unlock(&queue->mutex);
	return got;
}

int queue_fd(const Queue *queue)
{
	return queue->fd;
}
