/* feed/net/polite, address: how often a site is visited, and which addresses are one's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>
#include <string.h>

#include "feed/net/address.h"
#include "feed/net/polite.h"

static void one_visit_at_a_time(void **state)
{
	PoliteSite site = {0};

	(void)state;
	assert_int_equal(polite_wait(&site, 1000), 0);
	polite_begin(&site, 1000);
	assert_int_equal(polite_wait(&site, 1500), -1);
	polite_end(&site, VISIT_FINE, false, 0, 1500);
	assert_int_equal(polite_wait(&site, 1500), 0);
}

static void after_a_burst_there_are_pauses(void **state)
{
	PoliteSite site = {0};
	int64_t now = 1000;

	(void)state;
	for (int i = 0; i < POLITE_BURST; i++) {
		assert_int_equal(polite_wait(&site, now), 0);
		polite_begin(&site, now);
		polite_end(&site, VISIT_FINE, false, 0, now);
	}
	assert_int_equal(polite_wait(&site, now), POLITE_PAUSE_MS);
	now += POLITE_PAUSE_MS;
	assert_int_equal(polite_wait(&site, now), 0);
	polite_begin(&site, now);
	polite_end(&site, VISIT_FINE, false, 0, now);
	assert_int_equal(polite_wait(&site, now), POLITE_PAUSE_MS);
	/* A minute later all is forgiven. */
	assert_int_equal(polite_wait(&site, now + 60000), 0);
}

static void a_slow_visit_holds_up_no_other_but_many_do(void **state)
{
	PoliteSite site = {0};

	(void)state;
	for (int i = 0; i < POLITE_SLOW_MOST; i++) {
		assert_int_equal(polite_wait(&site, 1000), 0);
		polite_begin(&site, 1000);
		polite_slow(&site);
	}
	assert_int_equal(polite_wait(&site, 1000), -1);
	polite_end(&site, VISIT_FAILED, true, 0, 1000);
	assert_int_equal(polite_wait(&site, 1000), 0);
}

static void refuse(PoliteSite *site, int64_t retry_after, int64_t now)
{
	polite_begin(site, now);
	polite_end(site, VISIT_REFUSED, false, retry_after, now);
}

static void refusals_slow_down_and_then_shut(void **state)
{
	PoliteSite site = {0};

	(void)state;
	refuse(&site, 0, 1000);
	assert_int_equal(polite_wait(&site, 1000), 1000);
	refuse(&site, 0, 2000);
	assert_int_equal(polite_wait(&site, 2000), 2000);
	refuse(&site, 3, 4000);
	assert_int_equal(polite_wait(&site, 4000), 3000);
	refuse(&site, 3600, 7000);
	assert_int_equal(polite_wait(&site, 7000), 8000);
	assert_false(polite_is_shut(&site, 7000));
	refuse(&site, 3600, 15000);
	assert_true(polite_is_shut(&site, 15000 + 3599 * 1000));
	assert_false(polite_is_shut(&site, 15000 + 3601 * 1000));
}

static void a_site_that_refuses_again_is_shut_for_twice_as_long(void **state)
{
	PoliteSite site = {.refused = POLITE_REFUSALS};
	int64_t now = 1000, shut = POLITE_SHUT_MS;

	(void)state;
	for (int i = 0; i < 20; i++) {
		refuse(&site, 0, now);
		assert_true(polite_is_shut(&site, now + shut - 1));
		now += shut;
		assert_false(polite_is_shut(&site, now));
		shut = shut * 2 < POLITE_SHUT_MOST_MS ? shut * 2 : POLITE_SHUT_MOST_MS;
	}
	polite_begin(&site, now);
	polite_end(&site, VISIT_FINE, false, 0, now);
	assert_int_equal(site.shuts, 0);
}

static void an_answer_forgives_refusals(void **state)
{
	PoliteSite site = {0};

	(void)state;
	for (int i = 1; i < POLITE_REFUSALS; i++)
		refuse(&site, 0, i * 100000);
	polite_begin(&site, 900000);
	polite_end(&site, VISIT_FINE, false, 0, 900000);
	refuse(&site, 0, 950000);
	assert_false(polite_is_shut(&site, 950000));
	assert_int_equal(polite_wait(&site, 950000), 1000);
}

static void a_dead_host_is_left_in_peace(void **state)
{
	PoliteSite site = {0};

	(void)state;
	for (int i = 0; i < POLITE_UNREACHABLES; i++) {
		assert_false(polite_is_shut(&site, 1000));
		polite_begin(&site, 1000);
		polite_end(&site, VISIT_UNREACHABLE, false, 0, 1000);
	}
	assert_true(polite_is_shut(&site, 1000));
	assert_false(polite_is_shut(&site, 1000 + POLITE_SHUT_MS));
}

static bool is_private(const char *text)
{
	struct sockaddr_in6 six = {.sin6_family = AF_INET6};
	struct sockaddr_in four = {.sin_family = AF_INET};

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return address_is_private((struct sockaddr *)&four);
	assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
	return address_is_private((struct sockaddr *)&six);
}

static void ones_own_house_is_known(void **state)
{
	static const char *const own[] = {"127.0.0.1", "127.255.0.3", "0.0.0.0", "10.1.2.3",
		"100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1",
		"198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
		"::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1",
		"fc00::1", "fdff::1", "fe80::1", "ff02::1", "2001::1"};
	static const char *const others[] = {"1.1.1.1", "11.0.0.1", "100.128.0.1",
		"126.255.255.255", "128.0.0.1", "169.253.0.1", "172.15.0.1", "172.32.0.1",
		"192.167.0.1", "223.255.255.1", "2606:4700::1111", "2001:db8::1", "::ffff:8.8.8.8",
		"64:ff9b::808:808", "2002:808:808::1", "fbff::1"};

	(void)state;
	for (size_t i = 0; i < COUNT(own); i++)
		if (!is_private(own[i]))
			fail_msg("%s passes for public", own[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		if (is_private(others[i]))
			fail_msg("%s passes for private", others[i]);
}

static void hosts_that_are_numbers_are_seen_through(void **state)
{
	static const char *const own[] = {"127.0.0.1", "127.1", "0x7f000001", "2130706433",
		"017700000001", "[::1]", "localhost", "LOCALHOST", "a.localhost",
		"[::ffff:10.0.0.1]"};
	static const char *const others[] = {"harbourpost.example", "1.1.1.1", "127.0.0.1.example",
		"[2606:4700::1111]", "", "localhost.example"};

	(void)state;
	for (size_t i = 0; i < COUNT(own); i++)
		if (!address_host_is_private(str_from(own[i])))
			fail_msg("%s passes for public", own[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		if (address_host_is_private(str_from(others[i])))
			fail_msg("%s passes for private", others[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_visit_at_a_time),
		cmocka_unit_test(after_a_burst_there_are_pauses),
		cmocka_unit_test(a_slow_visit_holds_up_no_other_but_many_do),
		cmocka_unit_test(refusals_slow_down_and_then_shut),
		cmocka_unit_test(a_site_that_refuses_again_is_shut_for_twice_as_long),
		cmocka_unit_test(an_answer_forgives_refusals),
		cmocka_unit_test(a_dead_host_is_left_in_peace),
		cmocka_unit_test(ones_own_house_is_known),
		cmocka_unit_test(hosts_that_are_numbers_are_seen_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
