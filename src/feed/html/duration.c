#include "feed/html/duration.h"

/* "4:12" of seconds. */
static Str clock_of(int64_t seconds, Arena *arena)
{
	if (seconds <= 0 || seconds > 100 * 3600)
		return S("");
	if (seconds < 3600)
		return arena_printf(arena, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
	return arena_printf(arena, "%d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
		(int)(seconds % 60));
}

/* Seconds of "PT1H4M12S", "P0DT4M12.5S" (ISO 8601), 0 if it is none. */
static int64_t seconds_of_iso(Str text)
{
	static const struct {
		char unit;
		int seconds;
	} units[] = {{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};
	int64_t sum = 0, number = 0;
	bool fraction = false;

	if (!str_starts_case(text, S("P")))
		return 0;
	for (size_t i = 1; i < text.n; i++) {
		char c = char_lower(text.s[i]);
		size_t unit = 0;

		if (char_is_digit(c)) {
			number = fraction || number > 1000000 ? number : number * 10 + (c - '0');
			continue;
		}
		fraction = c == '.' || c == ',';
		if (fraction || c == 't')
			continue;
		while (unit < COUNT(units) && units[unit].unit != c)
			unit++;
		if (unit == COUNT(units))
			return 0;
		sum += number * units[unit].seconds;
		number = 0;
	}
	return sum;
}

/* "4:12", "1:04:12" */
static bool is_clock(Str text)
{
	size_t colons = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] != ':' && !char_is_digit(text.s[i]))
			return false;
		colons += text.s[i] == ':';
	}
	return text.n <= 8 && text.n && text.s[0] != ':' && colons;
}

Str duration_clock(Str text, Arena *arena)
{
	double seconds;

	text = str_trim(text);
	if (is_clock(text))
		return text;
	if (str_real(text, &seconds) && seconds >= 0 && seconds < 1e6)
		return clock_of((int64_t)seconds, arena);
	return clock_of(seconds_of_iso(text), arena);
}
