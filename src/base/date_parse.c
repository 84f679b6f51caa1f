/* date_read(): one pass over numbers, words and signs. What a number means follows from what
 * stands around it and from what is still missing, so that a form nobody foresaw is read as well.
 */
#include "base/date.h"
#include "base/date_fields.h"
#include "base/date_names.h"
#include "base/utf8.h"

enum { MAX_DATE = 160 };

typedef struct {
	Str text;
	size_t at;
	DateFields f;
	bool zoned;
	bool month_unsure; /* "mar": it may have been a weekday */
	bool year_first;   /* "2026. 11. 18.": a month follows, then a day */
	unsigned words;    /* read so far */
} Scan;

static char peek(const Scan *s, size_t ahead)
{
	return s->at + ahead < s->text.n ? s->text.s[s->at + ahead] : '\0';
}

static bool digit_at(const Scan *s, size_t ahead)
{
	return char_is_digit(peek(s, ahead));
}

/* Reads at most `most` digits; returns how many, *value what they say. */
static unsigned take_digits(Scan *s, unsigned most, int64_t *value)
{
	unsigned n = 0;

	*value = 0;
	while (n < most && digit_at(s, 0)) {
		*value = *value * 10 + (peek(s, 0) - '0');
		s->at++;
		n++;
	}
	return n;
}

static void skip_fraction(Scan *s)
{
	int64_t ignored;

	if ((peek(s, 0) == '.' || peek(s, 0) == ',') && digit_at(s, 1)) {
		s->at++;
		while (take_digits(s, 9, &ignored))
			;
	}
}

/* Behind the hour: ":mm[:ss[.fff]]", with 'h' or a full stop for the colon where that is the
 * custom. */
static void take_time(Scan *s, int64_t hour)
{
	int64_t minute = 0, second = 0;

	s->at++;
	take_digits(s, 2, &minute);
	if (digit_at(s, 1) && (peek(s, 0) == ':' || (peek(s, 0) == '.' && digit_at(s, 2)))) {
		s->at++;
		take_digits(s, 2, &second);
	}
	skip_fraction(s);
	date_set_time(&s->f, hour, minute, second);
}

/* "hhmm[ss]" behind the 'T' of ISO's basic form, or within fourteen digits. */
static void set_compact_time(Scan *s, int64_t value, unsigned digits)
{
	if (digits == 2)
		date_set_time(&s->f, value, 0, 0);
	else if (digits == 4)
		date_set_time(&s->f, value / 100, value % 100, 0);
	else if (digits == 6)
		date_set_time(&s->f, value / 10000, value / 100 % 100, value % 100);
	else
		s->f.bad = true;
	skip_fraction(s);
}

/* Three numbers with one separator; which is which depends on their length and on the separator. */
static void set_numeric(Scan *s, const int64_t part[3], const unsigned digits[3], char separator)
{
	bool day_first = separator != '/' || part[0] > 12;

	/* ISO's short form has the year first; so have all with four digits there. */
	if (digits[0] >= 4 || part[0] > 31 ||
		(separator == '-' && digits[2] < 4 && part[2] <= 31)) {
		date_set_year(&s->f, part[0], digits[0]);
		date_set_month(&s->f, part[1]);
		date_set_day(&s->f, part[2]);
		return;
	}
	date_set_year(&s->f, part[2], digits[2]);
	date_set_month(&s->f, day_first ? part[1] : part[0]);
	date_set_day(&s->f, day_first ? part[0] : part[1]);
}

/* "2003-06", "2003-161", "10.06." and their like. */
static void set_pair(Scan *s, const int64_t part[3], const unsigned digits[3])
{
	if (digits[0] >= 4) {
		date_set_year(&s->f, part[0], digits[0]);
		if (digits[1] == 3)
			date_set_ordinal(&s->f, part[1]);
		else
			date_set_month(&s->f, part[1]);
	} else if (digits[1] >= 4) {
		date_set_month(&s->f, part[0]);
		date_set_year(&s->f, part[1], digits[1]);
	} else {
		s->f.bad = true;
	}
}

/* A number and what the same separator joins to it: "10-Jun-2003" has its month in the middle. */
static void take_numeric(Scan *s, int64_t first, unsigned first_digits)
{
	int64_t part[3] = {first, 0, 0};
	unsigned digits[3] = {first_digits, 0, 0}, count = 1;
	char separator = peek(s, 0);

	while (count < 3 && peek(s, 0) == separator && digit_at(s, 1)) {
		s->at++;
		digits[count] = take_digits(s, 5, &part[count]);
		count++;
	}
	if (count == 3)
		set_numeric(s, part, digits, separator);
	else if (separator == '.' && s->f.hour == UNKNOWN && s->f.day != UNKNOWN)
		date_set_time(&s->f, part[0], part[1], 0);
	else
		set_pair(s, part, digits);
}

/* Long runs of digits: Unix time, or ISO's basic form. */
static void set_run(Scan *s, int64_t value, unsigned digits)
{
	const int64_t part[3] = {value / 10000, value / 100 % 100, value % 100};

	switch (digits) {
	case 14:
		set_compact_time(s, value % 1000000, 6);
		value /= 1000000;
		break;
	case 12:
		set_compact_time(s, value % 10000, 4);
		value /= 10000;
		break;
	case 8:
		break;
	case 7:
		date_set_year(&s->f, value / 1000, 4);
		date_set_ordinal(&s->f, value % 1000);
		return;
	case 6:
		set_numeric(s, part, (const unsigned[]){2, 2, 2}, '-');
		return;
	case 5:
		date_set_year(&s->f, value / 1000, 2);
		date_set_ordinal(&s->f, value % 1000);
		return;
	default:
		s->f.bad = true;
		return;
	}
	date_set_year(&s->f, value / 10000, 4);
	date_set_month(&s->f, value / 100 % 100);
	date_set_day(&s->f, value % 100);
}

/* What a unit behind a number makes of it, as in "2003年6月10日" and "15h54". */
static bool take_unit(Scan *s, int64_t value, unsigned digits)
{
	static const struct {
		const char *unit;
		char part;
	} units[] = {
		{"年", 'y'},
		{"년", 'y'},
		{"月", 'm'},
		{"월", 'm'},
		{"日", 'd'},
		{"일", 'd'},
		{"号", 'd'},
		{"時", 'H'},
		{"时", 'H'},
		{"시", 'H'},
		{"点", 'H'},
		{"分", 'M'},
		{"분", 'M'},
		{"秒", 'S'},
		{"초", 'S'},
	};
	Str rest = str_from_at(s->text, s->at);

	if ((uint8_t)peek(s, 0) < 0x80)
		return false;
	for (size_t i = 0; i < COUNT(units); i++) {
		Str unit = str_from(units[i].unit);

		if (!str_starts(rest, unit))
			continue;
		s->at += unit.n;
		switch (units[i].part) {
		case 'y':
			date_set_year(&s->f, value, digits);
			break;
		case 'm':
			date_set_month(&s->f, value);
			break;
		case 'd':
			date_set_day(&s->f, value);
			break;
		case 'H':
			date_set_time(&s->f, value, 0, 0);
			break;
		case 'M':
			s->f.minute = (int)value;
			s->f.bad |= value > 59;
			break;
		default:
			s->f.second = (int)value;
			s->f.bad |= value > 60;
		}
		return true;
	}
	return false;
}

/* "16th", "1er", "10º": an ending that says it is a day. */
static bool take_ordinal_ending(Scan *s)
{
	static const char *const endings[] = {"st", "nd", "rd", "th", "er", "º", "ª", "ème", "."};
	Str rest = str_from_at(s->text, s->at);

	for (size_t i = 0; i < COUNT(endings); i++) {
		Str ending = str_from(endings[i]);

		if (!str_starts_case(rest, ending))
			continue;
		if (char_is_alpha(peek(s, ending.n)) || digit_at(s, ending.n))
			continue;
		s->at += ending.n;
		return true;
	}
	return false;
}

/* A number by itself: a year by its length, else the first part that is still missing. */
static void set_loose(Scan *s, int64_t value, unsigned digits)
{
	if (digits >= 3 || value > 31) {
		date_set_year(&s->f, value, digits);
		s->year_first = s->text.s[s->at - 1] == '.';
	} else if (s->year_first && s->f.month == UNKNOWN && s->f.day == UNKNOWN)
		date_set_month(&s->f, value);
	else if (s->f.day == UNKNOWN)
		date_set_day(&s->f, value);
	else
		date_set_year(&s->f, value, digits);
}

static void take_week(Scan *s, int64_t year)
{
	int64_t week, weekday = 1;

	s->at += peek(s, 0) == '-' ? 2 : 1;
	date_set_year(&s->f, year, 4);
	take_digits(s, 2, &week);
	if (peek(s, 0) == '-' && digit_at(s, 1))
		s->at++;
	if (digit_at(s, 0))
		take_digits(s, 1, &weekday);
	date_set_week(&s->f, week, weekday);
}

static void take_number(Scan *s)
{
	int64_t value;
	unsigned digits = take_digits(s, 15, &value);
	char next = peek(s, 0), lower = char_lower(next);
	bool by_t = s->at > digits && char_lower(s->text.s[s->at - digits - 1]) == 't' &&
		    s->f.day != UNKNOWN;

	if (digit_at(s, 0))
		s->f.bad = true;
	else if (next == ':' && digit_at(s, 1))
		take_time(s, value);
	else if (by_t)
		set_compact_time(s, value, digits);
	else if (digits == 4 && (lower == 'w' || (next == '-' && char_lower(peek(s, 1)) == 'w')))
		take_week(s, value);
	else if ((next == '-' || next == '/' || next == '.') && digit_at(s, 1) &&
		 s->f.year == UNKNOWN)
		take_numeric(s, value, digits);
	else if (next == '.' && digit_at(s, 1) && s->f.hour == UNKNOWN)
		take_time(s, value);
	else if (lower == 'h' && digits <= 2 && digit_at(s, 1))
		take_time(s, value);
	else if (digits > 4)
		set_run(s, value, digits);
	else if (!take_unit(s, value, digits)) {
		char after;

		take_ordinal_ending(s);
		after = char_lower(peek(s, 0));
		if (after == ' ')
			after = char_lower(peek(s, 1));
		/* "3 pm" is an hour. */
		if (digits <= 2 && s->f.hour == UNKNOWN && s->f.day != UNKNOWN &&
			(after == 'a' || after == 'p') &&
			(char_lower(peek(s, peek(s, 0) == ' ' ? 2 : 1)) == 'm' ||
				peek(s, peek(s, 0) == ' ' ? 2 : 1) == '.'))
			date_set_time(&s->f, value, 0, 0);
		else
			set_loose(s, value, digits);
	}
}

/* "+0200", "-08:00", "+2": minutes east of UTC. */
static void take_offset(Scan *s)
{
	int sign = peek(s, 0) == '-' ? -1 : 1;
	int64_t value, minutes = 0;
	unsigned digits;

	s->at++;
	digits = take_digits(s, 4, &value);
	if (digits <= 2 && peek(s, 0) == ':') {
		s->at++;
		s->f.bad |= take_digits(s, 2, &minutes) == 0;
	} else if (digits > 2) {
		minutes = value % 100;
		value /= 100;
	}
	s->f.bad |= digits == 0 || digit_at(s, 0) || value > 23 || minutes > 59;
	s->f.zone = sign * (int)(value * 60 + minutes);
	s->zoned = true;
}

static void take_month(Scan *s, unsigned month, bool unsure)
{
	/* "mar" is a Tuesday where a month follows. */
	if (s->month_unsure)
		s->f.month = UNKNOWN;
	date_set_month(&s->f, month);
	s->month_unsure = unsure && s->f.day == UNKNOWN;
}

static bool is_word_byte(char c)
{
	return char_is_alpha(c) || (uint8_t)c >= 0x80;
}

/* Before the hour, in Korean, Chinese and Japanese; utf8_fold() takes Hangul apart. */
static const char mornings[] = "오전 오전 上午 午前";
static const char evenings[] = "오후 오후 下午 午後";

static bool is_one_of(Str word, const char *words)
{
	Str rest = str_from(words), known;

	if (word.n < 6)
		return false;
	while (str_word(&rest, &known))
		if (str_eq(word, known))
			return true;
	return false;
}

static void mean(Scan *s, Str word, Str raw)
{
	unsigned month;
	int minutes;

	if ((str_eq(word, S("am")) && s->f.hour != UNKNOWN) || is_one_of(word, mornings)) {
		s->f.am = true;
	} else if ((str_eq(word, S("pm")) && s->f.hour != UNKNOWN) || is_one_of(word, evenings)) {
		s->f.pm = true;
	} else if (s->f.hour != UNKNOWN && !s->zoned && date_zone(word, &minutes)) {
		s->f.zone = minutes;
		s->zoned = true;
	} else if (date_is_weekday(word) && !str_eq(word, S("mar"))) {
		return;
	} else if ((s->f.month == UNKNOWN || s->month_unsure) && (month = date_month(word)) > 0) {
		take_month(s, month, str_eq(word, S("mar")));
	} else if (date_is_filler(word) || s->words == 1) {
		/* The first word may be a weekday in a language not known here. */
		return;
	} else if (s->f.hour == UNKNOWN || s->f.day == UNKNOWN || raw.n > 5) {
		s->f.bad = true;
	}
}

static bool is_ascii(Str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((uint8_t)word.s[i] >= 0x80)
			return false;
	return true;
}

/* "a.m." reads as one word; so does "Europe/Brussels". */
static void take_word(Scan *s)
{
	size_t start = s->at;
	Str raw;

	s->words++;
	while (is_word_byte(peek(s, 0)) || ((peek(s, 0) == '/' || peek(s, 0) == '_') &&
						   s->at > start && char_is_alpha(peek(s, 1))))
		s->at++;
	raw = str_slice(s->text, start, s->at - start);
	if (raw.n == 1 && peek(s, 0) == '.' && char_lower(peek(s, 1)) == 'm') {
		bool pm = char_lower(raw.s[0]) == 'p';

		s->at += 2;
		s->f.pm |= pm;
		s->f.am |= !pm;
		return;
	}
	if (str_find_char(raw, '/') >= 0) {
		s->f.region = raw;
		return;
	}
	if (raw.n < 16 && is_ascii(raw)) {
		char lower[16];

		for (size_t i = 0; i < raw.n; i++)
			lower[i] = char_lower(raw.s[i]);
		mean(s, str_of(lower, raw.n), raw);
	} else {
		Arena *arena = arena_open();

		mean(s, utf8_fold(raw, arena, NULL), raw);
		arena_close(arena);
	}
}

/* All digits and ten or more of them: seconds or milliseconds since 1970. */
static bool is_unix_time(Str text, int64_t *date)
{
	int64_t value;

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

int64_t date_read(Str text)
{
	Scan s = {.f = {.year = UNKNOWN,
			  .month = UNKNOWN,
			  .day = UNKNOWN,
			  .hour = UNKNOWN,
			  .minute = UNKNOWN,
			  .second = UNKNOWN}};
	int64_t date, year, month;

	s.text = str_trim(text);
	if (s.text.n == 0 || s.text.n > MAX_DATE)
		return DATE_NONE;
	if (is_unix_time(s.text, &date))
		return date;
	if (is_without_century(s.text)) {
		s.at = 1;
		take_digits(&s, 2, &year);
		s.at += peek(&s, 0) == '-';
		take_digits(&s, 2, &month);
		date_set_year(&s.f, year, 2);
		date_set_month(&s.f, month);
		return date_of_fields(&s.f);
	}
	while (s.at < s.text.n && !s.f.bad) {
		char c = peek(&s, 0);

		if (char_is_digit(c))
			take_number(&s);
		else if ((c == '+' || c == '-') && s.f.hour != UNKNOWN &&
			 (digit_at(&s, 1) || is_word_byte(peek(&s, 1))))
			take_offset(&s);
		else if (is_word_byte(c))
			take_word(&s);
		else
			s.at++;
	}
	/* A year alone is a date only if it is all there is. */
	if (s.f.month == UNKNOWN && s.f.day == UNKNOWN && s.f.hour == UNKNOWN && s.words == 0)
		s.f.month = 1;
	return date_of_fields(&s.f);
}

int64_t date_parse(Str text)
{
	int64_t date = date_read(text);

	return date == DATE_NONE ? 0 : date;
}
