/* view/idset: a set of ids against a plain array of flags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/idset.h"

enum { IDS = 3000 };

static void it_knows_what_was_put_and_taken(void **state)
{
	IdSet set = {0};
	bool has[IDS + 1] = {false};
	uint32_t seed = 3;
	size_t count = 0;

	(void)state;
	for (int round = 0; round < 100000; round++) {
		ItemId id;

		seed = seed * 1664525 + 1013904223;
		id = 1 + (seed >> 8) % IDS;
		/* Waves of more and of less, so that it grows, empties and grows again. */
		if ((seed >> 4) % 100 < (round / 10000 % 2 ? 30U : 70U)) {
			count += !has[id];
			has[id] = true;
			idset_put(&set, id);
		} else {
			count -= has[id];
			has[id] = false;
			idset_remove(&set, id);
		}
		assert_int_equal(set.count, count);
		assert_true(idset_has(&set, id) == has[id]);
	}
	for (ItemId id = 1; id <= IDS; id++)
		assert_true(idset_has(&set, id) == has[id]);
	idset_drop(&set);
}

static void filling_forgets_what_was_there(void **state)
{
	const ItemId first[] = {1, 2, 3}, second[] = {3, 4, 1000000007};
	IdSet set = {0};

	(void)state;
	assert_false(idset_has(&set, 1));
	idset_fill(&set, first, 3);
	idset_fill(&set, second, 3);
	assert_false(idset_has(&set, 1));
	assert_true(idset_has(&set, 3));
	assert_true(idset_has(&set, 1000000007));
	assert_int_equal(set.count, 3);
	idset_fill(&set, NULL, 0);
	assert_int_equal(set.count, 0);
	idset_drop(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_knows_what_was_put_and_taken),
		cmocka_unit_test(filling_forgets_what_was_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
