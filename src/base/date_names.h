/* base/date_names.h: data of base/date_parse.c: what words in dates mean, folded by utf8_fold(). */
#ifndef LEDE_BASE_DATE_NAMES_H
#define LEDE_BASE_DATE_NAMES_H

#include "base/str.h"

/* 1 to 12 by how the word begins, in some thirty languages; 0 if it is no month. */
unsigned date_month(Str word);
/* A name of a day of the week, or its abbreviation. */
bool date_is_weekday(Str word);
/* Words between the parts of a date: "de", "at", "Uhr". */
bool date_is_filler(Str word);
/* Minutes east of UTC of a zone's abbreviation; false if there is no such zone. */
bool date_zone(Str word, int *minutes);
/* Where one means the local time of a region, summer or not ("ET"), that region; else nothing. */
Str date_zone_region(Str word);
/* The same as date_zone() for "Europe/Brussels", which needs the local day for its summer time (1
 * to 12, 1 to 31). */
bool date_region(Str word, int64_t year, unsigned month, unsigned day, int *minutes);

#endif
