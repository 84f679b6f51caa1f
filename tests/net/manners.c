/* What servers and feeds ask of their guests, and that it is done, also by the next run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/json.h"
#include "base/path.h"
#include "store/library.h"
#include "tests/net/home.h"

enum { MOMENT_S = 5, HOUR_S = 3600, DAY_S = 24 * HOUR_S };

#define OK_FEED "200 OK\r\nContent-Type: application/rss+xml\r\n"
#define RSS(inner)                                                                                 \
	"<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "              \
	"xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>Feed</title>"   \
	"<item><guid>1</guid><title>one</title></item>" inner "</channel></rss>"

static void subscribe(Home *home, const char *path)
{
	home_write(home, "config/lede/urls",
		arena_printf(home->arena, "%.*s\n", STR_ARG(home_url(home, path))));
}

static Library *library(Home *home)
{
	Library *lib =
		library_open(arena_printf(home->arena, "%s/data/lede/lede.db", home->folder).s,
			LIBRARY_WRITE, NULL);

	assert_non_null(lib);
	return lib;
}

/* What the last fetch left; it may be changed, as if time had passed. */
static FeedState state_of(Home *home, const FeedState *change)
{
	Library *lib = library(home);
	const Feed *feeds;
	size_t count;
	FeedState state;

	assert_true(library_feeds(lib, home->arena, &feeds, &count, NULL));
	assert_true(library_state(lib, feeds[0].id, home->arena, &state, NULL));
	if (change)
		assert_true(library_set_state(lib, feeds[0].id, change, NULL));
	library_close(lib);
	return state;
}

/* Seconds from the last visit to the next. */
static int64_t pause_of(Home *home)
{
	FeedState state = state_of(home, NULL);

	return state.due - state.checked;
}

static void what_feeds_and_servers_ask_for_is_when_they_are_due(void **state)
{
	static const struct {
		const char *head, *body;
		int64_t least, most; /* until the next visit */
	} cases[] = {
		{OK_FEED, RSS(""), 5 * 60, HOUR_S},
		{OK_FEED "Cache-Control: max-age=7200\r\n", RSS(""), 2 * HOUR_S, 2 * HOUR_S},
		{OK_FEED "Cache-Control: public, max-age=7200\r\nAge: 3600\r\n", RSS(""), HOUR_S,
			HOUR_S},
		{OK_FEED "Date: Sat, 21 Nov 2026 09:00:00 GMT\r\n"
			 "Expires: Sat, 21 Nov 2026 12:00:00 GMT\r\n",
			RSS(""), 3 * HOUR_S, 3 * HOUR_S},
		{OK_FEED "Cache-Control: no-cache\r\n", RSS(""), 5 * 60, HOUR_S},
		/* Nobody is obeyed for longer than a week. */
		{OK_FEED "Cache-Control: max-age=31536000\r\n", RSS(""), 7 * DAY_S, 7 * DAY_S},
		{OK_FEED, RSS("<ttl>180</ttl>"), 3 * HOUR_S, 3 * HOUR_S + 1800},
		{OK_FEED,
			RSS("<sy:updatePeriod>daily</sy:updatePeriod>"
			    "<sy:updateFrequency>4</sy:updateFrequency>"),
			6 * HOUR_S, 6 * HOUR_S + HOUR_S},
		{"503 No\r\nRetry-After: 5400\r\n", "", 5400, 5400},
		{"429 No\r\nRetry-After: 7200\r\n", "", 7200, 7200},
	};
	Home *home = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *path = arena_printf(home->arena, "/case-%zu", i).s;

		server_say(home->server, path, cases[i].head, cases[i].body);
		subscribe(home, path);
		home_lede(home, "update");
		/* It was heard a moment before it was read. */
		if (pause_of(home) < cases[i].least - MOMENT_S || pause_of(home) > cases[i].most)
			fail_msg("case %zu: due after %lld s", i, (long long)pause_of(home));
		/* Till then it is not due, whatever cron does. */
		assert_int_equal(home_lede(home, "update --due"), 0);
		assert_said(home, "no feed is due");
		assert_int_equal(server_count(home->server, path), 1);
	}
}

static void hours_and_days_a_feed_skips_are_skipped(void **state)
{
	Home *home = *state;
	Buf body = {0};
	int64_t due;

	/* All hours but one, all days but one: there is one hour a week. */
	buf_add(&body, S("<rss version='2.0'><channel><title>Feed</title><skipHours>"));
	for (int hour = 0; hour < 24; hour++)
		if (hour != 5)
			buf_printf(&body, "<hour>%d</hour>", hour);
	buf_add(&body, S("</skipHours><skipDays><day>Monday</day><day>Tuesday</day>"
			 "<day>Wednesday</day><day>Thursday</day><day>Friday</day>"
			 "<day>Saturday</day></skipDays></channel></rss>"));
	server_say(home->server, "/rare", OK_FEED, buf_z(&body));
	buf_drop(&body);
	subscribe(home, "/rare");
	assert_int_equal(home_lede(home, "update"), 0);
	due = state_of(home, NULL).due;
	assert_int_equal(due % DAY_S / HOUR_S, 5);
	assert_int_equal((due / DAY_S + 4) % 7, 0);
}

static void a_rhythm_is_learnt_within_bounds(void **state)
{
	Home *home = *state;
	FeedState learnt;
	int visits = 0;

	/* There never is news: the pause grows to a week. */
	server_say(home->server, "/quiet", OK_FEED "ETag: \"q\"\r\n", RSS(""));
	subscribe(home, "/quiet");
	do {
		assert_int_equal(home_lede(home, "update"), 0);
		learnt = state_of(home, NULL);
	} while (learnt.interval < 7 * DAY_S && visits++ < 60);
	assert_int_equal(learnt.interval, 7 * DAY_S);
	assert_int_equal(home_lede(home, "update"), 0);
	assert_int_equal(state_of(home, NULL).interval, 7 * DAY_S);
	/* With jitter, that feeds of one rhythm do not come together; a tenth at most. */
	assert_in_range(pause_of(home), 7 * DAY_S, 7 * DAY_S + 7 * DAY_S / 10);
	/* There always is: it shrinks to five minutes. */
	for (visits = 0; visits < 40; visits++) {
		server_say(home->server, "/quiet", OK_FEED,
			arena_printf(home->arena,
				"<rss version='2.0'><channel><item><guid>n%d</guid>"
				"<title>news %d</title></item></channel></rss>",
				visits, visits)
				.s);
		assert_int_equal(home_lede(home, "update"), 0);
	}
	assert_int_equal(state_of(home, NULL).interval, 5 * 60);
}

static void both_validators_go_back_and_what_is_the_same_is_not_read(void **state)
{
	Home *home = *state;
	Str head;

	server_say(home->server, "/known",
		OK_FEED "ETag: W/\"a, b\"\r\nLast-Modified: Sat, 21 Nov 2026 09:00:00 GMT\r\n",
		RSS(""));
	subscribe(home, "/known");
	assert_int_equal(home_lede(home, "update"), 0);
	server_forget(home->server);
	assert_int_equal(home_lede(home, "update"), 0);
	head = server_asked(home->server, 0);
	assert_true(str_find(head, S("\r\nIf-None-Match: W/\"a, b\"\r\n")) > 0);
	assert_true(
		str_find(head, S("\r\nIf-Modified-Since: Sat, 21 Nov 2026 09:00:00 GMT\r\n")) > 0);
	/* The same bytes with other validators: these are taken over. */
	server_say(home->server, "/known", OK_FEED "ETag: \"c\"\r\n", RSS(""));
	assert_int_equal(home_lede(home, "update"), 0);
	assert_said(home, "0 new articles");
	assert_true(str_eq(state_of(home, NULL).etag, S("\"c\"")));
}

static void a_feed_may_say_that_it_moved(void **state)
{
	Home *home = *state;

	server_say(home->server, "/old-home", OK_FEED,
		RSS("<itunes:new-feed-url>https://example.org/new</itunes:new-feed-url>"));
	subscribe(home, "/old-home");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(home_lede(home, "list --health"), 0);
		assert_null(strstr(home->said, "moved"));
		assert_int_equal(home_lede(home, "update"), 0);
	}
	assert_int_equal(home_lede(home, "list --health"), 0);
	assert_said(home, "has moved to https://example.org/new");
}

static void a_site_that_refuses_is_left_alone_by_the_next_run(void **state)
{
	Home *home = *state;
	Buf urls = {0};
	size_t asked;

	/* One that is content, and more than it takes to see that the site is not. */
	server_say(home->server, "/busy", "503 No\r\nRetry-After: 1\r\n", "");
	for (int i = 0; i < 6; i++)
		buf_printf(&urls, "%.*s?%d\n", STR_ARG(home_url(home, "/busy")), i);
	home_write(home, "config/lede/urls", buf_str(&urls));
	home_lede(home, "update");
	asked = server_count(home->server, "/busy");
	assert_int_equal(asked, 5);
	/* A feed of the site that had no part in it. */
	buf_printf(&urls, "%.*s\n", STR_ARG(home_url(home, "/feed?new")));
	home_write(home, "config/lede/urls", buf_str(&urls));
	buf_drop(&urls);
	home_lede(home, "update");
	assert_said(home, "7 feeds, 0 new articles, 7 left alone as asked");
	assert_int_equal(server_count(home->server, "/busy"), asked);
	assert_int_equal(server_count(home->server, "/feed"), 0);
}

static void a_page_in_place_of_a_feed_is_told_with_its_feeds(void **state)
{
	Home *home = *state;

	server_say(home->server, "/page", "200 OK\r\nContent-Type: text/html\r\n",
		"<!DOCTYPE html><link rel=alternate type=application/atom+xml href=/feed?page>"
		"<p>Words");
	subscribe(home, "/page");
	assert_int_equal(home_lede(home, "update"), 1);
	assert_said(home,
		arena_printf(home->arena, "this is a web page, not a feed; its feed is %.*s",
			STR_ARG(home_url(home, "/feed?page")))
			.s);
	server_say(home->server, "/page", "200 OK\r\nContent-Type: text/html\r\n", "<p>Words");
	assert_int_equal(home_lede(home, "update"), 1);
	assert_said(home, "names none; lede add looks further");
}

static void a_feed_that_is_cut_off_is_told(void **state)
{
	Home *home = *state;

	server_say(home->server, "/cut", OK_FEED,
		"<rss version='2.0'><channel><title>Cut</title><item><guid>1</guid>"
		"<title>one</title></item><item><guid>2</guid><title>tw");
	subscribe(home, "/cut");
	assert_int_equal(home_lede(home, "update"), 0);
	assert_said(home, "/cut: ends in the middle; the articles before that are here\n");
	assert_int_equal(home_lede(home, "list --health"), 0);
	assert_said(home, "Cut\n");
	assert_said(home, "  ends in the middle");
	assert_int_equal(home_lede(home, "list --health --json"), 0);
	assert_said(home, "\"health\":\"cut\"");
	assert_int_equal(home_lede(home, "update --quiet"), 0);
	assert_string_equal(home->said, "");
	server_say(home->server, "/cut", OK_FEED, RSS(""));
	assert_int_equal(home_lede(home, "update"), 0);
	assert_null(strstr(home->said, "ends in the middle"));
	assert_int_equal(home_lede(home, "list --health"), 0);
	assert_string_equal(home->said, "");
}

static void a_feed_whose_host_is_not_looked_at_is_told(void **state)
{
	Home *home = *state;

	subscribe(home, "/feed");
	home_write(home, "config/lede/config",
		arena_printf(home->arena, "feed %.*s insecure yes\n",
			STR_ARG(home_url(home, "/feed"))));
	assert_int_equal(home_lede(home, "update"), 0);
	assert_int_equal(home_lede(home, "list --health"), 0);
	assert_said(home, "its certificate is not checked");
	assert_int_equal(home_lede(home, "list --health --json"), 0);
	assert_said(home, "\"insecure\":true");
}

static void options_of_a_feed_move_with_it_and_secrets_stay_with_their_host(void **state)
{
	Home *home = *state;
	FeedState moved;
	const char *old, *config, *elsewhere;
	Buf bytes = {0};

	setenv("WORD", "secret", 1);
	subscribe(home, "/feed?old");
	old = arena_strz(home->arena, home_url(home, "/feed?old"));
	home_write(home, "config/lede/config",
		arena_printf(home->arena,
			"# mine\nfeed  \"%s\"  keep 5 # few\nfeed %s auth-secret env:WORD\r\nfeed "
			"%s0 "
			"keep 7",
			old, old, old));
	assert_int_equal(home_lede(home, "update"), 0);
	moved = state_of(home, NULL);
	moved.moved_to = home_url(home, "/feed?new");
	moved.moved_count = MOVE_SURE;
	state_of(home, &moved);
	assert_int_equal(home_lede(home, "doctor feeds --apply"), 0);
	config = arena_printf(home->arena, "%s/config/lede/config", home->folder).s;
	assert_true(file_read(config, 10000, &bytes, NULL));
	assert_string_equal(buf_z(&bytes),
		arena_printf(home->arena,
			"# mine\nfeed  %.*s  keep 5 # few\nfeed %.*s auth-secret env:WORD\r\nfeed "
			"%s0 keep 7",
			STR_ARG(moved.moved_to), STR_ARG(moved.moved_to), old)
			.s);
	buf_clear(&bytes);
	/* To another host. */
	elsewhere =
		arena_printf(home->arena, "http://localhost:%u/feed?x", server_port(home->server))
			.s;
	moved.moved_to = str_from(elsewhere);
	state_of(home, &moved);
	home_lede(home, "doctor feeds --apply");
	assert_said(home, "options for its old host, which were left there");
	assert_true(file_read(config, 10000, &bytes, NULL));
	assert_string_equal(buf_z(&bytes),
		arena_printf(home->arena,
			"# mine\nfeed  %s  keep 5 # few\nfeed %.*s auth-secret env:WORD\r\nfeed "
			"%s0 keep 7",
			elsewhere, STR_ARG(home_url(home, "/feed?new")), old)
			.s);
	buf_drop(&bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_feeds_and_servers_ask_for_is_when_they_are_due),
		TEST(hours_and_days_a_feed_skips_are_skipped),
		TEST(a_rhythm_is_learnt_within_bounds),
		TEST(both_validators_go_back_and_what_is_the_same_is_not_read),
		TEST(a_feed_may_say_that_it_moved),
		TEST(a_site_that_refuses_is_left_alone_by_the_next_run),
		TEST(a_page_in_place_of_a_feed_is_told_with_its_feeds),
		TEST(a_feed_that_is_cut_off_is_told),
		TEST(a_feed_whose_host_is_not_looked_at_is_told),
		TEST(options_of_a_feed_move_with_it_and_secrets_stay_with_their_host),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
