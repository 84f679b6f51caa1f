#include "base/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"

enum { RING = 1000, LINE = 500 };

static struct {
	pthread_mutex_t mutex;
	int fd;
	uint64_t count;
	struct {
		int64_t time;
		LogLevel level;
		uint16_t n;
		char text[LINE];
	} lines[RING];
} shared = {.mutex = PTHREAD_MUTEX_INITIALIZER, .fd = -1};

static const char *const level_names[] = {[LOG_DEBUG] = "debug",
	[LOG_INFO] = "info",
	[LOG_WARNING] = "warning",
	[LOG_ERROR] = "error"};

bool log_to_file(const char *path, Err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_system(err, "can't write the log %s", path);
	pthread_mutex_lock(&shared.mutex);
	if (shared.fd >= 0)
		close(shared.fd);
	shared.fd = fd;
	pthread_mutex_unlock(&shared.mutex);
	return true;
}

void log_line(LogLevel level, const char *format, ...)
{
	char text[LINE], stamp[32], whole[LINE + 64];
	time_t now = time(NULL);
	struct tm utc;
	va_list args;
	size_t n;
	int length;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	n = utf8_clean_in_place(text, strlen(text));
	pthread_mutex_lock(&shared.mutex);
	shared.lines[shared.count % RING].time = now;
	shared.lines[shared.count % RING].level = level;
	shared.lines[shared.count % RING].n = (uint16_t)n;
	memcpy(shared.lines[shared.count % RING].text, text, n);
	shared.count++;
	if (shared.fd >= 0) {
		gmtime_r(&now, &utc);
		strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &utc);
		length = snprintf(whole, sizeof whole, "%s %s %.*s\n", stamp, level_names[level],
			(int)n, text);
		/* A full disk must not stop the reader; the ring has the line. */
		if (write(shared.fd, whole, (size_t)length) < 0) {
			close(shared.fd);
			shared.fd = -1;
		}
	}
	pthread_mutex_unlock(&shared.mutex);
}

size_t log_lines(Arena *arena, const LogLine **lines)
{
	LogLine *copy;
	size_t n;

	pthread_mutex_lock(&shared.mutex);
	n = shared.count < RING ? (size_t)shared.count : RING;
	copy = arena_array(arena, n, sizeof *copy);
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)((shared.count - n + i) % RING);

		copy[i].time = shared.lines[at].time;
		copy[i].level = shared.lines[at].level;
		copy[i].text = arena_str(arena, str_of(shared.lines[at].text, shared.lines[at].n));
	}
	pthread_mutex_unlock(&shared.mutex);
	*lines = copy;
	return n;
}

void log_clear(void)
{
	pthread_mutex_lock(&shared.mutex);
	shared.count = 0;
	pthread_mutex_unlock(&shared.mutex);
}

uint64_t log_count(void)
{
	uint64_t count;

	pthread_mutex_lock(&shared.mutex);
	count = shared.count;
	pthread_mutex_unlock(&shared.mutex);
	return count;
}
