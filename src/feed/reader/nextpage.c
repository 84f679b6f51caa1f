#include <string.h>

#include "base/url.h"
#include "feed/reader/kind.h"

/* An address without its page number, and the number: 1 if it has none. */
typedef struct {
	Str before, after;
	int64_t number;
} Numbered;

static const char *const parameters[] = {"page", "p", "pg", "seite", "pagina", "strona", "part"};

/* "?page=2", "&p=2" */
static bool number_in_query(Str url, Numbered *out)
{
	ptrdiff_t mark = str_find_char(url, '?');

	for (size_t from = mark < 0 ? url.n : (size_t)mark; from < url.n;) {
		Str pair = str_from_at(url, from + 1), value;
		ptrdiff_t end = str_find_char(pair, '&'), equals;

		pair = end < 0 ? pair : str_slice(pair, 0, (size_t)end);
		equals = str_find_char(pair, '=');
		for (size_t i = 0; equals > 0 && i < COUNT(parameters); i++) {
			value = str_from_at(pair, (size_t)equals + 1);
			if (!str_eq_case(str_slice(pair, 0, (size_t)equals),
				    str_from(parameters[i])) ||
				!str_number(value, &out->number))
				continue;
			out->before = str_slice(url, 0, from);
			out->after = str_from_at(url, from + 1 + pair.n);
			return true;
		}
		from += 1 + pair.n;
	}
	return false;
}

/* "/story/2", "/story-2.html", "/story_p2" */
static bool number_in_path(Str url, Numbered *out)
{
	ptrdiff_t mark = str_find_char(url, '?');
	Str path = mark < 0 ? url : str_slice(url, 0, (size_t)mark);
	size_t end = path.n, start;

	while (end && path.s[end - 1] == '/')
		end--;
	for (size_t i = 0; i < 6 && end > i + 1; i++)
		if (path.s[end - 1 - i] == '.') {
			end -= i + 1;
			break;
		}
	for (start = end; start && char_is_digit(path.s[start - 1]); start--)
		;
	if (start == end || end - start > 2 || start < 9 ||
		!str_number(str_slice(path, start, end - start), &out->number))
		return false;
	if (path.s[start - 1] == 'p')
		start--;
	if (!strchr("/-_,", path.s[start - 1]))
		return false;
	start--;
	/* Lists of articles are parted so. */
	if (str_ends(str_slice(path, 0, start), S("/page")))
		return false;
	out->before = str_slice(url, 0, start);
	out->after = str_from_at(url, end);
	return true;
}

static Numbered number_of(Str url)
{
	Numbered found = {url, S(""), 1};
	ptrdiff_t mark = str_find_char(url, '#');

	if (mark >= 0)
		url = str_slice(url, 0, (size_t)mark);
	if (!number_in_query(url, &found) && !number_in_path(url, &found)) {
		found.before = url;
		/* Where a number would go: before the ending. */
		for (size_t i = url.n; i-- > 0 && url.s[i] != '/';)
			if (url.s[i] == '.' && url.n - i < 7) {
				found.before = str_slice(url, 0, i);
				found.after = str_from_at(url, i);
			}
	}
	while (found.before.n && found.before.s[found.before.n - 1] == '/')
		found.before.n--;
	if (str_eq(found.after, S("/")))
		found.after = S("");
	return found;
}

/* Whether `next` is the page behind `url` of one article: the same address, the number one up. */
static bool is_next(Str url, Str next)
{
	Numbered a = number_of(url), b = number_of(next);

	return a.before.n > 10 && b.number == a.number + 1 && str_eq(a.before, b.before) &&
	       (a.number == 1 || str_eq(a.after, b.after) || a.after.n == 0);
}

/* Whether a link is said to lead to the next page: by rel, or by the words "2", "Next page". */
static bool says_next(const Node *node, Arena *arena)
{
	static const char *const words[] = {"next", "next page", "continue", "page 2", "weiter",
		"nächste seite", "seite 2", "suivant", "page suivante", "siguiente",
		"página siguiente", "avanti", "pagina successiva", "volgende", "próxima",
		"następna strona", "далее", "下一页", "次へ", "次のページ"};
	Str text;
	int64_t number;

	if (node_has_word(node, S("rel"), S("next")))
		return true;
	if (node->tag != TAG_A)
		return false;
	text = node_text(node, arena);
	while (text.n && strchr(" <>|.", text.s[text.n - 1]))
		text.n--;
	if (str_ends(text, S("»")) || str_ends(text, S("›")) || str_ends(text, S("→")))
		text = str_trim(str_slice(text, 0, text.n - (str_ends(text, S("»")) ? 2 : 3)));
	if (str_number(text, &number))
		return true;
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq_case(text, str_from(words[i])))
			return true;
	return false;
}

Str kind_next_page(const Dom *dom, Str url, Str base, Arena *arena)
{
	unsigned budget = 3000;

	for (const Node *n = dom->html->first; n && budget; n = node_next(n, dom->html)) {
		Str href;

		if (n->tag != TAG_A && n->tag != TAG_LINK)
			continue;
		budget--;
		href = node_attr(n, S("href"));
		if (href.n == 0 || href.n > 2000)
			continue;
		href = url_resolve(base, href, arena);
		if (url_is_http(href) && is_next(url, href) && says_next(n, arena))
			return href;
	}
	return S("");
}
