/* engine: jobs posted, events heard; feeds come from files, parsed in real workers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "engine/engine.h"
#include "sandbox/pool.h"
#include "store/library.h"

static char folder[] = "/tmp/lede-test-XXXXXX";

static const char *in_folder(Arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name).s;
}

static const char feed_one[] =
	"<rss version='2.0'><channel><title>Pier News</title><link>https://pier.example/</link>"
	"<item><title>Gulls return</title><guid>g1</guid><link>https://pier.example/gulls</link>"
	"<pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate>"
	"<description>&lt;p&gt;The gulls are &lt;b&gt;back&lt;/b&gt;.&lt;/p&gt;</description>"
	"<enclosure url='https://pier.example/gulls.mp3' type='audio/mpeg' length='9'/></item>"
	"<item><title>Tide tables</title><guid>g2</guid>"
	"<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate><description>Low.</description></item>"
	"</channel></rss>";

static int set_up(void **state)
{
	Arena *arena = arena_open();
	Buf urls = {0};
	bool ok = mkdtemp(folder) != NULL;

	(void)state;
	buf_printf(&urls, "file:%s/one.xml News\nfile:%s/none.xml\n", folder, folder);
	ok = ok && file_write(in_folder(arena, "one.xml"), str_from(feed_one), NULL) &&
	     file_write(in_folder(arena, "urls"), buf_str(&urls), NULL) &&
	     file_write(in_folder(arena, "page.txt"),
		     S("A headline\n\nThe first paragraph of a text that is long enough to be "
		       "read.\n"),
		     NULL);
	buf_drop(&urls);
	arena_close(arena);
	return ok ? 0 : 1;
}

static int tear_down(void **state)
{
	static const char *const names[] = {"one.xml", "urls", "page.txt", "lede.db", "lede.db-wal",
		"lede.db-shm", "lede.db-lock"};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(in_folder(arena, names[i]));
	arena_close(arena);
	return rmdir(folder);
}

static Engine *start_so(Arena *arena, bool watch)
{
	EngineOptions options = {.library = in_folder(arena, "lede.db"),
		.urls = in_folder(arena, "urls"),
		.watch = watch,
		.workers = 1};
	Err err = {0};
	Engine *engine = engine_open(&options, &err);

	if (!engine)
		print_error("%s\n", err.text);
	assert_non_null(engine);
	return engine;
}

static Engine *start(Arena *arena)
{
	return start_so(arena, false);
}

/* The next event of a kind; others are let go. Thirty seconds without one fail. */
static Event hear(Engine *engine, EventKind kind)
{
	struct pollfd waiting = {.fd = engine_fd(engine), .events = POLLIN};
	Event event;

	for (;;) {
		while (!engine_take(engine, &event))
			assert_int_equal(poll(&waiting, 1, 30000), 1);
		if (event.kind == kind)
			return event;
		if (event.kind == EVENT_FAILED && kind != EVENT_FAILED)
			print_error("failed: %s\n", event.err.text);
		arena_close(event.arena);
	}
}

static Event list_all(Engine *engine)
{
	Arena *arena = arena_open();
	Event event;

	engine_post(engine, (Job){.kind = JOB_LIST, .arena = arena, .query = query_for_all(arena)});
	event = hear(engine, EVENT_LIST);
	assert_true(event.whole);
	return event;
}

static void local_feeds_are_read_at_the_start(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Library *lib = library_open(in_folder(arena, "lede.db"), LIBRARY_READ, NULL);
	const Feed *feeds;
	size_t count;
	Event event = hear(engine, EVENT_REFRESHED);

	(void)state;
	assert_int_equal(event.done, 2);
	assert_int_equal(event.added, 2);
	assert_int_equal(event.failed, 1);
	assert_true(library_feeds(lib, arena, &feeds, &count, NULL));
	assert_int_equal(count, 2);
	assert_string_equal(arena_strz(arena, feeds[0].title), "Pier News");
	assert_int_equal(feeds[0].unread, 2);
	assert_int_equal(feeds[0].trouble.n, 0);
	assert_int_not_equal(feeds[1].trouble.n, 0);
	assert_int_equal(feeds[1].failures, 1);
	library_close(lib);
	engine_close(engine);
	arena_close(arena);
}

static void the_same_bytes_again_bring_nothing_new(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Ticket ticket = engine_post(engine, (Job){.kind = JOB_REFRESH, .force = true});
	Event event = hear(engine, EVENT_REFRESHED);

	(void)state;
	assert_int_equal(event.ticket, ticket);
	assert_int_equal(event.done, 2);
	assert_int_equal(event.added, 0);
	engine_close(engine);
	arena_close(arena);
}

static void an_article_is_its_text_with_what_the_feed_knows(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Event list = list_all(engine), event;
	const Doc *doc;
	bool has_audio = false;

	(void)state;
	assert_int_equal(list.id_count, 2);
	engine_post(engine, (Job){.kind = JOB_ARTICLE, .item = list.ids[0]});
	event = hear(engine, EVENT_ARTICLE);
	doc = event.doc;
	assert_int_equal(event.item, list.ids[0]);
	assert_string_equal(arena_strz(arena, doc_str(doc, doc->title)), "Gulls return");
	assert_string_equal(arena_strz(arena, doc_str(doc, doc->site)), "Pier News");
	assert_string_equal(arena_strz(arena, doc_str(doc, doc->blocks[0].text)),
		"The gulls are back.");
	for (uint32_t i = 0; i < doc->link_count; i++)
		has_audio |= doc->links[i].kind == LINK_AUDIO;
	assert_true(has_audio);
	arena_close(event.arena);
	arena_close(list.arena);
	engine_close(engine);
	arena_close(arena);
}

/* A process that keeps all others from reading the library, until the descriptor is closed: it has
 * the read marks of SQLite's shared memory ("WAL-mode file format", 2.3.2: bytes 123 to 127). */
static int hold_readers(Arena *arena, pid_t *child)
{
	int fd = open(in_folder(arena, "lede.db-shm"), O_RDWR | O_CLOEXEC), go_on[2], ready[2];
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 123, .l_len = 5};
	char byte = 0;

	assert_true(fd >= 0 && pipe2(go_on, O_CLOEXEC) == 0 && pipe2(ready, O_CLOEXEC) == 0);
	*child = fork();
	if (*child == 0) {
		close(go_on[1]);
		while (fcntl(fd, F_SETLKW, &lock) != 0)
			;
		(void)!write(ready[1], &byte, 1);
		(void)!read(go_on[0], &byte, 1);
		_exit(0);
	}
	close(go_on[0]);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	/* It stays open: closing it would take away the locks of SQLite in this process. */
	return go_on[1];
}

static Ticket post_query(Engine *engine, JobKind kind)
{
	Arena *arena = arena_open();

	return engine_post(engine,
		(Job){.kind = kind, .arena = arena, .query = query_for_all(arena)});
}

static void what_is_no_longer_wanted_is_not_answered(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Event event = list_all(engine);
	Ticket first, second, last, count;
	pid_t child;
	int held = hold_readers(arena, &child);

	(void)state;
	arena_close(event.arena);
	first = post_query(engine, JOB_LIST);
	count = post_query(engine, JOB_COUNT);
	engine_cancel(engine, count);
	second = post_query(engine, JOB_LIST);
	engine_cancel(engine, second);
	last = post_query(engine, JOB_LIST);
	count = post_query(engine, JOB_COUNT);
	close(held);
	assert_int_equal(waitpid(child, NULL, 0), child);
	event = hear(engine, EVENT_LIST);
	assert_int_equal(event.ticket, first);
	arena_close(event.arena);
	event = hear(engine, EVENT_LIST);
	assert_int_equal(event.ticket, last);
	arena_close(event.arena);
	/* That lists went before it does not make its cancelling forgotten. */
	event = hear(engine, EVENT_COUNT);
	assert_int_equal(event.ticket, count);
	arena_close(event.arena);
	engine_close(engine);
	arena_close(arena);
}

static void marks_are_told_once_and_counted(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Event list = list_all(engine), event;
	Arena *mine = arena_open();
	Library *lib = library_open(in_folder(arena, "lede.db"), LIBRARY_READ, NULL);
	ItemId *ids = arena_array(mine, 2, sizeof *ids);
	const Feed *feeds;
	size_t count;
	int64_t step;

	(void)state;
	memcpy(ids, list.ids, 2 * sizeof *ids);
	engine_post(engine, (Job){.kind = JOB_MARK,
				    .arena = mine,
				    .ids = ids,
				    .id_count = 1,
				    .mark.flag = ITEM_UNREAD});
	event = hear(engine, EVENT_MARKED);
	assert_int_equal(event.id_count, 1);
	arena_close(event.arena);
	mine = arena_open();
	engine_post(engine, (Job){.kind = JOB_MARK_QUERY,
				    .arena = mine,
				    .query = query_for_all(mine),
				    .mark.flag = ITEM_UNREAD});
	event = hear(engine, EVENT_MARKED);
	/* The first was read already. */
	assert_int_equal(event.id_count, 1);
	assert_int_equal(event.ids[0], list.ids[1]);
	arena_close(event.arena);
	assert_true(library_feeds(lib, arena, &feeds, &count, NULL));
	assert_int_equal(feeds[0].unread, 0);
	engine_post(engine, (Job){.kind = JOB_UNDO});
	event = hear(engine, EVENT_MARKED);
	assert_true(event.turn == TURN_BACK && event.mark.on && event.mark.flag == ITEM_UNREAD);
	assert_int_equal(event.id_count, 1);
	assert_int_equal(event.ids[0], list.ids[1]);
	step = event.step.id;
	arena_close(event.arena);
	engine_post(engine, (Job){.kind = JOB_UNDO});
	event = hear(engine, EVENT_MARKED);
	assert_int_equal(event.ids[0], list.ids[0]);
	arena_close(event.arena);
	/* All the way on again: two events. */
	engine_post(engine, (Job){.kind = JOB_REDO, .item = step});
	for (int i = 0; i < 2; i++) {
		event = hear(engine, EVENT_MARKED);
		assert_true(event.turn == TURN_ON && !event.mark.on);
		assert_int_equal(event.ids[0], list.ids[i]);
		assert_true(event.whole == (i == 1));
		arena_close(event.arena);
	}
	engine_post(engine, (Job){.kind = JOB_REDO});
	event = hear(engine, EVENT_MARKED);
	assert_int_equal(event.step.id, 0);
	arena_close(event.arena);
	library_close(lib);
	arena_close(list.arena);
	engine_close(engine);
	arena_close(arena);
}

static void what_should_be_kept_is_kept_though_the_engine_closes_at_once(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Event list = list_all(engine);
	Library *lib;
	uint32_t block = 0, offset = 0;
	Str value;

	(void)state;
	engine_post(engine,
		(Job){.kind = JOB_PLACE, .item = list.ids[0], .block = 3, .offset = 44});
	engine_post(engine, (Job){.kind = JOB_VALUE, .text = S("theme"), .value = S("paper")});
	engine_close(engine);
	lib = library_open(in_folder(arena, "lede.db"), LIBRARY_READ, NULL);
	assert_true(library_place(lib, list.ids[0], &block, &offset, NULL));
	assert_int_equal(block, 3);
	assert_int_equal(offset, 44);
	assert_true(library_value(lib, S("theme"), arena, &value, NULL));
	assert_true(str_eq(value, S("paper")));
	library_close(lib);
	arena_close(list.arena);
	arena_close(arena);
}

static void any_file_is_an_article(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Event event;

	(void)state;
	engine_post(engine,
		(Job){.kind = JOB_PAGE, .text = str_from(in_folder(arena, "page.txt"))});
	event = hear(engine, EVENT_ARTICLE);
	assert_string_equal(arena_strz(arena, doc_str(event.doc, event.doc->title)), "A headline");
	arena_close(event.arena);
	engine_post(engine,
		(Job){.kind = JOB_PAGE, .text = arena_printf(arena, "file://%s/page.txt", folder)});
	event = hear(engine, EVENT_ARTICLE);
	assert_string_equal(arena_strz(arena, doc_str(event.doc, event.doc->title)), "A headline");
	arena_close(event.arena);
	/* Its pictures and links lie beside it, whatever "~" stands for. */
	setenv("HOME", folder, 1);
	engine_post(engine, (Job){.kind = JOB_PAGE, .text = S("~/page.txt")});
	event = hear(engine, EVENT_ARTICLE);
	assert_true(str_ends(doc_str(event.doc, event.doc->url), S("/page.txt")));
	assert_true(str_starts(doc_str(event.doc, event.doc->url), S("file:///")));
	arena_close(event.arena);
	/* A feed is one of its own: what is in it, with links. */
	engine_post(engine, (Job){.kind = JOB_PAGE, .text = str_from(in_folder(arena, "one.xml"))});
	event = hear(engine, EVENT_ARTICLE);
	assert_string_equal(arena_strz(arena, doc_str(event.doc, event.doc->title)), "Pier News");
	arena_close(event.arena);
	engine_post(engine,
		(Job){.kind = JOB_PAGE, .text = str_from(in_folder(arena, "none.txt"))});
	event = hear(engine, EVENT_FAILED);
	assert_int_equal(event.err.kind, ERR_SYSTEM);
	engine_close(engine);
	arena_close(arena);
}

static void an_address_becomes_its_feeds(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Str url = arena_printf(arena, "file:%s/one.xml", folder);
	Event event;

	(void)state;
	engine_post(engine, (Job){.kind = JOB_ADD, .text = url});
	event = hear(engine, EVENT_FOUND);
	assert_int_equal(event.found_count, 1);
	assert_true(str_eq(event.found[0].title, S("Pier News")));
	assert_int_equal(event.found[0].entries, 2);
	assert_true(str_eq(event.found[0].titles[0], S("Gulls return")));
	arena_close(event.arena);
	engine_post(engine, (Job){.kind = JOB_ADD, .text = S("no address at all")});
	event = hear(engine, EVENT_FAILED);
	assert_int_equal(event.err.kind, ERR_USER);
	engine_close(engine);
	arena_close(arena);
}

static void a_cancelled_job_is_not_answered(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start(arena);
	Event list = list_all(engine), event;
	Ticket first = engine_post(engine, (Job){.kind = JOB_ARTICLE, .item = list.ids[0]});
	Ticket second;

	(void)state;
	engine_cancel(engine, first);
	second = engine_post(engine, (Job){.kind = JOB_ARTICLE, .item = list.ids[1]});
	event = hear(engine, EVENT_ARTICLE);
	assert_int_equal(event.ticket, second);
	arena_close(event.arena);
	arena_close(list.arena);
	engine_close(engine);
	arena_close(arena);
}

static void what_others_write_is_heard_of(void **state)
{
	Arena *arena = arena_open();
	Engine *engine = start_so(arena, true), *other = start(arena);
	Library *lib = library_open(in_folder(arena, "lede.db"), LIBRARY_READ, NULL);
	Event event = list_all(other);
	Job mark = {.kind = JOB_MARK, .arena = arena_open(), .id_count = 1};
	ItemId *ids = arena_array(mark.arena, 1, sizeof *ids);
	const Feed *feeds;
	size_t count;

	(void)state;
	ids[0] = event.ids[0];
	mark.ids = ids;
	mark.mark = (Mark){.flag = ITEM_STARRED, .on = true};
	engine_post(other, mark);
	arena_close(event.arena);
	event = hear(engine, EVENT_ELSEWHERE);
	assert_int_equal(event.ticket, 0);
	/* Another list of feeds is read by itself, also when a file takes the place of the old. */
	assert_true(file_write(in_folder(arena, "urls"),
		arena_printf(arena, "file:%s/one.xml News\n", folder), NULL));
	hear(engine, EVENT_FEEDS);
	assert_true(library_feeds(lib, arena, &feeds, &count, NULL));
	assert_int_equal(count, 1);
	library_close(lib);
	engine_close(other);
	engine_close(engine);
	arena_close(arena);
}

/* As at the very first start: the folder of `urls` is made by whoever writes it first. */
static void urls_in_a_folder_made_later_are_heard_of(void **state)
{
	Arena *arena = arena_open();
	EngineOptions options = {.library = in_folder(arena, "lede.db"),
		.urls = in_folder(arena, "settings/lede/urls"),
		.watch = true,
		.workers = 1};
	Err err = {0};
	Engine *engine = engine_open(&options, &err);

	(void)state;
	assert_non_null(engine);
	assert_int_equal(mkdir(in_folder(arena, "settings"), 0700), 0);
	assert_int_equal(mkdir(in_folder(arena, "settings/lede"), 0700), 0);
	assert_true(file_write(options.urls, arena_printf(arena, "file:%s/one.xml News\n", folder),
		NULL));
	hear(engine, EVENT_FEEDS);
	/* From then on it is as with any. */
	assert_true(file_write(options.urls, arena_printf(arena, "file:%s/one.xml Else\n", folder),
		NULL));
	hear(engine, EVENT_FEEDS);
	engine_close(engine);
	unlink(options.urls);
	rmdir(in_folder(arena, "settings/lede"));
	rmdir(in_folder(arena, "settings"));
	arena_close(arena);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(local_feeds_are_read_at_the_start),
		cmocka_unit_test(the_same_bytes_again_bring_nothing_new),
		cmocka_unit_test(an_article_is_its_text_with_what_the_feed_knows),
		cmocka_unit_test(what_is_no_longer_wanted_is_not_answered),
		cmocka_unit_test(marks_are_told_once_and_counted),
		cmocka_unit_test(what_should_be_kept_is_kept_though_the_engine_closes_at_once),
		cmocka_unit_test(any_file_is_an_article),
		cmocka_unit_test(an_address_becomes_its_feeds),
		cmocka_unit_test(a_cancelled_job_is_not_answered),
		cmocka_unit_test(what_others_write_is_heard_of),
		cmocka_unit_test(urls_in_a_folder_made_later_are_heard_of),
	};

	/* The pool starts its workers as this program again. */
	if (argc == 4 && strcmp(argv[1], "--worker") == 0)
		return worker_main((int)strtol(argv[2], NULL, 10), SANDBOX_AUTO);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
