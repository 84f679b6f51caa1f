#include "engine/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"

extern char **environ;

enum {
	AT_ONCE = 4,
	CHUNK = 1 << 16,
	COMPLAINT = 4096,    /* the end of what it wrote to standard error */
	A_TURN = 16 * CHUNK, /* read of that at a time: it may never fall silent */
	LOOK_MS = 50,        /* between looks whether it has ended */
	MAX_NAME = 60,
};

typedef struct Run {
	struct Run *next;
	uint64_t number;
	Arena *arena;
	Program program; /* text in the arena */
	ProgramDone *done;
	void *user;
	pid_t pid; /* 0: waits for its turn */
	int in, out, err;
	size_t sent;
	Buf output, complaint;
	int64_t deadline;
	bool over; /* too much, or too late: `failure` says it */
	Err failure;
} Run;

struct Programs {
	Run *first;
	size_t running;
	uint64_t numbers;
};

Programs *programs_open(void)
{
	return memory_alloc(sizeof(Programs));
}

/* Arguments may hold secrets: only the program is named. */
static Str name_of(const Run *run)
{
	Str rest = run->program.command, word = {0};

	str_word(&rest, &word);
	return utf8_fit(word, MAX_NAME);
}

/* --- starting --------------------------------------------------------------------------------- */

static bool wants_shell(Str command)
{
	Str word = {0}, rest = command;

	for (size_t i = 0; i < command.n; i++)
		if (strchr("|&;<>()$`\\\"'*?[]{}!#\n", command.s[i]))
			return true;
	/* "LANG=C program" */
	return str_word(&rest, &word) && str_find_char(word, '=') >= 0;
}

static char **argv_of(const Run *run)
{
	static char shell[] = "/bin/sh", option[] = "-c";
	VEC(char *) argv = {0};
	Str rest = run->program.command, word;

	if (wants_shell(rest)) {
		*vec_push_in(&argv, run->arena) = shell;
		*vec_push_in(&argv, run->arena) = option;
		*vec_push_in(&argv, run->arena) = arena_strz(run->arena, rest);
	} else {
		while (str_word(&rest, &word))
			*vec_push_in(&argv, run->arena) = (char *)path_expand(run->arena, word);
	}
	*vec_push_in(&argv, run->arena) = NULL;
	return argv.items;
}

static int spawn(Run *run, const int ends[3])
{
	char **argv = argv_of(run);
	posix_spawn_file_actions_t actions;
	int code;

	if (!argv[0])
		return ENOENT;
	posix_spawn_file_actions_init(&actions);
	for (int fd = 0; fd < 3; fd++)
		posix_spawn_file_actions_adddup2(&actions, ends[fd], fd);
	code = child_start(argv[0], argv, environ, &actions, &run->pid);
	posix_spawn_file_actions_destroy(&actions);
	return code;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static bool run_start(Run *run)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1}, code = -1;

	if (pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0)
		code = spawn(run, (int[]){in[0], out[1], err[1]});
	else
		code = errno;
	close_end(&in[0]);
	close_end(&out[1]);
	close_end(&err[1]);
	run->in = in[1];
	run->out = out[0];
	run->err = err[0];
	if (code != 0) {
		run->pid = 0;
		errno = code;
		return err_system(&run->failure, "%.*s can't be started", STR_ARG(name_of(run)));
	}
	fcntl(run->in, F_SETFL, O_NONBLOCK);
	fcntl(run->out, F_SETFL, O_NONBLOCK);
	fcntl(run->err, F_SETFL, O_NONBLOCK);
	run->deadline = clock_ms() + run->program.timeout_ms;
	return true;
}

uint64_t program_start(Programs *programs, const Program *program, ProgramDone *done, void *user)
{
	Arena *arena = arena_open();
	Run *run = arena_alloc(arena, sizeof *run), **last = &programs->first;

	run->number = ++programs->numbers;
	run->arena = arena;
	run->program = *program;
	run->program.command = arena_str(arena, program->command);
	run->program.input = arena_str(arena, program->input);
	run->done = done;
	run->user = user;
	run->in = run->out = run->err = -1;
	while (*last)
		last = &(*last)->next;
	*last = run;
	return run->number;
}

/* --- ending ----------------------------------------------------------------------------------- */

static void run_close(Programs *programs, Run *run)
{
	Run **at = &programs->first;

	while (*at != run)
		at = &(*at)->next;
	*at = run->next;
	close_end(&run->in);
	close_end(&run->out);
	close_end(&run->err);
	if (run->pid) {
		kill(-run->pid, SIGKILL);
		child_wait(run->pid);
		programs->running--;
	}
	buf_drop(&run->output);
	buf_drop(&run->complaint);
	arena_close(run->arena);
}

void program_cancel(Programs *programs, uint64_t number)
{
	Run *run = programs->first;

	while (run && run->number != number)
		run = run->next;
	if (run)
		run_close(programs, run);
}

void programs_close(Programs *programs)
{
	if (!programs)
		return;
	while (programs->first)
		run_close(programs, programs->first);
	free(programs);
}

static Str last_line(const Run *run)
{
	Str text = str_trim(buf_str(&run->complaint));
	ptrdiff_t end = str_rfind_char(text, '\n');
	Buf clean = {0};

	utf8_clean(str_trim(str_from_at(text, (size_t)(end + 1))), &clean);
	text = buf_take(&clean, run->arena);
	buf_drop(&clean);
	return text;
}

/* How it ended is the answer. */
static void judge(Run *run, int status)
{
	Str name = name_of(run), line = last_line(run);

	if (run->over || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return;
	if (WIFSIGNALED(status))
		err_set(&run->failure, ERR_SYSTEM, 0, "%.*s was ended by a signal (%s)",
			STR_ARG(name), strsignal(WTERMSIG(status)));
	else if (line.n)
		err_set(&run->failure, ERR_SYSTEM, 0, "%.*s ended with status %d: %.*s",
			STR_ARG(name), WEXITSTATUS(status), STR_ARG(line));
	else
		err_set(&run->failure, ERR_SYSTEM, 0,
			"%.*s ended with status %d and said nothing; run it by hand", STR_ARG(name),
			WEXITSTATUS(status));
}

static void run_answer(Programs *programs, Run *run)
{
	Str output = run->failure.kind == ERR_NONE ? buf_str(&run->output) : S("");
	Buf kept = run->output;
	Err err = run->failure;
	ProgramDone *done = run->done;
	void *user = run->user;

	run->output = (Buf){0};
	run_close(programs, run);
	done(user, output, &err);
	buf_drop(&kept);
}

/* --- while it runs ---------------------------------------------------------------------------- */

/* The engine thread has SIGPIPE blocked: a program that does not read its input is no trouble. */
static void run_send(Run *run)
{
	Str input = run->program.input;

	while (run->in >= 0 && run->sent < input.n) {
		ssize_t n = write(run->in, input.s + run->sent, input.n - run->sent);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0)
			break;
		run->sent += (size_t)n;
	}
	close_end(&run->in);
}

/* What is there, until there are more than `most`; the end closes it. */
static void receive(int *fd, Buf *out, size_t most)
{
	while (*fd >= 0 && out->n <= most) {
		ssize_t n = read(*fd, buf_room(out, CHUNK), CHUNK);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0)
			close_end(fd);
		else
			out->n += (size_t)n;
	}
}

static void receive_complaint(Run *run)
{
	receive(&run->err, &run->complaint, A_TURN);
	if (run->complaint.n > COMPLAINT) {
		size_t surplus = run->complaint.n - COMPLAINT;

		memmove(run->complaint.s, run->complaint.s + surplus, COMPLAINT);
		run->complaint.n = COMPLAINT;
	}
}

static void stop(Run *run)
{
	run->over = true;
	kill(-run->pid, SIGKILL);
}

/* True once it has ended, and all it wrote is here. What it left in the background is not waited
 * for. */
static bool run_turn(Run *run)
{
	siginfo_t ended = {0};
	int status;

	run_send(run);
	receive(&run->out, &run->output, run->program.max_bytes);
	receive_complaint(run);
	if (!run->over && run->output.n > run->program.max_bytes) {
		err_set(&run->failure, ERR_LIMIT, 0, "%.*s wrote more than %zu MB",
			STR_ARG(name_of(run)), (run->program.max_bytes + (1 << 20) - 1) >> 20);
		stop(run);
	} else if (!run->over && clock_ms() >= run->deadline) {
		err_set(&run->failure, ERR_LIMIT, 0, "%.*s took longer than %u seconds",
			STR_ARG(name_of(run)), run->program.timeout_ms / 1000);
		stop(run);
	}
	if (waitid(P_PID, (id_t)run->pid, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 ||
		ended.si_pid == 0)
		return false;
	if (!run->over)
		receive(&run->out, &run->output, run->program.max_bytes);
	receive_complaint(run);
	/* Before it is reaped: then nobody else can have its number. */
	kill(-run->pid, SIGKILL);
	status = child_wait(run->pid);
	run->pid = 0;
	judge(run, status);
	return true;
}

void programs_turn(Programs *programs)
{
	Run *next;

	for (Run *run = programs->first; run; run = next) {
		next = run->next;
		if (run->pid == 0 && programs->running >= AT_ONCE)
			continue;
		if (run->pid == 0 && run_start(run)) {
			programs->running++;
			run_send(run);
		} else if (run->pid == 0) {
			run_answer(programs, run);
			next = programs->first;
		} else if (run_turn(run)) {
			programs->running--;
			run_answer(programs, run);
			/* What was called may have cancelled any of them. */
			next = programs->first;
		}
	}
}

size_t programs_polls(Programs *programs, struct pollfd *fds, size_t room, int *timeout_ms)
{
	size_t n = 0;

	for (Run *run = programs->first; run; run = run->next) {
		if (run->pid == 0 && programs->running < AT_ONCE)
			*timeout_ms = 0;
		if (run->pid && *timeout_ms > LOOK_MS)
			*timeout_ms = LOOK_MS;
		if (run->in >= 0 && n < room)
			fds[n++] = (struct pollfd){.fd = run->in, .events = POLLOUT};
		if (run->out >= 0 && n < room)
			fds[n++] = (struct pollfd){.fd = run->out, .events = POLLIN};
		if (run->err >= 0 && n < room)
			fds[n++] = (struct pollfd){.fd = run->err, .events = POLLIN};
	}
	return n;
}
