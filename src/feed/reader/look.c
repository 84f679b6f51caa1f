#include "feed/reader/look.h"

#include <string.h>

#include "base/url.h"
#include "feed/html/phrase.h"
#include "feed/reader/alike.h"
#include "feed/reader/dateline.h"

static Str element_title(const Dom *dom, Arena *arena)
{
	const Node *title = node_find(dom->head, TAG_TITLE);

	if (!title)
		title = node_find(dom->html, TAG_TITLE);
	return title ? meta_line(node_text(title, arena), arena) : S("");
}

/* "Headline | The Example" → "Headline", if the end is the name of the site or looks like it. */
static Str without_site(Str title, Str site, Str host)
{
	static const char *const bars[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ",
		" < ", " ◂ ", " // ", ": "};

	for (size_t i = 0; i < COUNT(bars); i++) {
		Str bar = str_from(bars[i]), tail, plain = host;
		ptrdiff_t at = -1, next;
		size_t from = 0;

		while ((next = str_find(str_from_at(title, from), bar)) >= 0) {
			at = (ptrdiff_t)from + next;
			from = (size_t)at + bar.n;
		}
		if (at <= 0)
			continue;
		tail = str_trim(str_from_at(title, (size_t)at + bar.n));
		if (str_find_char(plain, '.') > 0)
			plain = str_slice(plain, 0, (size_t)str_rfind_char(plain, '.'));
		if ((site.n && (str_eq_case(tail, site) || str_starts_case(tail, site) ||
				       (tail.n > 2 && str_starts_case(site, tail)))) ||
			(host.n && (str_eq_case(tail, host) ||
					   (plain.n > 2 && str_eq_case(tail, plain)))))
			return str_trim(str_slice(title, 0, (size_t)at));
	}
	return title;
}

/* What follows the last bar of a page's title is its site, if there is enough before it. */
static Str without_tail(Str title)
{
	static const char *const bars[] = {" | ", " – ", " — ", " :: ", " » ", " - "};

	for (size_t i = 0; i < COUNT(bars); i++) {
		Str bar = str_from(bars[i]), rest, word;
		ptrdiff_t at = -1, next;
		unsigned words = 0;

		while ((next = str_find(str_from_at(title, (size_t)(at + 1)), bar)) >= 0)
			at += next + 1;
		if (at <= 0)
			continue;
		rest = str_slice(title, 0, (size_t)at);
		for (Str left = rest; str_word(&left, &word);)
			words++;
		return words >= 3 || rest.n > 25 ? rest : title;
	}
	return title;
}

/* Whether the only <h1> says enough to be a headline, not a department or the site. */
static bool is_headline(const Page *page, const Node *node, Str text)
{
	unsigned words = 0;
	Str rest = text, word;

	while (str_word(&rest, &word))
		words++;
	return words >= 4 && text.n < 250 && page_stat(page, node)->link_text == 0;
}

static unsigned count_words(Str text)
{
	unsigned words = 0;
	Str word;

	while (str_word(&text, &word))
		words++;
	return words;
}

/* Whether the first part of a headline is said to be a line over it. */
static bool is_kicker(const Node *node)
{
	static const char *const names[] = {"kicker", "overline", "dachzeile", "eyebrow", "rubri",
		"spitzmarke", "toptitle", "supertitle", "subtitle", "pretitle", "topline", "topic",
		"label", "category", "small"};
	Str class = node_attr(node, S("class"));

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_find_case(class, str_from(names[i])) >= 0)
			return true;
	return node->tag == TAG_SMALL || node->tag == TAG_TIME;
}

/* Without the sign behind it that is a link to it, as "#" and "¶". */
static Str without_sign(const Node *node, Str text, Arena *arena)
{
	const Node *last = node->last;
	Str sign;

	while (last && last->tag == TAG_TEXT && str_trim(last->text).n == 0)
		last = last->prev;
	if (!last || last->tag != TAG_A || !phrase_is_sign(last, arena))
		return text;
	sign = str_trim(node_text(last, arena));
	return str_ends(text, sign) ? str_trim(str_slice(text, 0, text.n - sign.n)) : text;
}

/* The words of a headline, without the line that some set over it within the same heading. */
static Str headline_text(const Node *node, Arena *arena)
{
	Str text = without_sign(node, node_text(node, arena), arena), kicker, rest;
	const Node *first = node->first;

	while (first && ((first->tag == TAG_TEXT && str_trim(first->text).n == 0) ||
				node_text(first, arena).n == 0))
		first = first->next;
	if (!first || first->tag == TAG_TEXT || !is_kicker(first))
		return text;
	kicker = node_text(first, arena);
	if (!str_starts(text, kicker))
		return text;
	rest = str_trim(str_from_at(text, kicker.n));
	while (rest.n && strchr(":|-", rest.s[0]))
		rest = str_trim(str_from_at(rest, 1));
	return count_words(rest) >= 3 ? rest : text;
}

/* "Bollard – The Harbour Encyclopedia" under the heading "Bollard". */
static bool begins_title(Str heading, Str title)
{
	static const char *const bars[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " · "};

	if (heading.n == 0 || !str_starts_case(title, heading))
		return false;
	for (size_t i = 0; i < COUNT(bars); i++)
		if (str_starts(str_from_at(title, heading.n), str_from(bars[i])))
			return true;
	return false;
}

/* Whether most words of a heading are in the title: the same, said in another way. */
static bool is_like_title(Str heading, Str title)
{
	unsigned words = 0, same = 0;
	Str word;

	while (str_word(&heading, &word)) {
		while (word.n && strchr(".,:;!?", word.s[word.n - 1]))
			word.n--;
		words += word.n > 2;
		same += word.n > 2 && str_find_case(title, word) >= 0;
	}
	return words >= 3 && same * 3 >= words * 2;
}

/* The heading that repeats a title best, and how well; of all <h1> the first. */
typedef struct {
	const Node *match, *first;
	unsigned best, ones;
} Headings;

enum { BEST_MATCH = 9 };

/* How well a heading repeats a title, 0 to BEST_MATCH: it is no link, as teasers are that repeat
 * it, too; it is set as a headline is; it says all of it. */
static unsigned match_of(const Page *page, const Node *node, Str text, Str title)
{
	if (text.n >= 300 || !alike_holds(text, title, page->arena))
		return 0;
	/* The site's own name, as it stands over all its pages. */
	if (node->tag == TAG_H1 && !alike_holds(text, without_tail(title), page->arena))
		return 1;
	return 2 + (page_link_share(page, node) < 0.5f ? 4 : 0) + (node->tag == TAG_H1 ? 2 : 0) +
	       (alike_is(text, title, page->arena) ? 1 : 0);
}

static Headings headings_for(const Page *page, Str title)
{
	const Node *body = page->dom->body;
	Headings found = {0};
	unsigned headings = 0;

	for (const Node *n = body->first; n && found.best < BEST_MATCH && headings < 300;
		n = node_next(n, body)) {
		unsigned match;
		Str text;

		if (n->tag != TAG_H1 && n->tag != TAG_H2 && n->tag != TAG_H3)
			continue;
		headings++;
		text = headline_text(n, page->arena);
		if (n->tag == TAG_H1 && text.n) {
			found.ones++;
			found.first = found.first ? found.first : n;
		}
		match = match_of(page, n, text, title);
		if (match > found.best) {
			found.best = match;
			found.match = n;
		}
	}
	return found;
}

/* Whether a title is to be read as a heading sets it that repeats it: without what the page adds
 * ("The Example: Headline | News"), and in full where the title is cut ("Ferry turns back …"). What
 * a heading adds otherwise is not of the title. */
static bool sets_title(const Page *page, Str heading, Str title)
{
	Str set = alike_letters(heading, page->arena), all = alike_letters(title, page->arena);
	bool cut = str_ends(title, S("...")) || str_ends(title, S("…"));

	return (set.n <= all.n && set.n * 3 > all.n) || (cut && str_starts(set, all));
}

/* The headline as it is set on the page: the heading that a title in the head repeats, that for
 * machines or, as some say there what they say of all their pages, the other; else the only <h1>.
 */
static void look_for_title(Page *page, Meta *meta)
{
	Str shown = element_title(page->dom, page->arena), text;
	Str title = meta->title.n ? meta->title : shown;
	Headings found = headings_for(page, title);
	const Node *match = found.match;
	bool set = false;

	if (found.best < BEST_MATCH && meta->title.n) {
		Headings other = headings_for(page, shown);

		text = other.match ? headline_text(other.match, page->arena) : S("");
		if (other.best > found.best && other.match->tag == TAG_H1 &&
			str_starts(alike_letters(shown, page->arena),
				alike_letters(text, page->arena)) &&
			is_headline(page, other.match, text)) {
			match = other.match;
			title = shown;
		}
	}
	/* A heading below it may have some words of the title, too. */
	if (match && match->tag != TAG_H1 && found.ones == 1 && found.first->at < match->at &&
		is_like_title(headline_text(found.first, page->arena), without_tail(title)))
		match = NULL;
	page->title = match ? match : found.ones == 1 ? found.first : NULL;
	text = page->title ? headline_text(page->title, page->arena) : S("");
	if (match)
		set = sets_title(page, text, title);
	/* What is set over the article, rather than a variant for search engines and networks. */
	else if (page->title)
		set = is_headline(page, page->title, text) || begins_title(text, title);
	if (title.n == 0 || set)
		title = text;
	else if (meta->title.n == 0)
		title = without_tail(title);
	meta->title = without_site(title, meta->site, url_site(meta->url));
}

void look(Page *page, Meta *meta)
{
	look_for_title(page, meta);
	dateline_look(page, meta);
}
