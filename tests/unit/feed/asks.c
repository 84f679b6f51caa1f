/* feed/parse: what a feed asks of its visitors, and where it says that it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/parse.h"

static Parsed parse(Arena *arena, const char *channel)
{
	Str bytes = arena_printf(arena,
		"<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
		" xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
		" xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>T</title>%s"
		"<item><title>one</title></item></channel></rss>",
		channel);
	Parsed parsed;
	Err err = {0};

	if (!parse_feed(bytes, S("text/xml"), S("https://a.example/feed"), arena, &parsed, &err))
		fail_msg("%s", err.text);
	return parsed;
}

static void pauses_are_minutes(void **state)
{
	static const struct {
		const char *channel;
		uint32_t minutes;
	} cases[] = {
		{"", 0},
		{"<ttl>90</ttl>", 90},
		{"<ttl>-5</ttl>", 0},
		{"<sy:updatePeriod>hourly</sy:updatePeriod>", 60},
		{"<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4"
		 "</sy:updateFrequency>",
			360},
		{"<sy:updatePeriod>hourly</sy:updatePeriod><ttl>15</ttl>", 15},
		{"<sy:updatePeriod>seldom</sy:updatePeriod>", 0},
		{"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0"
		 "</sy:updateFrequency>",
			0},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(parse(arena, cases[i].channel).ttl, cases[i].minutes);
	arena_close(arena);
}

static void hours_and_days_of_rest_are_bits(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	assert_int_equal(parse(arena, "<skipHours><hour>0</hour><hour>23</hour><hour>24</hour>"
				      "<hour>99</hour></skipHours><skipDays><day>Sunday</day>"
				      "<day>saturday</day><day>Payday</day></skipDays>")
				 .skip,
		1 | 1 << 23 | 1 << 24 | 1 << 30);
	arena_close(arena);
}

static void hub_and_new_address_are_kept(void **state)
{
	Arena *arena = arena_open();
	Parsed parsed =
		parse(arena, "<atom:link rel='hub' href='https://hub.example/'/>"
			     "<itunes:new-feed-url>https://b.example/feed</itunes:new-feed-url>");

	(void)state;
	assert_true(str_eq(parsed.hub, S("https://hub.example/")));
	assert_true(str_eq(parsed.moved_to, S("https://b.example/feed")));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pauses_are_minutes),
		cmocka_unit_test(hours_and_days_of_rest_are_bits),
		cmocka_unit_test(hub_and_new_address_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
