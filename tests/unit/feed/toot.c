/* feed/html/toot: what servers of Mastodon tell of posts, as cards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dump.h"
#include "feed/html/player.h"
#include "feed/html/toot.h"
#include "model/wire.h"

static void servers_are_asked_by_the_number_of_the_post(void **state)
{
	static const struct {
		const char *url, *api;
	} rows[] = {
		{"https://social.example/@mira/109372843234",
			"https://social.example/api/v1/statuses/109372843234"},
		{"https://social.example/@mira@other.example/109372843234?a=1#b",
			"https://social.example/api/v1/statuses/109372843234"},
		{"https://social.example/web/@mira/109372843234/",
			"https://social.example/api/v1/statuses/109372843234"},
		{"https://social.example/users/mira/statuses/109372843234",
			"https://social.example/api/v1/statuses/109372843234"},
		{"http://social.example:3000/@mira/109372843234/embed",
			"http://social.example:3000/api/v1/statuses/109372843234"},
		{"https://social.example/@mira", ""},
		{"https://social.example/@mira/about", ""},
		{"https://social.example/@mira/video/109372843234", ""},
		{"https://social.example/2026/109372843234", ""},
		{"https://social.example/@mira/1", ""},
		{"ftp://social.example/@mira/109372843234", ""},
		{"", ""},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(
			arena_strz(arena, player_post_api(str_from(rows[i].url), arena)),
			rows[i].api);
	arena_close(arena);
}

/* What comes out passes the gate. */
static void expect(const char *json, const char *lines)
{
	Arena *arena = arena_open();
	const Doc *doc = toot_read(str_from(json), S("https://social.example/@mira/109372843234"),
		arena, NULL);
	Buf wire = {0};

	if (*lines == '\0') {
		assert_null(doc);
	} else {
		assert_non_null(doc);
		doc_write(doc, &wire);
		doc = doc_read(buf_str(&wire), arena, NULL);
		assert_non_null(doc);
		assert_string_equal(arena_strz(arena, dump(doc, arena)), lines);
	}
	buf_drop(&wire);
	arena_close(arena);
}

#define POST    "2 https://social.example/@mira/109372843234\n"
#define ACCOUNT "\"account\":{\"display_name\":\"Mira Holt\",\"acct\":\"mira\"}"

static void a_post_has_words_author_and_date(void **state)
{
	(void)state;
	expect("{\"created_at\":\"2026-11-21T07:00:00.000Z\"," ACCOUNT ",\"media_attachments\":[],"
	       "\"content\":\"<p>The <a href=\\\"https://a.example/\\\">mast</a> is found."
	       "</p><p>It floats.</p>\"}",
		"embed: The [mast](https://a.example/) is found.\nIt floats. | "
		"Mira Holt (@mira@social.example) | 2026-11-21 | " POST);
	/* A warning before it, choices behind it; what has no paragraphs. */
	expect("{" ACCOUNT ",\"media_attachments\":[],\"spoiler_text\":\"Gulls\","
	       "\"content\":\"Should it stay?\",\"poll\":{\"options\":[{\"title\":\"Yes\","
	       "\"votes_count\":41},{\"title\":\"<b>\",\"votes_count\":null}]}}",
		"embed: *Gulls*\nShould it stay?\n○ Yes · 41\n○ <b> | Mira Holt "
		"(@mira@social.example) | "
		" | " POST);
	/* Who passes one on says nothing. */
	expect("{" ACCOUNT
	       ",\"media_attachments\":[],\"content\":\"\",\"reblog\":{\"account\":{\"acct\":"
	       "\"jo@b.example\"},\"media_attachments\":[],\"content\":\"<ul><li>One</li><li>Two</"
	       "ul>\"}}",
		"embed: One\nTwo | @jo@b.example |  | " POST);
}

static void pictures_films_and_what_is_quoted_belong_to_it(void **state)
{
	(void)state;
	expect("{" ACCOUNT
	       ",\"content\":\"<p>Look:</p>\",\"media_attachments\":[{\"type\":\"image\","
	       "\"url\":\"https://m.example/a.png\",\"preview_url\":\"https://m.example/s.png\","
	       "\"description\":\"A "
	       "\\u0007gull\"},{\"type\":\"video\",\"url\":\"https://m.example/b.mp4\"},"
	       "{\"type\":\"image\",\"url\":\"javascript:1\"}],\"quote\":{\"state\":\"accepted\","
	       "\"quoted_status\":{\"url\":\"https://b.example/@jo/"
	       "2000000\",\"account\":{\"acct\":\"jo\"},"
	       "\"media_attachments\":[],\"content\":\"<p>It is <i>my</i> gull, and has been since "
	       "the "
	       "storm, as all of you know.</p>\"}}}",
		"embed: Look: | Mira Holt (@mira@social.example) |  | " POST
		"image1:  |  | A gull | https://m.example/s.png\n"
		"embed1:  |  |  | 3 https://m.example/b.mp4\n"
		"embed1: It is /my/ gull, and has been since the storm, as all of you know. | "
		"@jo@b.example |  | 2 https://b.example/@jo/2000000\n");
}

static void what_is_no_post_is_told(void **state)
{
	(void)state;
	expect("", "");
	expect("{\"error\":\"Record not found\"}", "");
	expect("[]", "");
	expect("{" ACCOUNT ",\"content\":\"<p>No media\"}", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(servers_are_asked_by_the_number_of_the_post),
		cmocka_unit_test(a_post_has_words_author_and_date),
		cmocka_unit_test(pictures_films_and_what_is_quoted_belong_to_it),
		cmocka_unit_test(what_is_no_post_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
