/* Words of a date. */
#include "base/date_names.h"
#include "base/date_scan.h"
#include "base/utf8.h"

static void take_month(Scan *s, unsigned month, bool unsure)
{
	/* "mar" is a Tuesday where a month follows. */
	if (s->month_unsure)
		s->f.month = UNKNOWN;
	date_set_month(&s->f, month);
	s->month_unsure = unsure && s->f.day == UNKNOWN;
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

/* The name of an emperor's years. */
static bool take_era(Scan *s, Str raw)
{
	static const struct {
		const char *name;
		int before;
	} eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}};

	for (size_t i = 0; i < COUNT(eras); i++)
		if (str_eq(raw, str_from(eras[i].name))) {
			s->era = eras[i].before;
			return true;
		}
	return false;
}

/* Hebrew writes "in" together with the month. */
static unsigned month_of(Str word)
{
	unsigned month = date_month(word);

	return month || !str_starts(word, S("ב")) ? month : date_month(str_from_at(word, 2));
}

static void mean(Scan *s, Str word, Str raw)
{
	unsigned month;
	int minutes;

	if (take_era(s, raw))
		return;
	if ((str_eq(word, S("am")) && s->f.hour != UNKNOWN) || is_one_of(word, mornings)) {
		s->f.am = true;
	} else if ((str_eq(word, S("pm")) && s->f.hour != UNKNOWN) || is_one_of(word, evenings)) {
		s->f.pm = true;
	} else if (s->f.hour != UNKNOWN && !s->zoned && date_zone(word, &minutes)) {
		s->f.zone = minutes;
		s->f.region = date_zone_region(word);
		s->zoned = true;
	} else if (date_is_weekday(word) && !str_eq(word, S("mar"))) {
		return;
	} else if ((s->f.month == UNKNOWN || s->month_unsure) && (month = month_of(word)) > 0) {
		take_month(s, month, str_eq(word, S("mar")));
	} else if (str_eq(word, S("thang")) || str_eq(word, S("thg"))) {
		s->month_next = true;
	} else if (date_is_filler(word) || s->words == 1) {
		/* The first word may be a weekday in a language not known here. */
		return;
	} else if (s->f.hour == UNKNOWN || s->f.day == UNKNOWN || raw.n > 5) {
		s->f.bad = true;
	}
}

bool scan_is_ascii(Str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((uint8_t)word.s[i] >= 0x80)
			return false;
	return true;
}

/* "a.m." reads as one word; so does "Europe/Brussels". */
void scan_word(Scan *s)
{
	size_t start = s->at;
	Str raw;

	s->words++;
	s->year_first = false;
	while (scan_is_word(scan_peek(s, 0)) ||
		((scan_peek(s, 0) == '/' || scan_peek(s, 0) == '_') && s->at > start &&
			char_is_alpha(scan_peek(s, 1))))
		s->at++;
	raw = str_slice(s->text, start, s->at - start);
	if (raw.n == 1 && scan_peek(s, 0) == '.' && char_lower(scan_peek(s, 1)) == 'm') {
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
	if (raw.n < 16 && scan_is_ascii(raw)) {
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
