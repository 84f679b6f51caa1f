#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "engine/inside.h"

enum {
	FIRST_WAIT_MS = 1000, /* the screen comes first */
	BATCH_MS = 500,       /* between two commits */
	TRY_AGAIN_MS = 5000,  /* while another lede is at it */
	NICENESS = 19,
};

struct Indexer {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	bool wanted, paused, closing; /* guarded by the mutex */
	atomic_bool stop;             /* the batch that runs is to end */
	Arena *arena;
	const char *path;
};

static void wait_ms(Indexer *indexer, int ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!indexer->closing &&
		pthread_cond_timedwait(&indexer->changed, &indexer->mutex, &until) != ETIMEDOUT)
		continue;
}

/* False when it is time to go. */
static bool wait_for_work(Indexer *indexer, int first_ms)
{
	bool goes_on;

	pthread_mutex_lock(&indexer->mutex);
	if (first_ms)
		wait_ms(indexer, first_ms);
	while (!indexer->closing && (!indexer->wanted || indexer->paused))
		pthread_cond_wait(&indexer->changed, &indexer->mutex);
	goes_on = !indexer->closing;
	indexer->wanted = false;
	atomic_store(&indexer->stop, !goes_on);
	pthread_mutex_unlock(&indexer->mutex);
	return goes_on;
}

static void want_more(Indexer *indexer)
{
	pthread_mutex_lock(&indexer->mutex);
	indexer->wanted = true;
	pthread_mutex_unlock(&indexer->mutex);
}

/* Returns how long to wait before the next batch. */
static int run_batch(Indexer *indexer, Library *lib)
{
	uint64_t left = 0;
	Err err = {0};

	if (library_index(lib, BATCH_MS, &indexer->stop, &left, &err)) {
		if (left)
			want_more(indexer);
		return 0;
	}
	if (library_is_busy(&err)) {
		want_more(indexer);
		return TRY_AGAIN_MS;
	}
	/* Searches find all the same: they look through the articles themselves. */
	log_line(LOG_WARNING, "%s", err.text);
	return 0;
}

static void *indexer_run(void *user)
{
	Indexer *indexer = user;
	Library *lib = NULL;
	int wait = FIRST_WAIT_MS;
	Err err;

	/* Of this thread alone, on Linux; elsewhere that of the process must not change. */
#ifdef __linux__
	setpriority(PRIO_PROCESS, (id_t)gettid(), NICENESS);
#endif
	while (wait_for_work(indexer, wait)) {
		if (!lib)
			lib = library_open(indexer->path, LIBRARY_READ, &err);
		wait = lib ? run_batch(indexer, lib) : TRY_AGAIN_MS;
	}
	library_close(lib);
	return NULL;
}

Indexer *indexer_open(const char *library, Err *err)
{
	Indexer *indexer = memory_alloc(sizeof *indexer);
	pthread_condattr_t attributes;

	indexer->arena = arena_open();
	indexer->path = arena_strz(indexer->arena, str_from(library));
	indexer->wanted = true;
	pthread_mutex_init(&indexer->mutex, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&indexer->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	if (pthread_create(&indexer->thread, NULL, indexer_run, indexer) == 0)
		return indexer;
	pthread_cond_destroy(&indexer->changed);
	pthread_mutex_destroy(&indexer->mutex);
	arena_close(indexer->arena);
	free(indexer);
	err_set(err, ERR_SYSTEM, 0, "can't start a thread");
	return NULL;
}

void indexer_close(Indexer *indexer)
{
	if (!indexer)
		return;
	pthread_mutex_lock(&indexer->mutex);
	indexer->closing = true;
	atomic_store(&indexer->stop, true);
	pthread_cond_signal(&indexer->changed);
	pthread_mutex_unlock(&indexer->mutex);
	pthread_join(indexer->thread, NULL);
	pthread_cond_destroy(&indexer->changed);
	pthread_mutex_destroy(&indexer->mutex);
	arena_close(indexer->arena);
	free(indexer);
}

void indexer_wake(Indexer *indexer)
{
	if (!indexer)
		return;
	pthread_mutex_lock(&indexer->mutex);
	indexer->wanted = true;
	pthread_cond_signal(&indexer->changed);
	pthread_mutex_unlock(&indexer->mutex);
}

void indexer_pause(Indexer *indexer, bool paused)
{
	if (!indexer)
		return;
	pthread_mutex_lock(&indexer->mutex);
	if (paused != indexer->paused) {
		indexer->paused = paused;
		indexer->wanted = true;
		atomic_store(&indexer->stop, paused);
		pthread_cond_signal(&indexer->changed);
	}
	pthread_mutex_unlock(&indexer->mutex);
}
