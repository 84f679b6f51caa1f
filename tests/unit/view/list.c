/* view/list: cursor and window over rows of any height. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "view/list.h"

/* Rows of one to three lines, as days and summaries make them. */
static int uneven(void *owner, size_t row, bool first)
{
	(void)owner;
	return 1 + (row % 3 == 0) + (row % 7 == 0 || first);
}

static int lines_to_cursor(const List *list)
{
	int lines = 0;

	for (size_t row = list->top; row <= list->cursor; row++)
		lines += list->height ? list->height(list->owner, row, row == list->top) : 1;
	return lines;
}

/* Whatever was done, the cursor is in the list and all of its row in sight. */
static void check(const List *list)
{
	if (list->count == 0) {
		assert_int_equal(list->cursor, 0);
		assert_int_equal(list->top, 0);
		return;
	}
	assert_in_range(list->cursor, 0, list->count - 1);
	assert_in_range(list->top, 0, list->cursor);
	if (list->rows >= 4)
		assert_in_range(lines_to_cursor(list), 1, list->rows);
}

static void the_cursor_is_always_in_sight(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		List list = {.height = round % 2 ? uneven : NULL};

		seed = seed * 1664525 + 1013904223;
		list.count = (seed >> 16) % (round % 5 ? 200 : 6);
		list.rows = 1 + (int)((seed >> 8) % 60);
		list_settle(&list);
		for (int i = 0; i < 20; i++) {
			seed = seed * 1664525 + 1013904223;
			if (seed >> 30 == 0)
				list.rows = 1 + (int)((seed >> 12) % 60);
			list_move(&list, (Motion)((seed >> 16) % MOTIONS), (seed >> 8) % 4);
			list_settle(&list);
			check(&list);
		}
	}
}

static void ends_are_reached_and_not_passed(void **state)
{
	List list = {.count = 100, .rows = 20};

	(void)state;
	list_move(&list, MOVE_LAST, 0);
	assert_int_equal(list.cursor, 99);
	assert_int_equal(list.top, 80);
	list_move(&list, MOVE_DOWN, 5);
	assert_int_equal(list.cursor, 99);
	list_move(&list, MOVE_FIRST, 0);
	assert_int_equal(list.cursor, 0);
	list_move(&list, MOVE_UP, 1);
	assert_int_equal(list.top, 0);
	list_move(&list, MOVE_LAST, 12);
	assert_int_equal(list.cursor, 11);
	list_move(&list, MOVE_PAGE_DOWN, 0);
	assert_int_equal(list.cursor, 30);
}

static void some_rows_ahead_stay_in_sight(void **state)
{
	List list = {.count = 100, .rows = 24};

	(void)state;
	list_move(&list, MOVE_DOWN, 22);
	assert_int_equal(list.top, 2);
	list_move(&list, MOVE_UP, 18);
	assert_int_equal(list.cursor, 4);
	assert_int_equal(list.top, 1);
}

/* A key must cost the same whether there are a hundred rows or a million. */
static size_t asked;

static int counting(void *owner, size_t row, bool first)
{
	asked++;
	return uneven(owner, row, first);
}

static void a_million_rows_are_not_looked_at(void **state)
{
	List list = {.count = 1000000, .rows = 50, .height = counting};

	(void)state;
	for (int motion = 0; motion < MOTIONS; motion++) {
		asked = 0;
		list_move(&list, (Motion)motion, motion == MOVE_DOWN ? 700000 : 0);
		assert_in_range(asked, 0, 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cursor_is_always_in_sight),
		cmocka_unit_test(ends_are_reached_and_not_passed),
		cmocka_unit_test(some_rows_ahead_stay_in_sight),
		cmocka_unit_test(a_million_rows_are_not_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
