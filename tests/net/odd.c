/* Servers and networks that do it otherwise: what is meant is taken, and nothing is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "store/library.h"
#include "tests/net/home.h"

enum { DAY_S = 86400, YEARS_S = 3650 * DAY_S };

#define OK_FEED "200 OK\r\nContent-Type: application/rss+xml\r\n"
#define FEED                                                                                       \
	"<rss version='2.0'><channel><title>Tides</title><item><guid>1</guid><title>one</title>"   \
	"</item></channel></rss>"

static void subscribe(Home *home, const char *path)
{
	home_write(home, "config/lede/urls",
		arena_printf(home->arena, "\"%.*s\"\n", STR_ARG(home_url(home, path))));
}

static bool was_asked(Home *home, size_t number, const char *part)
{
	return str_find(server_asked(home->server, number), str_from(part)) >= 0;
}

static const char *add(Home *home, const char *path)
{
	return arena_printf(home->arena, "add '%.*s'", STR_ARG(home_url(home, path))).s;
}

static void assert_urls(Home *home, const char *wanted)
{
	Buf urls = {0};

	assert_true(file_read(arena_printf(home->arena, "%s/config/lede/urls", home->folder).s,
		10000, &urls, NULL));
	assert_string_equal(buf_z(&urls), wanted);
	buf_drop(&urls);
}

/* --- answers */

static void put(Buf *out, uint64_t number, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_char(out, (char)(number >> 8 * i & 0xff));
}

/* A stored block (RFC 1951 3.2.4) with the head and the sum of RFC 1952. */
static void pack_gzip(Str text, Buf *out)
{
	uint32_t sum = ~0U;

	for (size_t i = 0; i < text.n; i++) {
		sum ^= (unsigned char)text.s[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
	}
	buf_bytes(out, "\x1f\x8b\x08\0\0\0\0\0\0\xff\x01", 11);
	put(out, text.n, 2);
	put(out, ~text.n, 2);
	buf_add(out, text);
	put(out, ~sum, 4);
	put(out, text.n, 4);
}

/* RFC 7932 9.2: a window of 16 bits, a block that is not compressed, an empty last one. */
static void pack_br(Str text, Buf *out)
{
	put(out, (text.n - 1) << 4 | 1 << 20, 3);
	buf_add(out, text);
	put(out, 3, 1);
}

/* RFC 8878 3.1.1: one segment, its size in a byte, one raw block, the last. */
static void pack_zstd(Str text, Buf *out)
{
	buf_bytes(out, "\x28\xb5\x2f\xfd\x20", 5);
	put(out, text.n, 1);
	put(out, text.n << 3 | 1, 3);
	buf_add(out, text);
}

static void all_ways_of_packing_are_unpacked(void **state)
{
	Home *home = *state;
	static const struct {
		const char *name;
		void (*pack)(Str text, Buf *out);
	} packed[] = {{"gzip", pack_gzip}, {"br", pack_br}, {"zstd", pack_zstd}};
	const char *asked;

	for (size_t i = 0; i < COUNT(packed); i++) {
		Buf bytes = {0};

		packed[i].pack(S(FEED), &bytes);
		server_say_bytes(home->server, "/packed",
			arena_printf(home->arena, OK_FEED "Content-Encoding: %s\r\n",
				packed[i].name)
				.s,
			buf_str(&bytes));
		buf_drop(&bytes);
		subscribe(home, arena_printf(home->arena, "/packed?%s", packed[i].name).s);
		server_forget(home->server);
		assert_int_equal(home_lede(home, "update"), 0);
		assert_said(home, "1 new");
		asked = arena_strz(home->arena, server_asked(home->server, 0));
		assert_non_null(strstr(strstr(asked, "\r\nAccept-Encoding: "), packed[i].name));
		assert_int_equal(server_count(home->server, "/packed"), 1);
	}
}

/* "Content-Encoding: UTF-8" is what some take for the place to say so. */
static void packing_that_is_none_is_asked_for_unpacked(void **state)
{
	Home *home = *state;
	static const char *const names[] = {"UTF-8", "gzip", "br"};

	for (size_t i = 0; i < COUNT(names); i++) {
		server_say(home->server, "/odd",
			arena_printf(home->arena, OK_FEED "Content-Encoding: %s\r\n", names[i]).s,
			FEED);
		subscribe(home, arena_printf(home->arena, "/odd?%zu", i).s);
		server_forget(home->server);
		assert_int_equal(home_lede(home, "update"), 0);
		assert_said(home, "1 new");
		assert_int_equal(server_count(home->server, "/odd"), 2);
		assert_true(was_asked(home, 1, "\r\nAccept-Encoding: identity\r\n"));
	}
	/* But not what is packed again and again. */
	server_say(home->server, "/odd",
		OK_FEED
		"Content-Encoding: gzip, gzip, gzip\r\nContent-Encoding: gzip, gzip, gzip\r\n",
		FEED);
	subscribe(home, "/odd?many");
	server_forget(home->server);
	assert_int_equal(home_lede(home, "update"), 1);
	assert_int_equal(server_count(home->server, "/odd"), 1);
	/* The next feed is asked for as ever. */
	subscribe(home, "/feed");
	server_forget(home->server);
	assert_int_equal(home_lede(home, "update"), 0);
	assert_true(was_asked(home, 0, "gzip"));
}

static void validators_in_any_form_go_back(void **state)
{
	Home *home = *state;
	static const char *const heads[][2] = {
		{"ETag: unquoted-7\r\n", "\r\nIf-None-Match: unquoted-7\r\n"},
		{"etag: \"\"\r\n", "\r\nIf-None-Match: \"\"\r\n"},
		{"Last-Modified: 1795852800\r\n", "\r\nIf-Modified-Since: 1795852800\r\n"},
		{"Last-Modified: Samstag, 28. November 2026 09:00 Uhr\r\n",
			"\r\nIf-Modified-Since: Samstag, 28. November 2026 09:00 Uhr\r\n"},
	};

	for (size_t i = 0; i < COUNT(heads); i++) {
		server_say(home->server, "/odd",
			arena_printf(home->arena, OK_FEED "%s", heads[i][0]).s, FEED);
		subscribe(home, arena_printf(home->arena, "/odd?%zu", i).s);
		assert_int_equal(home_lede(home, "update"), 0);
		server_forget(home->server);
		assert_int_equal(home_lede(home, "update"), 0);
		assert_true(was_asked(home, 0, heads[i][1]));
	}
	/* A 304 that names another is about another answer (RFC 9111 4.3.4): what was sent holds.
	 */
	subscribe(home, "/odd?304");
	server_say(home->server, "/odd", OK_FEED "ETag: \"a\"\r\n", FEED);
	assert_int_equal(home_lede(home, "update"), 0);
	server_say(home->server, "/odd", "304 Not Modified\r\nETag: \"b\"\r\n", "");
	assert_int_equal(home_lede(home, "update"), 0);
	server_forget(home->server);
	assert_int_equal(home_lede(home, "update"), 0);
	assert_true(was_asked(home, 0, "\r\nIf-None-Match: \"a\"\r\n"));
}

static void addresses_are_sent_as_browsers_do(void **state)
{
	Home *home = *state;

	server_say(home->server, "/S%C3%BCd%20und/Nord", OK_FEED, FEED);
	subscribe(home, "/Süd und/Nord?q=a b#below");
	assert_int_equal(home_lede(home, "update"), 0);
	assert_true(was_asked(home, 0, "GET /S%C3%BCd%20und/Nord?q=a%20b HTTP/1.1\r\n"));
	/* Names of hosts have a writing of their own; a proxy hears it. */
	home_write(home, "config/lede/urls", S("http://gezeiten-büro.example/feed\n"));
	home_write(home, "config/lede/config",
		arena_printf(home->arena, "proxy http://127.0.0.1:%u\n",
			server_port(home->server)));
	server_forget(home->server);
	assert_int_equal(home_lede(home, "update"), 0);
	assert_true(
		was_asked(home, 0, "GET http://xn--gezeiten-bro-mlb.example/feed HTTP/1.1\r\n"));
}

static void a_server_may_have_an_address_of_version_six(void **state)
{
	Home *home = *state;
	Server *six = server_open_six();

	if (!six)
		skip();
	home_write(home, "config/lede/urls",
		arena_printf(home->arena, "http://[::1]:%u/feed\n", server_port(six)));
	assert_int_equal(home_lede(home, "update"), 0);
	assert_said(home, "3 new");
	server_close(six);
}

/* --- networks and clocks */

static void a_page_of_the_network_takes_nothing_away(void **state)
{
	Home *home = *state;

	server_say(home->server, "/odd", OK_FEED "ETag: \"mine\"\r\n", FEED);
	subscribe(home, "/odd");
	assert_int_equal(home_lede(home, "update"), 0);
	server_say(home->server, "/odd",
		"200 OK\r\nContent-Type: text/html\r\nETag: \"theirs\"\r\n",
		"<!DOCTYPE html><title>Welcome on board</title><form><input type=submit></form>");
	assert_int_equal(home_lede(home, "update"), 1);
	assert_said(home,
		"a web page came in place of the feed; perhaps the network here wants a login");
	assert_int_equal(home_lede(home, "list"), 0);
	assert_said(home, "1\t1\t\tTides\t");
	/* Nothing of that page is remembered. */
	server_say(home->server, "/odd", "304 Not Modified\r\n", "");
	server_forget(home->server);
	assert_int_equal(home_lede(home, "update"), 0);
	assert_true(was_asked(home, 0, "\r\nIf-None-Match: \"mine\"\r\n"));
	assert_int_equal(home_lede(home, "list --health"), 0);
	assert_string_equal(home->said, "");
}

/* As if the clock had been years ahead at the last visit. */
static void visit_in_the_future(Home *home)
{
	Library *lib =
		library_open(arena_printf(home->arena, "%s/data/lede/lede.db", home->folder).s,
			LIBRARY_WRITE, NULL);
	const Feed *feeds;
	size_t count;
	FeedState state;

	assert_true(library_feeds(lib, home->arena, &feeds, &count, NULL));
	assert_true(library_state(lib, feeds[0].id, home->arena, &state, NULL));
	state.checked += YEARS_S;
	state.due += YEARS_S;
	state.not_before = state.due;
	assert_true(library_set_state(lib, feeds[0].id, &state, NULL));
	assert_true(library_set_value(lib, S("resting"),
		arena_printf(home->arena, "127.0.0.1:%u %lld 9 2 503", server_port(home->server),
			(long long)state.due),
		NULL));
	library_close(lib);
}

static void a_clock_that_was_ahead_keeps_nothing_away(void **state)
{
	Home *home = *state;

	subscribe(home, "/feed");
	assert_int_equal(home_lede(home, "update"), 0);
	assert_int_equal(home_lede(home, "update --due"), 0);
	assert_said(home, "no feed is due");
	visit_in_the_future(home);
	server_forget(home->server);
	assert_int_equal(home_lede(home, "update --due"), 0);
	assert_int_equal(server_count(home->server, "/feed"), 1);
	assert_said(home, "1 feed, 0 new articles");
	assert_int_equal(home_lede(home, "update --due"), 0);
	assert_said(home, "no feed is due");
}

/* --- lede add */

static void a_page_whose_feed_is_gone_is_told_and_searched(void **state)
{
	Home *home = *state;
	const char *
		page = "200 OK\r\nContent-Type: text/html\r\n",
	       *link = "<!DOCTYPE html><link rel=alternate type=application/rss+xml href=/old.xml>";

	server_say(home->server, "/page", page, link);
	server_say(home->server, "/feed", "404 No\r\n", "");
	assert_int_equal(home_lede(home, add(home, "/page")), 1);
	assert_said(home,
		arena_printf(home->arena, "its page names %.*s as a feed; 127.0.0.1: has nothing",
			STR_ARG(home_url(home, "/old.xml")))
			.s);
	/* Where others have one it may have one, too. */
	server_say(home->server, "/rss.xml", OK_FEED, FEED);
	assert_int_equal(home_lede(home, add(home, "/page")), 0);
	assert_urls(home,
		arena_printf(home->arena, "%.*s\n", STR_ARG(home_url(home, "/rss.xml"))).s);
	server_say(home->server, "/empty", OK_FEED, " \n");
	assert_int_equal(home_lede(home, add(home, "/empty")), 1);
	assert_said(home, "what came is empty");
}

static void a_feed_is_added_where_it_is_for_good(void **state)
{
	Home *home = *state;
	Str here = home_url(home, "/feed?moved"), guarded = home_url(home, "/guarded");
	Buf wanted = {0};

	assert_int_equal(home_lede(home, add(home, "/feed-moved")), 0);
	assert_int_equal(home_lede(home, add(home, "/feed-moved")), 0);
	assert_said(home, "is in ");
	/* For now is not for good. */
	server_say(home->server, "/today", "302 Found\r\nLocation: /feed?today\r\n", "");
	assert_int_equal(home_lede(home, add(home, "/today")), 0);
	/* What the config says of an address would be lost. */
	server_say(home->server, "/guarded", "301 Moved\r\nLocation: /feed?guarded\r\n", "");
	home_write(home, "config/lede/config",
		arena_printf(home->arena, "feed %.*s header \"X-Guest: yes\"\n", STR_ARG(guarded)));
	server_forget(home->server);
	assert_int_equal(home_lede(home, add(home, "/guarded")), 0);
	/* And it is what lets in, from the first. */
	assert_true(was_asked(home, 0, "\r\nX-Guest: yes\r\n"));
	buf_printf(&wanted, "%.*s\n%.*s\n%.*s\n", STR_ARG(here), STR_ARG(home_url(home, "/today")),
		STR_ARG(guarded));
	assert_urls(home, buf_z(&wanted));
	buf_drop(&wanted);
}

/* A folder of feeds that are read over Tor is never asked for otherwise. */
static void what_is_added_to_a_folder_is_asked_by_its_proxy(void **state)
{
	Home *home = *state;

	home_write(home, "config/lede/config",
		arena_printf(home->arena, "folder Onions proxy socks5h://127.0.0.1:%u\n",
			server_port(home->server)));
	assert_int_equal(home_lede(home, "add --folder Onions http://tides.onion/feed"), 0);
	assert_true(str_eq(server_asked(home->server, 0), S("SOCKS tides.onion")));
	assert_said(home, "3 articles");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_ways_of_packing_are_unpacked),
		TEST(packing_that_is_none_is_asked_for_unpacked),
		TEST(validators_in_any_form_go_back),
		TEST(addresses_are_sent_as_browsers_do),
		TEST(a_server_may_have_an_address_of_version_six),
		TEST(a_page_of_the_network_takes_nothing_away),
		TEST(a_clock_that_was_ahead_keeps_nothing_away),
		TEST(a_page_whose_feed_is_gone_is_told_and_searched),
		TEST(a_feed_is_added_where_it_is_for_good),
		TEST(what_is_added_to_a_folder_is_asked_by_its_proxy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
