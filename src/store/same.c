#include "store/same.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/detour.h"
#include "base/url.h"
#include "base/vec.h"
#include "feed/html/strip.h"

enum {
	FEW_WORDS = 5, /* a line of so many is no sentence: numbers in it count something */
	ENOUGH = 8,    /* words by which a text is known without its title */
	SLUG_HYPHENS = 2,
	ID_DIGITS = 4,
};

/* --- addresses -------------------------------------------------------------------------------- */

/* From behind the host; of what has none, all. */
static Str behind_host(Str url)
{
	Str host = url_host(url);

	return host.n ? str_from_at(url, (size_t)(host.s - url.s) + host.n) : url;
}

static uint64_t digest_parameters(uint64_t hash, Str query, char between)
{
	Str piece;

	while (str_cut(&query, '&', &piece)) {
		if (piece.n == 0 || detour_tracks(piece))
			continue;
		hash = str_digest(hash, str_of(&between, 1));
		hash = str_digest(hash, piece);
	}
	return hash;
}

uint64_t same_link(Str url, Str title)
{
	Str rest = behind_host(url), path, query, fragment = S("");
	ptrdiff_t mark = str_find_char(rest, '#');
	uint64_t hash = 3, whole;

	if (mark >= 0) {
		fragment = str_from_at(rest, (size_t)mark + 1);
		rest = str_slice(rest, 0, (size_t)mark);
	}
	mark = str_find_char(rest, '?');
	path = mark < 0 ? rest : str_slice(rest, 0, (size_t)mark);
	query = mark < 0 ? S("") : str_from_at(rest, (size_t)mark + 1);
	while (path.n && path.s[path.n - 1] == '/')
		path.n--;
	/* A port is the host's. */
	if (path.n && path.s[0] == ':')
		path = str_find_char(path, '/') < 0
			       ? S("")
			       : str_from_at(path, (size_t)str_find_char(path, '/'));
	hash = str_digest(hash, path);
	whole = digest_parameters(digest_parameters(hash, query, '?'), fragment, '#');
	if (whole == hash && path.n == 0)
		return title.n ? str_digest(5, title) | 1 : 0;
	return whole | 1;
}

uint64_t same_ghost(uint64_t link, Str title, int64_t published)
{
	if (published == 0 || published == DATE_NONE)
		return 0;
	return str_digest(link ^ (uint64_t)published, title) | 1;
}

/* Whether an address names an article, as "/2024/05/mayor-opens-bridge" does, and no place where
 * there is always the latest one, as "/weather" does. */
static bool names_article(Str url)
{
	Str rest = behind_host(url);
	size_t digits = 0, hyphens = 0;

	for (size_t i = 0; i < rest.n; i++) {
		digits = char_is_digit(rest.s[i]) ? digits + 1 : 0;
		hyphens = rest.s[i] == '-' || rest.s[i] == '_' ? hyphens + 1
			  : rest.s[i] == '/'                   ? 0
							       : hyphens;
		if (digits >= ID_DIGITS || hyphens >= SLUG_HYPHENS)
			return true;
	}
	return false;
}

/* --- texts ------------------------------------------------------------------------------------ */

typedef VEC(uint64_t) Words;

/* Elements that stand within a line. */
static bool is_inline(Str name)
{
	static const char *const names[] = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del",
		"em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strike",
		"strong", "sub", "sup", "time", "tt", "u", "var", "wbr"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_case(name, str_from(names[i])))
			return true;
	return false;
}

/* Of the tag at the '<' at `at`; empty if there is none. */
static Str tag_name(Str html, size_t at)
{
	size_t start = at + 1, end;

	if (start < html.n && html.s[start] == '/')
		start++;
	for (end = start; end < html.n && char_is_alpha(html.s[end]); end++)
		continue;
	return str_slice(html, start, end - start);
}

static bool is_number(Str word)
{
	bool digits = false;

	for (size_t i = 0; i < word.n; i++) {
		if (char_is_alpha(word.s[i]) || (unsigned char)word.s[i] >= 0x80)
			return false;
		digits |= char_is_digit(word.s[i]);
	}
	return digits;
}

static void add_line(Words *words, Str html, Arena *arena)
{
	Str text = strip_html(html, arena), rest = text, word;
	size_t count = 0;

	while (str_word(&rest, &word))
		count++;
	while (str_word(&text, &word))
		if (count > FEW_WORDS || !is_number(word))
			*vec_push_in(words, arena) = str_hash(word);
}

static Words words_of(Str html, Arena *arena)
{
	Words words = {0};
	size_t start = 0;

	for (size_t i = 0; i < html.n; i++) {
		Str name = html.s[i] == '<' ? tag_name(html, i) : S("");

		if (name.n == 0 || is_inline(name))
			continue;
		add_line(&words, str_slice(html, start, i - start), arena);
		start = i;
	}
	add_line(&words, str_from_at(html, start), arena);
	return words;
}

static bool are_equal(const Words *a, const Words *b)
{
	return a->count == b->count &&
	       (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

bool same_text(Str html, Str other, Arena *arena)
{
	Words a, b;

	if (str_eq(html, other))
		return true;
	a = words_of(html, arena);
	b = words_of(other, arena);
	return are_equal(&a, &b);
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Whether three of five words of the longer one stand in the other. Sorts them. */
static bool are_alike(Words *a, Words *b)
{
	size_t common = 0, longer = a->count > b->count ? a->count : b->count;

	if (longer == 0)
		return true;
	if (a->count == 0 || b->count == 0)
		return false;
	qsort(a->items, a->count, sizeof *a->items, by_hash);
	qsort(b->items, b->count, sizeof *b->items, by_hash);
	for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
		common += a->items[i] == b->items[j];
		if (a->items[i] == b->items[j])
			i++, j++;
		else if (a->items[i] < b->items[j])
			i++;
		else
			j++;
	}
	return common * 5 >= longer * 3;
}

bool same_article(const Sight *a, const Sight *b, bool both, Arena *arena)
{
	bool titles = str_eq(a->title, b->title), named = names_article(a->url);
	bool dates = a->published == b->published && a->published != 0 && a->published != DATE_NONE;
	bool hosts = str_eq_case(url_site(a->url), url_site(b->url)), equal, alike;
	Words x, y;

	/* Most that have one address and nothing else in common. */
	if (!titles && (both || !hosts || !named))
		return false;
	x = words_of(a->html, arena);
	y = words_of(b->html, arena);
	equal = are_equal(&x, &y);
	alike = equal || are_alike(&x, &y);
	if (both)
		return (equal && (x.count >= ENOUGH || named)) || (dates && alike);
	if (hosts && named)
		return alike && (titles || x.count >= ENOUGH);
	return (equal && x.count >= ENOUGH) || dates;
}
