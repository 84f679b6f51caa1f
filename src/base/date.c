#include "base/date.h"

#include <time.h>

static char *put_digits(char *to, unsigned value, unsigned digits, char end)
{
	for (unsigned i = digits; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	to[digits] = end;
	return to + digits + 1;
}

size_t date_put_rfc3339(int64_t date, char out[32])
{
	time_t time = date;
	struct tm tm;
	char *to = out;

	if (!gmtime_r(&time, &tm) || tm.tm_year < -1900 || tm.tm_year > 9999 - 1900)
		return 0;
	to = put_digits(to, (unsigned)tm.tm_year + 1900, 4, '-');
	to = put_digits(to, (unsigned)tm.tm_mon + 1, 2, '-');
	to = put_digits(to, (unsigned)tm.tm_mday, 2, 'T');
	to = put_digits(to, (unsigned)tm.tm_hour, 2, ':');
	to = put_digits(to, (unsigned)tm.tm_min, 2, ':');
	to = put_digits(to, (unsigned)tm.tm_sec, 2, 'Z');
	return (size_t)(to - out);
}

Str date_rfc3339(int64_t date, Arena *arena)
{
	char text[32];

	return arena_str(arena, str_of(text, date_put_rfc3339(date, text)));
}

Str date_rfc3339_in(int64_t date, int32_t zone, Arena *arena)
{
	Str text = date_rfc3339(date + zone * MINUTE, arena);
	int minutes = zone < 0 ? -zone : zone;

	if (zone == 0 || text.n == 0)
		return text;
	return arena_printf(arena, "%.*s%c%02d:%02d", STR_ARG(str_slice(text, 0, text.n - 1)),
		zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

int32_t date_offset(Str text)
{
	size_t n = text.n;
	bool colon = n > 6 && text.s[n - 3] == ':';
	size_t at = n - (colon ? 6 : 5);
	int64_t hours, minutes;

	/* "…T06:40:00+01:00", "… 06:40:00 -0500"; not "06-2024". */
	if (n < 16 || (text.s[at] != '+' && text.s[at] != '-') ||
		str_find_char(str_slice(text, 0, at), ':') < 0 ||
		!str_number(str_slice(text, at + 1, 2), &hours) ||
		!str_number(str_from_at(text, n - 2), &minutes) || hours > 14 || minutes > 59)
		return 0;
	return (int32_t)(hours * 60 + minutes) * (text.s[at] == '-' ? -1 : 1);
}

/* gcc 12 can't follow a strftime format through a parameter; callers are checked by the attribute.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
Str date_format(int64_t date, const char *format, Arena *arena)
{
	time_t time = date;
	struct tm tm;
	char text[256];

	if (!localtime_r(&time, &tm))
		return S("");
	return arena_str(arena, str_of(text, strftime(text, sizeof text, format, &tm)));
}

Str date_as(int64_t date, Str format, Arena *arena)
{
	Str text = date_format(date, arena_strz(arena, format), arena);

	return text.n ? text : format;
}

#pragma GCC diagnostic pop

static int64_t days_from_civil(int64_t year, unsigned month, unsigned day)
{
	int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
	unsigned of_era = (unsigned)(y - era * 400);
	unsigned of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int64_t date_local_day(int64_t date)
{
	time_t time = date;
	struct tm tm;

	if (!localtime_r(&time, &tm))
		return 0;
	return days_from_civil(tm.tm_year + 1900, (unsigned)tm.tm_mon + 1, (unsigned)tm.tm_mday);
}

static int year_of(int64_t date)
{
	time_t time = date;
	struct tm tm;

	return localtime_r(&time, &tm) ? tm.tm_year : 0;
}

Str date_short(int64_t date, int64_t now, Arena *arena)
{
	int64_t days = date_local_day(now) - date_local_day(date);

	if (date == 0)
		return S("");
	if (days == 0)
		return date_format(date, "%H:%M", arena);
	if (days > 0 && days < 7)
		return date_format(date, "%a", arena);
	if (year_of(date) == year_of(now))
		return str_trim(date_format(date, "%e %b", arena));
	return date_format(date, "%b %Y", arena);
}

Str date_day(int64_t date, int64_t now, Arena *arena)
{
	int64_t days = date_local_day(now) - date_local_day(date);

	if (date == 0)
		return S("Without a date");
	if (days == 0)
		return S("Today");
	if (days == 1)
		return S("Yesterday");
	return date_format(date, year_of(date) == year_of(now) ? "%A %-d %B" : "%A %-d %B %Y",
		arena);
}

typedef enum { STRETCH_DAY, STRETCH_WEEK, STRETCH_MONTH } Stretch;

static Stretch stretch_of(int64_t date, int64_t now)
{
	int64_t days = date_local_day(now) - date_local_day(date);

	return days < 7 ? STRETCH_DAY : days < 35 ? STRETCH_WEEK : STRETCH_MONTH;
}

/* Its Monday: 1 January 1970 was a Thursday. */
static int64_t week_of(int64_t day)
{
	return day - ((day + 3) % 7 + 7) % 7;
}

int64_t date_stretch(int64_t date, int64_t now)
{
	enum { APART = 100000000 };
	time_t time = date;
	struct tm tm = {0};

	switch (stretch_of(date, now)) {
	case STRETCH_DAY:
		return date_local_day(date);
	case STRETCH_WEEK:
		return APART + week_of(date_local_day(date));
	case STRETCH_MONTH:
		break;
	}
	localtime_r(&time, &tm);
	return 2 * (int64_t)APART + tm.tm_year * 12 + tm.tm_mon;
}

Str date_stretch_name(int64_t date, int64_t now, Arena *arena)
{
	bool this_year = year_of(date) == year_of(now);
	int64_t day = date_local_day(date), monday = date - (day - week_of(day)) * DAY;

	if (date == 0)
		return S("Without a date");
	switch (stretch_of(date, now)) {
	case STRETCH_DAY:
		break;
	case STRETCH_WEEK:
		return date_format(monday, this_year ? "Week of %-d %B" : "Week of %-d %B %Y",
			arena);
	case STRETCH_MONTH:
		return date_format(date, this_year ? "%B" : "%B %Y", arena);
	}
	return date_day(date, now, arena);
}

Str date_in_stretch(int64_t date, int64_t now, Arena *arena)
{
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	time_t time = date;
	struct tm tm = {0};
	int last;

	switch (stretch_of(date, now)) {
	case STRETCH_DAY:
		return date_format(date, "%H:%M", arena);
	case STRETCH_WEEK:
		return date_format(date, "%a", arena);
	case STRETCH_MONTH:
		break;
	}
	localtime_r(&time, &tm);
	last = tm.tm_mday / 10 == 1 ? 0 : tm.tm_mday % 10;
	return arena_printf(arena, "%d%s", tm.tm_mday, endings[last < 4 ? last : 0]);
}

Str date_long(int64_t date, Arena *arena)
{
	if (date == 0)
		return S("");
	return date_format(date, date % DAY == 0 ? "%a %-d %B %Y" : "%a %-d %B %Y, %H:%M", arena);
}
