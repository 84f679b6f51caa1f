/* sandbox/confine: a child locks its door and then misbehaves; each attempt must fail. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"
#include "sandbox/confine.h"

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifndef WITH_ASAN
#define WITH_ASAN 0
#endif

/* What a child's attempt says; a child killed for it counts as failed, too. */
enum { SUCCEEDED = 10, FAILED = 11, NOT_CONFINED = 12 };

/* Each returns whether it had its way. */
static bool read_a_file(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool write_a_file(void)
{
	return open("lede-confine-test", O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool open_by_the_old_call(void)
{
#ifdef SYS_open
	return syscall(SYS_open, "/etc/passwd", O_RDONLY) >= 0;
#else
	return false;
#endif
}

static bool look_at_a_file(void)
{
	struct stat info;

	return stat("/etc/passwd", &info) == 0;
}

static bool remove_a_file(void)
{
	return unlink("lede-confine-test-none") == 0 || errno == ENOENT;
}

static bool make_a_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool make_a_unix_socket(void)
{
	int pair[2];

	return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

static bool connect_a_socket(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	/* On a socket that was there before (descriptor 3, see attempt). */
	return connect(3, (struct sockaddr *)&to, sizeof to) == 0 || errno == ECONNREFUSED;
}

static bool start_a_program(void)
{
	char name[] = "true", *argv[] = {name, NULL}, *environment[] = {NULL};

	execve("/bin/true", argv, environment);
	return false;
}

static bool fork_a_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool trace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool signal_the_parent(void)
{
	return kill(getppid(), 0) == 0;
}

static bool signal_a_thread_of_the_parent(void)
{
	pid_t parent = (pid_t)syscall(SYS_getpid) - 1;

	return syscall(SYS_tgkill, parent, parent, 0) == 0 || errno == ESRCH;
}

static bool make_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0) != MAP_FAILED;
}

static bool write_to_a_new_descriptor(void)
{
	int fd = dup(1);

	return fd >= 0 && write(fd, "", 0) == 0;
}

static bool write_to_a_memory_file(void)
{
	return memfd_create("lede", 0) >= 0;
}

static bool change_the_user(void)
{
	return setuid(getuid()) == 0;
}

static bool read_the_parents_memory(void)
{
	return syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0) == 0;
}

static bool make_a_ring_of_calls(void)
{
#ifdef SYS_io_uring_setup
	char parameters[256] = {0};

	return syscall(SYS_io_uring_setup, 1, parameters) >= 0;
#else
	return false;
#endif
}

static const struct {
	const char *name;
	bool (*run)(void);
	bool by_landlock; /* fails without seccomp, too */
} attempts[] = {
	{"read a file", read_a_file, true},
	{"write a file", write_a_file, true},
	{"open by the old call", open_by_the_old_call, true},
	{"look at a file", look_at_a_file, false},
	{"remove a file", remove_a_file, false},
	{"make a socket", make_a_socket, true},
	{"make a Unix socket", make_a_unix_socket, true},
	{"connect a socket", connect_a_socket, false},
	{"start a program", start_a_program, true},
	{"fork", fork_a_process, false},
	{"trace", trace, false},
	{"signal the parent", signal_the_parent, false},
	{"signal a thread of another", signal_a_thread_of_the_parent, false},
	{"make code", make_code, false},
	{"write to a new descriptor", write_to_a_new_descriptor, true},
	{"write to a memory file", write_to_a_memory_file, true},
	{"change the user", change_the_user, false},
	{"read another's memory", read_the_parents_memory, false},
	{"make a ring of calls", make_a_ring_of_calls, false},
};

/* The status a child ends with that confines itself and then runs `run`. */
static int child(bool (*run)(void))
{
	int status = 0, quiet;
	pid_t pid;
	Err err;

	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		quiet = open("/dev/null", O_WRONLY);
		dup2(quiet, 2); /* a sanitizer may have something to say about the way it ends */
		dup2(socket(AF_INET, SOCK_STREAM, 0), 3);
		_exit(!confine(SANDBOX_AUTO, &err) ? NOT_CONFINED : run() ? SUCCEEDED : FAILED);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void no_attempt_succeeds(void **state)
{
	int broken = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(attempts); i++) {
		int status;

#ifndef HAVE_SECCOMP
		if (!attempts[i].by_landlock)
			continue;
#endif
		status = child(attempts[i].run);
		if (WIFSIGNALED(status) ? WTERMSIG(status) != SIGSYS
					: WEXITSTATUS(status) != FAILED) {
			print_message("# could %s: status %#x\n", attempts[i].name, status);
			broken++;
		}
	}
	assert_int_equal(broken, 0);
}

static bool compute_and_answer(void)
{
	char *room = malloc(1 << 22), read_back;
	time_t now = time(NULL);
	struct tm local;

	if (!room || !localtime_r(&now, &local))
		return false;
	memset(room, 'x', 1 << 22);
	room = realloc(room, 1 << 23);
	free(room);
	fprintf(stderr, "%s %d\n", strerror(ENOENT), local.tm_year);
	return read(0, &read_back, 0) == 0;
}

static void work_is_still_possible(void **state)
{
	int status = child(compute_and_answer);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), SUCCEEDED);
}

static bool take_a_gigabyte(void)
{
	return malloc((size_t)1 << 30) != NULL;
}

static void memory_is_bounded(void **state)
{
	int status = child(take_a_gigabyte);

	(void)state;
	assert_true(WIFEXITED(status));
	/* AddressSanitizer needs terabytes of its own. */
	if (!WITH_ASAN)
		assert_int_equal(WEXITSTATUS(status), FAILED);
}

static bool abort_at_once(void)
{
	abort();
}

static void abort_is_an_abort(void **state)
{
	int status = child(abort_at_once);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void off_means_off(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(confine(SANDBOX_OFF, NULL) && read_a_file() ? SUCCEEDED : FAILED);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), SUCCEEDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_attempt_succeeds),
		cmocka_unit_test(work_is_still_possible),
		cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(abort_is_an_abort),
		cmocka_unit_test(off_means_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
