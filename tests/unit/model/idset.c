/* model/idset: a set of ids against a plain array of flags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/idset.h"

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

static uint32_t random_below(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % n;
}

enum { SPREAD = 40000 }; /* more than one page, the last not full */

static void fill_at_random(IdSet *set, bool *has, uint32_t *seed, uint32_t count)
{
	idset_drop(set);
	for (size_t i = 0; i < SPREAD; i++)
		has[i] = false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t id = random_below(seed, SPREAD);

		has[id] = true;
		idset_put(set, id);
	}
}

static void assert_has_just(const IdSet *set, const bool *a, const bool *b, int operation)
{
	ItemId next = idset_next(set, 0);
	size_t count = 0;

	for (ItemId id = 0; id < SPREAD; id++) {
		bool wanted = operation == 0   ? a[id] && b[id]
			      : operation == 1 ? a[id] || b[id]
					       : a[id] && !b[id];

		assert_true(idset_has(set, id) == wanted);
		if (!wanted)
			continue;
		assert_int_equal(next, id);
		next = idset_next(set, id + 1);
		count++;
	}
	assert_int_equal(next, -1);
	assert_int_equal(set->count, count);
}

static void sets_are_joined_met_and_parted(void **state)
{
	static void (*const operations[])(IdSet *, const IdSet *) = {idset_and, idset_or,
		idset_minus};
	static bool a[SPREAD], b[SPREAD];
	uint32_t seed = 11;

	(void)state;
	for (int round = 0; round < 12; round++) {
		IdSet first = {0}, second = {0};

		/* Sometimes nearly all, sometimes so few that pages are missing. */
		fill_at_random(&first, a, &seed, round % 2 ? 3 : 100000);
		fill_at_random(&second, b, &seed, round % 4 < 2 ? 5 : 30000);
		operations[round % 3](&first, &second);
		assert_has_just(&first, a, b, round % 3);
		idset_drop(&first);
		idset_drop(&second);
	}
}

static void a_page_is_replaced(void **state)
{
	uint64_t words[IDSET_PAGE_WORDS] = {5};
	IdSet set = {0};

	(void)state;
	idset_put(&set, IDSET_PAGE_BITS + 1);
	idset_set_page(&set, 1, words);
	assert_int_equal(set.count, 2);
	assert_int_equal(idset_next(&set, 0), IDSET_PAGE_BITS);
	assert_int_equal(idset_next(&set, IDSET_PAGE_BITS + 1), IDSET_PAGE_BITS + 2);
	idset_set_page(&set, 1, NULL);
	assert_int_equal(set.count, 0);
	assert_int_equal(idset_next(&set, 0), -1);
	idset_drop(&set);
}

static void assert_comes_back(const IdSet *set, size_t most)
{
	IdSet back = {0};
	Buf bytes = {0};

	idset_pack(set, &bytes);
	assert_true(bytes.n <= most);
	assert_true(idset_unpack(buf_str(&bytes), &back));
	assert_int_equal(back.count, set->count);
	idset_minus(&back, set);
	assert_int_equal(back.count, 0);
	idset_drop(&back);
	buf_drop(&bytes);
}

static void a_packed_set_comes_back_and_is_small(void **state)
{
	static bool ignored[SPREAD];
	uint32_t seed = 5;
	IdSet set = {0};

	(void)state;
	assert_comes_back(&set, 0);
	idset_put(&set, 1000000007);
	assert_comes_back(&set, 7);
	for (uint32_t count = 1; count < 200000; count = count * 3 + 1) {
		fill_at_random(&set, ignored, &seed, count);
		/* Never much more than a bit for each id there could be. */
		assert_comes_back(&set, SPREAD / 8 + IDSET_PAGE_BITS / 8 + 20);
	}
	idset_drop(&set);
	for (ItemId id = 1; id <= 1000000; id++)
		idset_put(&set, id);
	assert_comes_back(&set, 700);
	idset_drop(&set);
}

/* Every beginning of it, and every byte of it changed. */
static void damaged_bytes_do_no_harm(void **state)
{
	static bool ignored[SPREAD];
	uint32_t seed = 9;
	IdSet set = {0}, back = {0};
	Buf bytes = {0};

	(void)state;
	fill_at_random(&set, ignored, &seed, 3000);
	idset_pack(&set, &bytes);
	for (size_t n = 0; n < bytes.n; n++)
		idset_unpack(str_slice(buf_str(&bytes), 0, n), &back);
	for (size_t i = 0; i < bytes.n; i++) {
		char before = bytes.s[i];

		bytes.s[i] = (char)random_below(&seed, 256);
		idset_unpack(buf_str(&bytes), &back);
		bytes.s[i] = before;
	}
	assert_false(idset_unpack(S("\xff\xff\xff\xff\x7f\x01\x00\x00"), &back));
	assert_int_equal(back.count, 0);
	idset_drop(&back);
	idset_drop(&set);
	buf_drop(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_knows_what_was_put_and_taken),
		cmocka_unit_test(filling_forgets_what_was_there),
		cmocka_unit_test(sets_are_joined_met_and_parted),
		cmocka_unit_test(a_page_is_replaced),
		cmocka_unit_test(a_packed_set_comes_back_and_is_small),
		cmocka_unit_test(damaged_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
