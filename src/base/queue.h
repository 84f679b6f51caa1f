/* base/queue.h: messages between threads: a mutex, a ring and an eventfd, so every loop is one
 * poll. */
#ifndef LEDE_BASE_QUEUE_H
#define LEDE_BASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

typedef struct Queue Queue;

/* `size`: bytes of one message. Grows without bound; posting never blocks. */
Queue *queue_open(size_t size, Err *err);
void queue_close(Queue *queue); /* NULL is fine; messages still in it are forgotten, not freed */
void queue_put(Queue *queue, const void *message);
/* Copies the oldest message out; false if there is none. Any thread. */
bool queue_take(Queue *queue, void *message);
/* Readable while a message waits. */
int queue_fd(const Queue *queue);

#endif
