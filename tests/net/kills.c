/* lede update killed at any moment, while another lede marks: nothing that was done is lost, no
 * process is left, and what was not done is done next time. LEDE_KILLS: how often. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "store/library.h"
#include "tests/net/home.h"

enum { KILLS = 12, FEEDS = 40, FIRST = 10, ITEMS = 3 /* of a feed */, PATIENCE_MS = 60000 };

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

static int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* In a process group of its own, to which its workers belong. */
static pid_t start_update(void)
{
	const char *program = getenv("lede") ? getenv("lede") : "src/lede";
	pid_t child = fork();

	if (child == 0) {
		setpgid(0, 0);
		if (freopen("/dev/null", "w", stderr) && freopen("/dev/null", "w", stdout))
			execl(program, program, "update", (char *)NULL);
		_exit(127);
	}
	setpgid(child, child);
	return child;
}

/* Its workers end by themselves when it is gone. */
static void await_nobody(pid_t group)
{
	for (int i = 0; i < PATIENCE_MS / 10; i++) {
		if (kill(-group, 0) != 0 && errno == ESRCH)
			return;
		pause_ms(10);
	}
	fail_msg("a worker is left");
}

static IdList list(Library *lib, Arena *arena, const char *text)
{
	IdList ids = {0};
	Query query;
	Err err = {0};

	if (!query_parse(str_from(text), arena, &query, &err) ||
		!library_list(lib, &query, &ids, &err))
		fail_msg("%s: %s", text, err.text);
	arena_keep(arena, ids.ids, ids.count * sizeof *ids.ids);
	return ids;
}

static void assert_sound(Library *lib, Arena *arena)
{
	Ailments what;
	bool sound;
	Str why;
	Err err = {0};

	assert_true(library_sound(lib, &sound, arena, &why, &err));
	if (!sound)
		fail_msg("%.*s", STR_ARG(why));
	assert_true(library_examine(lib, &what, &err));
	assert_int_equal(what.counts + what.orphans + what.hollow, 0);
}

/* Stars the newest article that has none, as another lede would; returns how many have one. */
static size_t star_one(Library *lib, Arena *arena)
{
	IdList without = list(lib, arena, "-starred"), with;

	if (without.count)
		assert_true(
			library_mark(lib, without.ids, 1, ITEM_STARRED, true, NULL, NULL, NULL));
	with = list(lib, arena, "starred");
	return with.count;
}

static void nothing_that_was_done_is_lost_by_a_kill(void **state)
{
	Home *home = *state;
	const char *path = arena_printf(home->arena, "%s/data/lede/lede.db", home->folder).s;
	int kills = getenv("LEDE_KILLS") ? (int)strtol(getenv("LEDE_KILLS"), NULL, 10) : KILLS;
	size_t starred = 0, had = 0, at_work = 0;
	int64_t started = clock_ms(), took;
	Library *lib;

	/* How long it takes, and something to mark. */
	home_subscribe(home, FIRST);
	assert_int_equal(home_lede(home, "update"), 0);
	took = (clock_ms() - started) * FEEDS / FIRST;
	home_subscribe(home, FEEDS);
	for (int i = 0; i < kills; i++) {
		Arena *arena = arena_open();
		size_t before = server_count(home->server, "/feed"), items;
		pid_t update = start_update();
		int status;

		lib = library_open(path, LIBRARY_WRITE, NULL);
		assert_non_null(lib);
		/* Not before it asks, and then at any moment. */
		for (int k = 0; k < PATIENCE_MS && server_count(home->server, "/feed") == before;
			k++)
			pause_ms(1);
		pause_ms(took * i / kills);
		starred = star_one(lib, arena);
		kill(update, SIGKILL);
		assert_int_equal(waitpid(update, &status, 0), update);
		at_work += WIFSIGNALED(status);
		await_nobody(update);
		library_close(lib);
		lib = library_open(path, LIBRARY_WRITE, NULL);
		assert_non_null(lib);
		assert_sound(lib, arena);
		assert_int_equal(list(lib, arena, "starred").count, starred);
		items = list(lib, arena, "").count;
		assert_true(items >= had);
		had = items;
		library_close(lib);
		arena_close(arena);
	}
	assert_true(at_work > 0 && starred > 0);
	/* What was fetched and not kept is not taken for known. */
	assert_int_equal(home_lede(home, "update"), 0);
	lib = library_open(path, LIBRARY_READ, NULL);
	assert_non_null(lib);
	assert_sound(lib, home->arena);
	assert_int_equal(list(lib, home->arena, "").count, FEEDS * ITEMS);
	assert_int_equal(list(lib, home->arena, "starred").count, starred);
	library_close(lib);
}

/* Ctrl-C, while one server does not answer: what was told to be there is kept, and the rest is
 * asked for the next time. */
static void an_interrupt_keeps_what_was_told(void **state)
{
	Home *home = *state;
	const char *program = getenv("lede") ? getenv("lede") : "src/lede";
	size_t told = 0, n = 0;
	int pipe_fds[2], status;
	char line[4096];
	pid_t update;
	FILE *said;

	home_write(home, "config/lede/urls",
		arena_printf(home->arena, "%.*s\n%.*s\n%.*s\n", STR_ARG(home_url(home, "/feed?0")),
			STR_ARG(home_url(home, "/feed?1")), STR_ARG(home_url(home, "/silent"))));
	assert_int_equal(pipe(pipe_fds), 0);
	update = fork();
	if (update == 0) {
		setpgid(0, 0);
		dup2(pipe_fds[1], 1);
		dup2(pipe_fds[1], 2);
		execl(program, program, "update", "--json", (char *)NULL);
		_exit(127);
	}
	close(pipe_fds[1]);
	said = fdopen(pipe_fds[0], "r");
	while (told < 2 && fgets(line, sizeof line, said))
		told += strstr(line, "\"event\":\"feed\"") != NULL;
	assert_int_equal(told, 2);
	kill(update, SIGINT);
	while (fgets(line, sizeof line, said))
		n += strstr(line, "interrupted; what came in is kept") != NULL;
	fclose(said);
	assert_int_equal(n, 1);
	assert_int_equal(waitpid(update, &status, 0), update);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	await_nobody(update);
	assert_int_equal(home_lede(home, "list"), 0);
	assert_said(home, "3\t3\t\tFeed 0");
	assert_said(home, "3\t3\t\tFeed 1");
	/* That server is not to blame. */
	assert_int_equal(home_lede(home, "list --health --json"), 0);
	assert_said(home, "\"health\":\"new\"");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_that_was_done_is_lost_by_a_kill),
		TEST(an_interrupt_keeps_what_was_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
