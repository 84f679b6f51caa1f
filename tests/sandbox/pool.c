/* sandbox/pool: workers that answer, crash, stall, lie and die; each costs its own question only.
 * This program is its own worker: confined it runs the real loop, with the sandbox off it is a
 * rogue that does what the question says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/frame.h"
#include "sandbox/pool.h"
#include "sandbox/share.h"

/* --- the rogue */

static void put(int fd, const void *bytes, size_t n)
{
	if (write(fd, bytes, n) < 0)
		_exit(9);
}

static void put_frame(int fd, uint64_t length, uint32_t kind, Str rest)
{
	put(fd, &length, sizeof length);
	put(fd, &kind, sizeof kind);
	put(fd, rest.s, rest.n);
}

/* Nothing of lede's but the first four descriptors, and no environment that tells anything. */
static bool sees_anything(void)
{
	static const char *const known[] = {"LANG=", "LC_", "ASAN_", "UBSAN_"};
	DIR *fds = opendir("/proc/self/fd");
	struct dirent *entry;
	bool sees = false;
	extern char **environ;

	while (fds && (entry = readdir(fds)))
		sees |= atoi(entry->d_name) > 3 && atoi(entry->d_name) != dirfd(fds);
	closedir(fds);
	for (char **at = environ; *at; at++) {
		bool is_known = false;

		for (size_t i = 0; i < COUNT(known); i++)
			is_known |= strncmp(*at, known[i], strlen(known[i])) == 0;
		sees |= !is_known;
	}
	return sees;
}

static void put_length(int fd, uint64_t length)
{
	put(fd, &length, sizeof length);
}

static void misbehave(int fd, const Share *share, Str how)
{
	Err err = {.kind = ERR_FORMAT};
	Buf out = {0};

	if (str_eq(how, S("crash")))
		raise(SIGKILL); /* a sanitizer would catch SIGSEGV */
	else if (str_eq(how, S("memory")))
		_exit(1);
	else if (str_eq(how, S("leave")))
		_exit(0);
	else if (str_eq(how, S("stall")))
		pause();
	else if (str_eq(how, S("half")))
		put_frame(fd, 1000, ANSWER_ERROR, S("x")), _exit(0);
	else if (str_eq(how, S("drip")))
		put_frame(fd, 1000, ANSWER_ERROR, S("x")), pause();
	else if (str_eq(how, S("huge")))
		put_frame(fd, UINT64_MAX / 2, ANSWER_DOC, S(""));
	else if (str_eq(how, S("tiny")))
		put_frame(fd, 1, ANSWER_DOC, S(""));
	else if (str_eq(how, S("garbage")))
		put_frame(fd, 12 + 7, ANSWER_DOC, S("garbage"));
	else if (str_eq(how, S("unknown kind")))
		put_frame(fd, 12, ANSWERS, S(""));
	else if (str_eq(how, S("escape")))
		put_frame(fd, 12 + 15, ANSWER_ERROR, S("\4\0\0\0\0\0\0\0\3\0\0\0\x1b[J"));
	else if (str_eq(how, S("elsewhere")))
		put_length(fd, FRAME_SHARED | (uint64_t)1 << 40);
	else if (str_eq(how, S("nowhere")))
		put_length(fd, FRAME_SHARED | FRAME_HEAD);
	else if (str_eq(how, S("shared garbage")))
		memset(share->answer, 0xff, SHARE_ROOM), put_length(fd, FRAME_SHARED | SHARE_ROOM);
	else if (str_starts_case(how, S("long")))
		snprintf(err.text, sizeof err.text, "%s",
			how.s > share->question && how.s < share->question + SHARE_ROOM ? "shared"
											: "sent");
	else if (str_eq(how, S("twice")))
		frame_answer_found(NULL, 0, &out);
	else if (str_eq(how, S("look")))
		snprintf(err.text, sizeof err.text, "%s", sees_anything() ? "sees" : "blind");
	if (err.text[0])
		frame_answer_error(&err, &out);
	else if (!str_eq(how, S("garbage")))
		frame_answer_found(NULL, 0, &out);
	put(fd, out.s, out.n);
	buf_drop(&out);
}

static int rogue(int fd)
{
	Share share;

	share_take(fd + 1, &share);
	worker_stand_alone(fd);
	for (;;) {
		char bytes[4096];
		uint64_t length = 0;
		size_t n = 0;
		Work work;

		while (!frame_is_shared(str_of(bytes, n), &length) &&
			(n < FRAME_HEAD || n < frame_length(str_of(bytes, n)))) {
			ssize_t got = read(fd, bytes + n, sizeof bytes - n);

			if (got <= 0)
				return 0;
			n += (size_t)got;
		}
		if (frame_read_question(n == FRAME_HEAD ? str_of(share.question, length)
							: str_of(bytes, n),
			    &work))
			misbehave(fd, &share, work.bytes);
	}
}

/* --- the tests */

static Worked ask(Pool *pool, WorkKind kind, const char *bytes)
{
	Work work = {.kind = kind, .bytes = str_from(bytes), .mime = S(""), .url = S("")};
	Worked worked;

	pool_run(pool, &work, &worked);
	return worked;
}

static Pool *rogues(unsigned count)
{
	Pool *pool = pool_open(count, SANDBOX_OFF, NULL);

	assert_non_null(pool);
	return pool;
}

static void assert_fails(Pool *pool, const char *how, const char *says)
{
	Worked worked = ask(pool, WORK_HTML, how);

	if (worked.err.kind == ERR_NONE || !strstr(worked.err.text, says))
		fail_msg("%s: \"%s\" does not say \"%s\"", how, worked.err.text, says);
	assert_null(worked.doc);
	assert_null(worked.parsed);
	arena_close(worked.arena);
}

static void assert_works(Pool *pool)
{
	Worked worked = ask(pool, WORK_DISCOVER, "be good");

	assert_int_equal(worked.err.kind, ERR_NONE);
	arena_close(worked.arena);
}

static void one_death_costs_one_question(void **state)
{
	Pool *pool = rogues(1);

	(void)state;
	assert_works(pool);
	assert_fails(pool, "crash", "crashed the parser");
	assert_works(pool);
	assert_fails(pool, "memory", "memory");
	assert_fails(pool, "leave", "gave up");
	assert_fails(pool, "half", "gave up");
	assert_works(pool);
	pool_close(pool);
}

static void who_stalls_is_stopped(void **state)
{
	Pool *pool = rogues(1);

	(void)state;
	pool_patience(pool, 300, 0);
	assert_fails(pool, "stall", "too long");
	assert_fails(pool, "drip", "too long");
	pool_patience(pool, 20000, 0);
	assert_works(pool);
	pool_close(pool);
}

static void lies_do_not_pass(void **state)
{
	static const char *const lies[] = {"tiny", "garbage", "unknown kind", "escape", "elsewhere",
		"nowhere", "shared garbage"};
	Pool *pool = rogues(1);

	(void)state;
	for (size_t i = 0; i < COUNT(lies); i++) {
		assert_fails(pool, lies[i], "not sound");
		assert_works(pool);
	}
	assert_fails(pool, "huge", "too large");
	pool_close(pool);
}

/* A second answer must not be taken for that of the next question. */
static void who_speaks_unasked_is_replaced(void **state)
{
	Pool *pool = rogues(1);
	Worked worked = ask(pool, WORK_HTML, "twice");

	(void)state;
	assert_int_equal(worked.err.kind, ERR_NONE);
	arena_close(worked.arena);
	assert_fails(pool, "look", "blind");
	pool_close(pool);
}

static void a_worker_sees_nothing_of_its_owner(void **state)
{
	int leaked = open("/dev/null", O_RDONLY);
	Pool *pool;

	(void)state;
	/* Libraries forget O_CLOEXEC, users have secrets in their environment. */
	setenv("LEDE_TEST_SECRET", "hush", 1);
	assert_true(leaked >= 0);
	pool = rogues(1);
	assert_fails(pool, "look", "blind");
	pool_close(pool);
	close(leaked);
}

static size_t children(void)
{
	char path[64], line[4096] = "";
	size_t n = 0;
	FILE *file;
	Str rest, word;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	file = fopen(path, "r");
	if (!file)
		return 0;
	rest = str_from(fgets(line, sizeof line, file));
	fclose(file);
	while (str_word(&rest, &word))
		n++;
	return n;
}

static pid_t only_child(void)
{
	char path[64], line[64] = "";
	FILE *file;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	file = fopen(path, "r");
	if (!file || !fgets(line, sizeof line, file))
		fail_msg("there is no worker");
	fclose(file);
	return (pid_t)atoi(line);
}

static void who_dies_idle_is_replaced_unnoticed(void **state)
{
	Pool *pool = rogues(1);
	pid_t first;

	(void)state;
	assert_works(pool);
	first = only_child();
	assert_int_equal(kill(first, SIGKILL), 0);
	/* Until it is dead. */
	assert_int_equal(waitid(P_PID, (id_t)first, &(siginfo_t){0}, WEXITED | WNOWAIT), 0);
	assert_works(pool);
	assert_int_not_equal(only_child(), first);
	pool_close(pool);
}

static void who_expects_questions_has_workers_before_it_asks(void **state)
{
	Pool *pool = rogues(2);
	pid_t first;

	(void)state;
	assert_int_equal(children(), 0);
	pool_expect(pool, 1);
	pool_expect(pool, 1);
	assert_int_equal(children(), 1);
	first = only_child();
	assert_works(pool);
	assert_int_equal(only_child(), first);
	pool_expect(pool, 500);
	assert_int_equal(children(), 2);
	pool_close(pool);
	assert_int_equal(children(), 0);
}

static void closing_leaves_nobody_behind(void **state)
{
	Pool *pool = rogues(2);
	Work stall = {.kind = WORK_HTML, .bytes = S("stall"), .mime = S(""), .url = S("")};

	(void)state;
	for (int i = 0; i < 3; i++)
		pool_post(pool, &stall, NULL, NULL);
	pool_turn(pool);
	assert_int_equal(children(), 2);
	assert_int_equal(pool_busy(pool), 3);
	pool_close(pool);
	assert_int_equal(children(), 0);
}

typedef struct {
	unsigned answers, failures;
} Tally;

static void count(void *user, const Worked *worked)
{
	Tally *tally = user;

	tally->answers++;
	tally->failures += worked->err.kind != ERR_NONE;
	arena_close(worked->arena);
}

static void drain(Pool *pool)
{
	while (pool_busy(pool)) {
		struct pollfd fds[64];
		int timeout_ms = 1000;
		size_t n = pool_polls(pool, fds, COUNT(fds), &timeout_ms);

		poll(fds, n, timeout_ms);
		pool_turn(pool);
	}
}

static void many_questions_are_all_answered(void **state)
{
	static const char *const how[] = {"good", "crash", "good", "garbage", "leave"};
	Pool *pool = rogues(2);
	Tally tally = {0};

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		Work work = {.kind = WORK_HTML, .mime = S(""), .url = S("")};

		work.bytes = str_from(how[i % COUNT(how)]);
		pool_post(pool, &work, count, &tally);
	}
	drain(pool);
	assert_int_equal(tally.answers, 40);
	assert_int_equal(tally.failures, 24);
	pool_close(pool);
}

static void who_is_cancelled_is_not_heard(void **state)
{
	Work work = {.kind = WORK_HTML, .bytes = S("good"), .mime = S(""), .url = S("")};
	Pool *pool = rogues(1);
	Tally unheard = {0}, heard = {0};
	uint64_t first = pool_post(pool, &work, count, &unheard), second;

	(void)state;
	pool_turn(pool);
	second = pool_post(pool, &work, count, &unheard);
	pool_post(pool, &work, count, &heard);
	pool_cancel(pool, first);
	pool_cancel(pool, second);
	drain(pool);
	assert_int_equal(unheard.answers, 0);
	assert_int_equal(heard.answers, 1);
	pool_close(pool);
}

typedef struct {
	Pool *pool;
	uint64_t other; /* to cancel */
	size_t heard, asked;
} Owner;

static void look_who_is_asked(void *user, const Worked *worked)
{
	Owner *owner = user;
	struct pollfd fds[4];
	int timeout_ms = 1000;

	owner->heard++;
	owner->asked = pool_polls(owner->pool, fds, COUNT(fds), &timeout_ms);
	if (owner->other)
		pool_cancel(owner->pool, owner->other);
	arena_close(worked->arena);
}

static void the_next_question_is_out_before_an_answer_is_used(void **state)
{
	Work work = {.kind = WORK_HTML, .bytes = S("good"), .mime = S(""), .url = S("")};
	Pool *pool = rogues(1);
	Owner first = {.pool = pool};
	Tally tally = {0};

	(void)state;
	pool_post(pool, &work, look_who_is_asked, &first);
	pool_post(pool, &work, count, &tally);
	drain(pool);
	assert_int_equal(first.heard, 1);
	assert_int_equal(first.asked, 1);
	assert_int_equal(tally.answers, 1);
	pool_close(pool);
}

static void who_is_cancelled_by_another_is_not_heard(void **state)
{
	Work work = {.kind = WORK_HTML, .bytes = S("good"), .mime = S(""), .url = S("")};
	Pool *pool = rogues(2);
	Owner first = {.pool = pool}, second = {.pool = pool};
	struct pollfd fds[2];
	int timeout_ms = 1000;
	size_t n;

	(void)state;
	second.other = pool_post(pool, &work, look_who_is_asked, &first);
	first.other = pool_post(pool, &work, look_who_is_asked, &second);
	pool_turn(pool);
	n = pool_polls(pool, fds, COUNT(fds), &timeout_ms);
	assert_int_equal(n, 2);
	/* Both have answered when the pool looks again. */
	for (size_t i = 0; i < n; i++) {
		fds[i].events = POLLIN;
		assert_int_equal(poll(&fds[i], 1, 60000), 1);
	}
	drain(pool);
	assert_int_equal(first.heard + second.heard, 1);
	pool_close(pool);
}

/* --- the real worker, confined */

static void the_real_worker_reads_feeds_and_pages(void **state)
{
	static const char feed[] =
		"<rss version='2.0'><channel><title>Pier News</title><item><guid>1</guid>"
		"<title>Gulls</title><description>Three of "
		"them.</description></item></channel></rss>";
	Pool *pool = pool_open(1, SANDBOX_AUTO, NULL);
	Work work = {.kind = WORK_FEED};
	Worked worked;

	(void)state;
	assert_non_null(pool);
	worked = ask(pool, WORK_FEED, feed);
	assert_int_equal(worked.err.kind, ERR_NONE);
	assert_int_equal(worked.parsed->entry_count, 1);
	assert_true(str_eq(worked.parsed->entries[0].title, S("Gulls")));
	/* What a feed is shown with as a page is not made for the library. */
	assert_int_equal(worked.parsed->entries[0].words, 3);
	assert_int_equal(worked.parsed->entries[0].excerpt.n, 0);
	arena_close(worked.arena);
	worked = ask(pool, WORK_ANY, feed);
	assert_int_equal(worked.parsed->entries[0].words, 3);
	assert_true(str_eq(worked.parsed->entries[0].excerpt, S("Three of them.")));
	arena_close(worked.arena);
	worked = ask(pool, WORK_FEED, "no feed at all");
	assert_int_equal(worked.err.kind, ERR_FORMAT);
	arena_close(worked.arena);
	worked = ask(pool, WORK_HTML, "<p>One &amp; <b>two</b></p>");
	assert_int_equal(worked.err.kind, ERR_NONE);
	assert_int_equal(worked.doc->block_count, 1);
	arena_close(worked.arena);
	/* Handed over with what it lies in. */
	work.owner = arena_open();
	work.bytes = arena_str(work.owner, str_from(feed));
	assert_true(pool_run(pool, &work, &worked));
	assert_int_equal(worked.parsed->entry_count, 1);
	arena_close(worked.arena);
	pool_close(pool);
}

static void what_is_long_crosses_in_shared_memory(void **state)
{
	char question[2 * SHARE_LEAST] = "long";
	Pool *pool = rogues(1);

	(void)state;
	assert_fails(pool, question, "sent");
	memset(question + 4, ' ', sizeof question - 5);
	assert_fails(pool, question, "shared");
	pool_close(pool);
}

/* What is looked at while the other side cuts it off would end the process. */
static void shared_memory_can_not_be_cut(void **state)
{
	Share ours, theirs;
	int fd = share_open(&ours);

	(void)state;
	if (fd < 0)
		skip();
	share_take(fd, &theirs);
	memcpy(ours.question, "ask", 3);
	assert_memory_equal(theirs.question, "ask", 3);
	memcpy(theirs.answer, "say", 3);
	assert_memory_equal(ours.answer, "say", 3);
	assert_int_equal(ftruncate(fd, 0), -1);
	share_close(&theirs);
	share_close(&ours);
	close(fd);
}

/* A file of lede's that happens to have that number. */
static void only_such_memory_is_shared(void **state)
{
	Share theirs;
	int fd = open("/proc/self/exe", O_RDONLY);

	(void)state;
	share_take(fd, &theirs);
	assert_null(theirs.answer);
	close(fd);
}

static void a_megabyte_crosses_both_ways(void **state)
{
	Pool *pool = pool_open(1, SANDBOX_AUTO, NULL);
	Buf html = {0};
	Work work = {.kind = WORK_HTML, .mime = S(""), .url = S("")};
	Worked worked;

	(void)state;
	for (size_t most = 1 << 10; most <= 4 << 20; most *= 4) {
		while (html.n < most)
			buf_add(&html, S("<p>The tide came in at six, and went out again.</p>\n"));
		work.bytes = buf_str(&html);
		assert_true(pool_run(pool, &work, &worked));
		assert_true(worked.doc->text_len > most / 4 * 3);
		arena_close(worked.arena);
	}
	buf_drop(&html);
	pool_close(pool);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_death_costs_one_question),
		cmocka_unit_test(who_stalls_is_stopped),
		cmocka_unit_test(lies_do_not_pass),
		cmocka_unit_test(who_speaks_unasked_is_replaced),
		cmocka_unit_test(a_worker_sees_nothing_of_its_owner),
		cmocka_unit_test(who_dies_idle_is_replaced_unnoticed),
		cmocka_unit_test(who_expects_questions_has_workers_before_it_asks),
		cmocka_unit_test(closing_leaves_nobody_behind),
		cmocka_unit_test(many_questions_are_all_answered),
		cmocka_unit_test(who_is_cancelled_is_not_heard),
		cmocka_unit_test(the_next_question_is_out_before_an_answer_is_used),
		cmocka_unit_test(who_is_cancelled_by_another_is_not_heard),
		cmocka_unit_test(the_real_worker_reads_feeds_and_pages),
		cmocka_unit_test(what_is_long_crosses_in_shared_memory),
		cmocka_unit_test(shared_memory_can_not_be_cut),
		cmocka_unit_test(only_such_memory_is_shared),
		cmocka_unit_test(a_megabyte_crosses_both_ways),
	};

	if (argc == 4 && strcmp(argv[1], "--worker") == 0) {
		int fd = atoi(argv[2]), mode = atoi(argv[3]);

		if (mode != SANDBOX_OFF)
			return worker_main(fd, (SandboxMode)mode);
		return rogue(fd);
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
