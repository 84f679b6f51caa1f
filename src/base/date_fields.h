/* base/date_fields.h: the parts of a date while base/date_parse.c reads it: each may be set once,
 * and only to what a calendar has. */
#ifndef LEDE_BASE_DATE_FIELDS_H
#define LEDE_BASE_DATE_FIELDS_H

#include "base/str.h"

enum { UNKNOWN = -1 };

typedef struct {
	int64_t year;
	int month, day; /* UNKNOWN */
	int hour, minute, second;
	bool pm, am;
	int zone;   /* minutes east of UTC */
	Str region; /* "Europe/Brussels"; empty: zone counts */
	bool bad;   /* something was impossible, or came twice */
} DateFields;

/* `digits` of the year as written: two and three of them leave the century out. */
void date_set_year(DateFields *f, int64_t year, unsigned digits);
void date_set_month(DateFields *f, int64_t month);
void date_set_day(DateFields *f, int64_t day);
/* The day of the year, which must be set. */
void date_set_ordinal(DateFields *f, int64_t day);
/* ISO's week of the year, which must be set; Monday is 1. */
void date_set_week(DateFields *f, int64_t week, int64_t weekday);
void date_set_time(DateFields *f, int64_t hour, int64_t minute, int64_t second);
/* Unix seconds; DATE_NONE if there is no year and month, or no such day. */
int64_t date_of_fields(const DateFields *f);

#endif
