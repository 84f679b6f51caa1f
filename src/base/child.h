/* base/child.h: programs that are started in a process of their own, and their end. */
#ifndef LEDE_BASE_CHILD_H
#define LEDE_BASE_CHILD_H

#include <spawn.h>
#include <sys/types.h>

/* Starts a program, looked for in $PATH unless there is a slash in it, with the descriptors that
 * `actions` make. Signals are as at login, and it leads a group of its own: it can be ended with
 * all that it starts, and Ctrl-C at the terminal is for lede alone. Returns 0 or errno. */
int child_start(const char *file, char *const argv[], char *const environment[],
	const posix_spawn_file_actions_t *actions, pid_t *pid);
/* Waits for its end, and returns how it ended, as waitpid has it; 0 if it was no child. */
int child_wait(pid_t pid);

#endif
