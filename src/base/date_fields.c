#include "base/date_fields.h"

#include "base/date.h"
#include "base/date_names.h"
#include "base/utf8.h"

static bool is_leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int64_t year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* RFC 2822 4.3 for two and three digits, with the pivot of POSIX. */
static int64_t full_year(int64_t year, unsigned digits)
{
	if (digits == 3)
		return 1900 + year;
	/* A Buddhist year, as Thailand counts. */
	if (year >= 2443 && year < 2700)
		return year - 543;
	if (digits > 2)
		return year;
	return year < 70 ? 2000 + year : 1900 + year;
}

void date_set_year(DateFields *f, int64_t year, unsigned digits)
{
	f->bad |= f->year != UNKNOWN;
	f->year = full_year(year, digits);
	/* Years 0 and 1 are what programs have in place of a date. */
	f->bad |= f->year < 2 || digits > 4;
}

void date_set_month(DateFields *f, int64_t month)
{
	f->bad |= f->month != UNKNOWN || month < 1 || month > 12;
	f->month = (int)month;
}

void date_set_day(DateFields *f, int64_t day)
{
	f->bad |= f->day != UNKNOWN || day < 1 || day > 31;
	f->day = (int)day;
}

void date_set_ordinal(DateFields *f, int64_t day)
{
	int month = 1;

	if (f->bad || day < 1 || day > 365 + is_leap(f->year)) {
		f->bad = true;
		return;
	}
	while (day > days_in(f->year, month))
		day -= days_in(f->year, month++);
	date_set_month(f, month);
	date_set_day(f, day);
}

/* ISO 8601 weeks: the first has 4 January in it. Found through the ordinal of its Monday, which may
 * lie in the year before. */
void date_set_week(DateFields *f, int64_t week, int64_t weekday)
{
	int64_t year = f->year - 1;
	int64_t first =
		(year * 365 + year / 4 - year / 100 + year / 400) % 7; /* 0: 1 Jan is Monday */
	int64_t day = (week - 1) * 7 + weekday - first + (first > 3 ? 7 : 0);

	if (f->bad || week < 1 || week > 53 || weekday < 1 || weekday > 7) {
		f->bad = true;
		return;
	}
	if (day < 1) {
		f->year--;
		day += 365 + is_leap(f->year);
	} else if (day > 365 + is_leap(f->year)) {
		day -= 365 + is_leap(f->year);
		f->year++;
	}
	date_set_ordinal(f, day);
}

void date_set_time(DateFields *f, int64_t hour, int64_t minute, int64_t second)
{
	f->bad |= f->hour != UNKNOWN || hour > 24 || minute > 59 || second > 60 ||
		  (hour == 24 && (minute || second));
	f->hour = (int)hour;
	f->minute = (int)minute;
	f->second = (int)second;
}

/* Days since 1970-01-01 (the algorithm of Howard Hinnant's "days_from_civil"). */
static int64_t days_since_epoch(int64_t year, int month, int day)
{
	int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int64_t date_of_fields(const DateFields *f)
{
	int hour = f->hour == UNKNOWN ? 0 : f->hour, zone = f->zone;
	int day = f->day == UNKNOWN ? 1 : f->day;

	if (f->bad || f->year == UNKNOWN || f->month == UNKNOWN)
		return DATE_NONE;
	if (day > days_in(f->year, f->month))
		return DATE_NONE;
	if (f->pm && hour < 12)
		hour += 12;
	if (f->am && hour == 12)
		hour = 0;
	if (f->region.n) {
		Arena *arena = arena_open();

		date_region(utf8_fold(f->region, arena, NULL), f->year, (unsigned)f->month,
			(unsigned)day, &zone);
		arena_close(arena);
	}
	return days_since_epoch(f->year, f->month, day) * DAY + hour * HOUR +
	       (f->minute == UNKNOWN ? 0 : f->minute) * MINUTE +
	       (f->second == UNKNOWN ? 0 : f->second) - (int64_t)zone * MINUTE;
}
