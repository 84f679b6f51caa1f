#include "feed/html/autolink.h"

#include "base/utf8.h"

static bool is_handle_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_';
}

static bool is_mail_char(char c)
{
	return is_handle_char(c) || c == '.' || c == '-' || c == '+' || c == '%';
}

/* Bytes of a web address at the start, without the punctuation of the sentence around it. */
static size_t url_length(Str text)
{
	size_t n = 0, least = str_starts_case(text, S("https://"))  ? 8
			      : str_starts_case(text, S("http://")) ? 7
			      : str_starts_case(text, S("www."))    ? 4
								    : 0;
	int open = 0;

	if (least == 0)
		return 0;
	while (n < text.n) {
		size_t at = n;
		uint32_t c = utf8_next(text, &at);

		/* Quotes, brackets of other scripts and full stops of CJK end it. */
		if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == 0xa0 ||
			(c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) ||
			(c >= 0xff00 && c <= 0xff0f) || (c == ')' && open == 0))
			break;
		open += (c == '(') - (c == ')');
		n = at;
	}
	while (n > least) {
		char last = text.s[n - 1];

		if (last != '.' && last != ',' && last != ';' && last != ':' && last != '!' &&
			last != '?' && last != '\'' && last != '*' && last != '(' && last != ']')
			break;
		n--;
	}
	/* A host has a dot, or is behind a scheme. */
	if (n <= least || (least == 4 && str_find_char(str_slice(text, 4, n - 4), '.') < 0))
		return 0;
	return n;
}

/* Bytes of a mail address at the start; `at` is where its @ is. */
static size_t mail_length(Str text, size_t at)
{
	size_t n = at + 1;
	ptrdiff_t dot;

	while (n < text.n && (is_handle_char(text.s[n]) || text.s[n] == '-' || text.s[n] == '.'))
		n++;
	/* What ends the sentence is not of the address. */
	while (n && (text.s[n - 1] == '.' || text.s[n - 1] == '-'))
		n--;
	dot = str_rfind_char(str_slice(text, 0, n), '.');
	return dot > (ptrdiff_t)at + 1 && (size_t)dot + 2 < n ? n : 0;
}

static void add_link(Flow *f, Str text, Str href)
{
	uint32_t outer = f->link, link = flow_link(f, href, S(""), S(""));

	f->link = link == NONE ? outer : link;
	flow_text(f, text);
	f->link = outer;
}

/* Where a mail address that ends at the @ at `at` begins, not before `from`. */
static size_t mail_start(Str text, size_t from, size_t at)
{
	while (at > from && is_mail_char(text.s[at - 1]) && at - from < 10000)
		at--;
	return at;
}

void autolink(Flow *f, Str text, bool handles)
{
	size_t done = 0, i = 0;

	while (i < text.n) {
		char c = text.s[i];
		bool edge = i == 0 || !is_mail_char(text.s[i - 1]);
		Str rest = str_from_at(text, i), href;
		size_t from = i, n = 0;

		if (edge && (char_lower(c) == 'h' || char_lower(c) == 'w')) {
			n = url_length(rest);
			href = str_slice(rest, 0, n);
			if (n && char_lower(c) == 'w')
				href = arena_printf(f->arena, "http://%.*s", STR_ARG(href));
		} else if (c == '@') {
			from = mail_start(text, done, i);
			rest = str_from_at(text, from);
			n = from < i ? mail_length(rest, i - from) : 0;
			href = arena_printf(f->arena, "mailto:%.*s", (int)n, rest.s);
			while (n == 0 && handles && edge && i + 1 + n < text.n &&
				is_handle_char(text.s[i + 1 + n])) {
				size_t k = 1;

				while (i + k < text.n && is_handle_char(text.s[i + k]))
					k++;
				from = i;
				rest = str_from_at(text, i);
				n = k;
				href = arena_printf(f->arena, "https://twitter.com/%.*s",
					(int)(k - 1), rest.s + 1);
			}
		}
		if (n == 0) {
			i++;
			continue;
		}
		flow_text(f, str_slice(text, done, from - done));
		add_link(f, str_slice(rest, 0, n), href);
		done = i = from + n;
	}
	flow_text(f, str_from_at(text, done));
}
