/* feed/html: pictures, captions, credits, embeds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dump.h"
#include "feed/html/credit.h"
#include "feed/html/player.h"
#include "feed/parse.h"

static void expect(const char *html, const char *lines)
{
	Arena *arena = arena_open();
	Err err = {0};
	const Doc *doc = parse_html(str_from(html), S("https://example.org/a"), arena, &err);

	assert_non_null(doc);
	assert_string_equal(arena_strz(arena, dump(doc, arena)), lines);
	arena_close(arena);
}

static void captions_and_credits_are_told_apart(void **state)
{
	(void)state;
	expect("<figure><img src=/a.jpg alt=A><figcaption>The quay. <span class=credit>Photo: Ole "
	       "Bakken</span></figcaption></figure>",
		"image: The quay. | Ole Bakken | A | https://example.org/a.jpg\n");
	expect("<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>A swift. © J. "
	       "Weber</p></div>",
		"image: A swift. | J. Weber |  | https://example.org/a.jpg\n");
	expect("<div><img src=a.jpg></div><div class=caption>Arch. (AP Photo/C. "
	       "Reyes)</div><p>Text",
		"image: Arch. | AP Photo/C. Reyes |  | https://example.org/a.jpg\np: Text\n");
	expect("<p><img src=a.jpg><br><em>Slanted words.</em></p>",
		"image: /Slanted words./ |  |  | https://example.org/a.jpg\n");
}

static void a_credit_is_found_in_many_languages(void **state)
{
	static const char *const cases[][3] = {
		{"The quay. (Ole Bakken/The Example)", "The quay.", "Ole Bakken/The Example"},
		{"The quay on Monday. Photo: Ole Bakken", "The quay on Monday.", "Ole Bakken"},
		{"Der Kai. Foto: Ole Bakken/dpa", "Der Kai.", "Ole Bakken/dpa"},
		{"Le quai. Crédit photo : Anne Roy", "Le quai.", "Anne Roy"},
		{"Набережная. Фото: Иван Петров", "Набережная.", "Иван Петров"},
		{"岸壁の様子。写真：山田太郎", "岸壁の様子。", "山田太郎"},
		{"The upper field. © Marta Keller", "The upper field.", "Marta Keller"},
		{"The field | Photograph by M. Keller", "The field", "M. Keller"},
		{"Photo: Ole Bakken", "", "Ole Bakken"},
		{"The quay. REUTERS/Ole Bakken", "The quay.", "REUTERS/Ole Bakken"},
		{"“The quay,” he said. Ole Bakken/AP", "“The quay,” he said.", "Ole Bakken/AP"},
		{"The quay! Ole Bakken/Agence France-Presse via Getty Images", "The quay!",
			"Ole Bakken/Agence France-Presse via Getty Images"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str words = S("?"), credit = S("?");

		assert_true(credit_split(str_from(cases[i][0]), false, &words, &credit));
		assert_true(str_eq(words, str_from(cases[i][1])));
		assert_true(str_eq(credit, str_from(cases[i][2])));
	}
}

static void a_bracket_that_is_no_credit_stays(void **state)
{
	Str words, credit;

	(void)state;
	assert_false(credit_split(S("The mayor and her brother (left)"), false, &words, &credit));
	assert_false(credit_split(S("The photo: a good one it is not"), false, &words, &credit));
	assert_false(credit_split(S("The clock. AM/PM"), false, &words, &credit));
	assert_false(credit_split(S("The clock. Yes/No it said"), false, &words, &credit));
	assert_true(credit_split(S("The quay. (left)"), true, &words, &credit));
}

static void placeholders_give_way_to_the_picture(void **state)
{
	(void)state;
	expect("<img src='data:image/gif;base64,R0' data-src=/real.jpg>",
		"image:  |  |  | https://example.org/real.jpg\n");
	expect("<img src=/blank.gif data-srcset='/s.jpg 400w, /m.jpg 1600w, /x.jpg 4000w'>",
		"image:  |  |  | https://example.org/m.jpg\n");
	expect("<img class=lazy src='data:,'><noscript><img src=/n.jpg></noscript>",
		"image:  |  |  | https://example.org/n.jpg\n");
	expect("<noscript><img src=/only.jpg></noscript>",
		"image:  |  |  | https://example.org/only.jpg\n");
	expect("<picture><source type=image/webp srcset='/a.webp 1x'><source srcset='/a.jpg, "
	       "/b.jpg "
	       "2x'><img></picture>",
		"image:  |  |  | https://example.org/b.jpg\n");
	expect("<amp-img src=/amp.jpg alt=A><noscript><img src=/amp.jpg></noscript></amp-img>",
		"image:  |  | A | https://example.org/amp.jpg\n");
}

static void pixels_and_emoji_are_no_pictures(void **state)
{
	(void)state;
	expect("<p>a<img src=/t.gif width=1 height=1>b<img class=emoji alt='☂' src=/e.png></p>",
		"p: ab☂\n");
	expect("<img src=https://feeds.feedburner.com/~r/x/~4/y>", "");
}

static void a_gallery_is_picture_by_picture(void **state)
{
	(void)state;
	expect("<figure><ul><li><figure><img src=1.jpg><figcaption>1934</figcaption></figure>"
	       "<li><figure><img src=2.jpg><figcaption>1984</figcaption></figure></ul></figure>",
		" - image: 1934 |  |  | https://example.org/1.jpg\n"
		" - image: 1984 |  |  | https://example.org/2.jpg\n");
}

static void a_picture_in_a_paragraph_does_not_tear_it(void **state)
{
	(void)state;
	expect("<p>before <img src=a.jpg> after</p>",
		"p: before after\nimage:  |  |  | https://example.org/a.jpg\n");
}

static void posts_keep_their_words_and_author(void **state)
{
	(void)state;
	expect("<blockquote class=twitter-tweet><p>Ships out. <a "
	       "href=https://t.co/x>pic</a></p>&mdash; "
	       "Tide (@tide) <a href='https://twitter.com/tide/status/15?ref_src=a'>March 8, "
	       "2022</a></blockquote><script src=x></script>",
		"embed: Ships out. [pic](https://t.co/x) | Tide (@tide) | March 8, 2022 | 1 "
		"https://twitter.com/tide/status/15\n");
	expect("<iframe src=https://mastodon.example.social/@thing/110/embed></iframe>",
		"embed:  |  |  | 2 https://mastodon.example.social/@thing/110\n");
	expect("<blockquote class=twitter-tweet><p>No address.</p></blockquote>",
		">p: No address.\n");
}

static void posts_have_pictures_and_quote_posts(void **state)
{
	(void)state;
	expect("<blockquote class=twitter-tweet><p>Look.</p><img class=avatar src=/me.jpg><img "
	       "src=/g.jpg alt='A gull'><img src=/e.png width=16><blockquote class=twitter-tweet>"
	       "<p>Cranes.</p>&mdash; B (@b) <a href=https://twitter.com/b/status/2>May 2</a>"
	       "</blockquote>&mdash; A (@a) <a href=https://twitter.com/a/status/1>May 3</a>"
	       "</blockquote><p>After.",
		"embed: Look. | A (@a) | May 3 | 1 https://twitter.com/a/status/1\n"
		"image1:  |  | A gull | https://example.org/g.jpg\n"
		"embed1: Cranes. | B (@b) | May 2 | 1 https://twitter.com/b/status/2\n"
		"p: After.\n");
}

static void posts_of_each_network_are_read(void **state)
{
	static const char *const cases[][2] = {
		{"<blockquote class=mastodon-embed "
		 "data-embed-url=https://m.example/@lib/112/embed><a "
		 "href=https://m.example/@lib/112><div>Post by @lib@m.example</div><div>View on "
		 "Mastodon</div></a></blockquote>",
			"embed:  | @lib@m.example |  | 2 https://m.example/@lib/112\n"},
		{"<blockquote class=instagram-media data-instgrm-permalink="
		 "'https://www.instagram.com/p/C1/?utm_source=ig'><div><a href="
		 "https://www.instagram.com/p/C1/>View this post on Instagram</a></div><p><a "
		 "href=https://www.instagram.com/p/C1/>A post shared by Bakery (@bake)</a></p>"
		 "</blockquote>",
			"embed:  | Bakery (@bake) |  | 2 https://www.instagram.com/p/C1/\n"},
		{"<blockquote class=tiktok-embed "
		 "cite=https://www.tiktok.com/@dock/video/7><section><a "
		 "href=https://www.tiktok.com/@dock?refer=embed>@dock</a> <p>First.</p> <a "
		 "href=https://www.tiktok.com/music/x>♬ sound</a></section></blockquote>",
			"embed: First. | @dock |  | 2 https://www.tiktok.com/@dock/video/7\n"},
		{"<div class=fb-post "
		 "data-href=https://www.facebook.com/f/posts/1><blockquote><p>Come."
		 "</p>Posted by <a href=https://www.facebook.com/f>Friends</a> on&nbsp;<a "
		 "href=https://www.facebook.com/f/posts/1>May 3, 2024</a></blockquote></div>",
			"embed: Come. | Friends | May 3, 2024 | 2 "
			"https://www.facebook.com/f/posts/1\n"},
		{"<blockquote class=reddit-embed-bq><a "
		 "href=https://www.reddit.com/r/a/comments/1/t/>"
		 "Who?</a><br>by<a href=https://www.reddit.com/user/u>u/u</a> in<a "
		 "href=https://www.reddit.com/r/a/>a</a></blockquote>",
			"embed: Who? | u/u in a |  | 2 https://www.reddit.com/r/a/comments/1/t/\n"},
		{"<blockquote class=bluesky-embed><p>Free.</p>&mdash; Ferry (<a "
		 "href=https://bsky.app/profile/d>@f.example</a>) <a "
		 "href='https://bsky.app/profile/d/post/3?ref_src=embed'>May 3, "
		 "2024</a></blockquote>",
			"embed: Free. | Ferry (@f.example) | May 3, 2024 | 2 "
			"https://bsky.app/profile/d/post/3\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(cases[i][0], cases[i][1]);
}

/* What newsletters have instead of the post. */
static void posts_come_as_data_too(void **state)
{
	(void)state;
	expect("<div class=tweet data-attrs='{\"url\":\"https://twitter.com/a/status/1\","
	       "\"full_text\":\"Look.\",\"username\":\"a\",\"name\":\"A\",\"date\":"
	       "\"2024-05-03T10:00:00Z\",\"photos\":[{\"img_url\":\"https://p.example/g.jpg\"}],"
	       "\"quoted_tweet\":{\"full_text\":\"Cranes.\",\"username\":\"b\"}}'></div>",
		"embed: Look. | A (@a) | 2024-05-03 | 1 https://twitter.com/a/status/1\n"
		"image1:  |  |  | https://p.example/g.jpg\n"
		"embed1: Cranes. | @b |  | 1 https://twitter.com/b\n");
	expect("<div data-attrs='{\"text\":\"Free.\",\"authorName\":\"F\",\"uri\":"
	       "\"at://did:plc:q/app.bsky.feed.post/3l\"}'></div>",
		"embed: Free. | F |  | 2 https://bsky.app/profile/did:plc:q/post/3l\n");
	expect("<div data-attrs='{\"text\":\"x\",\"name\":\"y\",\"url\":\"javascript:1\"}'>a"
	       "</div><div data-attrs='{'>b</div>",
		"p: a\np: b\n");
}

static void players_lead_to_what_they_play(void **state)
{
	Arena *arena = arena_open();
	static const struct {
		const char *src, *opens;
		LinkKind kind;
	} cases[] = {
		{"https://www.youtube.com/embed/abc?rel=0", "https://www.youtube.com/watch?v=abc",
			LINK_VIDEO},
		{"//www.youtube-nocookie.com/embed/abc", "https://www.youtube.com/watch?v=abc",
			LINK_VIDEO},
		{"https://player.vimeo.com/video/12?h=1", "https://vimeo.com/12", LINK_VIDEO},
		{"https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/t/1&x=1",
			"https://soundcloud.com/t/1", LINK_AUDIO_PAGE},
		/* Nobody can open what is meant for programs. */
		{"https://w.soundcloud.com/player/?url=https%3A//api.example/t/1&x=1",
			"https://w.soundcloud.com/player/?url=https%3A//api.example/t/1&x=1",
			LINK_AUDIO_PAGE},
		{"https://www.facebook.com/plugins/"
		 "video.php?href=https%3A%2F%2Fwww.facebook.com%2Fx"
		 "%2Fvideos%2F1",
			"https://www.facebook.com/x/videos/1", LINK_VIDEO_PAGE},
		{"https://gist.github.com/x/0123.js?file=a.c", "https://gist.github.com/x/0123",
			LINK_PAGE},
		{"https://embed.podcasts.apple.com/gb/podcast/x/id1?i=2",
			"https://podcasts.apple.com/gb/podcast/x/id1?i=2", LINK_AUDIO_PAGE},
		{"https://www.google.co.uk/maps/embed?pb=!1m2!1d24.5!2d-4.4!3d51.9!2m3",
			"https://www.google.com/maps?q=51.9,-4.4", LINK_MAP},
		{"https://www.scribd.com/embeds/31/content", "https://www.scribd.com/document/31",
			LINK_FILE},
		{"https://x.example/pdf/web/viewer.html?file=%2Fa.pdf", "https://x.example/a.pdf",
			LINK_FILE},
		{"https://x.example/b.pdf", "https://x.example/b.pdf", LINK_FILE},
		{"https://poll.fm/12/embed", "https://poll.fm/12", LINK_FORM},
		{"https://datawrapper.dwcdn.net/a/1/", "https://datawrapper.dwcdn.net/a/1/",
			LINK_CHART},
		{"https://m.example/@a/1/embed", "https://m.example/@a/1", LINK_POST},
		{"https://ads.example.com/frame.html", "", LINK_PAGE},
		{"https://google.example.com/maps/embed?pb=!2d1!3d2", "", LINK_PAGE},
		{"javascript:alert(1)", "", LINK_PAGE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		LinkKind kind = LINK_PAGE;
		Str opens = player_address(str_from(cases[i].src), arena, &kind);

		assert_string_equal(arena_strz(arena, opens), cases[i].opens);
		assert_int_equal(kind, cases[i].kind);
	}
	arena_close(arena);
	expect("<figure><audio src=/i.mp3></audio><figcaption>In full</figcaption></figure>",
		"embed: In full |  |  | 4 https://example.org/i.mp3\n");
	/* How long it is, in any of the ways in which it is said. */
	expect("<audio src=/a.mp3 data-duration=65></audio><video src=/b.mp4 duration=PT1H2M3S>"
	       "</video><div><meta itemprop=duration content=PT4M12S><iframe title='Film' "
	       "src=https://www.youtube.com/embed/a></iframe></div><audio src=/c.mp3 "
	       "data-duration=x>"
	       "</audio>",
		"embed:  |  | 1:05 | 4 https://example.org/a.mp3\n"
		"embed:  |  | 1:02:03 | 3 https://example.org/b.mp4\n"
		"embed:  | Film | 4:12 | 3 https://www.youtube.com/watch?v=a\n"
		"embed:  |  |  | 4 https://example.org/c.mp3\n");
	/* Others, where they stand on purpose and say what they are. */
	expect("<figure><iframe title='Our quiz' src=https://q.example/1></iframe></figure><iframe "
	       "title='Buy' src=https://q.example/2></iframe><figure><iframe "
	       "src=https://q.example/3>"
	       "</iframe></figure>",
		"embed:  | Our quiz |  | 0 https://q.example/1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(captions_and_credits_are_told_apart),
		cmocka_unit_test(a_credit_is_found_in_many_languages),
		cmocka_unit_test(a_bracket_that_is_no_credit_stays),
		cmocka_unit_test(placeholders_give_way_to_the_picture),
		cmocka_unit_test(pixels_and_emoji_are_no_pictures),
		cmocka_unit_test(a_gallery_is_picture_by_picture),
		cmocka_unit_test(a_picture_in_a_paragraph_does_not_tear_it),
		cmocka_unit_test(posts_keep_their_words_and_author),
		cmocka_unit_test(posts_have_pictures_and_quote_posts),
		cmocka_unit_test(posts_of_each_network_are_read),
		cmocka_unit_test(posts_come_as_data_too),
		cmocka_unit_test(players_lead_to_what_they_play),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
