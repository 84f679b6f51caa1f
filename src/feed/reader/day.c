#include "feed/reader/day.h"

#include <string.h>

#include "base/date_names.h"
#include "base/url.h"
#include "feed/reader/meta.h"

/* A month, as far as its letters are ASCII. */
static bool is_month(Str word)
{
	char lower[12];

	if (word.n < 3 || word.n > sizeof lower)
		return false;
	for (size_t i = 0; i < word.n; i++)
		lower[i] = char_lower(word.s[i]);
	return date_month(str_of(lower, word.n)) > 0;
}

typedef enum { NO_DOTS, DAY, COUNTED } Dots;

/* "6.9.1" and "2.4.55" count sections and versions: between dots a day has a year of four figures,
 * two figures in each of its parts, or a late year of two: "2.11.22". */
static Dots dots_say(Str text)
{
	size_t digits[3] = {0}; /* of the numbers before a dot, the last of them last */
	unsigned dots = 0;

	for (size_t i = 0; i <= text.n; i++) {
		char c = i < text.n ? text.s[i] : ' ';

		if (char_is_digit(c)) {
			digits[2]++;
			continue;
		}
		if (dots == 2 && digits[2]) {
			bool pairs = digits[0] == 2 && digits[1] == 2;
			bool late = digits[2] == 2 && text.s[i - 2] >= '2' && text.s[i - 2] <= '3';

			return digits[2] == 4 || late || (digits[2] == 2 && pairs) ? DAY : COUNTED;
		}
		dots = c == '.' && digits[2] ? dots + 1 : 0;
		digits[0] = digits[1];
		digits[1] = digits[2];
		digits[2] = 0;
	}
	return NO_DOTS;
}

/* Whether it names its month, in letters, or has a year of four figures, two figures for each part,
 * or slashes between them; other numbers may mean anything. */
static bool is_day(Str text)
{
	unsigned letters = 0, digits = 0, pairs = 0, others = 0;
	bool slash = false;

	switch (dots_say(text)) {
	case DAY:
		return true;
	case COUNTED:
		return false;
	case NO_DOTS:
		break;
	}
	for (size_t i = 0; i <= text.n; i++) {
		char c = i < text.n ? text.s[i] : ' ';

		slash = slash || c == '/';
		/* Letters of other alphabets, or of Latin's with a mark; not dashes. */
		if ((uint8_t)c >= 0xc3 && (uint8_t)c != 0xe2)
			return true;
		if (char_is_alpha(c)) {
			letters++;
		} else {
			if (is_month(str_slice(text, i - letters, letters)))
				return true;
			letters = 0;
		}
		if (char_is_digit(c)) {
			digits++;
			continue;
		}
		if (digits >= 4)
			return true;
		pairs += digits == 2;
		others += digits == 1 || digits == 3;
		digits = 0;
	}
	return slash || (pairs >= 3 && others == 0);
}

int64_t day_of(Str text)
{
	return is_day(text) ? meta_date(text) : 0;
}

/* No date is without a few figures; to read one is not cheap. */
static bool has_figures(Str text)
{
	unsigned count = 0;

	for (size_t i = 0; i < text.n && count < 3; i++)
		count += char_is_digit(text.s[i]);
	return count == 3;
}

/* "Datum:26." is "26.", with a label that stood in an element of its own. */
static size_t label_before(Str word)
{
	ptrdiff_t colon = str_find_char(word, ':');

	return colon > 2 && !char_is_digit(word.s[0]) && (size_t)colon + 1 < word.n &&
			       char_is_digit(word.s[colon + 1])
		       ? (size_t)colon + 1
		       : 0;
}

/* "Veröffentlicht am 19. Oktober 2019 um 11:14 Uhr": the longest run of words that is a date. */
int64_t day_in_text(Str text)
{
	size_t starts[12], ends[12], count = 0;
	Str rest = text, word;

	while (count < COUNT(starts) && str_word(&rest, &word)) {
		starts[count] = (size_t)(word.s - text.s) + label_before(word);
		ends[count++] = (size_t)(word.s - text.s) + word.n;
	}
	for (size_t n = count; n > 0; n--)
		for (size_t i = 0; i + n <= count; i++) {
			Str run = str_slice(text, starts[i], ends[i + n - 1] - starts[i]);
			int64_t date = 0;

			while (run.n && (run.s[run.n - 1] == ',' || run.s[run.n - 1] == '|'))
				run.n--;
			if (run.n >= 8 && run.n < 60 && has_figures(run))
				date = day_of(run);
			if (date)
				return date;
		}
	return 0;
}

bool day_is_line(Str text)
{
	enum { MOST_WORDS = 24, MOST_DATE_WORDS = 6, MOST_OTHERS = 8, LONGEST_REST = 90 };
	size_t starts[MOST_WORDS], ends[MOST_WORDS], count = 0;
	Str rest = text, word;

	if (!has_figures(text))
		return false;
	while (str_word(&rest, &word)) {
		if (count == MOST_WORDS)
			return false;
		starts[count] = (size_t)(word.s - text.s) + label_before(word);
		ends[count] = (size_t)(word.s - text.s) + word.n;
		count++;
	}
	for (size_t n = 1; n <= MOST_DATE_WORDS && n <= count; n++)
		for (size_t i = 0; i + n <= count; i++) {
			Str run = str_slice(text, starts[i], ends[i + n - 1] - starts[i]);

			while (run.n && strchr(",|.", run.s[run.n - 1]))
				run.n--;
			if (run.n >= 8 && run.n < 60 && has_figures(run) && day_of(run))
				return text.n - run.n <= LONGEST_REST &&
				       (i == 0 || count - n <= MOST_OTHERS);
		}
	return false;
}

/* Pages are put on line under addresses that hold the day: "/2019/10/19/". */
int64_t day_in_address(Str url)
{
	Str path = url_path(url);

	for (size_t i = 0; i + 11 <= path.n; i++) {
		Str p = str_slice(path, i, 11);
		char day[11];
		bool ok = p.s[0] == '/' && (p.s[5] == '/' || p.s[5] == '-') && p.s[8] == p.s[5];

		for (size_t k = 1; ok && k < 11; k++)
			ok = k == 5 || k == 8 || char_is_digit(p.s[k]);
		if (!ok)
			continue;
		memcpy(day, p.s + 1, 10);
		day[4] = day[7] = '-';
		return meta_date(str_of(day, 10));
	}
	return 0;
}
