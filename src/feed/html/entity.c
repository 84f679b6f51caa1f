#include "feed/html/entity.h"

#include "base/utf8.h"
#include "feed/html/charset_table.h"
#include "feed/html/entity_table.h"

/* The row of the name; -1 if there is none. */
static int find(Str name)
{
	int low = 0, high = ENTITY_COUNT - 1;

	while (low <= high) {
		int middle = (low + high) / 2;
		int order = str_compare(name, str_from(entity_table[middle].name));

		if (order == 0)
			return middle;
		if (order < 0)
			high = middle - 1;
		else
			low = middle + 1;
	}
	return -1;
}

uint32_t entity_of_c1(uint32_t character)
{
	uint32_t c;

	if (character < 0x80 || character > 0x9f)
		return 0;
	c = charset_table[TABLE_WINDOWS_1252][character - 0x80];
	return c > 0x9f ? c : 0;
}

static void add_number(uint32_t c, EntityRule rule, Buf *out)
{
	if (c >= 0x80 && c <= 0x9f && rule == ENTITY_HTML)
		c = entity_of_c1(c);
	else if (c == '\r')
		c = '\n';
	if (c == 0 || c == 0x7f || (c < 0x20 && c != '\t' && c != '\n'))
		return;
	utf8_add(out, c);
}

static int digit_of(char c)
{
	char lower = char_lower(c);

	if (char_is_digit(c))
		return c - '0';
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

static size_t decode_number(Str text, size_t at, EntityRule rule, Buf *out)
{
	size_t i = at + 2;
	int base = 10;
	uint32_t c = 0;
	size_t digits;

	if (i < text.n && (text.s[i] == 'x' || text.s[i] == 'X')) {
		base = 16;
		i++;
	}
	digits = i;
	for (; i < text.n && digit_of(text.s[i]) < base; i++)
		if (c <= 0x10ffff)
			c = c * (uint32_t)base + (uint32_t)digit_of(text.s[i]);
	if (i == digits)
		return 0;
	if (i < text.n && text.s[i] == ';')
		i++;
	add_number(c, rule, out);
	return i - at;
}

/* HTML 5 moved two of HTML 4's characters. */
static Str in_html4(int row)
{
	Str name = str_from(entity_table[row].name);

	if (str_eq(name, S("lang")))
		return S("\xe2\x8c\xa9");
	if (str_eq(name, S("rang")))
		return S("\xe2\x8c\xaa");
	return str_from(entity_table[row].utf8);
}

size_t entity_decode(Str text, size_t at, EntityRule rule, Buf *out)
{
	size_t n = 0;
	Str name;
	int row;

	if (at + 1 >= text.n)
		return 0;
	if (text.s[at + 1] == '#')
		return decode_number(text, at, rule, out);
	name = str_slice(text, at + 1, ENTITY_LONGEST + 1);
	while (n < name.n && (char_is_alpha(name.s[n]) || char_is_digit(name.s[n])))
		n++;
	if (n == 0)
		return 0;
	if (n < name.n && name.s[n] == ';') {
		row = find(str_slice(name, 0, n));
		if (row >= 0) {
			buf_add(out, rule == ENTITY_XML ? in_html4(row)
							: str_from(entity_table[row].utf8));
			return n + 2;
		}
	}
	/* "&notit;" is "¬it;": the longest of the old names that fits. */
	for (n = n > 6 ? 6 : n; rule == ENTITY_HTML && n > 1; n--) {
		row = find(str_slice(name, 0, n));
		if (row >= 0 && entity_table[row].bare) {
			buf_add(out, str_from(entity_table[row].utf8));
			return n + 1;
		}
	}
	return 0;
}

Str entity_decode_all(Str text, Arena *arena)
{
	Buf out = {0};
	ptrdiff_t at;

	if (str_find_char(text, '&') < 0)
		return text;
	while ((at = str_find_char(text, '&')) >= 0) {
		size_t n;

		buf_add(&out, str_slice(text, 0, (size_t)at));
		n = entity_decode(text, (size_t)at, ENTITY_HTML, &out);
		if (n == 0) {
			buf_char(&out, '&');
			n = 1;
		}
		text = str_from_at(text, (size_t)at + n);
	}
	buf_add(&out, text);
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

void entity_encode(Str text, bool quoted, Buf *out)
{
	const char *marks = quoted ? "&<>\"" : "&<>&";
	size_t from = 0;

	for (size_t at = 0; (at = str_find_four(text, at, marks)) < text.n; at++) {
		buf_add(out, str_slice(text, from, at - from));
		from = at + 1;
		buf_add(out, text.s[at] == '&'   ? S("&amp;")
			     : text.s[at] == '<' ? S("&lt;")
			     : text.s[at] == '>' ? S("&gt;")
						 : S("&quot;"));
	}
	buf_add(out, str_from_at(text, from));
}
