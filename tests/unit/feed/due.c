/* feed/net/due: when a feed is visited again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/net/due.h"

enum { NOW = 1795334400 };

static void news_shortens_and_silence_lengthens(void **state)
{
	int64_t interval = due_interval(0, false);

	(void)state;
	assert_int_equal(interval, DUE_FIRST * 5 / 4);
	assert_true(due_interval(interval, true) < interval);
	for (int i = 0; i < 50; i++)
		interval = due_interval(interval, false);
	assert_int_equal(interval, DUE_LONGEST);
	for (int i = 0; i < 50; i++)
		interval = due_interval(interval, true);
	assert_int_equal(interval, DUE_SHORTEST);
	/* What a broken store may hold. */
	assert_int_equal(due_interval(INT64_MAX, false), DUE_LONGEST);
	assert_int_equal(due_interval(-5, true), due_interval(0, true));
}

static void feeds_added_together_part(void **state)
{
	int64_t first = due_after(NOW, 3600, 0, 0, 1), different = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 100; seed++) {
		int64_t due = due_after(NOW, 3600, 0, 0, seed);

		assert_true(due >= NOW + 3600 && due < NOW + 3960);
		different += due != first;
	}
	assert_true(different > 90);
	assert_int_equal(due_after(NOW, 3600, 0, 0, 1), first);
}

static void what_feed_and_server_ask_for_is_kept(void **state)
{
	(void)state;
	assert_true(due_after(NOW, 600, 120, 0, 1) >= NOW + 7200);
	assert_true(due_after(NOW, 600, 4000000, 0, 1) < NOW + 700);
	assert_int_equal(due_after(NOW, 600, 0, NOW + 9000, 1), NOW + 9000);
	assert_true(due_after(NOW, 6000, 0, NOW + 60, 1) >= NOW + 6000);
}

static void failures_keep_away_longer_and_longer(void **state)
{
	(void)state;
	assert_int_equal(due_after_failure(NOW, 1, 0, 0), NOW + 1800);
	assert_int_equal(due_after_failure(NOW, 2, 500, 0), NOW + 3600);
	assert_int_equal(due_after_failure(NOW, 1000000, 404, 0), NOW + 86400);
	assert_int_equal(due_after_failure(NOW, 1, 429, NOW + 7200), NOW + 7200);
	assert_int_equal(due_after_failure(NOW, 1, 410, 0), NOW + DUE_GONE);
}

static void a_new_feed_is_visited_as_often_as_it_speaks(void **state)
{
	enum { HOUR = 3600, DAY = 86400 };
	int64_t hourly[12], yearly[] = {NOW - 400 * DAY, NOW - 800 * DAY}, burst[10];

	(void)state;
	for (int i = 0; i < 12; i++)
		hourly[i] = NOW - (11 - i) * HOUR;
	assert_int_equal(due_rhythm(hourly, 12, NOW), HOUR / 2);
	assert_int_equal(due_rhythm(yearly, 2, NOW), DUE_LONGEST);
	for (int i = 0; i < 10; i++)
		burst[i] = NOW - i;
	assert_int_equal(due_rhythm(burst, 10, NOW), DUE_SHORTEST);
	/* Once lively, asleep for ten days. */
	for (int i = 0; i < 12; i++)
		hourly[i] -= 10 * DAY;
	assert_int_equal(due_rhythm(hourly, 12, NOW), DAY);
	assert_int_equal(due_rhythm(hourly, 1, NOW), DUE_FIRST);
	assert_int_equal(due_rhythm(NULL, 0, NOW), DUE_FIRST);
}

/* NOW is a Sunday, 08:00 GMT. */
static void hours_and_days_of_rest_are_kept(void **state)
{
	enum { HOUR = 3600, DAY = 86400, SUNDAY = 1 << 24, MONDAY = 1 << 25 };

	(void)state;
	assert_int_equal(due_beyond(NOW + 300, 0), NOW + 300);
	assert_int_equal(due_beyond(NOW + 300, 1 << 7), NOW + 300);
	assert_int_equal(due_beyond(NOW + 300, 1 << 8 | 1 << 9), NOW + 2 * HOUR + 300);
	assert_int_equal(due_beyond(NOW, SUNDAY), NOW + 16 * HOUR);
	assert_int_equal(due_beyond(NOW, SUNDAY | MONDAY | 1), NOW + 16 * HOUR + DAY + HOUR);
	/* Never is no answer. */
	assert_int_equal(due_beyond(NOW, 0xffffff), NOW);
	assert_int_equal(due_beyond(NOW, 0x7f000000), NOW);
}

/* A computer that took itself to be in 2036 for a while. */
static void a_clock_set_back_keeps_nothing_away(void **state)
{
	enum { YEARS = 10 * 365 * 86400 };

	(void)state;
	assert_true(due_has_come(NOW, NOW - 1800, NOW));
	assert_false(due_has_come(NOW + 1, NOW - 1800, NOW));
	assert_false(due_has_come(NOW + DUE_GONE, NOW - 1, NOW));
	assert_true(due_has_come(NOW + YEARS + 1800, NOW + YEARS, NOW));
	/* A little is no reason. */
	assert_false(due_has_come(NOW + 1800, NOW + 2, NOW));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(news_shortens_and_silence_lengthens),
		cmocka_unit_test(feeds_added_together_part),
		cmocka_unit_test(what_feed_and_server_ask_for_is_kept),
		cmocka_unit_test(a_new_feed_is_visited_as_often_as_it_speaks),
		cmocka_unit_test(hours_and_days_of_rest_are_kept),
		cmocka_unit_test(a_clock_set_back_keeps_nothing_away),
		cmocka_unit_test(failures_keep_away_longer_and_longer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
