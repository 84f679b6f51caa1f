#include "sandbox/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/vec.h"
#include "sandbox/frame.h"
#include "sandbox/share.h"

enum {
	MAX_WORKERS = 64,
	WORKER_FD = 3,         /* the worker's end of the socket; behind it, the shared memory */
	DEADLINE_MS = 20000,   /* for a question, and … */
	DEADLINE_MB_MS = 2000, /* … more for each megabyte of it */
	SOCKET_BYTES = 1 << 20,
	CHUNK = 1 << 18,
	LARGEST_ROOM = 1 << 20,
	MAX_ANSWER = 512 << 20,
};

typedef struct Task {
	struct Task *next;
	uint64_t number;
	Buf question; /* until it is sent */
	Str body;     /* the rest of it, which lies in `owner` */
	Arena *owner;
	WorkDone *done; /* NULL: cancelled */
	void *user;
} Task;

typedef struct {
	pid_t pid; /* 0: not running */
	int fd;
	Share share;
	Task *task; /* NULL: idle */
	size_t sent;
	Buf answer;
	int64_t deadline; /* ms */
} Worker;

/* Answered; its owner is yet to hear. */
typedef struct {
	Task *task;
	Worked worked;
} Finished;

struct Pool {
	SandboxMode mode;
	int64_t deadline_ms, deadline_mb_ms;
	unsigned count;
	Worker workers[MAX_WORKERS];
	Task *first, **last; /* waiting */
	VEC(Finished) finished;
	uint64_t numbers;
	size_t busy;
};

Pool *pool_open(unsigned count, SandboxMode mode, Err *err)
{
	Pool *pool;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (count == 0)
		count = cores > 0 ? (unsigned)cores : 1;
	if (count > MAX_WORKERS)
		count = MAX_WORKERS;
	if (access("/proc/self/exe", X_OK) != 0) {
		err_system(err, "can't start the parser again as a process of its own "
				"(/proc/self/exe)");
		return NULL;
	}
	pool = memory_alloc(sizeof *pool);
	pool->mode = mode;
	pool->count = count;
	pool_patience(pool, DEADLINE_MS, DEADLINE_MB_MS);
	pool->last = &pool->first;
	return pool;
}

void pool_patience(Pool *pool, unsigned ms, unsigned more_a_mb)
{
	pool->deadline_ms = ms;
	pool->deadline_mb_ms = more_a_mb;
}

static void task_free(Task *task)
{
	if (!task)
		return;
	buf_drop(&task->question);
	arena_close(task->owner);
	free(task);
}

/* Closes the socket, ends the process, reaps it. Returns how it ended. */
static int worker_stop(Worker *worker)
{
	int status;

	close(worker->fd);
	kill(worker->pid, SIGKILL);
	status = child_wait(worker->pid);
	worker->pid = 0;
	share_close(&worker->share);
	buf_drop(&worker->answer);
	return status;
}

void pool_close(Pool *pool)
{
	if (!pool)
		return;
	for (unsigned i = 0; i < pool->count; i++) {
		if (pool->workers[i].pid)
			worker_stop(&pool->workers[i]);
		task_free(pool->workers[i].task);
	}
	for (Task *task = pool->first, *next; task; task = next) {
		next = task->next;
		task_free(task);
	}
	for (size_t i = 0; i < pool->finished.count; i++) {
		arena_close(pool->finished.items[i].worked.arena);
		task_free(pool->finished.items[i].task);
	}
	vec_drop(&pool->finished);
	free(pool);
}

/* --- starting workers ------------------------------------------------------------------------- */

/* What a parser may know of its surroundings: the language, and how a sanitizer is set. */
static const char *const passed_on[] = {"LANG", "LC_ALL", "LC_CTYPE", "ASAN_OPTIONS",
	"UBSAN_OPTIONS"};

static bool has_sanitizer(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return true;
#elif defined(__has_feature)
	return __has_feature(address_sanitizer);
#else
	return false;
#endif
}

static char **environment(Arena *arena)
{
	char **list = arena_array(arena, COUNT(passed_on) + 1, sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < COUNT(passed_on); i++) {
		const char *value = getenv(passed_on[i]);

		if (value)
			list[n++] = (char *)arena_printf(arena, "%s=%s", passed_on[i], value).s;
	}
	return list;
}

/* `shared`: -1 if there is no such memory. */
static bool spawn(const Pool *pool, int fd, int shared, pid_t *pid)
{
	Arena *arena = arena_open();
	posix_spawn_file_actions_t actions;
	char name[] = "lede", worker[] = "--worker";
	char *argv[] = {name, worker, (char *)arena_printf(arena, "%d", WORKER_FD).s,
		(char *)arena_printf(arena, "%d", (int)pool->mode).s, NULL};
	int code;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	/* A worker has nobody to talk to but us; only a sanitizer's report is wanted, where it does
	 * not land on the screens. */
	if (!has_sanitizer() || isatty(STDERR_FILENO))
		posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, fd, WORKER_FD);
	if (shared >= 0)
		posix_spawn_file_actions_adddup2(&actions, shared, WORKER_FD + 1);
	code = child_start("/proc/self/exe", argv, environment(arena), &actions, pid);
	posix_spawn_file_actions_destroy(&actions);
	arena_close(arena);
	errno = code;
	return code == 0;
}

static bool worker_start(const Pool *pool, Worker *worker, Err *err)
{
	int ends[2], bytes = SOCKET_BYTES, shared;
	bool ok;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return err_system(err, "can't start the parser");
	for (size_t i = 0; i < 2; i++)
		setsockopt(ends[i], SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	shared = share_open(&worker->share);
	ok = spawn(pool, ends[1], shared, &worker->pid);
	if (!ok) {
		worker->pid = 0;
		err_system(err, "can't start the parser");
		close(ends[0]);
		share_close(&worker->share);
	}
	close(ends[1]);
	if (shared >= 0)
		close(shared);
	worker->fd = ends[0];
	return ok;
}

/* --- answers ---------------------------------------------------------------------------------- */

/* What it had in hand is done: the next question goes out before the owner of this one hears, who
 * may take as long with the answer as the worker took. */
static void worker_answer(Pool *pool, Worker *worker, const Worked *worked)
{
	*vec_push(&pool->finished) = (Finished){worker->task, *worked};
	worker->task = NULL;
}

static void tell_owners(Pool *pool)
{
	while (pool->finished.count) {
		Finished one = pool->finished.items[0];

		pool->finished.count--;
		memmove(pool->finished.items, pool->finished.items + 1,
			pool->finished.count * sizeof one);
		pool->busy--;
		if (one.task->done)
			one.task->done(one.task->user, &one.worked);
		else
			arena_close(one.worked.arena);
		task_free(one.task);
	}
}

/* The worker is given up, and so is what it had in hand. */
static void worker_fail(Pool *pool, Worker *worker, const char *why)
{
	Worked worked = {.arena = arena_open()};
	int status = worker_stop(worker);

	if (why)
		err_set(&worked.err, ERR_LIMIT, 0, "%s", why);
	else if (WIFSIGNALED(status))
		err_set(&worked.err, ERR_SYSTEM, WTERMSIG(status),
			"it crashed the parser (%s); nothing else is harmed",
			strsignal(WTERMSIG(status)));
	else if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
		err_set(&worked.err, ERR_LIMIT, 0,
			"it takes more memory than the parser may have; it is left out");
	else
		err_set(&worked.err, ERR_SYSTEM, 0,
			"the parser gave up on it; nothing else is harmed");
	log_line(LOG_WARNING, "parser %s", worked.err.text);
	worker_answer(pool, worker, &worked);
}

static void worker_done(Pool *pool, Worker *worker)
{
	Worked worked = {.arena = arena_open()};
	Str frame = buf_give(&worker->answer, worked.arena);

	if (frame_read_answer(frame, worked.arena, &worked)) {
		worker_answer(pool, worker, &worked);
		return;
	}
	arena_close(worked.arena);
	worker_fail(pool, worker, "the parser's answer is not sound; it is left out");
}

/* --- moving bytes ----------------------------------------------------------------------------- */

static bool would_block(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

static void worker_send(Worker *worker)
{
	Task *task = worker->task;
	size_t head = task->question.n;

	while (worker->sent < head + task->body.n) {
		Str rest = worker->sent < head ? str_from_at(buf_str(&task->question), worker->sent)
					       : str_from_at(task->body, worker->sent - head);
		ssize_t n = send(worker->fd, rest.s, rest.n, MSG_NOSIGNAL);

		/* A worker that died is noticed by reading. */
		if (n < 0)
			return;
		worker->sent += (size_t)n;
	}
	buf_drop(&task->question);
	arena_close(task->owner);
	task->owner = NULL;
	task->body = S("");
	worker->sent = 0;
}

/* The worker may go on writing there: nothing is looked at before it is copied. */
static void worker_pick_up(Pool *pool, Worker *worker, uint64_t length)
{
	buf_clear(&worker->answer);
	if (share_fits(&worker->share, length)) {
		buf_bytes(&worker->answer, worker->share.answer, (size_t)length);
		worker_done(pool, worker);
	} else {
		worker_fail(pool, worker, "the parser's answer is not sound; it is left out");
	}
}

static void worker_receive(Pool *pool, Worker *worker)
{
	for (;;) {
		uint64_t length;
		size_t room = CHUNK;
		ssize_t n;

		if (frame_is_shared(buf_str(&worker->answer), &length)) {
			worker_pick_up(pool, worker, length);
			return;
		}
		length = frame_length(buf_str(&worker->answer));

		if (length > MAX_ANSWER) {
			worker_fail(pool, worker,
				"the parser's answer is too large; it is left out");
			return;
		}
		if (length && worker->answer.n >= length) {
			worker_done(pool, worker);
			return;
		}
		if (length)
			room = (size_t)length - worker->answer.n < LARGEST_ROOM
				       ? (size_t)length - worker->answer.n
				       : LARGEST_ROOM;
		else if (length == 0)
			room = FRAME_HEAD - worker->answer.n;
		n = recv(worker->fd, buf_room(&worker->answer, room), room, 0);
		if (n < 0 && would_block())
			return;
		if (n <= 0) {
			worker_fail(pool, worker, NULL);
			return;
		}
		worker->answer.n += (size_t)n;
	}
}

/* Then the memory that it took is free again before the worker has begun. */
static void share_question(const Worker *worker, Task *task)
{
	size_t head = task->question.n, n = head + task->body.n;

	if (!share_fits(&worker->share, n))
		return;
	memcpy(worker->share.question, task->question.s, head);
	if (task->body.n)
		memcpy(worker->share.question + head, task->body.s, task->body.n);
	buf_clear(&task->question);
	frame_point(n, &task->question);
	task->body = S("");
	arena_close(task->owner);
	task->owner = NULL;
}

static void worker_take(const Pool *pool, Worker *worker, Task *task)
{
	worker->task = task;
	worker->sent = 0;
	worker->deadline =
		clock_ms() + pool->deadline_ms +
		(int64_t)((task->question.n + task->body.n) >> 20) * pool->deadline_mb_ms;
	buf_clear(&worker->answer);
	share_question(worker, task);
	worker_send(worker);
}

/* One that died while it was idle, or speaks without being asked, is none. */
static void worker_check(Worker *worker)
{
	char byte;

	if (worker->pid && (recv(worker->fd, &byte, 1, MSG_PEEK) >= 0 || !would_block()))
		worker_stop(worker);
}

/* Gives what waits to whoever is idle, starting workers while there may be more. */
static void hand_out(Pool *pool)
{
	for (unsigned i = 0; i < pool->count && pool->first; i++) {
		Worker *worker = &pool->workers[i];
		Worked worked = {0};
		Task *task = pool->first;

		if (worker->task)
			continue;
		worker_check(worker);
		pool->first = task->next;
		if (!pool->first)
			pool->last = &pool->first;
		if (worker->pid || worker_start(pool, worker, &worked.err)) {
			worker_take(pool, worker, task);
			continue;
		}
		worker->task = task;
		worked.arena = arena_open();
		worker_answer(pool, worker, &worked);
	}
}

/* --- what the owner calls --------------------------------------------------------------------- */

uint64_t pool_post(Pool *pool, const Work *work, WorkDone *done, void *user)
{
	Task *task = memory_alloc(sizeof *task);

	task->number = ++pool->numbers;
	task->done = done;
	task->user = user;
	task->owner = work->owner;
	if (work->owner) {
		task->body = work->bytes;
		frame_question_head(work, &task->question);
	} else {
		frame_question(work, &task->question);
	}
	*pool->last = task;
	pool->last = &task->next;
	pool->busy++;
	return task->number;
}

void pool_expect(Pool *pool, size_t questions)
{
	Err ignored;

	for (unsigned i = 0; i < pool->count && i < questions; i++)
		if (!pool->workers[i].pid)
			worker_start(pool, &pool->workers[i], &ignored);
}

void pool_cancel(Pool *pool, uint64_t number)
{
	for (unsigned i = 0; i < pool->count; i++)
		if (pool->workers[i].task && pool->workers[i].task->number == number)
			pool->workers[i].task->done = NULL;
	for (size_t i = 0; i < pool->finished.count; i++)
		if (pool->finished.items[i].task->number == number)
			pool->finished.items[i].task->done = NULL;
	for (Task **at = &pool->first; *at; at = &(*at)->next) {
		Task *task = *at;

		if (task->number != number)
			continue;
		*at = task->next;
		if (!*at)
			pool->last = at;
		pool->busy--;
		task_free(task);
		return;
	}
}

size_t pool_busy(const Pool *pool)
{
	return pool->busy;
}

size_t pool_polls(Pool *pool, struct pollfd *fds, size_t room, int *timeout_ms)
{
	int64_t now = clock_ms();
	size_t n = 0;

	for (unsigned i = 0; i < pool->count && n < room; i++) {
		const Worker *worker = &pool->workers[i];

		if (!worker->task) {
			/* Somebody is idle while something waits: pool_turn brings them together.
			 */
			if (pool->first)
				*timeout_ms = 0;
			continue;
		}
		fds[n].fd = worker->fd;
		fds[n].events = POLLIN | (worker->task->question.n ? POLLOUT : 0);
		fds[n++].revents = 0;
		clock_wake(timeout_ms, worker->deadline - now);
	}
	return n;
}

void pool_turn(Pool *pool)
{
	int64_t now = clock_ms();

	for (unsigned i = 0; i < pool->count; i++) {
		Worker *worker = &pool->workers[i];

		if (worker->task && worker->task->question.n)
			worker_send(worker);
		if (worker->task)
			worker_receive(pool, worker);
		if (worker->task && now > worker->deadline)
			worker_fail(pool, worker,
				"the parser took too long over it and was stopped");
	}
	hand_out(pool);
	tell_owners(pool);
}

static void keep(void *user, const Worked *worked)
{
	*(Worked *)user = *worked;
}

bool pool_run(Pool *pool, const Work *work, Worked *out)
{
	*out = (Worked){0};
	pool_post(pool, work, keep, out);
	while (!out->arena) {
		struct pollfd fds[MAX_WORKERS];
		int timeout_ms = 60000;
		size_t n = pool_polls(pool, fds, COUNT(fds), &timeout_ms);

		poll(fds, n, timeout_ms);
		pool_turn(pool);
	}
	return out->err.kind == ERR_NONE;
}
