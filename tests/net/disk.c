/* lede on a disk that is full: it says so, what it had stays and is read, and with room again an
 * update goes on where it was. The disk is a tmpfs, which only root may mount; else this is
 * skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "store/library.h"
#include "tests/net/home.h"

enum { DISK_BYTES = 4 << 20, ROOM_BYTES = 64 << 10, FEEDS = 60, FIRST = 5, ITEMS = 3 };

/* Takes all there is but so many bytes. */
static void fill(const char *path, size_t room)
{
	static const char block[4096];
	FILE *file = fopen(path, "w");
	size_t written = 0;

	assert_non_null(file);
	setbuf(file, NULL);
	while (written < DISK_BYTES && fwrite(block, sizeof block, 1, file) == 1)
		written += sizeof block;
	fclose(file);
	assert_true(written > room);
	assert_int_equal(truncate(path, (off_t)(written - room)), 0);
}

static size_t count(const char *path, const char *text, Arena *arena)
{
	Err err = {0};
	Library *lib = library_open(path, LIBRARY_WRITE, &err);
	Ailments what;
	uint64_t found = 0;
	Query query;
	bool sound;
	Str why;

	if (!lib)
		fail_msg("%s", err.text);
	assert_true(library_sound(lib, &sound, arena, &why, NULL));
	assert_true(sound);
	assert_true(library_examine(lib, &what, NULL));
	assert_int_equal(what.counts + what.orphans + what.hollow, 0);
	assert_true(query_parse(str_from(text), arena, &query, NULL));
	assert_true(library_count(lib, &query, &found, NULL));
	library_close(lib);
	return found;
}

/* A disk of its own for the library; false where none may be mounted. */
static bool mount_disk(Home *home, const char **path, const char **filler)
{
	const char *data = arena_printf(home->arena, "%s/data", home->folder).s;

	*path = arena_printf(home->arena, "%s/lede/lede.db", data).s;
	*filler = arena_printf(home->arena, "%s/filler", data).s;
	assert_true(path_make_folder(data, NULL));
	if (mount("tmpfs", data, "tmpfs", MS_NOSUID | MS_NODEV,
		    arena_printf(home->arena, "size=%d", (int)DISK_BYTES).s) == 0)
		return true;
	print_message("# no tmpfs may be mounted here\n");
	return false;
}

static void a_full_disk_is_told_and_outlived(void **state)
{
	Home *home = *state;
	const char *path, *filler;

	if (!mount_disk(home, &path, &filler))
		skip();
	home_subscribe(home, FIRST);
	assert_int_equal(home_lede(home, "update"), 0);
	assert_int_equal(home_lede(home, "list unread"), 0);
	fill(filler, ROOM_BYTES);
	home_subscribe(home, FEEDS);
	assert_int_not_equal(home_lede(home, "update"), 0);
	assert_said(home, "no room on the disk");
	unlink(filler);
	assert_in_range(count(path, "unread", home->arena), FIRST * ITEMS, FEEDS * ITEMS);
	assert_int_equal(home_lede(home, "update"), 0);
	assert_int_equal(count(path, "unread", home->arena), FEEDS * ITEMS);
}

/* Not a byte is free, not even for what SQLite lays beside the file. */
static void what_is_stored_is_read_from_a_full_disk(void **state)
{
	Home *home = *state;
	const char *path, *filler;
	Library *lib;
	Err err = {0};

	if (!mount_disk(home, &path, &filler))
		skip();
	home_subscribe(home, FIRST);
	assert_int_equal(home_lede(home, "update"), 0);
	fill(filler, 0);
	assert_int_equal(home_lede(home, "list"), 0);
	assert_int_equal(home_lede(home, "list unread"), 0);
	assert_int_equal(home_lede(home, "search one"), 0);
	assert_int_not_equal(home_lede(home, "update"), 0);
	assert_said(home, "the disk is full: what is there can be read");
	lib = library_open(path, LIBRARY_EITHER, &err);
	assert_non_null(lib);
	assert_true(library_is_read_only(lib));
	assert_false(library_begin(lib, &err));
	assert_string_equal(err.text,
		"the disk is full: what is there can be read, but nothing that is done is kept");
	library_close(lib);
	assert_null(library_open(path, LIBRARY_WRITE, &err));
	unlink(filler);
	lib = library_open(path, LIBRARY_EITHER, &err);
	assert_true(library_may_change(lib, &err));
	library_close(lib);
	assert_int_equal(count(path, "unread", home->arena), FIRST * ITEMS);
}

/* However the test ended. */
static int close_disk(void **state)
{
	Home *home = *state;

	umount2(arena_printf(home->arena, "%s/data", home->folder).s, MNT_DETACH);
	return home_close(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_full_disk_is_told_and_outlived, home_open,
			close_disk),
		cmocka_unit_test_setup_teardown(what_is_stored_is_read_from_a_full_disk, home_open,
			close_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
