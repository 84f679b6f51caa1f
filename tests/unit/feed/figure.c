/* feed/html: pictures, captions, credits, embeds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dump.h"
#include "feed/html/credit.h"
#include "feed/html/embed.h"
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
		"image: 1934 |  |  | https://example.org/1.jpg\n"
		"image: 1984 |  |  | https://example.org/2.jpg\n");
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

static void players_lead_to_what_they_play(void **state)
{
	Arena *arena = arena_open();
	static const char *const cases[][2] = {
		{"https://www.youtube.com/embed/abc?rel=0", "https://www.youtube.com/watch?v=abc"},
		{"//www.youtube-nocookie.com/embed/abc", "https://www.youtube.com/watch?v=abc"},
		{"https://player.vimeo.com/video/12?h=1", "https://vimeo.com/12"},
		{"https://w.soundcloud.com/player/?url=https%3A//api.example/t/1&x=1",
			"https://api.example/t/1"},
		{"https://ads.example.com/frame.html", ""},
		{"javascript:alert(1)", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(
			str_eq(embed_address(str_from(cases[i][0]), arena), str_from(cases[i][1])));
	arena_close(arena);
	expect("<figure><audio src=/i.mp3></audio><figcaption>In full</figcaption></figure>",
		"embed: In full |  |  | 4 https://example.org/i.mp3\n");
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
		cmocka_unit_test(players_lead_to_what_they_play),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
