/* lede update and lede add against a server: what is asked, what is kept, what is said. */
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/path.h"
#include "base/utf8.h"
#include "store/library.h"
#include "tests/net/server.h"

typedef struct {
	Arena *arena;
	Server *server;
	const char *home, *urls;
	char said[8000]; /* by the last command, on stdout and stderr */
} Fixture;

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-update-XXXXXX";

	f->arena = arena_open();
	f->server = server_open(NULL);
	f->home = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->urls = arena_printf(f->arena, "%s/config/lede/urls", f->home).s;
	setenv("XDG_CONFIG_HOME", arena_printf(f->arena, "%s/config", f->home).s, 1);
	setenv("XDG_DATA_HOME", arena_printf(f->arena, "%s/data", f->home).s, 1);
	*state = f;
	return path_make_folder(arena_printf(f->arena, "%s/config/lede", f->home).s, NULL) ? 0 : -1;
}

static int teardown(void **state)
{
	Fixture *f = *state;
	FILE *remove = popen(arena_printf(f->arena, "rm -rf %s", f->home).s, "r");

	pclose(remove);
	server_close(f->server);
	arena_close(f->arena);
	free(f);
	return 0;
}

/* Runs the program; returns its exit status. */
static int lede(Fixture *f, const char *arguments)
{
	const char *program = getenv("lede");
	const char *command =
		arena_printf(f->arena, "%s %s 2>&1", program ? program : "src/lede", arguments).s;
	FILE *pipe = popen(command, "r");
	size_t n = fread(f->said, 1, sizeof f->said - 1, pipe);
	int status = pclose(pipe);

	f->said[n] = '\0';
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* `count` feeds, and then as many addresses where nothing is. */
static void subscribe(Fixture *f, int count, int missing)
{
	Buf urls = {0};

	for (int i = 0; i < count; i++)
		buf_printf(&urls, "http://127.0.0.1:%u/feed?%d\n", server_port(f->server), i);
	for (int i = 0; i < missing; i++)
		buf_printf(&urls, "http://127.0.0.1:%u/missing?%d\n", server_port(f->server), i);
	assert_true(file_write(f->urls, buf_str(&urls), NULL));
	buf_drop(&urls);
}

static size_t count_of(const char *text, const char *word)
{
	size_t count = 0;

	for (; (text = strstr(text, word)); text += strlen(word))
		count++;
	return count;
}

#define assert_said(f, word)                                                                       \
	do {                                                                                       \
		if (!strstr((f)->said, word))                                                      \
			fail_msg("\"%s\" is not in: %s", word, (f)->said);                         \
	} while (0)

static void further_updates_ask_only_whether_there_is_news(void **state)
{
	Fixture *f = *state;

	subscribe(f, 5, 0);
	assert_int_equal(lede(f, "update"), 0);
	assert_said(f, "5 feeds, 15 new articles, ");
	for (size_t time = 0; time < 2; time++) {
		server_forget(f->server);
		assert_int_equal(lede(f, "update"), 0);
		assert_said(f, "5 feeds, 0 new articles, ");
		assert_int_equal(server_count(f->server, "/feed"), 5);
		for (size_t i = 0; i < 5; i++)
			assert_true(str_find(server_asked(f->server, i),
					    S("If-None-Match: \"3\"")) > 0);
	}
	assert_int_equal(lede(f, "list"), 0);
	assert_int_equal(count_of(f->said, "3\t3\t\tFeed "), 5);
}

static void a_server_that_asks_to_be_left_alone_is(void **state)
{
	Fixture *f = *state;
	Str url = arena_printf(f->arena, "http://127.0.0.1:%u/too-many\n", server_port(f->server));

	assert_true(file_write(f->urls, url, NULL));
	assert_int_equal(lede(f, "update"), 1);
	assert_int_equal(server_count(f->server, "/too-many"), 1);
	lede(f, "update");
	assert_int_equal(server_count(f->server, "/too-many"), 1);
}

static void servers_are_told_what_the_config_says(void **state)
{
	Fixture *f = *state;

	subscribe(f, 1, 0);
	assert_true(file_write(arena_printf(f->arena, "%s/config/lede/config", f->home).s,
		S("user-agent Reader/1\n"), NULL));
	assert_int_equal(lede(f, "update"), 0);
	assert_true(str_find(server_asked(f->server, 0), S("\r\nUser-Agent: Reader/1\r\n")) > 0);
}

static void pages_of_articles_are_waited_for(void **state)
{
	Fixture *f = *state;

	assert_true(file_write(f->urls,
		arena_printf(f->arena, "http://127.0.0.1:%u/teasers\n", server_port(f->server)),
		NULL));
	assert_true(file_write(arena_printf(f->arena, "%s/config/lede/config", f->home).s,
		arena_printf(f->arena, "feed http://127.0.0.1:%u/teasers fulltext always\n",
			server_port(f->server)),
		NULL));
	assert_int_equal(lede(f, "update"), 0);
	assert_said(f, "1 feed, 3 new articles, 3 pages of articles, ");
	assert_int_equal(server_count(f->server, "/story"), 2);
	assert_int_equal(lede(f, "update"), 0);
	assert_said(f, "1 feed, 0 new articles, ");
	assert_int_equal(server_count(f->server, "/story"), 2);
}

static void subscribe_to(Fixture *f, const char *path)
{
	assert_true(file_write(f->urls,
		arena_printf(f->arena, "http://127.0.0.1:%u%s\n", server_port(f->server), path),
		NULL));
}

static void a_permanent_move_is_told_after_three_good_answers(void **state)
{
	Fixture *f = *state;

	subscribe_to(f, "/feed-moved");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(lede(f, "list --health"), 0);
		assert_null(strstr(f->said, "has moved"));
		/* The second and third time nothing has changed there. */
		assert_int_equal(lede(f, "update"), 0);
	}
	assert_int_equal(server_count(f->server, "/feed"), 3);
	assert_true(str_find(server_asked(f->server, 5), S("If-None-Match: \"3\"")) > 0);
	assert_int_equal(lede(f, "list --health"), 0);
	assert_said(f, "has moved to http://127.0.0.1");
	assert_said(f, "/feed?moved");
}

static void what_is_gone_is_told_and_not_asked_for_again(void **state)
{
	Fixture *f = *state;

	subscribe_to(f, "/gone");
	assert_int_equal(lede(f, "update"), 1);
	assert_said(f, "this address is gone for good");
	lede(f, "update");
	lede(f, "update");
	assert_int_equal(server_count(f->server, "/gone"), 1);
	assert_int_equal(lede(f, "list --health"), 0);
	assert_said(f, "failed 1 time");
}

static void some_failures_are_told_and_all_are_a_failure(void **state)
{
	Fixture *f = *state;

	subscribe(f, 2, 1);
	assert_int_equal(lede(f, "update"), 0);
	assert_said(f, "/missing?0: ");
	assert_said(f, "3 feeds, 6 new articles, 1 failed");
	subscribe(f, 0, 2);
	assert_int_equal(lede(f, "update --quiet"), 1);
	assert_int_equal(count_of(f->said, "/missing?"), 2);
	assert_int_equal(lede(f, "list --health"), 0);
	assert_said(f, "failed 2 times in a row");
}

static void a_feed_that_works_again_has_no_trouble(void **state)
{
	Fixture *f = *state;

	assert_true(file_write(f->urls, S("http://127.0.0.1:1/feed\n"), NULL));
	assert_int_equal(lede(f, "update"), 1);
	assert_int_equal(lede(f, "list --health"), 0);
	assert_said(f, "failed 1 time");
	subscribe(f, 1, 0);
	assert_int_equal(lede(f, "update"), 0);
	assert_int_equal(lede(f, "list --health"), 0);
	assert_string_equal(f->said, "");
}

static void a_site_leads_to_its_feed_and_to_no_file(void **state)
{
	Fixture *f = *state;
	Buf urls = {0};

	assert_int_equal(
		lede(f, arena_printf(f->arena, "add --folder Sites http://127.0.0.1:%u/site",
				server_port(f->server))
				.s),
		0);
	assert_said(f, "Feed site");
	assert_said(f, "3 articles, the newest:\n   - one\n   - two\n   - three\n");
	assert_true(file_read(f->urls, 10000, &urls, NULL));
	assert_string_equal(buf_z(&urls),
		arena_printf(f->arena, "http://127.0.0.1:%u/feed?site Sites\n",
			server_port(f->server))
			.s);
	buf_drop(&urls);
	assert_int_equal(lede(f, "list"), 0);
	assert_said(f, "3\t3\tSites\tFeed site\t");
}

static const char *address(Fixture *f, const char *path)
{
	return arena_printf(f->arena, "http://127.0.0.1:%u%s", server_port(f->server), path).s;
}

static void assert_urls(Fixture *f, const char *wanted)
{
	Buf urls = {0};

	assert_true(file_read(f->urls, 10000, &urls, NULL));
	assert_string_equal(buf_z(&urls), wanted);
	buf_drop(&urls);
}

static void of_several_feeds_those_chosen_are_added(void **state)
{
	Fixture *f = *state;
	const char *add = arena_printf(f->arena, "add --tag one --tag 'or two' %s </dev/null",
		address(f, "/sites") + strlen("http://"))
				  .s;

	assert_int_equal(lede(f, add), 0);
	assert_said(f, "2  Feed b");
	assert_said(f, "lede add --choose NUMBER, or --all");
	assert_urls(f, arena_printf(f->arena, "%s \"\" one \"or two\"\n", address(f, "/feed?a")).s);
	assert_int_equal(lede(f, arena_printf(f->arena, "%s --choose 3", add).s), 1);
	assert_said(f, "--choose takes numbers from 1 to 2");
	assert_int_equal(lede(f, arena_printf(f->arena, "%s --choose 1,2 --title X", add).s), 1);
	assert_said(f, "a title is for one feed");
	assert_int_equal(lede(f, arena_printf(f->arena, "%s --choose 2 --title X", add).s), 0);
	assert_urls(f, arena_printf(f->arena, "%s \"\" one \"or two\"\n%s \"\" one \"or two\" ~X\n",
			       address(f, "/feed?a"), address(f, "/feed?b"))
			       .s);
	assert_int_equal(remove(f->urls), 0);
	assert_int_equal(lede(f, arena_printf(f->arena, "%s --all", add).s), 0);
	assert_int_equal(lede(f, "list"), 0);
	assert_int_equal(count_of(f->said, "3\t3\t"), 2);
}

static void a_site_that_names_no_feed_may_have_one(void **state)
{
	Fixture *f = *state;

	assert_int_equal(lede(f, arena_printf(f->arena, "add %s", address(f, "/nameless")).s), 0);
	assert_urls(f, arena_printf(f->arena, "%s\n", address(f, "/feed")).s);
}

static void what_names_no_feed_is_not_added(void **state)
{
	Fixture *f = *state;

	assert_int_equal(lede(f, arena_printf(f->arena, "add http://127.0.0.1:%u/missing",
					 server_port(f->server))
					 .s),
		1);
	assert_int_equal(access(f->urls, F_OK), -1);
}

/* As if its server had said so with three good answers. */
static void move_feed(Fixture *f, const char *from, const char *to)
{
	const char *path = arena_printf(f->arena, "%s/data/lede/lede.db", f->home).s;
	Library *lib = library_open(path, LIBRARY_WRITE, NULL);
	const Feed *feeds;
	size_t count;
	FeedState state;

	assert_true(library_feeds(lib, f->arena, &feeds, &count, NULL));
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(feeds[i].url, str_from(from)))
			continue;
		assert_true(library_state(lib, feeds[i].id, f->arena, &state, NULL));
		state.moved_to = str_from(to);
		state.moved_count = 3;
		assert_true(library_set_state(lib, feeds[i].id, &state, NULL));
	}
	library_close(lib);
}

static void a_feed_that_moved_takes_its_articles_along(void **state)
{
	Fixture *f = *state;
	const char *old = address(f, "/feed?old"), *new = address(f, "/feed?new");

	assert_true(file_write(f->urls, arena_printf(f->arena, "# mine\n%s News \"~My\"\n", old),
		NULL));
	assert_int_equal(lede(f, "update"), 0);
	move_feed(f, old, new);
	assert_int_equal(lede(f, "list --health"), 0);
	assert_said(f, "has moved to");
	/* There is nobody to ask. */
	assert_int_equal(lede(f, "doctor </dev/null"), 1);
	assert_said(f, "--apply");
	assert_urls(f, arena_printf(f->arena, "# mine\n%s News \"~My\"\n", old).s);
	assert_int_equal(lede(f, "doctor --apply feeds"), 0);
	assert_urls(f, arena_printf(f->arena, "# mine\n%s News \"~My\"\n", new).s);
	assert_int_equal(lede(f, "list"), 0);
	assert_said(f, "3\t3\tNews\tMy\t");
	assert_int_equal(lede(f, "doctor"), 0);
	assert_said(f, "all is well");
}

static void of_two_addresses_of_one_feed_the_old_one_goes(void **state)
{
	Fixture *f = *state;
	const char *old = address(f, "/feed?old"), *new = address(f, "/feed?new");

	assert_true(file_write(f->urls, arena_printf(f->arena, "%s a\n%s b\n", old, new), NULL));
	assert_int_equal(lede(f, "update"), 0);
	move_feed(f, old, new);
	assert_int_equal(lede(f, "doctor feeds --apply"), 0);
	assert_urls(f, arena_printf(f->arena, "# unsubscribed: %s a\n%s b\n", old, new).s);
}

static void the_doctor_asks_again_what_failed(void **state)
{
	Fixture *f = *state;
	const char *library = arena_printf(f->arena, "%s/data/lede/lede.db", f->home).s;
	Library *lib;
	const Feed *feeds;
	size_t count;
	FeedState failed = {.checked = 1700000000,
		.failures = 9,
		.trouble = S("it failed"),
		.trouble_since = 1690000000};

	subscribe(f, 1, 1);
	assert_int_equal(lede(f, "update"), 0);
	lib = library_open(library, LIBRARY_WRITE, NULL);
	assert_true(library_feeds(lib, f->arena, &feeds, &count, NULL));
	assert_true(library_set_state(lib, feeds[0].id, &failed, NULL));
	library_close(lib);
	assert_int_equal(lede(f, "list --json --health"), 0);
	assert_said(f,
		"\"trouble\":\"it failed\",\"since\":\"2023-07-22T04:26:40Z\",\"failures\":9");
	assert_int_equal(lede(f, "doctor"), 1);
	assert_said(f, "2 feeds were asked again, 1 of them in vain");
	assert_said(f, "failed 1 time in a row");
	assert_int_equal(lede(f, "doctor nonsense"), 2);
}

static void words_choose_feeds(void **state)
{
	static const struct {
		const char *query;
		size_t count; /* of feeds asked */
	} cases[] = {{"in:News", 2}, {"in:news/local", 1}, {"tag:odd", 1}, {"mine", 1},
		{"feed:?0 OR feed:?1", 2}, {"-in:News", 1}, {"/[01]$/", 2}, {"url:feed", 3},
		{"unread", 3}, {"older:1d", 0}, {"", 3}};
	Fixture *f = *state;

	assert_true(file_write(f->urls,
		arena_printf(f->arena, "%s News\n%s News/Local odd\n%s \"\" \"~Mine, too\"\n",
			address(f, "/feed?0"), address(f, "/feed?1"), address(f, "/feed?2")),
		NULL));
	assert_int_equal(lede(f, "update"), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		server_forget(f->server);
		assert_int_equal(
			lede(f, arena_printf(f->arena, "update --only '%s'", cases[i].query).s),
			cases[i].count ? 0 : 1);
		assert_int_equal(server_count(f->server, "/feed"), cases[i].count);
		if (cases[i].count == 0)
			assert_said(f, "no feed fits \"older:1d\"");
	}
	assert_int_equal(lede(f, "update --only len:5"), 1);
	assert_said(f, "asks about articles");
	server_forget(f->server);
	assert_int_equal(lede(f, "update --due"), 0);
	assert_said(f, "no feed is due");
	assert_int_equal(server_count(f->server, "/feed"), 0);
}

static void what_is_gone_is_asked_only_by_force(void **state)
{
	Fixture *f = *state;

	assert_true(file_write(f->urls,
		arena_printf(f->arena, "%s\n%s\n", address(f, "/gone"), address(f, "/feed?0")),
		NULL));
	lede(f, "update");
	assert_int_equal(server_count(f->server, "/gone"), 1);
	assert_int_equal(lede(f, "update"), 0);
	assert_int_equal(lede(f, "update --only gone"), 0);
	assert_said(f, "--force asks them again");
	assert_int_equal(server_count(f->server, "/gone"), 1);
	assert_int_equal(lede(f, "update --only gone --force"), 1);
	assert_int_equal(server_count(f->server, "/gone"), 2);
}

static void events_are_objects_on_lines(void **state)
{
	Fixture *f = *state;

	subscribe(f, 2, 1);
	assert_true(file_write(f->urls,
		arena_printf(f->arena, "%s\n%s\n%s\n", address(f, "/feed?x"),
			address(f, "/missing"), address(f, "/too-many")),
		NULL));
	lede(f, "update --only too-many");
	assert_int_equal(lede(f, "update --json"), 0);
	for (char *line = strtok(f->said, "\n"); line; line = strtok(NULL, "\n")) {
		const Json *event = json_read(str_from(line), f->arena, NULL);
		Str kind = json_str(event, S("event"));

		assert_non_null(event);
		if (str_eq(kind, S("end"))) {
			assert_int_equal((int)json_real_of(event, S("feeds"), 0), 3);
			assert_int_equal((int)json_real_of(event, S("new"), 0), 3);
			assert_int_equal((int)json_real_of(event, S("failed"), 0), 1);
			assert_int_equal((int)json_real_of(event, S("left_alone"), 0), 1);
			return;
		}
		assert_true(str_eq(kind, S("feed")));
		if (str_ends(json_str(event, S("url")), S("x"))) {
			assert_true(str_eq(json_str(event, S("health")), S("good")));
			assert_int_equal((int)json_real_of(event, S("new"), 0), 3);
		} else {
			assert_true(str_eq(json_str(event, S("health")), S("failed")));
			assert_true(json_str(event, S("trouble")).n > 0);
		}
	}
	fail_msg("there is no end");
}

static void what_is_said_to_cron_is_short(void **state)
{
	Fixture *f = *state;

	subscribe(f, 1, 40);
	assert_int_equal(lede(f, "update"), 0);
	assert_int_equal(count_of(f->said, "\n"), 17);
	assert_said(f, "and 25 more; ");
	assert_int_equal(lede(f, "update -q --strict"), 3);
	assert_int_equal(count_of(f->said, "\n"), 16);
	subscribe(f, 1, 0);
	assert_int_equal(lede(f, "update -q"), 0);
	assert_string_equal(f->said, "");
	assert_int_equal(lede(f, "update --strict -j1"), 2);
	assert_int_equal(lede(f, "update --strict --jobs 1"), 0);
}

/* All that a terminal of so many columns gets to see. */
static Str on_terminal(Fixture *f, unsigned short cols)
{
	const char *program = getenv("lede") ? getenv("lede") : "src/lede";
	struct winsize size = {.ws_row = 24, .ws_col = cols};
	Buf seen = {0};
	int terminal;
	pid_t child = forkpty(&terminal, NULL, NULL, &size);
	ssize_t n;

	assert_true(child >= 0);
	if (child == 0) {
		setenv("TERM", "xterm", 1);
		execl(program, program, "update", (char *)NULL);
		_exit(127);
	}
	while ((n = read(terminal, buf_room(&seen, 4096), 4096)) > 0)
		seen.n += (size_t)n;
	close(terminal);
	waitpid(child, NULL, 0);
	return buf_take(&seen, f->arena);
}

static void a_bar_stays_within_its_line(void **state)
{
	Fixture *f = *state;
	Str seen, line, last = {0};
	size_t drawn = 0;

	subscribe(f, 5, 0);
	seen = on_terminal(f, 20);
	/* It is taken away before the sum. */
	assert_true(str_find(seen, S("\r\033[J5 feeds, 15 new articles, ")) >= 0);
	seen = str_slice(seen, 0, (size_t)str_find(seen, S("\033[J")));
	while (str_cut(&seen, '\r', &line)) {
		if (!str_ends(line, S("\033[K")))
			continue;
		assert_in_range(utf8_width(str_slice(line, 0, line.n - 3)), 3, 19);
		last = line;
		drawn++;
	}
	assert_true(drawn > 0);
	assert_true(str_starts(last, S("5/5")));
	assert_true(str_find(on_terminal(f, 100), S("5/5  ▕████████████████████████▏")) >= 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* Another lede, here this process, updates: the command says so, and waits. */
static void updates_take_turns(void **state)
{
	Fixture *f = *state;
	const char *path = arena_printf(f->arena, "%s/data/lede/lede.db", f->home).s;
	const char *program = getenv("lede");
	Library *lib;
	FILE *pipe;
	char line[200];
	size_t n;

	subscribe(f, 2, 0);
	lib = library_open(path, LIBRARY_WRITE, NULL);
	assert_true(library_claim(lib, NULL));
	pipe = popen(arena_printf(f->arena, "%s update 2>&1", program ? program : "src/lede").s,
		"r");
	assert_non_null(fgets(line, sizeof line, pipe));
	snprintf(f->said, sizeof f->said,
		"another lede (process %d) is updating the library;"
		" waiting for it to end\n",
		(int)getpid());
	assert_string_equal(line, f->said);
	assert_int_equal(server_count(f->server, "/feed"), 0);
	library_close(lib);
	n = fread(f->said, 1, sizeof f->said - 1, pipe);
	f->said[n] = '\0';
	assert_int_equal(pclose(pipe), 0);
	assert_said(f, "2 feeds, 6 new articles, ");
}

static void a_feed_keeps_what_the_config_says(void **state)
{
	Fixture *f = *state;

	subscribe(f, 2, 0);
	assert_true(file_write(arena_printf(f->arena, "%s/config/lede/config", f->home).s,
		arena_printf(f->arena, "keep 90d\nfeed http://127.0.0.1:%u/feed?1 keep 1\n",
			server_port(f->server)),
		NULL));
	assert_int_equal(lede(f, "update"), 0);
	assert_int_equal(lede(f, "list"), 0);
	assert_said(f, "3\t3\t");
	assert_said(f, "1\t1\t");
	server_forget(f->server);
	assert_int_equal(lede(f, "update"), 0);
	assert_said(f, "2 feeds, 0 new articles, ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(further_updates_ask_only_whether_there_is_news),
		TEST(a_server_that_asks_to_be_left_alone_is),
		TEST(servers_are_told_what_the_config_says),
		TEST(pages_of_articles_are_waited_for),
		TEST(a_permanent_move_is_told_after_three_good_answers),
		TEST(what_is_gone_is_told_and_not_asked_for_again),
		TEST(some_failures_are_told_and_all_are_a_failure),
		TEST(a_feed_that_works_again_has_no_trouble),
		TEST(a_site_leads_to_its_feed_and_to_no_file),
		TEST(of_several_feeds_those_chosen_are_added),
		TEST(a_site_that_names_no_feed_may_have_one),
		TEST(what_names_no_feed_is_not_added),
		TEST(a_feed_that_moved_takes_its_articles_along),
		TEST(of_two_addresses_of_one_feed_the_old_one_goes),
		TEST(the_doctor_asks_again_what_failed),
		TEST(words_choose_feeds),
		TEST(what_is_gone_is_asked_only_by_force),
		TEST(events_are_objects_on_lines),
		TEST(what_is_said_to_cron_is_short),
		TEST(a_bar_stays_within_its_line),
		TEST(updates_take_turns),
		TEST(a_feed_keeps_what_the_config_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
