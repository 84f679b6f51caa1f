/* strip_lines(): plain text that passes for HTML, as in descriptions of films and short posts. */
#include "base/buf.h"
#include "base/utf8.h"
#include "feed/html/strip.h"

enum { WIDEST_WRAP = 100, LEAST_WRAP = 50 };

typedef struct {
	Str rest, line;
} Lines;

/* The next one without white space at its end. */
static bool next_line(Lines *lines)
{
	if (!str_cut(&lines->rest, '\n', &lines->line))
		return false;
	while (lines->line.n && char_is_space(lines->line.s[lines->line.n - 1]))
		lines->line.n--;
	return true;
}

static size_t indent_of(Str line)
{
	size_t n = 0;

	while (n < line.n && (line.s[n] == ' ' || line.s[n] == '\t'))
		n++;
	return n;
}

static size_t width_of(Str line)
{
	size_t n = 0;

	for (size_t at = 0; at < line.n; n++)
		utf8_next(line, &at);
	return n;
}

static size_t first_word(Str line)
{
	Str word = S("");

	str_word(&line, &word);
	return width_of(word);
}

/* Whether line breaks mean nothing: all lines but the first are set in, as in a file indented by
 * hand; or they end where the next word would not have fitted. */
static bool is_run_on(Str text)
{
	Lines lines = {.rest = text};
	Str above = S("");
	size_t widest = 0, breaks = 0, full = 0, flush = 0;

	while (next_line(&lines)) {
		size_t width = width_of(lines.line);

		widest = width > widest ? width : widest;
	}
	lines.rest = text;
	for (bool first = true; next_line(&lines); first = false) {
		flush += !first && lines.line.n && indent_of(lines.line) == 0;
		if (above.n && lines.line.n) {
			breaks++;
			full += width_of(above) + 1 + first_word(lines.line) > widest;
		}
		above = lines.line;
	}
	if (breaks && flush == 0)
		return true;
	return widest >= LEAST_WRAP && widest <= WIDEST_WRAP && full >= 2 &&
	       full * 10 >= breaks * 9;
}

static void add_escaped(Buf *out, Str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.s[i] == '<')
			buf_add(out, S("&lt;"));
		else
			buf_char(out, line.s[i]);
}

Str strip_lines(Str html, Arena *arena)
{
	Lines lines = {.rest = str_trim(html)};
	bool has_lines = str_find_char(lines.rest, '\n') >= 0, run_on, blank = false;
	Buf out = {0};

	if ((!has_lines && str_find_char(html, '<') < 0) || strip_has_tags(html))
		return html;
	run_on = has_lines && is_run_on(lines.rest);
	for (bool first = true; next_line(&lines); first = false) {
		if (lines.line.n == 0) {
			blank = true;
			continue;
		}
		if (blank)
			buf_add(&out, S("<br>\n<br>\n"));
		else if (!first)
			buf_add(&out, run_on ? S("\n") : S("<br>\n"));
		add_escaped(&out, lines.line);
		blank = false;
	}
	return buf_give(&out, arena);
}
