/* Pages of new articles, fetched with their feeds: which, how they compare, what is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <poll.h>

#include "base/path.h"
#include "config/levels.h"
#include "engine/engine.h"
#include "feed/robots.h"
#include "model/wire.h"
#include "sandbox/pool.h"
#include "store/library.h"
#include "tests/net/server.h"

typedef struct {
	Arena *arena;
	Server *server;
	const char *home, *library, *urls;
	Engine *engine;
	Library *lib;
} Fixture;

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-fulltext-XXXXXX";

	f->arena = arena_open();
	f->server = server_open(NULL);
	f->home = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->library = arena_printf(f->arena, "%s/lede.db", f->home).s;
	f->urls = arena_printf(f->arena, "%s/urls", f->home).s;
	*state = f;
	return file_write(f->urls,
		       arena_printf(f->arena, "http://127.0.0.1:%u/teasers\n",
			       server_port(f->server)),
		       NULL)
		       ? 0
		       : -1;
}

static int teardown(void **state)
{
	Fixture *f = *state;
	static const char *const names[] = {"lede.db", "lede.db-wal", "lede.db-shm", "lede.db-lock",
		"urls"};

	library_close(f->lib);
	engine_close(f->engine);
	server_close(f->server);
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(arena_printf(f->arena, "%s/%s", f->home, names[i]).s);
	rmdir(f->home);
	arena_close(f->arena);
	free(f);
	return 0;
}

static void start(Fixture *f, const char *fulltext, const char *budget, const char *metered)
{
	Levels *levels = levels_new(f->arena);
	EngineOptions how = {.library = f->library,
		.urls = f->urls,
		.workers = 1,
		.levels = levels};

	assert_true(levels_set(levels, LEVEL_CONFIG, S(""), option_find(S("fulltext")),
		str_from(fulltext), NULL));
	assert_true(levels_set(levels, LEVEL_CONFIG, S(""), option_find(S("fulltext-budget")),
		str_from(budget), NULL));
	assert_true(levels_set(levels, LEVEL_CONFIG, S(""), option_find(S("metered")),
		str_from(metered), NULL));
	f->engine = engine_open(&how, NULL);
	assert_non_null(f->engine);
	f->lib = library_open(f->library, LIBRARY_READ, NULL);
	assert_non_null(f->lib);
}

/* The next event of a kind. */
static Event hear(Fixture *f, EventKind kind)
{
	struct pollfd waiting = {.fd = engine_fd(f->engine), .events = POLLIN};
	Event event;

	for (;;) {
		while (!engine_take(f->engine, &event))
			assert_int_equal(poll(&waiting, 1, 30000), 1);
		if (event.kind == kind)
			return event;
		arena_close(event.arena);
	}
}

/* Fetches the feed, and all pages that are wanted; returns how many were. */
static uint32_t update(Fixture *f)
{
	uint32_t pages, done = 0;

	engine_post(f->engine, (Job){.kind = JOB_REFRESH, .force = true});
	pages = hear(f, EVENT_REFRESHED).pages;
	while (done < pages)
		done = hear(f, EVENT_PAGES).done;
	return pages;
}

static Article article(Fixture *f, ItemId id, PageState *page)
{
	Article a;

	assert_true(library_article(f->lib, id, f->arena, &a, NULL));
	assert_true(library_page(f->lib, id, f->arena, page, NULL));
	return a;
}

/* What one reads of it when it is opened; "" if it is not the full text. */
static const char *read_as(Fixture *f, ItemId id, unsigned which)
{
	Event event;
	const char *last = "";

	engine_post(f->engine, (Job){.kind = JOB_ARTICLE, .item = id, .flag = which});
	event = hear(f, EVENT_ARTICLE);
	if (event.full)
		last = arena_strz(f->arena,
			doc_str(event.doc, event.doc->blocks[event.doc->block_count - 1].text));
	arena_close(event.arena);
	return last;
}

#define STORY_END                                                                                  \
	"For the school the winter was the hardest part, since on thirty-one mornings the small "  \
	"boat did not sail at all, and lessons came by mail or not at all."

/* The articles of the feed, of which the last has the first id. */
enum { GONE = 1, WHOLE, FERRY };

static void the_better_text_is_shown_and_neither_is_lost(void **state)
{
	Fixture *f = *state;
	PageState page;
	Article a;

	start(f, "always", "100", "no");
	assert_int_equal(update(f), 3);
	assert_int_equal(server_count(f->server, "/story"), 2);

	a = article(f, FERRY, &page);
	assert_true(page.better);
	assert_true(str_eq(page.note, S("the page has 90 words, the feed 9")));
	assert_true(str_find(a.entry.html, S("on Monday morning …")) >= 0);
	assert_string_equal(read_as(f, FERRY, READ_BETTER), STORY_END);
	assert_string_equal(read_as(f, FERRY, READ_FEED), "");
	assert_int_equal(a.entry.words, 9);

	a = article(f, WHOLE, &page);
	assert_true(page.known && !page.better && a.full.n > 0);
	assert_true(str_eq(page.note, S("the page has 30 words, the feed 30")));
	assert_string_equal(read_as(f, WHOLE, READ_BETTER), "");
	assert_true(strlen(read_as(f, WHOLE, READ_FULL)) > 50);

	a = article(f, GONE, &page);
	assert_true(page.known && !page.better && a.full.n == 0);
	assert_true(str_starts(page.note, S("the page could not be read: ")));
	assert_int_equal(page.tries, 1);
	assert_true(page.due > 1000000000);
}

static void a_page_is_fetched_once(void **state)
{
	Fixture *f = *state;

	start(f, "always", "100", "no");
	update(f);
	server_forget(f->server);
	assert_int_equal(update(f), 0);
	assert_int_equal(server_count(f->server, "/story"), 0);
	assert_int_equal(server_count(f->server, "/missing"), 0);
	/* By hand, with what the server said of it. */
	engine_post(f->engine, (Job){.kind = JOB_FULL_TEXT, .item = WHOLE, .force = true});
	arena_close(hear(f, EVENT_ARTICLE).arena);
	assert_int_equal(server_count(f->server, "/whole"), 1);
	assert_true(str_find(server_asked(f->server, 1), S("If-None-Match: \"3\"")) > 0);
	/* And what is kept is shown without asking. */
	engine_post(f->engine, (Job){.kind = JOB_FULL_TEXT, .item = FERRY});
	arena_close(hear(f, EVENT_ARTICLE).arena);
	assert_int_equal(server_count(f->server, "/story"), 0);
}

static void nothing_is_fetched_where_that_is_not_wanted(void **state)
{
	Fixture *f = *state;

	start(f, "never", "100", "no");
	assert_int_equal(update(f), 0);
	engine_close(f->engine);
	library_close(f->lib);
	start(f, "always", "100", "yes");
	assert_int_equal(update(f), 0);
	assert_int_equal(server_count(f->server, "/story"), 0);
}

static void the_budget_is_kept_and_the_rest_comes_next_time(void **state)
{
	Fixture *f = *state;

	start(f, "always", "2", "no");
	assert_int_equal(update(f), 2);
	assert_int_equal(update(f), 1);
	assert_int_equal(update(f), 0);
}

/* A page that is read by its address is all pages of its article, too. */
static void a_page_is_joined_with_those_that_follow(void **state)
{
	Fixture *f = *state;
	Job job = {.kind = JOB_PAGE, .arena = arena_open()};
	Event event;

	start(f, "never", "1", "no");
	job.text = arena_printf(job.arena, "http://127.0.0.1:%u/story", server_port(f->server));
	engine_post(f->engine, job);
	event = hear(f, EVENT_ARTICLE);
	assert_int_equal(event.doc->block_count, 3);
	assert_true(str_eq(doc_str(event.doc, event.doc->blocks[2].text), S(STORY_END)));
	arena_close(event.arena);
}

/* The site is asked once, whatever it says; what a reader opens by hand is not bound by it. */
static void pages_are_left_alone_where_the_site_wants_it(void **state)
{
	Fixture *f = *state;
	PageState page;

	server_set_robots(f->server,
		"User-agent: *\nDisallow: /\n\nUser-agent: lede\nDisallow: /story\n");
	start(f, "always", "100", "no");
	assert_int_equal(update(f), 3);
	assert_int_equal(server_count(f->server, "/robots.txt"), 1);
	assert_int_equal(server_count(f->server, "/story"), 0);
	assert_int_equal(server_count(f->server, "/whole"), 1);
	article(f, FERRY, &page);
	assert_true(page.known && !page.better && page.due == 0);
	assert_true(str_find(page.note, S("wants no program to fetch")) > 0);

	engine_post(f->engine, (Job){.kind = JOB_FULL_TEXT, .item = FERRY});
	arena_close(hear(f, EVENT_ARTICLE).arena);
	assert_int_equal(server_count(f->server, "/story"), 2);
	assert_int_equal(server_count(f->server, "/robots.txt"), 1);
}

static void a_page_that_cannot_be_had_again_is_told_beside_the_one_kept(void **state)
{
	Fixture *f = *state;
	Event event;

	start(f, "always", "100", "no");
	update(f);
	server_say(f->server, "/story", "502 Bad Gateway\r\n", "");
	engine_post(f->engine, (Job){.kind = JOB_FULL_TEXT, .item = FERRY, .force = true});
	event = hear(f, EVENT_ARTICLE);
	assert_true(event.doc && event.full);
	arena_close(event.arena);
	event = hear(f, EVENT_FAILED);
	assert_int_equal(event.err.code, 502);
}

/* Half a megabyte of it is read, and counts. */
static void a_long_list_of_wishes_is_read_in_part(void **state)
{
	Fixture *f = *state;
	Buf wishes = {0};

	buf_add(&wishes, S("User-agent: *\nDisallow: /story\n"));
	for (unsigned i = 0; wishes.n < 3 * ROBOTS_MOST_BYTES / 2; i++)
		buf_printf(&wishes, "# Disallow: /page-that-went-in-the-year/%u\n", i);
	buf_add(&wishes, S("Disallow: /whole\n"));
	server_set_robots(f->server, buf_z(&wishes));
	start(f, "always", "100", "no");
	update(f);
	assert_int_equal(server_count(f->server, "/robots.txt"), 1);
	assert_int_equal(server_count(f->server, "/story"), 0);
	assert_int_equal(server_count(f->server, "/whole"), 1);
	server_set_robots(f->server, NULL);
	buf_drop(&wishes);
}

static void what_a_site_wants_is_known_the_next_time(void **state)
{
	Fixture *f = *state;
	Str rules;
	int64_t fetched;
	Library *lib;

	server_set_robots(f->server, "User-agent: *\nDisallow: /story\n");
	start(f, "always", "1", "no");
	assert_int_equal(update(f), 1);
	assert_int_equal(server_count(f->server, "/robots.txt"), 1);
	engine_close(f->engine);
	library_close(f->lib);
	start(f, "always", "1", "no");
	assert_int_equal(update(f), 1);
	assert_int_equal(server_count(f->server, "/robots.txt"), 1);

	/* After a day it is asked again. */
	engine_close(f->engine);
	library_close(f->lib);
	lib = library_open(f->library, LIBRARY_WRITE, NULL);
	assert_true(library_robots(lib,
		arena_printf(f->arena, "http://127.0.0.1:%u", server_port(f->server)), f->arena,
		&fetched, &rules, NULL));
	assert_true(str_eq(rules, S("-/story\n")));
	assert_true(library_set_robots(lib,
		arena_printf(f->arena, "http://127.0.0.1:%u", server_port(f->server)),
		fetched - 90000, rules, NULL));
	library_close(lib);
	start(f, "always", "1", "no");
	assert_int_equal(update(f), 1);
	assert_int_equal(server_count(f->server, "/robots.txt"), 2);
}

static void a_site_that_cannot_be_asked_is_left_alone_for_now(void **state)
{
	Fixture *f = *state;
	PageState page;

	server_set_robots(f->server, "");
	start(f, "always", "100", "no");
	assert_int_equal(update(f), 3);
	assert_int_equal(server_count(f->server, "/robots.txt"), 1);
	assert_int_equal(server_count(f->server, "/story"), 0);
	article(f, FERRY, &page);
	assert_true(page.known && page.due > 1000000000 && page.tries == 1);
}

static const Block *embed_of(const Doc *doc, unsigned number)
{
	for (uint32_t i = 0; i < doc->block_count; i++)
		if (doc->blocks[i].kind == BLOCK_EMBED && number-- == 0)
			return &doc->blocks[i];
	return NULL;
}

/* Reads the page with two posts; *more: whether it came a second time, which is then given. */
static Event read_posts(Fixture *f, bool *more)
{
	Job job = {.kind = JOB_PAGE, .arena = arena_open()};
	Event event;

	job.text = arena_printf(job.arena, "http://127.0.0.1:%u/shown", server_port(f->server));
	engine_post(f->engine, job);
	event = hear(f, EVENT_ARTICLE);
	*more = event.more;
	if (!event.more)
		return event;
	assert_int_equal(embed_of(event.doc, 0)->text.len, 0);
	arena_close(event.arena);
	return hear(f, EVENT_ARTICLE);
}

static void posts_are_asked_for_if_that_is_said_and_kept(void **state)
{
	Fixture *f = *state;
	Event event;
	bool more;

	start(f, "never", "1", "no");
	event = read_posts(f, &more);
	assert_false(more);
	arena_close(event.arena);
	assert_int_equal(server_count(f->server, "/api/v1/statuses/10001"), 0);

	engine_post(f->engine,
		(Job){.kind = JOB_SET, .text = S("fetch-posts"), .value = S("yes"), .on = true});
	event = read_posts(f, &more);
	assert_true(more && event.doc);
	assert_true(
		str_eq(doc_str(event.doc, embed_of(event.doc, 0)->text), S("The mast floats.")));
	assert_int_equal(embed_of(event.doc, 1)->text.len, 0);
	arena_close(event.arena);
	assert_int_equal(server_count(f->server, "/api/v1/statuses/10001"), 1);
	assert_int_equal(server_count(f->server, "/api/v1/statuses/10002"), 1);

	/* Both answers count the next time. */
	event = read_posts(f, &more);
	assert_false(more);
	assert_true(
		str_eq(doc_str(event.doc, embed_of(event.doc, 0)->text), S("The mast floats.")));
	arena_close(event.arena);
	assert_int_equal(server_count(f->server, "/api/v1/statuses/10001"), 1);
	assert_int_equal(server_count(f->server, "/api/v1/statuses/10002"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(the_better_text_is_shown_and_neither_is_lost),
		TEST(a_page_is_fetched_once),
		TEST(nothing_is_fetched_where_that_is_not_wanted),
		TEST(the_budget_is_kept_and_the_rest_comes_next_time),
		TEST(a_page_is_joined_with_those_that_follow),
		TEST(posts_are_asked_for_if_that_is_said_and_kept),
		TEST(a_page_that_cannot_be_had_again_is_told_beside_the_one_kept),
		TEST(pages_are_left_alone_where_the_site_wants_it),
		TEST(a_long_list_of_wishes_is_read_in_part),
		TEST(what_a_site_wants_is_known_the_next_time),
		TEST(a_site_that_cannot_be_asked_is_left_alone_for_now),
	};

	if (argc == 4 && strcmp(argv[1], "--worker") == 0)
		return worker_main((int)strtol(argv[2], NULL, 10), SANDBOX_AUTO);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
