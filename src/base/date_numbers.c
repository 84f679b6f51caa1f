/* Numbers of a date: what one means follows from what stands around it and from what is missing. */
#include "base/date_scan.h"

unsigned scan_digits(Scan *s, unsigned most, int64_t *value)
{
	unsigned n = 0;

	*value = 0;
	while (n < most && scan_digit_at(s, 0)) {
		*value = *value * 10 + (scan_peek(s, 0) - '0');
		s->at++;
		n++;
	}
	return n;
}

static void skip_fraction(Scan *s)
{
	int64_t ignored;

	if ((scan_peek(s, 0) == '.' || scan_peek(s, 0) == ',') && scan_digit_at(s, 1)) {
		s->at++;
		while (scan_digits(s, 9, &ignored))
			;
	}
}

/* Behind the hour: ":mm[:ss[.fff]]", with 'h' or a full stop for the colon where that is the
 * custom. */
static void take_time(Scan *s, int64_t hour)
{
	int64_t minute = 0, second = 0;

	s->at++;
	scan_digits(s, 2, &minute);
	if (scan_digit_at(s, 1) &&
		(scan_peek(s, 0) == ':' || (scan_peek(s, 0) == '.' && scan_digit_at(s, 2)))) {
		s->at++;
		scan_digits(s, 2, &second);
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
	bool day_first = part[1] <= 12 && (separator != '/' || part[0] > 12 || s->day_first);

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
		/* "Jun-10-2003" */
		if (s->f.month != UNKNOWN && s->f.day == UNKNOWN)
			date_set_day(&s->f, part[0]);
		else
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
	char separator = scan_peek(s, 0);

	while (count < 3 && scan_peek(s, 0) == separator && scan_digit_at(s, 1)) {
		s->at++;
		digits[count] = scan_digits(s, 5, &part[count]);
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

	if ((uint8_t)scan_peek(s, 0) < 0x80)
		return false;
	for (size_t i = 0; i < COUNT(units); i++) {
		Str unit = str_from(units[i].unit);

		if (!str_starts(rest, unit))
			continue;
		s->at += unit.n;
		switch (units[i].part) {
		case 'y':
			date_set_year(&s->f, s->era + value, s->era ? 4 : digits);
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
		if (char_is_alpha(scan_peek(s, ending.n)) || scan_digit_at(s, ending.n))
			continue;
		s->at += ending.n;
		return true;
	}
	return false;
}

/* A number by itself: a year by its length, else the first part that is still missing. */
static void set_loose(Scan *s, int64_t value, unsigned digits)
{
	bool dotted = s->text.s[s->at - 1] == '.';

	if (digits >= 3 || value > 31) {
		date_set_year(&s->f, value, digits);
		s->year_first = dotted;
	} else if (s->year_first && s->f.month == UNKNOWN && s->f.day == UNKNOWN)
		date_set_month(&s->f, value);
	else if (s->f.month == UNKNOWN && (s->month_next || (s->day_dotted && dotted)))
		date_set_month(&s->f, value);
	else if (s->f.day == UNKNOWN) {
		date_set_day(&s->f, value);
		s->day_dotted = dotted;
	} else
		date_set_year(&s->f, value, digits);
	s->month_next = false;
}

static void take_week(Scan *s, int64_t year)
{
	int64_t week, weekday = 1;

	s->at += scan_peek(s, 0) == '-' ? 2 : 1;
	date_set_year(&s->f, year, 4);
	scan_digits(s, 2, &week);
	if (scan_peek(s, 0) == '-' && scan_digit_at(s, 1))
		s->at++;
	if (scan_digit_at(s, 0))
		scan_digits(s, 1, &weekday);
	date_set_week(&s->f, week, weekday);
}

void scan_number(Scan *s)
{
	int64_t value;
	unsigned digits = scan_digits(s, 15, &value);
	char next = scan_peek(s, 0), lower = char_lower(next);
	bool by_t = s->at > digits && char_lower(s->text.s[s->at - digits - 1]) == 't' &&
		    s->f.day != UNKNOWN;

	if (scan_digit_at(s, 0))
		s->f.bad = true;
	else if (next == ':' && scan_digit_at(s, 1))
		take_time(s, value);
	else if (by_t)
		set_compact_time(s, value, digits);
	else if (digits == 4 &&
		 (lower == 'w' || (next == '-' && char_lower(scan_peek(s, 1)) == 'w')))
		take_week(s, value);
	else if ((next == '-' || next == '/' || next == '.') && scan_digit_at(s, 1) &&
		 s->f.year == UNKNOWN)
		take_numeric(s, value, digits);
	else if (next == '.' && scan_digit_at(s, 1) && s->f.hour == UNKNOWN)
		take_time(s, value);
	else if (lower == 'h' && digits <= 2 && scan_digit_at(s, 1))
		take_time(s, value);
	else if (digits > 4)
		set_run(s, value, digits);
	else if (!take_unit(s, value, digits)) {
		char after;

		take_ordinal_ending(s);
		after = char_lower(scan_peek(s, 0));
		if (after == ' ')
			after = char_lower(scan_peek(s, 1));
		/* "3 pm" is an hour. */
		if (digits <= 2 && s->f.hour == UNKNOWN && s->f.day != UNKNOWN &&
			(after == 'a' || after == 'p') &&
			(char_lower(scan_peek(s, scan_peek(s, 0) == ' ' ? 2 : 1)) == 'm' ||
				scan_peek(s, scan_peek(s, 0) == ' ' ? 2 : 1) == '.'))
			date_set_time(&s->f, value, 0, 0);
		else
			set_loose(s, value, digits);
	}
}

void scan_offset(Scan *s)
{
	int sign = scan_peek(s, 0) == '-' ? -1 : 1;
	int64_t value, minutes = 0;
	unsigned digits;

	s->at++;
	s->at += scan_peek(s, 0) == ' ';
	digits = scan_digits(s, 4, &value);
	if (digits <= 2 && scan_peek(s, 0) == ':') {
		s->at++;
		s->f.bad |= scan_digits(s, 2, &minutes) == 0;
	} else if (digits > 2) {
		minutes = value % 100;
		value /= 100;
	}
	s->f.bad |= digits == 0 || scan_digit_at(s, 0) || value > 23 || minutes > 59;
	s->f.zone = sign * (int)(value * 60 + minutes);
	s->zoned = s->offset = true;
}
