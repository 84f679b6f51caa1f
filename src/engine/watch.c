#include "engine/watch.h"

#include <limits.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"

enum {
	/* A commit is written to the log, and then made known in shared memory, of which nothing is
	 * heard. On a slow disk there is a sync in between: it is looked at once more. */
	SOON_MS = 100,
	LATER_MS = 1000,
};

/* What was written last, and when to look at it. */
typedef struct {
	int64_t soon, later; /* 0: not at all */
} Look;

struct Watch {
	int fd, log, folder, above; /* watch descriptors, -1: none */
	char *path;                 /* of the folder of `urls` */
	char name[NAME_MAX + 1];
	Look library, urls;
};

/* The folder, or the nearest above it that is there: a folder of settings is made when the first
 * setting is. */
static void watch_folder(Watch *watch)
{
	size_t size = strlen(watch->path) + 1;
	char *path = memory_strz(watch->path);

	/* What is made between the two looks is seen by the second. */
	for (int looks = 0; looks < 2 && watch->folder < 0; looks++) {
		int above = -1;

		watch->folder = inotify_add_watch(watch->fd, *watch->path ? watch->path : "/",
			IN_CLOSE_WRITE | IN_MOVED_TO);
		memcpy(path, watch->path, size);
		for (char *slash; watch->folder < 0 && above < 0 && (slash = strrchr(path, '/'));) {
			*slash = '\0';
			above = inotify_add_watch(watch->fd, *path ? path : "/",
				IN_CREATE | IN_MOVED_TO);
		}
		if (watch->above >= 0 && watch->above != above)
			inotify_rm_watch(watch->fd, watch->above);
		watch->above = above;
	}
	free(path);
}

/* Editors and lede itself put a new file in the place of the old one: its folder tells. */
static void watch_urls(Watch *watch, const char *urls)
{
	char *slash, *real = realpath(urls, NULL);

	watch->path = real ? real : memory_strz(urls);
	slash = strrchr(watch->path, '/');
	if (slash && strlen(slash + 1) < sizeof watch->name) {
		strncpy(watch->name, slash + 1, sizeof watch->name - 1);
		*slash = '\0';
		watch_folder(watch);
	}
}

Watch *watch_open(const char *library, const char *urls)
{
	Watch *watch = memory_alloc(sizeof *watch);
	Arena *arena = arena_open();
	Str log = arena_printf(arena, "%s-wal", library);

	memset(watch, 0, sizeof *watch);
	watch->log = watch->folder = watch->above = -1;
	watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (watch->fd >= 0) {
		watch->log = inotify_add_watch(watch->fd, log.s, IN_MODIFY);
		watch_urls(watch, urls);
	}
	arena_close(arena);
	if (watch->fd >= 0)
		return watch;
	free(watch);
	return NULL;
}

void watch_close(Watch *watch)
{
	if (!watch)
		return;
	close(watch->fd);
	free(watch->path);
	free(watch);
}

int watch_fd(const Watch *watch)
{
	return watch ? watch->fd : -1;
}

static void note(Look *look, int64_t now_ms)
{
	if (look->soon == 0)
		look->soon = now_ms + SOON_MS;
	look->later = now_ms + LATER_MS;
}

static void hear(Watch *watch, int64_t now_ms)
{
	alignas(struct inotify_event) char
		bytes[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
	bool nearer = false;
	ssize_t n;

	while ((n = read(watch->fd, bytes, sizeof bytes)) > 0) {
		for (char *at = bytes; at < bytes + n;) {
			const struct inotify_event *event =
				(const struct inotify_event *)(void *)at;

			if (event->wd == watch->log || event->mask & IN_Q_OVERFLOW)
				note(&watch->library, now_ms);
			else if (event->wd == watch->folder && event->len &&
				 strcmp(event->name, watch->name) == 0)
				note(&watch->urls, now_ms);
			else if (event->wd == watch->above)
				nearer = true;
			at += sizeof *event + event->len;
		}
	}
	if (nearer)
		watch_folder(watch);
	/* What was put into it before it was watched is not heard of. */
	if (nearer && watch->folder >= 0)
		note(&watch->urls, now_ms);
}

/* Whether its time has come. */
static bool is_due(Look *look, int64_t now_ms, int *timeout_ms)
{
	int64_t *const times[] = {&look->soon, &look->later};
	bool due = false;

	for (size_t i = 0; i < 2; i++) {
		if (*times[i] && *times[i] <= now_ms) {
			*times[i] = 0;
			due = true;
		}
		if (*times[i])
			clock_wake(timeout_ms, *times[i] - now_ms);
	}
	return due;
}

void watch_turn(Watch *watch, int64_t now_ms, bool *library, bool *urls, int *timeout_ms)
{
	*library = *urls = false;
	if (!watch)
		return;
	hear(watch, now_ms);
	*library = is_due(&watch->library, now_ms, timeout_ms);
	*urls = is_due(&watch->urls, now_ms, timeout_ms);
}
