/* Options of a feed or folder, from the config to what a server hears; secrets go nowhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "tests/net/home.h"

static bool asked(Home *h, size_t number, const char *part)
{
	return str_find(server_asked(h->server, number), str_from(part)) >= 0;
}

/* One feed, and options for it, a line each. */
static void subscribe(Home *h, const char *path, const char *const *options)
{
	Str url = home_url(h, path);
	Buf config = {0};

	home_write(h, "config/lede/urls", arena_printf(h->arena, "%s\n", url.s));
	for (; *options; options++)
		buf_printf(&config, "feed %s %s\n", url.s, *options);
	home_write(h, "config/lede/config", buf_str(&config));
	buf_drop(&config);
}

#define subscribe(h, path, ...) subscribe(h, path, (const char *const[]){__VA_ARGS__, NULL})

static void a_password_comes_from_a_command(void **state)
{
	Home *h = *state;

	home_write(h, "keeper", S("secret\nand a note\n"));
	subscribe(h, "/private-feed", "auth-user reader", "auth-secret command:cat ~/keeper");
	if (home_lede(h, "update") != 0)
		fail_msg("%s", h->said);
	assert_said(h, "3 new articles");
}

static void a_command_is_asked_once(void **state)
{
	Home *h = *state;
	Buf urls = {0}, asks = {0};

	for (int i = 0; i < 4; i++)
		buf_printf(&urls, "%s?%d Paid\n", home_url(h, "/plain").s, i);
	home_write(h, "config/lede/urls", buf_str(&urls));
	home_write(h, "config/lede/config",
		S("folder Paid header X-Key: command:echo asked >>~/asks; echo k3y\n"));
	home_lede(h, "update");
	assert_int_equal(server_count(h->server, "/plain"), 4);
	for (size_t i = 0; i < 4; i++)
		assert_true(asked(h, i, "\r\nX-Key: k3y\r\n"));
	assert_true(file_read(arena_printf(h->arena, "%s/asks", h->folder).s, 100, &asks, NULL));
	assert_string_equal(buf_z(&asks), "asked\n");
	buf_drop(&urls);
	buf_drop(&asks);
}

static void a_command_that_fails_is_told(void **state)
{
	Home *h = *state;

	subscribe(h, "/private-feed", "auth-user reader",
		"auth-secret command:echo the store is locked >&2; exit 3");
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "echo ended with status 3: the store is locked");
	assert_int_equal(server_count(h->server, "/private-feed"), 0);
}

static void secrets_are_shown_nowhere(void **state)
{
	static const char *const commands[] = {"update", "list", "list --json", "list --health",
		"doctor feeds --dry-run", "export"};
	Home *h = *state;

	setenv("TIDES_TOKEN", "s3cr3t", 1);
	subscribe(h, "/private-feed", "auth bearer", "auth-secret env:TIDES_TOKEN",
		"header X-Key: s3cr3t", "proxy none");
	for (size_t i = 0; i < COUNT(commands); i++) {
		home_lede(h, commands[i]);
		assert_null(strstr(h->said, "s3cr3t"));
	}
	assert_true(asked(h, 0, "\r\nAuthorization: Bearer s3cr3t\r\n"));
	assert_true(asked(h, 0, "\r\nX-Key: s3cr3t\r\n"));
	assert_false(home_holds(h, "s3cr3t"));
	unsetenv("TIDES_TOKEN");
	server_forget(h->server);
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "secret from $TIDES_TOKEN, which is not set");
}

static void netrc_is_read_if_that_is_said(void **state)
{
	Home *h = *state;

	home_write(h, ".netrc", S("machine 127.0.0.1 login reader password secret\n"));
	subscribe(h, "/private-feed", "timeout 20");
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "wants a name and password");
	subscribe(h, "/private-feed", "netrc yes");
	assert_int_equal(home_lede(h, "update"), 0);
	assert_said(h, "3 new articles");
}

static void cookies_are_read_from_a_file(void **state)
{
	Home *h = *state;

	home_write(h, "cookies.txt", S("127.0.0.1\tFALSE\t/\tFALSE\t0\tguest\tknown\n"));
	subscribe(h, "/known-guest", "cookie-file ~/cookies.txt");
	home_lede(h, "update");
	assert_true(asked(h, 0, "\r\nCookie: guest=known\r\n"));
	subscribe(h, "/known-guest", "cookie-file ~/none.txt");
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "none.txt");
}

static void a_folder_has_its_proxy(void **state)
{
	Home *h = *state;

	home_write(h, "config/lede/urls",
		arena_printf(h->arena, "http://tides.example/feed Far/Away\n%s\n",
			home_url(h, "/feed?near").s));
	home_write(h, "config/lede/config",
		arena_printf(h->arena, "folder Far proxy socks5h://127.0.0.1:%u\n",
			server_port(h->server)));
	assert_int_equal(home_lede(h, "update"), 0);
	assert_said(h, "6 new articles");
	assert_true(str_eq(server_asked(h->server, 0), S("SOCKS tides.example")) ||
		    str_eq(server_asked(h->server, 1), S("SOCKS tides.example")));
}

static void an_unknown_kind_of_proxy_is_told(void **state)
{
	Home *h = *state;

	subscribe(h, "/feed", "proxy gopher://me:pw@127.0.0.1:70");
	assert_int_equal(home_lede(h, "update"), 1);
	assert_said(h, "proxy is http://");
	assert_null(strstr(h->said, "pw@"));
}

static void one_name_is_tried_that_is_like_a_browsers(void **state)
{
	Home *h = *state;

	subscribe(h, "/guarded-feed", "timeout 20");
	assert_int_equal(home_lede(h, "update"), 0);
	assert_true(asked(h, 0, "\r\nUser-Agent: lede/"));
	assert_true(asked(h, 1, "\r\nUser-Agent: Mozilla/5.0 (compatible; lede/"));
	/* It is remembered. */
	server_forget(h->server);
	assert_int_equal(home_lede(h, "update"), 0);
	assert_true(asked(h, 0, "\r\nUser-Agent: Mozilla/5.0 (compatible; lede/"));
	assert_int_equal(server_count(h->server, "/guarded-feed"), 1);
}

static void a_name_that_does_not_help_is_tried_once(void **state)
{
	Home *h = *state;

	subscribe(h, "/closed-feed", "timeout 20");
	assert_int_equal(home_lede(h, "update"), 1);
	assert_int_equal(server_count(h->server, "/closed-feed"), 2);
	home_lede(h, "update");
	assert_int_equal(server_count(h->server, "/closed-feed"), 3);
	assert_said(h, "user-agent NAME");
}

static void a_host_that_refuses_itself_is_asked_once(void **state)
{
	Home *h = *state;

	subscribe(h, "/forbidden", "timeout 20");
	home_lede(h, "update");
	assert_int_equal(server_count(h->server, "/forbidden"), 1);
	/* Nor is another name tried than the one that was set. */
	subscribe(h, "/closed-feed", "user-agent Reader/1");
	home_lede(h, "update");
	assert_int_equal(server_count(h->server, "/closed-feed"), 1);
}

static void servers_are_told_where_the_reader_is_reached(void **state)
{
	Home *h = *state;

	subscribe(h, "/feed", "timeout 20");
	home_lede(h, "update");
	assert_false(asked(h, 0, ".example"));
	home_write(h, "config/lede/config", S("contact mailto:reader@harbour.invalid\n"));
	home_lede(h, "update");
	assert_true(asked(h, 1, "(feed reader; +mailto:reader@harbour.invalid)\r\n"));
}

static void print_feed(Home *h, const char *path)
{
	home_write(h, "feed.xml",
		arena_printf(h->arena,
			"<rss "
			"version='2.0'><channel><title>T</title><item><title>%s</title><link>%s"
			"</link><description>It begins so …</description></item></channel></rss>",
			path, home_url(h, path).s));
}

static void articles_lead_into_the_house_only_if_that_is_said(void **state)
{
	Home *h = *state;

	home_write(h, "config/lede/urls", S("\"exec:cat ~/feed.xml\"\n"));
	home_write(h, "config/lede/config", S("fulltext always\n"));
	print_feed(h, "/story");
	assert_int_equal(home_lede(h, "update"), 0);
	assert_int_equal(server_count(h->server, "/story"), 0);
	home_write(h, "config/lede/config", S("fulltext always\nprivate-addresses yes\n"));
	print_feed(h, "/whole");
	assert_int_equal(home_lede(h, "update"), 0);
	assert_int_equal(server_count(h->server, "/whole"), 1);
}

/* Of 24 hosts; each answer takes a while. One more than may be asked can be at its end still. */
static size_t most_at_once(Home *h, const char *arguments)
{
	server_forget(h->server);
	home_lede(h, arguments);
	assert_int_equal(server_count(h->server, "/while"), 24);
	return server_most_at_once(h->server);
}

static void as_many_are_asked_at_once_as_is_said(void **state)
{
	Home *h = *state;
	Buf urls = {0};

	for (int i = 0; i < 24; i++)
		buf_printf(&urls, "http://h%d.localhost:%u/while\n", i, server_port(h->server));
	home_write(h, "config/lede/urls", buf_str(&urls));
	assert_true(most_at_once(h, "update --force") > 4);
	assert_true(most_at_once(h, "update --force --jobs 1") <= 2);
	home_write(h, "config/lede/config", S("connections 1\n"));
	assert_true(most_at_once(h, "update --force") <= 2);
	assert_true(most_at_once(h, "update --force -j 20") > 4);
	buf_drop(&urls);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_password_comes_from_a_command),
		TEST(a_command_is_asked_once),
		TEST(a_command_that_fails_is_told),
		TEST(secrets_are_shown_nowhere),
		TEST(netrc_is_read_if_that_is_said),
		TEST(cookies_are_read_from_a_file),
		TEST(as_many_are_asked_at_once_as_is_said),
		TEST(a_folder_has_its_proxy),
		TEST(one_name_is_tried_that_is_like_a_browsers),
		TEST(a_name_that_does_not_help_is_tried_once),
		TEST(a_host_that_refuses_itself_is_asked_once),
		TEST(servers_are_told_where_the_reader_is_reached),
		TEST(articles_lead_into_the_house_only_if_that_is_said),
		TEST(an_unknown_kind_of_proxy_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
