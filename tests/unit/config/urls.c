/* config/urls: newsboat's file, read and changed without losing anything. */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "config/urls.h"

typedef struct {
	Arena *arena;
	const char *folder, *path;
} Fixture;

static int setup(void **state)
{
	Fixture *f = calloc(1, sizeof *f);
	char template[] = "/tmp/lede-urls-XXXXXX";

	f->arena = arena_open();
	f->folder = arena_strz(f->arena, str_from(mkdtemp(template)));
	f->path = arena_printf(f->arena, "%s/urls", f->folder).s;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	Fixture *f = *state;
	DIR *folder = opendir(f->folder);

	/* A writer that was killed leaves its own. */
	for (struct dirent *entry; (entry = readdir(folder));)
		unlink(arena_printf(f->arena, "%s/%s", f->folder, entry->d_name).s);
	closedir(folder);
	rmdir(f->folder);
	arena_close(f->arena);
	free(f);
	return 0;
}

static const UrlsEntry *read_urls(Fixture *f, Str text, size_t *count)
{
	const UrlsEntry *entries;
	Err err;

	assert_true(file_write(f->path, text, &err));
	assert_true(urls_read(f->path, f->arena, &entries, count, &err));
	return entries;
}

static void assert_str(Str got, const char *wanted)
{
	char copy[400];

	snprintf(copy, sizeof copy, "%.*s", STR_ARG(got));
	assert_string_equal(copy, wanted);
}

static void assert_file(Fixture *f, const char *wanted)
{
	Buf bytes = {0};

	assert_true(file_read(f->path, 1 << 20, &bytes, NULL));
	assert_string_equal(buf_z(&bytes), wanted);
	buf_drop(&bytes);
}

static void tags_titles_and_hidden_feeds_are_told_apart(void **state)
{
	size_t n;
	const UrlsEntry *e = read_urls(*state,
		S("# a comment\n"
		  "\n"
		  "https://harbourpost.example/feed.xml news local \"~The Harbour Post\"\r\n"
		  "https://user%40mail.example:secret@internal.example/rss work !\n"
		  "https://a.example/#part \"cool stuff\" \"two words\" # a comment\n"
		  "https://nested.example/ a//b/ x x\n"),
		&n);

	assert_int_equal(n, 4);
	assert_str(e[0].url, "https://harbourpost.example/feed.xml");
	assert_str(e[0].folder, "news");
	assert_str(e[0].tags, "local");
	assert_str(e[0].title, "The Harbour Post");
	assert_int_equal(e[0].line, 3);
	assert_str(e[1].folder, "work");
	assert_true(e[1].hidden);
	assert_str(e[2].url, "https://a.example/#part");
	assert_str(e[2].folder, "cool stuff");
	assert_str(e[2].tags, "two words");
	assert_str(e[3].folder, "a/b");
	assert_str(e[3].tags, "x");
}

static void quotes_follow_newsboat(void **state)
{
	size_t n;
	const UrlsEntry *e = read_urls(*state,
		S("\"exec:~/bin/tides --days 3\" \"~Tides \\\"low\\\"\\\\\\x\"\n"
		  "\"query:Long and unread:unread = \\\"yes\\\" and (tags # \\\"news\\\" or age "
		  "between 0:2)\" \"~Today\"\n"
		  "\"query:Name only:unread = \\\"yes\\\"\"\n"
		  "\"filter:~/bin/drop-ads -v:https://noisy.example/rss?x=1\" \"cool stuff"),
		&n);

	assert_int_equal(n, 4);
	assert_str(e[0].url, "exec:~/bin/tides --days 3");
	assert_str(e[0].title, "Tides \"low\"\\x");
	assert_str(e[1].filter, "unread = \"yes\" and (tags # \"news\" or age between 0:2)");
	assert_str(e[1].title, "Today");
	assert_str(e[2].title, "Name only");
	assert_str(e[3].url, "filter:~/bin/drop-ads -v:https://noisy.example/rss?x=1");
	assert_str(e[3].folder, "cool stuff");
}

static void a_feed_named_twice_is_one_with_both_tags(void **state)
{
	size_t n;
	const UrlsEntry *e = read_urls(*state,
		S("https://a.example/ news\nhttps://b.example/\nhttps://a.example/ tech \"~A\"\n"),
		&n);

	assert_int_equal(n, 2);
	assert_str(e[0].folder, "news");
	assert_str(e[0].tags, "tech");
	assert_str(e[0].title, "A");
}

static void many_feeds_are_found_again(void **state)
{
	Fixture *f = *state;
	Buf text = {0};
	size_t n;

	for (int i = 0; i < 3000; i++)
		buf_printf(&text, "https://h%d.example/\n", i % 1500);
	read_urls(f, buf_str(&text), &n);
	assert_int_equal(n, 1500);
	buf_drop(&text);
}

static void a_relative_file_lies_beside_urls(void **state)
{
	Fixture *f = *state;
	size_t n;
	const UrlsEntry *e = read_urls(f, S("file:edition/a.xml\nfile:///tmp/b.xml\n"), &n);

	assert_str(e[0].url, arena_printf(f->arena, "file:%s/edition/a.xml", f->folder).s);
	assert_str(e[1].url, "file:///tmp/b.xml");
}

static void a_tag_in_an_old_encoding_costs_no_feed(void **state)
{
	size_t n;
	const UrlsEntry *e =
		read_urls(*state, S("https://a.example/ caf\xe9\nhttps://b.example/\n"), &n);

	assert_int_equal(n, 2);
	assert_str(e[0].folder, "caf\xef\xbf\xbd");
}

static void a_missing_file_is_an_empty_one(void **state)
{
	Fixture *f = *state;
	const UrlsEntry *e;
	size_t n = 7;

	assert_true(urls_read(f->path, f->arena, &e, &n, NULL));
	assert_int_equal(n, 0);
}

static void adding_touches_nothing_else(void **state)
{
	Fixture *f = *state;
	bool already;

	assert_true(file_write(f->path, S("# mine\nhttps://a.example/   x"), NULL));
	assert_true(urls_add(f->path, S("https://b.example/?q=a b"), S("The \"B\""), S("My news/x"),
		&already, NULL));
	assert_false(already);
	assert_true(urls_add(f->path, S("https://a.example/"), S(""), S(""), &already, NULL));
	assert_true(already);
	assert_file(f, "# mine\nhttps://a.example/   x\n"
		       "\"https://b.example/?q=a b\" \"My news/x\" \"~The \\\"B\\\"\"\n");
}

static void what_was_added_is_read_back(void **state)
{
	Fixture *f = *state;
	UrlsEntry in[] = {
		{.url = S("https://a.example/"), .folder = S("#1 news"), .tags = S("a\nb c")},
		{.url = S("https://b.example/"), .tags = S("only_tags")},
		{.url = S("https://c.example/"), .title = S("~odd\ttitle")},
	};
	const UrlsEntry *e;
	size_t n;

	assert_true(urls_add_all(f->path, in, 3, &n, NULL));
	assert_int_equal(n, 3);
	assert_true(urls_read(f->path, f->arena, &e, &n, NULL));
	assert_int_equal(n, 3);
	assert_str(e[0].folder, "#1 news");
	assert_str(e[0].tags, "a\nb c");
	assert_str(e[1].folder, "");
	assert_str(e[1].tags, "only_tags");
	assert_str(e[2].title, "~odd\ttitle");
}

static void a_feed_added_to_two_folders_has_the_second_as_a_tag(void **state)
{
	Fixture *f = *state;
	const UrlsEntry in[] = {
		{.url = S("https://a.example/"), .folder = S("One"), .tags = S("x")},
		{.url = S("https://b.example/"), .hidden = true},
		{.url = S("https://a.example/"), .folder = S("Two more")},
		{.url = S("https://a.example/"), .folder = S("One")},
	};
	size_t n;

	assert_true(urls_add_all(f->path, in, COUNT(in), &n, NULL));
	assert_int_equal(n, 2);
	assert_file(f, "https://a.example/ One x \"Two more\"\nhttps://b.example/ !\n");
	assert_true(urls_add_all(f->path, &in[2], 1, &n, NULL));
	assert_int_equal(n, 0);
	assert_file(f, "https://a.example/ One x \"Two more\"\nhttps://b.example/ !\n");
}

static void removing_comments_the_line_out(void **state)
{
	Fixture *f = *state;
	Err err;

	assert_true(file_write(f->path,
		S("https://a.example/ x\n\"https://b.example/\" y\nhttps://c.example/"), NULL));
	assert_true(urls_remove(f->path, S("https://b.example/"), NULL, &err));
	assert_file(f, "https://a.example/ x\n# unsubscribed: \"https://b.example/\" y\n"
		       "https://c.example/");
	assert_false(urls_remove(f->path, S("https://b.example/"), NULL, &err));
	assert_int_equal(err.kind, ERR_USER);
}

/* A line in an old encoding is found by the address that urls_read makes of it. */
static void a_feed_of_an_odd_line_is_removed_as_it_is_listed(void **state)
{
	Fixture *f = *state;
	const UrlsEntry *entries;
	Arena *arena = arena_open();
	size_t count;

	assert_true(file_write(f->path, S("https://a.example/caf\xe9 \"caf\xe9\"\n"), NULL));
	assert_true(urls_read(f->path, arena, &entries, &count, NULL));
	assert_true(urls_remove(f->path, entries[0].url, NULL, NULL));
	assert_file(f, "# unsubscribed: https://a.example/caf\xe9 \"caf\xe9\"\n");
	arena_close(arena);
}

static void what_was_removed_comes_back_where_it_was(void **state)
{
	static const char text[] = "\xef\xbb\xbfhttps://a.example/ x\r\n# unsubscribed: "
				   "https://b.example/ old\n\n"
				   "  \"https://b.example/\" \"y z\t # odd\nhttps://c.example/\n"
				   "https://b.example/ again";
	Fixture *f = *state;
	size_t lines;
	Err err;

	assert_true(file_write(f->path, str_from(text), NULL));
	assert_true(urls_remove(f->path, S("https://a.example/"), NULL, &err));
	assert_true(urls_remove(f->path, S("https://b.example/"), &lines, &err));
	assert_int_equal(lines, 2);
	assert_file(f, "\xef\xbb\xbf# unsubscribed: https://a.example/ x\r\n# unsubscribed: "
		       "https://b.example/ old\n\n"
		       "# unsubscribed:   \"https://b.example/\" \"y z\t # odd\n"
		       "https://c.example/\n# unsubscribed: https://b.example/ again");
	assert_true(urls_restore(f->path, S("https://b.example/"), lines, &err));
	assert_true(urls_restore(f->path, S("https://a.example/"), 1, &err));
	assert_file(f, text);
	assert_false(urls_restore(f->path, S("https://a.example/"), 1, &err));
	assert_int_equal(err.kind, ERR_USER);
}

static void a_new_address_keeps_all_else(void **state)
{
	Fixture *f = *state;
	bool has;
	Err err;

	assert_true(file_write(f->path,
		S("# https://a.example/ is mine\nhttps://aa.example/\n\"https://a.example/\"\tx "
		  "\"~T\" # note\r\nhttps://b.example/"),
		NULL));
	assert_true(
		urls_replace(f->path, S("https://a.example/"), S("https://n.example/ 1"), &err));
	assert_true(urls_replace(f->path, S("https://b.example/"), S("file:b.xml"), &err));
	assert_file(f, "# https://a.example/ is mine\nhttps://aa.example/\n"
		       "\"https://n.example/ 1\"\tx \"~T\" # note\r\nfile:b.xml");
	assert_false(urls_replace(f->path, S("https://a.example/"), S("x"), &err));
	assert_int_equal(err.kind, ERR_USER);
	assert_true(urls_has(f->path, S("https://a.example/"), &has, &err) && !has);
	assert_true(urls_has(f->path, S("https://n.example/ 1"), &has, &err) && has);
	assert_true(
		urls_has(f->path, arena_printf(f->arena, "file:%s/b.xml", f->folder), &has, &err) &&
		has);
}

static void other_words_keep_all_else(void **state)
{
	Fixture *f = *state;
	Str url = S("https://a.example/"), words;
	Err err;

	assert_true(file_write(f->path,
		S("# mine\nhttps://a.example/ News sea \"~A title\" ! # note\r\n"
		  "https://b.example/\nhttps://a.example/ Again"),
		NULL));
	assert_true(urls_words(f->path, url, f->arena, &words, &err));
	assert_str(words, "News sea \"~A title\" ! Again");
	assert_true(urls_set_words(f->path, url, S(" \"Deep sea\"  x \"~No title\"  # no "), &err));
	assert_true(urls_set_words(f->path, S("https://b.example/"), S("News/Local"), &err));
	assert_file(f, "# mine\nhttps://a.example/ \"Deep sea\" x \"~No title\" # note\r\n"
		       "https://b.example/ News/Local\nhttps://a.example/");
	assert_true(urls_set_words(f->path, url, S(""), &err));
	assert_file(f, "# mine\nhttps://a.example/ # note\r\n"
		       "https://b.example/ News/Local\nhttps://a.example/");
	assert_false(urls_set_words(f->path, S("https://c.example/"), S("x"), &err));
	assert_false(urls_words(f->path, S("https://c.example/"), f->arena, &words, &err));
	assert_int_equal(err.kind, ERR_USER);
}

static void a_link_to_urls_stays_one(void **state)
{
	Fixture *f = *state;
	const char *real = arena_printf(f->arena, "%s/dotfiles", f->folder).s;
	Buf bytes = {0};
	struct stat about;
	bool already;

	assert_true(file_write(real, S("https://a.example/\n"), NULL));
	assert_int_equal(chmod(real, 0644), 0);
	assert_int_equal(symlink(real, f->path), 0);
	assert_true(urls_add(f->path, S("https://b.example/"), S(""), S(""), &already, NULL));
	assert_true(urls_remove(f->path, S("https://a.example/"), NULL, NULL));
	assert_int_equal(lstat(f->path, &about), 0);
	assert_true(S_ISLNK(about.st_mode));
	assert_int_equal(lstat(real, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0644);
	assert_true(file_read(real, 1 << 20, &bytes, NULL));
	assert_string_equal(buf_z(&bytes),
		"# unsubscribed: https://a.example/\nhttps://b.example/\n");
	buf_drop(&bytes);
}

static void what_is_read_only_is_left_alone(void **state)
{
	Fixture *f = *state;
	bool already;
	Err err;

	assert_true(file_write(f->path, S("https://a.example/\n"), NULL));
	assert_int_equal(chmod(f->path, 0444), 0);
	assert_false(urls_add(f->path, S("https://b.example/"), S(""), S(""), &already, &err));
	assert_non_null(strstr(err.text, "read-only"));
	assert_false(urls_remove(f->path, S("https://a.example/"), NULL, &err));
	assert_file(f, "https://a.example/\n");
}

static Str numbered(Arena *arena, int writer, int i)
{
	return arena_printf(arena, "https://%d.example/%d", writer, i);
}

/* Adds feeds, and takes every second one out again. */
static _Noreturn void write_on(const Fixture *f, int writer, int count)
{
	Arena *arena = arena_open();
	bool already, ok = true;

	for (int i = 0; i < count; i++) {
		Str url = numbered(arena, writer, i);

		ok &= urls_add(f->path, url, S("A \"title\""), S("Deep sea"), &already, NULL);
		if (i % 2)
			ok &= urls_remove(f->path, url, NULL, NULL);
	}
	_exit(ok ? 0 : 1);
}

static void two_that_write_lose_nothing(void **state)
{
	enum { WRITERS = 3, EACH = 12 };
	Fixture *f = *state;
	int status;
	bool has;

	assert_true(file_write(f->path, S("# mine\n"), NULL));
	for (int i = 0; i < WRITERS; i++)
		if (fork() == 0)
			write_on(f, i, EACH);
	for (int i = 0; i < WRITERS; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	for (int i = 0; i < WRITERS * EACH; i++) {
		assert_true(urls_has(f->path, numbered(f->arena, i / EACH, i % EACH), &has, NULL));
		assert_int_equal(has, i % EACH % 2 == 0);
	}
}

/* Whenever it dies, the file is as it was before a change or behind it. */
static void a_kill_leaves_whole_lines(void **state)
{
	enum { KILLS = 25 };
	Fixture *f = *state;

	assert_true(file_write(f->path, S("# mine\nhttps://a.example/ x # note\n"), NULL));
	for (int i = 0; i < KILLS; i++) {
		pid_t child = fork();
		Buf bytes = {0};
		Str rest, line;

		if (child == 0)
			write_on(f, i, 1000);
		usleep((useconds_t)(500 * (i + 1)));
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, NULL, 0), child);
		assert_true(file_read(f->path, 1 << 20, &bytes, NULL));
		rest = buf_str(&bytes);
		assert_true(str_starts(rest, S("# mine\nhttps://a.example/ x # note\n")));
		while (str_cut(&rest, '\n', &line))
			assert_true(str_ends(line, S("note")) || str_eq(line, S("# mine")) ||
				    str_ends(line, S("\"Deep sea\" \"~A \\\"title\\\"\"")));
		assert_true(bytes.s[bytes.n - 1] == '\n');
		buf_drop(&bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tags_titles_and_hidden_feeds_are_told_apart, setup,
			teardown),
		cmocka_unit_test_setup_teardown(quotes_follow_newsboat, setup, teardown),
		cmocka_unit_test_setup_teardown(a_feed_named_twice_is_one_with_both_tags, setup,
			teardown),
		cmocka_unit_test_setup_teardown(many_feeds_are_found_again, setup, teardown),
		cmocka_unit_test_setup_teardown(a_relative_file_lies_beside_urls, setup, teardown),
		cmocka_unit_test_setup_teardown(a_tag_in_an_old_encoding_costs_no_feed, setup,
			teardown),
		cmocka_unit_test_setup_teardown(a_missing_file_is_an_empty_one, setup, teardown),
		cmocka_unit_test_setup_teardown(adding_touches_nothing_else, setup, teardown),
		cmocka_unit_test_setup_teardown(other_words_keep_all_else, setup, teardown),
		cmocka_unit_test_setup_teardown(a_link_to_urls_stays_one, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_read_only_is_left_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(two_that_write_lose_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(a_kill_leaves_whole_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(a_feed_added_to_two_folders_has_the_second_as_a_tag,
			setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_added_is_read_back, setup, teardown),
		cmocka_unit_test_setup_teardown(a_feed_of_an_odd_line_is_removed_as_it_is_listed,
			setup, teardown),
		cmocka_unit_test_setup_teardown(removing_comments_the_line_out, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_removed_comes_back_where_it_was, setup,
			teardown),
		cmocka_unit_test_setup_teardown(a_new_address_keeps_all_else, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
