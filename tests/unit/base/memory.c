/* base/arena, buf, vec, queue, path: what holds bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/queue.h"
#include "base/vec.h"

static void arenas_give_zeroed_aligned_memory_of_any_size(void **state)
{
	Arena *arena = arena_open();
	static const size_t sizes[] = {1, 17, 5000, 300000, 3 << 20, 8};

	(void)state;
	for (unsigned round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT(sizes); i++) {
			char *p = arena_alloc(arena, sizes[i]);

			assert_int_equal((uintptr_t)p % 16, 0);
			for (size_t at = 0; at < sizes[i]; at++)
				assert_int_equal(p[at], 0);
			memset(p, 0xff, sizes[i]);
		}
		arena_reset(arena);
	}
	arena_close(arena);
}

static void squeezed_text_has_single_blanks(void **state)
{
	static const char *const texts[][2] = {{"a b", "a b"}, {" a\n\tb  c ", "a b c"},
		{"a\nb", "a b"}, {" \n", ""}, {"", ""}};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_true(str_is(arena_squeeze(arena, str_from(texts[i][0])), texts[i][1]));
	arena_close(arena);
}

static void vectors_keep_what_was_pushed(void **state)
{
	Arena *arena = arena_open();
	VEC(int) heap = {0};
	VEC(int) inside = {0};

	(void)state;
	for (int i = 0; i < 1000; i++) {
		*vec_push(&heap) = i;
		*vec_push_in(&inside, arena) = i * 2;
	}
	assert_int_equal(heap.count, 1000);
	assert_int_equal(heap.items[999], 999);
	assert_int_equal(inside.items[500], 1000);
	vec_drop(&heap);
	arena_close(arena);
}

static bool readable(int fd)
{
	struct pollfd p = {fd, POLLIN, 0};

	return poll(&p, 1, 0) == 1;
}

static void a_queue_is_readable_while_a_message_waits(void **state)
{
	Queue *queue = queue_open(sizeof(int), NULL);
	int got;

	(void)state;
	assert_false(readable(queue_fd(queue)));
	for (int i = 0; i < 100; i++)
		queue_put(queue, &i);
	for (int i = 0; i < 100; i++) {
		assert_true(readable(queue_fd(queue)));
		assert_true(queue_take(queue, &got));
		assert_int_equal(got, i);
	}
	assert_false(queue_take(queue, &got));
	assert_false(readable(queue_fd(queue)));
	queue_close(queue);
}

static void a_file_is_replaced_whole_through_its_link(void **state)
{
	Arena *arena = arena_open();
	char folder[] = "/tmp/lede-test-XXXXXX";
	const char *path, *link;
	struct stat about;
	Buf buf = {0};
	Err err;

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = arena_printf(arena, "%s/a/b/urls", folder).s;
	link = arena_printf(arena, "%s/link", folder).s;
	assert_true(path_make_folder(arena_printf(arena, "%s/a/b", folder).s, &err));
	assert_true(file_write(path, S("one"), &err));
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(chmod(path, 0640), 0);
	assert_true(file_write(link, S("two"), &err));
	assert_int_equal(lstat(link, &about), 0);
	assert_true(S_ISLNK(about.st_mode));
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0640);
	assert_true(file_read(path, 100, &buf, &err));
	assert_string_equal(buf_z(&buf), "two");
	assert_false(file_read(path, 2, &buf, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	assert_false(file_read(folder, 100, &buf, &err));
	assert_int_equal(err.kind, ERR_USER);
	assert_false(file_read(arena_printf(arena, "%s/none", folder).s, 100, &buf, &err));
	assert_true(str_ends(str_from(err.text), S("No such file or directory")));
	unlink(link);
	unlink(path);
	rmdir(arena_printf(arena, "%s/a/b", folder).s);
	rmdir(arena_printf(arena, "%s/a", folder).s);
	assert_int_equal(rmdir(folder), 0);
	buf_drop(&buf);
	arena_close(arena);
}

static void folders_follow_the_xdg_variables(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	setenv("HOME", "/home/reader", 1);
	setenv("XDG_CONFIG_HOME", "/conf", 1);
	assert_string_equal(path_config(arena, "urls"), "/conf/lede/urls");
	setenv("XDG_CONFIG_HOME", "relative", 1);
	assert_string_equal(path_config(arena, ""), "/home/reader/.config/lede");
	unsetenv("XDG_CONFIG_HOME");
	assert_string_equal(path_config(arena, ""), "/home/reader/.config/lede");
	assert_string_equal(path_expand(arena, S("~/a")), "/home/reader/a");
	assert_string_equal(path_expand(arena, S("~a/b")), "~a/b");
	assert_string_equal(path_beside(arena, "/x/urls", S("edition/a.xml")), "/x/edition/a.xml");
	assert_string_equal(path_beside(arena, "/x/urls", S("/a.xml")), "/a.xml");
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arenas_give_zeroed_aligned_memory_of_any_size),
		cmocka_unit_test(squeezed_text_has_single_blanks),
		cmocka_unit_test(vectors_keep_what_was_pushed),
		cmocka_unit_test(a_queue_is_readable_while_a_message_waits),
		cmocka_unit_test(a_file_is_replaced_whole_through_its_link),
		cmocka_unit_test(folders_follow_the_xdg_variables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
