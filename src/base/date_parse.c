/* date_read(): one pass over numbers, words and signs. What a number means follows from what
 * stands around it and from what is still missing, so that a form nobody foresaw is read as well.
 */
#include "base/date.h"
#include "base/date_scan.h"
#include "base/utf8.h"

enum { MAX_DATE = 160 };

/* All digits and ten or more of them: seconds or milliseconds since 1970; "1709632800.25". */
static bool is_unix_time(Str text, int64_t *date)
{
	int64_t value, fraction;
	ptrdiff_t dot = str_find_char(text, '.');

	if (dot >= 10 && str_number(str_from_at(text, (size_t)dot + 1), &fraction) && fraction >= 0)
		text = str_slice(text, 0, (size_t)dot);
	if (text.n < 9 || text.n > 13 || text.n == 12 || !str_number(text, &value) || value < 0 ||
		!char_is_digit(text.s[0]))
		return false;
	*date = text.n == 13 ? value / 1000 : value;
	return true;
}

/* "-03-12", "-0312": ISO 8601:1988 could leave the century out. */
static bool is_without_century(Str text)
{
	return text.n >= 5 && text.n <= 6 && text.s[0] == '-' && char_is_digit(text.s[1]) &&
	       char_is_digit(text.s[2]) && char_is_digit(text.s[text.n - 1]) &&
	       (text.n == 5 || text.s[3] == '-');
}

/* Digits of other scripts and signs that look like a minus, as in ASCII. `plain` holds MAX_DATE. */
static Str plain_signs(Str text, char *plain)
{
	static const struct {
		uint32_t first, last;
		char as;
	} signs[] = {
		{0x660, 0x669, '0'},
		{0x6f0, 0x6f9, '0'},
		{0x966, 0x96f, '0'},
		{0xe50, 0xe59, '0'},
		{0xff10, 0xff1a, '0'}, /* and the colon behind the 9 */
		{0x2010, 0x2010, '-'},
		{0x2011, 0x2011, '-'},
		{0x2012, 0x2012, '-'},
		{0x2212, 0x2212, '-'},
	};
	size_t n = 0;

	for (size_t at = 0; at < text.n;) {
		size_t start = at;
		uint32_t character = utf8_next(text, &at);
		char as = '\0';

		for (size_t i = 0; i < COUNT(signs) && character >= 0x80; i++)
			if (character >= signs[i].first && character <= signs[i].last)
				as = (char)(signs[i].as + (character - signs[i].first));
		if (as)
			plain[n++] = as;
		else
			while (start < at)
				plain[n++] = text.s[start++];
	}
	return str_of(plain, n);
}

/* "- 0800": four figures at the end, of which none is the year any more. */
static bool is_spaced_offset(const Scan *s)
{
	Str rest = str_from_at(s->text, s->at + 1);
	int64_t value;

	return rest.n == 5 && rest.s[0] == ' ' && char_is_digit(rest.s[1]) &&
	       str_number(str_from_at(rest, 1), &value) && s->f.year != UNKNOWN;
}

static bool is_complete(const DateFields *f)
{
	return f->year != UNKNOWN && f->month != UNKNOWN && f->day != UNKNOWN && f->hour != UNKNOWN;
}

/* Behind the zone, RFC 5322 3.2.2 has comments in brackets: "(Central European Time)". */
static void skip_comment(Scan *s)
{
	ptrdiff_t end = str_find_char(str_from_at(s->text, s->at), ')');

	s->at = end < 0 ? s->text.n : s->at + (size_t)end + 1;
}

int64_t date_read_in(Str text, bool day_first)
{
	char plain[MAX_DATE];
	Scan s = {.day_first = day_first,
		.f = {.year = UNKNOWN,
			.month = UNKNOWN,
			.day = UNKNOWN,
			.hour = UNKNOWN,
			.minute = UNKNOWN,
			.second = UNKNOWN}};
	int64_t date, year, month;

	s.text = str_trim(text);
	if (s.text.n == 0 || s.text.n > MAX_DATE)
		return DATE_NONE;
	if (!scan_is_ascii(s.text))
		s.text = plain_signs(s.text, plain);
	if (is_unix_time(s.text, &date))
		return date;
	if (is_without_century(s.text)) {
		s.at = 1;
		scan_digits(&s, 2, &year);
		s.at += scan_peek(&s, 0) == '-';
		scan_digits(&s, 2, &month);
		date_set_year(&s.f, year, 2);
		date_set_month(&s.f, month);
		return date_of_fields(&s.f);
	}
	while (s.at < s.text.n && !s.f.bad) {
		char c = scan_peek(&s, 0);

		if (char_is_digit(c))
			scan_number(&s);
		else if ((c == '+' || c == '-') && s.f.hour != UNKNOWN &&
			 (scan_digit_at(&s, 1) || scan_is_word(scan_peek(&s, 1)) ||
				 is_spaced_offset(&s)))
			scan_offset(&s);
		else if (c == '(' && s.zoned)
			skip_comment(&s);
		else if (c == ' ' && s.offset && is_complete(&s.f))
			break;
		else if (scan_is_word(c))
			scan_word(&s);
		else
			s.at++;
	}
	/* A year alone is a date only if it is all there is. */
	if (s.f.month == UNKNOWN && s.f.day == UNKNOWN && s.f.hour == UNKNOWN && s.words == 0)
		s.f.month = 1;
	return date_of_fields(&s.f);
}

int64_t date_read(Str text)
{
	return date_read_in(text, false);
}

int64_t date_parse(Str text)
{
	int64_t date = date_read(text);

	return date == DATE_NONE ? 0 : date;
}
