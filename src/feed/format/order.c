#include "feed/format/order.h"

enum { MAX_DATES = 100 };

typedef struct {
	unsigned dates;
	bool figures, day_first, month_first; /* what was seen */
} Seen;

static int64_t take_number(Str *text)
{
	int64_t value = 0;
	size_t n = 0;

	while (n < text->n && n < 5 && char_is_digit(text->s[n]))
		value = value * 10 + (text->s[n++] - '0');
	*text = str_from_at(*text, n);
	return value;
}

/* "…25/3/2024…": only a day goes beyond 12. */
static void look_at(Str text, Seen *seen)
{
	ptrdiff_t slash = str_find_char(text, '/');
	size_t start = slash < 0 ? 0 : (size_t)slash;
	int64_t first, second;

	seen->dates++;
	while (start > 0 && char_is_digit(text.s[start - 1]))
		start--;
	text = str_from_at(text, start);
	first = take_number(&text);
	if (first < 1 || first > 31 || !str_starts(text, S("/")))
		return;
	text = str_from_at(text, 1);
	second = take_number(&text);
	if (second < 1 || second > 31 || !str_starts(text, S("/")))
		return;
	seen->figures = true;
	seen->day_first |= first > 12;
	seen->month_first |= second > 12;
}

/* One item without such a date tells that there are none. */
static bool is_done(const Seen *seen)
{
	return seen->dates >= MAX_DATES || (seen->dates > 0 && !seen->figures);
}

static void look(const XmlNode *node, unsigned depth, Seen *seen, Arena *arena)
{
	bool item = str_eq_case(node->name, S("item"));

	for (const XmlNode *child = node->first; child && !is_done(seen); child = child->next)
		if (item && (str_eq_case(child->name, S("pubDate")) ||
				    str_eq_case(child->name, S("date"))))
			look_at(xml_text(child, arena), seen);
		else if (!item && depth < 3 && child->first)
			look(child, depth + 1, seen, arena);
}

bool order_is_day_first(const XmlNode *root, Str language, Arena *arena)
{
	static const char *const american[] = {"en", "en-us", "en_us", "en-ph", "fil"};
	Seen seen = {0};

	look(root, 0, &seen, arena);
	if (!seen.figures)
		return false;
	if (seen.day_first != seen.month_first)
		return seen.day_first;
	for (size_t i = 0; i < COUNT(american); i++)
		if (str_eq_case(language, str_from(american[i])))
			return false;
	return language.n > 0;
}
