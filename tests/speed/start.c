/* How long the program itself takes to its first screen, and how large it gets: start [FOLDER
 * [ITEMS [FEEDS]]]. LEDE names the program. */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/speed/stock.h"

enum { RUNS = 7, PATIENCE_MS = 20000 };

typedef struct {
	int terminal;
	pid_t pid;
	Buf seen;
} Run;

static void start(Run *run, const Stock *stock)
{
	const char *lede = getenv("LEDE") ? getenv("LEDE") : "src/lede";
	struct winsize size = {.ws_row = 40, .ws_col = 120};

	*run = (Run){0};
	run->pid = forkpty(&run->terminal, NULL, NULL, &size);
	if (run->pid == 0) {
		setenv("XDG_DATA_HOME", stock->folder, 1);
		setenv("XDG_STATE_HOME", stock->folder, 1);
		setenv("XDG_CONFIG_HOME", arena_printf(stock->arena, "%s/config", stock->folder).s,
			1);
		setenv("TERM", "xterm-256color", 1);
		execl(lede, lede, (char *)NULL);
		_exit(127);
	}
}

/* Reads what it draws until `text` was in it, or nothing came for `quiet` ms. */
static bool hear(Run *run, const char *text, int quiet)
{
	double until = now_ms() + PATIENCE_MS;

	while (now_ms() < until) {
		struct pollfd poller = {.fd = run->terminal, .events = POLLIN};
		ssize_t n;

		if (text && str_find(buf_str(&run->seen), str_from(text)) >= 0)
			return true;
		if (poll(&poller, 1, quiet) <= 0)
			return false;
		n = read(run->terminal, buf_room(&run->seen, 65536), 65536);
		if (n <= 0)
			return false;
		run->seen.n += (size_t)n;
	}
	return false;
}

static double resident_mb(pid_t pid)
{
	char path[64], line[256];
	double kb = 0;
	FILE *status;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	status = fopen(path, "r");
	while (status && fgets(line, sizeof line, status))
		if (strncmp(line, "VmRSS:", 6) == 0)
			kb = strtod(line + 6, NULL);
	if (status)
		fclose(status);
	return kb / 1024;
}

static void stop(Run *run)
{
	kill(run->pid, SIGTERM);
	hear(run, NULL, 1000);
	close(run->terminal);
	waitpid(run->pid, NULL, 0);
	buf_drop(&run->seen);
}

/* To its first screen, of which the status line is the end; and its size then. */
static double first_screen(const Stock *stock, double *mb)
{
	double times[RUNS], began;
	Run run;

	for (size_t i = 0; i < RUNS; i++) {
		began = now_ms();
		start(&run, stock);
		if (!hear(&run, "FEEDS", PATIENCE_MS)) {
			fprintf(stderr, "the first screen does not come\n");
			exit(1);
		}
		times[i] = now_ms() - began;
		hear(&run, NULL, 300);
		*mb = resident_mb(run.pid);
		stop(&run);
	}
	return percentile(times, RUNS, 50);
}

static void print_growth(const Stock *stock)
{
	double before;
	Run run;

	start(&run, stock);
	hear(&run, "FEEDS", PATIENCE_MS);
	/* Threads that begin later are no part of it. */
	hear(&run, NULL, 2500);
	before = resident_mb(run.pid);
	if (write(run.terminal, "ggj\r", 4) != 4)
		return;
	hear(&run, NULL, 1500);
	if (write(run.terminal, "G", 1) != 1)
		return;
	hear(&run, NULL, 1500);
	figure("the list of all, growth", resident_mb(run.pid) - before, "MB", 12);
	stop(&run);
}

int main(int argc, char **argv)
{
	char number[] = "100", feeds[] = "10", *few[] = {argv[0], NULL, number, feeds, NULL};
	double many_ms, few_ms, mb, few_mb;
	Stock stock, small;

	stock_open(argc, argv, &stock);
	few[1] = (char *)arena_printf(stock.arena, "%s/few", stock.folder).s;
	stock_open(4, few, &small);
	many_ms = first_screen(&stock, &mb);
	few_ms = first_screen(&small, &few_mb);
	figure("start to the first screen", many_ms, "ms", 40);
	figure("the same by that with 100 articles", many_ms / few_ms, "x", 1.3);
	figure("size then", mb, "MB", 25);
	print_growth(&stock);
	stock_close(&small);
	stock_close(&stock);
	return 0;
}
