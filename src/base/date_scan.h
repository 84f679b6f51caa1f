/* base/date_scan.h: a date while it is read, from left to right; for base/date_*.c alone. */
#ifndef LEDE_BASE_DATE_SCAN_H
#define LEDE_BASE_DATE_SCAN_H

#include "base/date_fields.h"

typedef struct {
	Str text;
	size_t at;
	DateFields f;
	bool zoned;
	bool offset;       /* zoned by figures: nothing of a date follows */
	bool day_first;    /* "5/3/2024": not as Americans write it */
	bool month_unsure; /* "mar": it may have been a weekday */
	bool month_next;   /* "tháng 6" */
	bool day_dotted;   /* "10. 6. 2003": a month may follow */
	bool year_first;   /* "2026. 11. 18.": a month follows, then a day */
	int era;           /* the year before an emperor's first; 0: none */
	unsigned words;    /* read so far */
} Scan;

/* '\0' beyond the end. */
static inline char scan_peek(const Scan *s, size_t ahead)
{
	return s->at + ahead < s->text.n ? s->text.s[s->at + ahead] : '\0';
}

static inline bool scan_digit_at(const Scan *s, size_t ahead)
{
	return char_is_digit(scan_peek(s, ahead));
}

static inline bool scan_is_word(char c)
{
	return char_is_alpha(c) || (uint8_t)c >= 0x80;
}

/* Reads at most `most` digits; returns how many, *value what they say. */
unsigned scan_digits(Scan *s, unsigned most, int64_t *value);
/* A number, and what is joined to it: a time, the rest of a numeric date, a unit. */
void scan_number(Scan *s);
/* "+0200", "-08:00", "+2": minutes east of UTC. */
void scan_offset(Scan *s);
void scan_word(Scan *s);
bool scan_is_ascii(Str text);

#endif
