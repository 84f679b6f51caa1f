/* base/date.h: the dates feeds send, and dates as people read them. */
#ifndef LEDE_BASE_DATE_H
#define LEDE_BASE_DATE_H

#include "base/arena.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

#define DATE_NONE INT64_MIN

/* Unix seconds, UTC; DATE_NONE if it is no date. RFC 822/2822, ISO 8601/W3CDTF/RFC 3339, asctime,
 * and what the web sends besides. Without a zone it is UTC; an impossible date is none. */
int64_t date_read(Str text);
/* The same where "5/3/2024" is a day in March; else it is one in May, as Americans write. */
int64_t date_read_in(Str text, bool day_first);
/* The same with 0 for none, where 1970 is none either. */
int64_t date_parse(Str text);
/* RFC 3339 in UTC: "2026-11-22T06:40:00Z"; and so many minutes east of it: "…T07:40:00+01:00". */
Str date_rfc3339(int64_t date, Arena *arena);
Str date_rfc3339_in(int64_t date, int32_t zone, Arena *arena);
/* In UTC into `out`, without a NUL; returns its length in bytes, 0 if no year has four digits then.
 */
size_t date_put_rfc3339(int64_t date, char out[32]);
/* The zone at the end of a date in figures, "+01:00", in minutes; 0 if there is none. */
int32_t date_offset(Str text);
/* strftime in the local time zone and the locale's language. */
Str date_format(int64_t date, const char *format, Arena *arena)
	__attribute__((format(strftime, 2, 0)));
/* The same as somebody wrote it; a format that strftime cannot make is given back. */
Str date_as(int64_t date, Str format, Arena *arena);
/* Days since 1970-01-01 of the local calendar day. */
int64_t date_local_day(int64_t date);
/* For a list: "06:40" today, "Sat" within the last six days, "3 Nov" this year, "Nov 2024" before.
 */
Str date_short(int64_t date, int64_t now, Arena *arena);
/* For a heading between days: "Today", "Yesterday", "Friday 20 November". */
Str date_day(int64_t date, int64_t now, Arena *arena);
/* What stands together in a list: the days of the last week, then weeks (from Monday) for a month,
 * then months. Dates of one stretch have one number. */
int64_t date_stretch(int64_t date, int64_t now);
/* Its name: "Today", "Friday 20 November", "Week of 9 November", "October", "December 2025". */
Str date_stretch_name(int64_t date, int64_t now, Arena *arena);
/* Where in it the date is, in 5 cells at most: "06:40" of a day, "Wed" of a week, "31st" of a
 * month. */
Str date_in_stretch(int64_t date, int64_t now, Arena *arena);
/* For an article: "Sun 22 November 2026, 06:40"; without a time at midnight UTC, as which dates
 * alone are read. */
Str date_long(int64_t date, Arena *arena);

#endif
