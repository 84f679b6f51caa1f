/* feed/reader: the article of a page, and what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/html/render.h"
#include "feed/parse.h"
#include "feed/reader/alike.h"
#include "feed/reader/labels.h"

#define P1                                                                                         \
	"<p>The ferry returned to service on Monday morning, eleven weeks after a cracked shaft "  \
	"sent it to the yard, and about forty people stood on the quay.</p>"
#define P2                                                                                         \
	"<p>The repair cost a little more than two million, of which the county pays half, and "   \
	"the rest falls to the operator, which will not raise the fares.</p>"
#define P3                                                                                         \
	"<p>For the school the winter was the hardest part, since on thirty-one mornings the "     \
	"small boat did not sail at all, and lessons came by mail.</p>"
#define TEXT P1 P2 P3

static const Doc *read_page(const char *html, Arena *arena)
{
	Err err = {0};
	const Doc *doc = parse_page(S(""), str_from(html), S("text/html; charset=utf-8"),
		S("https://www.example.org/2024/02/05/ferry"), arena, &err);

	assert_non_null(doc);
	return doc;
}

static bool has(const char *html, const char *words)
{
	Arena *arena = arena_open();
	Buf out = {0};
	bool found;

	render_text(read_page(html, arena), &out);
	found = str_find(buf_str(&out), str_from(words)) >= 0;
	assert_true(str_find(buf_str(&out), S("eleven weeks after")) >= 0);
	buf_drop(&out);
	arena_close(arena);
	return found;
}

static void what_surrounds_an_article_is_left_out(void **state)
{
	(void)state;
	assert_false(has("<nav>Home News Sport</nav><article>" TEXT "</article>", "Sport"));
	assert_false(
		has("<article>" TEXT "</article><footer>All rights reserved</footer>", "rights"));
	assert_false(has("<article>" TEXT "<div class=social-share>Share this</div></article>",
		"Share"));
	assert_false(has("<article>" P1 "<p><a href=/other-story>The dog that learned to surf in "
			 "winter</a></p>" P2 P3 "</article>",
		"surf"));
	assert_false(has("<article>" TEXT "<h3>Related</h3><ul><li><a href=/1>One story of "
			 "many</a><li><a href=/2>Another story of many</a></ul></article>",
		"story"));
	assert_false(has("<article>" TEXT "</article><section class=comments><p>I do not agree at "
			 "all with the second paragraph, this was different.</p></section>",
		"agree"));
	assert_false(has("<article>" P1 "<p>If you enjoyed this article, buy us a lamp.</p>" P2 P3
			 "</article>",
		"lamp"));
	assert_false(
		has("<article>" P1 "<div>This page holds affiliate links.</div>" P2 P3 "</article>",
			"affiliate"));
	assert_false(has("<article>" P1 "<p>Schrijf je in voor het nieuws van de haven.</p>" P2 P3
			 "</article>",
		"haven"));
	assert_false(
		has("<article><div class=info>AFP <time>30 April 2015 at 07:19</time> (Set anew: "
		    "<time>07:38</time>)</div>" TEXT "</article>",
			"anew"));
	assert_false(has("<article>" TEXT "<div class=newsletter><p>Sign up for the morning "
			 "briefing.</p></div></article>",
		"briefing"));
	assert_false(
		has("<article>" P1 "<p>Advertisement 2.</p>" P2 P3 "</article>", "Advertisement"));
}

static void a_caption_comes_along_unless_it_has_pictures_of_its_own(void **state)
{
	(void)state;
	assert_true(has("<main><h1>Ferry</h1><figure><img src=/a.jpg width=900 height=600></figure>"
			"<div class=caption>Boats in the harbour</div><div class=article-body>" TEXT
			"</div></main>",
		"Boats in the"));
	assert_false(has("<main><h1>Ferry</h1><figure><img src=/a.jpg width=900 height=600>"
			 "</figure><div class=caption>Boats in the harbour <img src=/b.jpg "
			 "width=300 height=200></div><div class=article-body>" TEXT "</div></main>",
		"Boats in the"));
}

static void what_belongs_to_an_article_stays(void **state)
{
	(void)state;
	assert_true(has("<article>" TEXT "<p><em>Correction: It was 2011.</em></p></article>",
		"Correction"));
	assert_true(has("<article>" P1 "<ul><li>Fares stay</ul>" P2 P3 "</article>", "Fares stay"));
	assert_true(has("<article>" P1 "<p><a href=https://other.example/report>The report of the "
			"commission in full length</a></p>" P2 P3 "</article>",
		"commission"));
	assert_true(has("<article class='has-comments with-sidebar'>" TEXT "</article>", "fares"));
	assert_true(has("<div class=x><h1>Ferry</h1><p class=lead>It is back on the strait.  And "
			"the dog is "
			"aboard.</p><div class=article-body>" TEXT "</div></div>",
		"the dog is aboard"));
}

/* Pictures that only a script would show leave their captions behind; where they are the article,
 * they are what there is to read. */
static void captions_of_a_gallery_are_read_without_its_pictures(void **state)
{
	(void)state;
	assert_true(has("<article><figure><div class=lazy></div><figcaption>" P1
			"</figcaption></figure><figure><div class=lazy></div><figcaption>" P2
			"</figcaption></figure></article>",
		"the county pays half"));
	assert_false(has("<article>" TEXT "<figure><div class=lazy></div><figcaption>A boat in "
			 "the fog</figcaption></figure>" TEXT "</article>",
		"in the fog"));
}

/* Anchors of headings are made of their words, and name no part of the page. */
static void headings_are_not_what_their_anchors_say(void **state)
{
	(void)state;
	assert_true(
		has("<article>" TEXT "<h2 id=related>What is related to it</h2>" P1 "</article>",
			"What is related"));
	assert_true(has("<article>" TEXT
			"<h2><span id=See_also>What else to see</span> of it</h2>" P1 "</article>",
		"What else to see"));
}

/* Headlines are not the only large headings: boxes in the text have some, too. */
static void what_stands_before_a_heading_in_the_text_stays(void **state)
{
	(void)state;
	assert_true(has("<title>The ferry is back</title><article>" TEXT
			"<p>A line before the box.</p><div><h1>Timetable</h1><p>Monday to "
			"Friday, at eight and at noon.</p></div>" P1 P2 P3 "</article>",
		"A line before the box."));
	assert_false(has("<title>The ferry is back</title><article><p>A line above it.</p>"
			 "<h1>The ferry is back</h1>" TEXT "</article>",
		"A line above it."));
}

static void a_pull_quote_is_not_read_twice(void **state)
{
	Arena *arena = arena_open();
	Buf out = {0};
	ptrdiff_t first;

	(void)state;
	render_words(read_page("<article>" P1
			       "<aside class=pullquote>The repair cost a little more "
			       "than two million</aside>" P2 P3 "</article>",
			     arena),
		&out);
	first = str_find(buf_str(&out), S("two million"));
	assert_true(first >= 0);
	assert_true(str_find(str_from_at(buf_str(&out), (size_t)first + 1), S("two million")) < 0);
	buf_drop(&out);
	arena_close(arena);
}

static void a_lead_picture_comes_with_its_caption(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = read_page("<main><h1>The ferry is back</h1><figure><img src=/f.jpg "
				   "width=800><figcaption>The quay. Photo: Ole "
				   "Bakken</figcaption></figure><div class=article-body>" TEXT
				   "</div></main>",
		arena);

	(void)state;
	assert_int_equal(doc->blocks[0].kind, BLOCK_IMAGE);
	assert_true(str_eq(doc_str(doc, doc->blocks[0].text), S("The quay.")));
	assert_true(str_eq(doc_str(doc, doc->images[0].credit), S("Ole Bakken")));
	arena_close(arena);
}

/* What holds the article cannot be moved into it: that never ended. */
static void a_picture_that_was_not_closed_holds_the_article(void **state)
{
	(void)state;
	assert_true(
		has("<article><h1>The ferry is back</h1><amp-img src=/a.jpg width=900><div>" TEXT
		    "</div></article>",
			"lessons came by mail"));
}

static void a_page_says_who_when_and_what(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = read_page(
		"<html lang=en-GB><head><title>The ferry is back | The Example</title>"
		"<meta property=og:site_name content='The Example'>"
		"<meta name=description content='Back &amp;amp; dry.'>"
		"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"The "
		"ferry is back\",\"author\":[{\"name\":\"Ida Holm\"},\"Ole "
		"Bakken\"],\"datePublished\":\"2024-02-05T08:30:00+01:00\","
		"\"dateModified\":\"2024-02-06T08:30:00+01:00\"}</script></head>"
		"<body><article><h1>The ferry is back</h1>" TEXT "</article>",
		arena);

	(void)state;
	assert_true(str_eq(doc_str(doc, doc->title), S("The ferry is back")));
	assert_true(str_eq(doc_str(doc, doc->byline), S("Ida Holm, Ole Bakken")));
	assert_true(str_eq(doc_str(doc, doc->site), S("The Example")));
	assert_true(str_eq(doc_str(doc, doc->lang), S("en-GB")));
	assert_true(str_eq(doc_str(doc, doc->excerpt), S("Back & dry.")));
	assert_true(doc->published == 1707118200 && doc->zone == 60);
	assert_true(doc->modified == doc->published + 86400);
	arena_close(arena);
}

static void what_can_be_seen_serves_where_nothing_is_said(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc =
		read_page("<title>The ferry is back after winter - Some Paper</title><body>"
			  "<article><h2>The ferry is back after winter</h2><p "
			  "class=byline>By Ida Holm</p>" TEXT "</article>",
			arena);

	(void)state;
	assert_true(str_eq(doc_str(doc, doc->title), S("The ferry is back after winter")));
	assert_true(str_eq(doc_str(doc, doc->byline), S("Ida Holm")));
	/* From the address: 2024/02/05. */
	assert_true(doc->published == 1707091200);
	assert_true(str_starts(doc_str(doc, doc->excerpt), S("The ferry returned")));
	arena_close(arena);
}

static void a_headline_counts_as_it_is_set(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = read_page(
		"<meta property=og:title content='You will not believe who is back'>"
		"<meta name=twitter:label1 content='Written by'>"
		"<meta name=twitter:data1 content='Ida Holm'><body><main><h1>Ferry back at the "
		"quay</h1>" TEXT "</main>",
		arena);

	(void)state;
	assert_true(str_eq(doc_str(doc, doc->title), S("Ferry back at the quay")));
	assert_true(str_eq(doc_str(doc, doc->byline), S("Ida Holm")));
	arena_close(arena);
}

/* Spaces that do not break, dashes, what the site adds, what was cut off. */
static void a_title_is_read_as_its_heading_sets_it(void **state)
{
	static const char *const titles[] = {"Ferry - back at “the” quay",
		"Ferry - back at “the” quay : Notes of a harbour",
		"Ferry – back at &quot;the&quot; …"};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(titles); i++) {
		const Doc *doc = read_page(
			arena_printf(arena,
				"<title>%s</title><body><h2><a href=/other>Ferry – back at "
				"&quot;the&quot; quay</a></h2><main><h1>Ferry – back&nbsp;at "
				"&quot;the&quot; quay</h1>" TEXT "</main>",
				titles[i])
				.s,
			arena);

		assert_true(str_eq(doc_str(doc, doc->title), S("Ferry – back\xc2\xa0"
							       "at \"the\" quay")));
	}
	arena_close(arena);
}

static void texts_are_alike_but_for_what_is_between_letters(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	assert_true(alike_is(S("Kein „Halt“ – nie"), S("kein \"Halt\" - nie"), arena));
	assert_false(alike_is(S("—"), S("…"), arena));
	assert_false(alike_is(S("Ferry"), S("Ferries"), arena));
	assert_false(alike_holds(S("Ferry back at the quay"), S("Ferry back – News"), arena));
	assert_true(alike_holds(S("Ferry back"),
		S("The Example: Ferry\xc2\xa0"
		  "back"),
		arena));
	assert_false(alike_holds(S("Ferry"), S("Ferry back"), arena)); /* a word */
	assert_true(alike_mostly(S("Storm takes boats from the quay"), S("Boats gone: storm")));
	assert_false(alike_mostly(S("Harbours without boats"), S("Storm takes three boats")));
	assert_true(alike_mostly(S("Bollard"), S("Bollards of the world")));
	assert_false(alike_mostly(S("Bollards of the world"), S("Bollard")));
	assert_false(alike_mostly(S(""), S("")));
	arena_close(arena);
}

static void days_are_found_where_they_stand(void **state)
{
	static const char *const lines[] = {
		"<div><span property='schema:datePublished' content='2024-03-03T00:00:00Z'></span>"
		"</div>",
		"<ul><li><span>Datum:</span>3. März 2024</li></ul>",
		"<p>3.3.2024 – The harbour has a crane again, and whoever was there saw how it was "
		"lifted over the roofs of the market, where the fish was still on the tables, and "
		"set "
		"down as softly as an egg in a basket of straw.</p>",
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		const Doc *doc = read_page(
			arena_printf(arena,
				"<body><main><h1>Ferry back at the quay</h1>%s" TEXT "</main>",
				lines[i])
				.s,
			arena);

		assert_int_equal(doc->published, 1709424000);
	}
	arena_close(arena);
}

static void lines_near_the_headline_need_no_names(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = read_page("<body><main><h1>Ferry back at the quay</h1><div>3 March 2024 "
				   "| Harbour</div><p><em>Text: Ida Holm</em></p>" TEXT "</main>",
		arena);

	(void)state;
	assert_true(str_eq(doc_str(doc, doc->byline), S("Ida Holm")));
	assert_true(doc->published == 1709424000);
	arena_close(arena);
}

/* The name of an author where the page gives `by` for machines and `line` below its headline. */
static Str byline_of(const char *by, const char *line, Arena *arena)
{
	const Doc *doc = read_page(
		arena_printf(arena,
			"<head><meta name=author content='%s'><meta property='og:site_name' "
			"content='The Quay'></head><body><main><h1>Ferry back at the "
			"quay</h1>%s" TEXT "</main>",
			by, line)
			.s,
		arena);

	return doc_str(doc, doc->byline);
}

/* Nor does it count when. */
static void who_is_quoted_did_not_write_the_article(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = read_page("<main><h1>Ferry back at the quay</h1><p>It is back.</p>"
				   "<blockquote><p>It floats.</p>By <a href=/@ida>Ida Holm</a> "
				   "<time datetime=2024-03-08T09:00Z>8 March 2024</time>"
				   "</blockquote>" TEXT "</main>",
		arena);

	(void)state;
	assert_int_equal(doc->byline.len, 0);
	assert_true(doc->published != 1709888400);
	arena_close(arena);
}

static void a_time_in_a_sentence_is_told_by_it(void **state)
{
	Arena *arena = arena_open();
	const Doc *doc = read_page(
		"<main><h1>Ferry back at the quay</h1><p>The new ramp, of which the harbour office "
		"has spoken since the storm, opens on <time datetime=2024-07-01>the first of "
		"July</time>, and not a day before, whoever asks for it.</p>" TEXT "</main>",
		arena);

	(void)state;
	assert_true(doc->published != 1719792000);
	arena_close(arena);
}

static void a_person_counts_more_than_the_site(void **state)
{
	Arena *arena = arena_open();

	(void)state;
	assert_true(str_eq(byline_of("The Quay", "<p>By Ida Holm</p>", arena), S("Ida Holm")));
	assert_true(str_eq(byline_of("The Quay", "<p class=author>Ida Holm</p>", arena),
		S("Ida Holm")));
	assert_true(str_eq(byline_of("The Quay", "<p class=author>our readers</p>", arena),
		S("The Quay")));
	assert_true(str_eq(byline_of("Ole Bakken", "<p>By Ida Holm</p>", arena), S("Ole Bakken")));
	assert_true(str_eq(byline_of("", "<h2>By the numbers</h2>", arena), S("")));
	assert_true(str_eq(byline_of("", "<p>Posted by idaholm</p>", arena), S("idaholm")));
	assert_true(str_eq(byline_of("",
				   "<figure><img src=a.jpg><figcaption>© Ida Holm</figcaption>"
				   "</figure>",
				   arena),
		S("")));
	arena_close(arena);
}

static void a_line_over_the_headline_is_no_part_of_it(void **state)
{
	static const struct {
		const char *heading, *title;
	} cases[] = {
		{"<span class=dachzeile>Harbour</span> The ferry is back", "The ferry is back"},
		{"<div class='topic-label'>Harbour:</div> The ferry is back", "The ferry is back"},
		{"<small>3 March</small> The ferry is back", "The ferry is back"},
		/* Words that are set in another way belong to it. */
		{"<em>Harbour Light</em> is back at sea", "Harbour Light is back at sea"},
		{"<span class=label>The ferry is back</span> again", "The ferry is back again"},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Doc *doc =
			read_page(arena_printf(arena, "<body><main><h1>%s</h1>" TEXT "</main>",
					  cases[i].heading)
					  .s,
				arena);

		assert_string_equal(arena_strz(arena, doc_str(doc, doc->title)), cases[i].title);
	}
	arena_close(arena);
}

static void names_are_freed_of_what_stands_around_them(void **state)
{
	static const struct {
		const char *line, *name;
	} cases[] = {
		{"Ida Holm @idaholm", "Ida Holm"},
		{"Ida Holm Illustration von Mark Roost", "Ida Holm"},
		{"Ida Holm Alle Artikel", "Ida Holm"},
		{"Zeige alle Beiträge von Ida Holm", "Ida Holm"},
		{"Von Ida Holm Fr, 3. Mai 2024", "Ida Holm"},
		{"Ida Holm Stand: 3. Mai 2024", "Ida Holm"},
		{"<span>Author</span><span>Ida Holm</span>", "Ida Holm"},
		{"By&nbsp;<b>Ida Holm</b>", "Ida Holm"},
		{"No Author", ""},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Doc *doc = read_page(arena_printf(arena,
						   "<body><main><h1>Ferry back at the quay</h1>"
						   "<div class=author>%s</div>" TEXT "</main>",
						   cases[i].line)
						   .s,
			arena);

		assert_string_equal(arena_strz(arena, doc_str(doc, doc->byline)), cases[i].name);
	}
	arena_close(arena);
}

static void data_stand_in_for_a_page_built_by_scripts(void **state)
{
	assert_true(has("<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":"
			"\"The ferry returned to service on Monday, eleven weeks after a cracked "
			"shaft sent it to the yard on the mainland.\\n\\nAbout forty people stood "
			"on the quay in the rain to watch, and several of them cheered when the "
			"ramp touched the concrete, and sang.\"}</script><div id=app>Please wait "
			"while this loads.</div>",
		"several of them"));
	/* Markup that was escaped as if it were text. */
	assert_false(
		has("<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":"
		    "\"&lt;p&gt;The ferry returned to service on Monday, eleven weeks after a "
		    "cracked shaft sent it to the yard on the mainland.&lt;/p&gt;&lt;p&gt;About "
		    "forty people stood on the quay in the rain to watch, and several of them "
		    "cheered when the ramp touched the concrete, and sang.&lt;/p&gt;\"}</script>"
		    "<div id=app>Please wait while this loads.</div>",
			"p>"));
	(void)state;
}

static void names_that_mislead_do_not_hide_an_article(void **state)
{
	(void)state;
	assert_true(has("<article class=paywall><div class='share comments'>" TEXT
			"</div></article><footer>Imprint</footer>",
		"fares"));
	assert_true(has("<div id=app>Loading</div><noscript><article>" TEXT "</article></noscript>",
		"fares"));
}

static void a_page_without_words_has_no_article(void **state)
{
	static const char *const pages[] = {"", "<html><body></body></html>", "<img src=a.png>",
		"<form><input></form>", "<script>document.write('x')</script>"};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		Err err = {0};

		assert_null(parse_page(S(""), str_from(pages[i]), S(""), S(""), arena, &err));
		assert_int_equal(err.kind, ERR_FORMAT);
	}
	arena_close(arena);
}

static void labels_are_known_in_many_languages(void **state)
{
	Arena *arena = arena_open();
	const Labels *labels = labels_open(arena);

	(void)state;
	assert_true(labels_has(labels, S("Read more:"), true));
	assert_true(labels_has(labels, S("LESEN SIE AUCH:"), true));
	assert_true(labels_has(labels, S("Lire aussi : la grue est partie"), false));
	assert_true(labels_has(labels, S("関連記事"), true));
	assert_true(labels_has(labels, S("Ähnliche Beiträge"), true));
	assert_true(labels_has(labels, S("ЧИТАЙТЕ ТАКЖЕ: кран"), false));
	assert_true(labels_has(labels, S("À LIRE AUSSI"), true));
	assert_false(labels_has(labels, S("Readers more than others"), false));
	assert_false(labels_has(labels, S("The shares fell on Monday."), false));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_surrounds_an_article_is_left_out),
		cmocka_unit_test(a_caption_comes_along_unless_it_has_pictures_of_its_own),
		cmocka_unit_test(what_belongs_to_an_article_stays),
		cmocka_unit_test(captions_of_a_gallery_are_read_without_its_pictures),
		cmocka_unit_test(headings_are_not_what_their_anchors_say),
		cmocka_unit_test(what_stands_before_a_heading_in_the_text_stays),
		cmocka_unit_test(a_pull_quote_is_not_read_twice),
		cmocka_unit_test(a_lead_picture_comes_with_its_caption),
		cmocka_unit_test(a_picture_that_was_not_closed_holds_the_article),
		cmocka_unit_test(a_page_says_who_when_and_what),
		cmocka_unit_test(what_can_be_seen_serves_where_nothing_is_said),
		cmocka_unit_test(a_headline_counts_as_it_is_set),
		cmocka_unit_test(a_title_is_read_as_its_heading_sets_it),
		cmocka_unit_test(texts_are_alike_but_for_what_is_between_letters),
		cmocka_unit_test(days_are_found_where_they_stand),
		cmocka_unit_test(lines_near_the_headline_need_no_names),
		cmocka_unit_test(who_is_quoted_did_not_write_the_article),
		cmocka_unit_test(a_time_in_a_sentence_is_told_by_it),
		cmocka_unit_test(a_person_counts_more_than_the_site),
		cmocka_unit_test(a_line_over_the_headline_is_no_part_of_it),
		cmocka_unit_test(names_are_freed_of_what_stands_around_them),
		cmocka_unit_test(data_stand_in_for_a_page_built_by_scripts),
		cmocka_unit_test(names_that_mislead_do_not_hide_an_article),
		cmocka_unit_test(a_page_without_words_has_no_article),
		cmocka_unit_test(labels_are_known_in_many_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
