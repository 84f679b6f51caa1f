#include "feed/reader/dateline.h"

#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "feed/reader/day.h"

enum { LONGEST_DATE = 40 }; /* bytes, with what parts it from a text */

/* Whether it is in a part of the page beside the article, or what somebody else wrote and when. */
static bool is_beside(const Page *page, const Node *node)
{
	float all = page_stat(page, page->dom->body)->plain;

	for (const Node *n = node; n && n != page->dom->body; n = n->parent)
		if ((n->tag == TAG_NAV || n->tag == TAG_FOOTER || n->tag == TAG_ASIDE ||
			    n->tag == TAG_BLOCKQUOTE ||
			    page_stat(page, n)->words & (WORD_COMMENT | WORD_EXTRA)) &&
			page_stat(page, n)->plain <= all * 0.4f)
			return true;
	return false;
}

/* "By" and the name in elements of their own, and nothing between: "ByAnn Writer". */
static Str without_label(Str text)
{
	static const char *const labels[] = {"Author", "Autor", "Autorin", "By", "Von", "Par",
		"Por"};

	for (size_t i = 0; i < COUNT(labels); i++) {
		Str label = str_from(labels[i]), rest;

		if (!str_starts(text, label))
			continue;
		rest = str_from_at(text, label.n);
		/* A blank that does not break. */
		if (str_starts(rest, S("\xc2\xa0")))
			return str_trim(str_from_at(rest, 2));
		if (rest.n > 3 && rest.s[0] >= 'A' && rest.s[0] <= 'Z' && rest.s[1] >= 'a' &&
			str_find_char(rest, ' ') > 0)
			return rest;
	}
	return text;
}

Str dateline_strip_by(Str text)
{
	static const char *const before[] = {"by:", "by ", "written by ", "posted by ", "von ",
		"par ", "por ", "di ", "da ", "door ",
		"autor:", "autorka:", "author:", "text:", "text von ", "een artikel van ", "af ",
		"av ", "von: ", "publié par ", "od ", "written by: ", "story by ", "reported by ",
		"автор:", "текст:", "文/", "作者：", "作者:", "記者", "記者：", "文：",
		"erstellt von ", "mehr von ", "artikel von: ", "artikel von ", "ein beitrag von ",
		"geschrieben von ", "verfasst von ", "publiziert von ",
		"autorin: ", "autor: ", "autor ", "auteur : ", "auteur: ", "post author ",
		"view all posts by ", "pressemitteilung von ", "geprüft von ", "escrito por ",
		"words by ", "words: ", "© ", "a cura di ", "veröffentlicht von ", "vom ",
		"zeige alle beiträge von ", "alle beiträge von ", "posts by "};
	bool again = true;

	while (again) {
		Str bare = without_label(text);

		again = bare.n < text.n;
		text = bare;
		for (size_t i = 0; i < COUNT(before); i++)
			if (str_starts_case(text, str_from(before[i])) &&
				text.n > str_from(before[i]).n) {
				text = str_trim(str_from_at(text, str_from(before[i]).n));
				again = true;
			}
	}
	return text;
}

/* "Ann Writer Fr", of "Ann Writer Fr, 12. Mai"; "Ann Writer Stand", of "Stand: 12. Mai". */
static Str without_day(Str text)
{
	static const char *const last[] = {" Mo", " Di", " Mi", " Do", " Fr", " Sa", " So", " Mon",
		" Tue", " Wed", " Thu", " Fri", " Sat", " Sun", " Stand",
		" Stand:", " Date:", " Datum:"};

	for (size_t i = 0; i < COUNT(last); i++) {
		Str word = str_from(last[i]);
		Str bare = str_ends(text, S(",")) ? str_slice(text, 0, text.n - 1) : text;

		if (bare.n > word.n + 3 && str_ends(bare, word))
			return str_slice(bare, 0, bare.n - word.n);
	}
	return text;
}

/* A date or a reading time behind the name is no part of it, nor a bar before it. */
static Str name_alone(Str text)
{
	static const char *const ends[] = {" | ", " - ", " – ", " — ", " · ", " • ", " on ", " am ",
		" le ", " vom ", "  ", ", Published", " Published", " Updated", " Posted", "\n",
		" Publiziert", " Veröffentlicht", " Aktualisiert", " Publié", " Publicado", " @",
		" Alle Artikel", " Alle Beiträge", " All articles", " View all"};
	unsigned tries = 3; /* to read a date is not cheap */
	size_t n = text.n, before;

	for (size_t i = 0; i < COUNT(ends); i++) {
		ptrdiff_t at = str_find(str_slice(text, 0, n), str_from(ends[i]));

		if (at > 2)
			n = (size_t)at;
	}
	while (n && strchr("|,-:", text.s[0])) {
		text = str_trim(str_slice(text, 1, n - 1));
		n = text.n;
	}
	before = n;
	/* "Nathan Willis March 25, 2015" */
	for (size_t i = 3; i < n; i++)
		if (char_is_digit(text.s[i]) && !char_is_digit(text.s[i - 1]) && tries && tries-- &&
			day_in_text(str_from_at(text, i - 1))) {
			n = i;
			break;
		}
	text = str_trim(str_slice(text, 0, n));
	if (n < before)
		text = without_day(text);
	while (text.n && (text.s[text.n - 1] == ',' || text.s[text.n - 1] == '-' ||
				 text.s[text.n - 1] == ':' || text.s[text.n - 1] == '|'))
		text = str_trim(str_slice(text, 0, text.n - 1));
	return text;
}

/* "2011 The Example": of when, not who. */
static bool has_year(Str text)
{
	size_t digits = 0;

	for (size_t i = 0; i < text.n && digits < 4; i++)
		digits = char_is_digit(text.s[i]) ? digits + 1 : 0;
	return digits == 4;
}

/* What stands where names do: a way to other articles, whose the rights are. */
static bool is_other_line(Str text)
{
	static const char *const starts[] = {"more from", "more by", "all posts", "all articles",
		"see all", "view all", "about the", "follow ", "terms "};
	static const char *const within[] = {"rights reserved", "copyright", "terms of",
		"privacy policy", "alle rechte"};

	for (size_t i = 0; i < COUNT(starts); i++)
		if (str_starts_case(text, str_from(starts[i])))
			return true;
	for (size_t i = 0; i < COUNT(within); i++)
		if (str_find_case(text, str_from(within[i])) >= 0)
			return true;
	return has_year(text);
}

static bool is_name(Str text)
{
	static const char *const others[] = {"posted", "author", "autor", "share", "comment",
		"print", "by", "von", "admin", "published", "updated", "follow", "more",
		"publiziert am", "veröffentlicht", "datum", "no author", "quelle",
		"redaktion:", "last", "unknown", "anonymous", "staff", "name", "email"};
	size_t letters = 0, words = 0;
	Str rest = text, word;

	for (size_t i = 0; i < text.n; i++)
		letters += char_is_alpha(text.s[i]) || (uint8_t)text.s[i] >= 0x80;
	while (str_word(&rest, &word))
		words++;
	for (size_t i = 0; i < COUNT(others); i++)
		if (str_eq_case(text, str_from(others[i])))
			return false;
	return text.n > 1 && text.n < 80 && words < 9 && letters * 3 > text.n * 2 &&
	       !meta_is_address(text) && str_find(text, S("{{")) < 0 && !is_other_line(text);
}

/* "Ann van der Writer": two words or more, each of them written as a name is. */
static bool is_person(Str text)
{
	static const char *const particles[] = {"von", "van", "der", "den", "de", "da", "di", "del",
		"la", "le", "du", "dos", "zu", "bin", "al", "y", "e"};
	unsigned words = 0, names = 0;
	Str word;

	while (str_word(&text, &word)) {
		bool particle = false;

		words++;
		if ((word.s[0] >= 'A' && word.s[0] <= 'Z') || (uint8_t)word.s[0] >= 0x80) {
			names++;
			continue;
		}
		for (size_t i = 0; i < COUNT(particles); i++)
			particle = particle || str_eq(word, str_from(particles[i]));
		if (!particle)
			return false;
	}
	return names >= 2 && words <= 5;
}

/* How surely an element's attributes say that it names the author; 0: not at all. */
static int byline_rank(const Node *node)
{
	static const char *const paths[] = {"/author/", "/authors/", "/autor/", "/autoren/",
		"/auteur/", "/people/", "/profile/", "/by/", "/staff/", "/journalist"};
	Str class = node_attr(node, S("class")), href;

	if (node_has_word(node, S("itemprop"), S("author")))
		return 5;
	if (node_has_word(node, S("rel"), S("author")))
		return 4;
	if (node_has_word(node, S("class"), S("fn")))
		return 3;
	if (str_find_case(class, S("byline")) >= 0 || str_find_case(class, S("author-name")) >= 0 ||
		str_find_case(class, S("author_name")) >= 0)
		return 3;
	if (str_find_case(class, S("author")) >= 0 || str_find_case(class, S("autor")) >= 0 ||
		str_find_case(node_attr(node, S("id")), S("byline")) >= 0)
		return 2;
	href = node->tag == TAG_A ? node_attr(node, S("href")) : S("");
	for (size_t i = 0; i < COUNT(paths) && href.n; i++)
		if (str_find_case(href, str_from(paths[i])) >= 0)
			return 1;
	return 0;
}

/* Words to a picture name who made it. */
static bool is_in_figure(const Node *node)
{
	for (unsigned i = 0; node && i < 5; i++, node = node->parent)
		if (node->tag == TAG_FIGURE || node->tag == TAG_FIGCAPTION ||
			str_find_case(node_attr(node, S("class")), S("caption")) >= 0)
			return true;
	return false;
}

/* The name of a thing, then, not of who wrote of it: "fn" is short for a function, too. */
static bool is_in_heading(const Node *node)
{
	for (unsigned i = 0; node && i < 4; i++, node = node->parent)
		if (node->tag == TAG_H1 || node->tag == TAG_PRE || node->tag == TAG_CODE)
			return true;
	return false;
}

static const Node *name_within(const Node *node)
{
	for (const Node *n = node->first; n; n = node_next(n, node))
		if (node_has_word(n, S("itemprop"), S("name")))
			return n;
	return node;
}

/* Whether an author is the site itself, which says little. */
static bool is_site_name(const Meta *meta, Str by)
{
	Str host = url_site(meta->url);

	return str_eq_case(by, meta->site) || str_eq_case(by, host) ||
	       (by.n > 3 && str_starts_case(host, by)) ||
	       (by.n > 3 && meta->site.n > 3 &&
		       (str_find_case(by, meta->site) >= 0 || str_find_case(meta->site, by) >= 0));
}

/* A line on the page that names the author: the surest sort first, sorts up to `best` left out,
 * those up to `unsure` taken for a name that cannot be else. */
static void look_for_byline(const Page *page, int best, int unsure, Meta *meta)
{
	const Node *body = page->dom->body;

	for (const Node *n = body->first; n; n = node_next(n, body)) {
		int rank = n->attr_count ? byline_rank(n) : 0;
		Str text;

		if (rank <= best || page_stat(page, n)->text > 250 || is_beside(page, n) ||
			is_in_figure(n) || is_in_heading(n))
			continue;
		text = node_text(rank == 5 ? name_within(n) : n, page->arena);
		text = name_alone(dateline_strip_by(text));
		if (!is_name(text) ||
			(rank <= unsure && !(is_person(text) && !is_site_name(meta, text))))
			continue;
		meta->byline = text;
		best = rank;
	}
}

/* "It opens at <time>noon</time>": a sentence tells of a time, it is none of its own. */
static bool is_told(const Page *page, const Node *node)
{
	enum { SENTENCE = 100 };

	return node->tag == TAG_TIME && node->parent->tag == TAG_P &&
	       page_stat(page, node->parent)->own > SENTENCE;
}

static bool names_date(const Page *page, const Node *node)
{
	return (node->tag == TAG_TIME && !is_told(page, node)) ||
	       page_stat(page, node)->words & WORD_BYLINE ||
	       str_find_case(node_attr(node, S("class")), S("date")) >= 0 ||
	       str_find_case(node_attr(node, S("class")), S("time")) >= 0 ||
	       str_find_case(node_attr(node, S("class")), S("datum")) >= 0 ||
	       node_has_word(node, S("itemprop"), S("datePublished")) ||
	       str_ends(node_attr(node, S("property")), S("datePublished")) ||
	       str_ends(node_attr(node, S("property")), S("dateCreated"));
}

/* "29.11.2022 – Again …": how some begin their text. */
static int64_t date_before_dash(Str text)
{
	static const char *const dashes[] = {" – ", " — ", " - ", " | "};
	Str start = str_slice(text, 0, text.n < LONGEST_DATE ? text.n : LONGEST_DATE);

	for (size_t i = 0; start.n && char_is_digit(start.s[0]) && i < COUNT(dashes); i++) {
		ptrdiff_t at = str_find(start, str_from(dashes[i]));

		if (at >= 8)
			return day_of(str_slice(start, 0, (size_t)at));
	}
	return 0;
}

/* A line set right above the headline, or below it. */
static bool is_by_title(const Page *page, const Node *node)
{
	const Node *title = page->title;

	return !title || node->at > title->at || node->parent == title->parent ||
	       node->parent == title->parent->parent;
}

/* In an attribute, else in words; what stands beside the headline before what stands above it. */
static void look_for_date(const Page *page, Meta *meta)
{
	const Node *body = page->dom->body;
	unsigned budget = 200;

	for (const Node *n = body->first; n && budget; n = node_next(n, body)) {
		Str value;
		int64_t date;

		if (n->tag == TAG_TEXT || !names_date(page, n) || is_beside(page, n))
			continue;
		budget--;
		value = node_attr(n, n->tag == TAG_TIME ? S("datetime") : S("content"));
		date = meta_date(value);
		if (date == 0 && page_stat(page, n)->text && page_stat(page, n)->text < 80)
			date = day_in_text(node_text(n, page->arena));
		if (date == 0)
			continue;
		meta->published = date;
		meta->zone = meta_date(value) ? date_offset(str_trim(value)) : 0;
		if (is_by_title(page, n))
			return;
	}
}

/* Lines near the headline, whatever they call themselves: "Text: Ann Writer", "Posted on 3 May". A
 * name in small letters is taken behind a word that says so: "Posted by", not "By the numbers". */
static void look_near_title(const Page *page, bool unsure, Meta *meta)
{
	enum { MOST_ELEMENTS = 150, LONGEST = 140, LONGEST_BY = 5 };
	const Node *body = page->dom->body;
	unsigned budget = MOST_ELEMENTS;

	for (const Node *n = page->title; n && budget; n = node_next(n, body)) {
		const Stat *stat = page_stat(page, n);
		Str text, name;
		size_t said; /* bytes of "by " */

		if (n->tag == TAG_P && stat->text > LONGEST && meta->published == 0)
			meta->published = date_before_dash(node_text(n, page->arena));
		if (n->tag == TAG_TEXT || stat->text < 6 || stat->text > LONGEST ||
			is_beside(page, n))
			continue;
		budget--;
		text = node_text(n, page->arena);
		if (meta->published == 0 && day_is_line(text))
			meta->published = day_in_text(text);
		if ((meta->byline.n && !unsure) || is_in_figure(n))
			continue;
		name = dateline_strip_by(text);
		said = text.n - name.n;
		if (said == 0)
			continue;
		name = name_alone(name);
		if (is_name(name) &&
			(!(name.s[0] >= 'a' && name.s[0] <= 'z') || said > LONGEST_BY) &&
			(!unsure || (is_person(name) && !is_site_name(meta, name)))) {
			meta->byline = name;
			unsure = false;
		}
	}
}

/* Who made the pictures, and what one is called elsewhere: "Ann Writer @ann", "Ann Writer, Foto:
 * B". */
static Str without_others(Str text)
{
	static const char *const ends[] = {" @", " Illustration", " Illustrations",
		" Foto:", " Fotos:", " Photo:", " Photos:", " Photograph", "\n"};
	size_t n = text.n;

	for (size_t i = 0; i < COUNT(ends); i++) {
		ptrdiff_t at = str_find(str_slice(text, 0, n), str_from(ends[i]));

		if (at > 2)
			n = (size_t)at;
	}
	text = str_trim(str_slice(text, 0, n));
	while (text.n && strchr(",;|-/", text.s[text.n - 1]))
		text = str_trim(str_slice(text, 0, text.n - 1));
	return text;
}

void dateline_look(const Page *page, Meta *meta)
{
	Str said;
	bool unsure;

	if (!is_name(meta->byline) && meta->byline.n < 20)
		meta->byline = S("");
	said = meta->byline;
	if (meta->byline.n == 0)
		look_for_byline(page, 0, 0, meta);
	else if (is_site_name(meta, meta->byline))
		look_for_byline(page, 1, 2, meta);
	meta->byline = without_others(dateline_strip_by(meta->byline));
	if (!meta->byline.n || meta_is_address(meta->byline))
		meta->byline = S("");
	if (meta->published == 0)
		look_for_date(page, meta);
	unsure = meta->byline.n && str_eq(meta->byline, said) && is_site_name(meta, said);
	if (meta->published == 0 || meta->byline.n == 0 || unsure)
		look_near_title(page, unsure, meta);
	if (meta->published == 0)
		meta->published = day_in_address(meta->url);
}
