#include "view/format.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { MOST_CELLS = 1000 };

typedef struct {
	const FormatField *fields;
	size_t count;
	int width;
} Filler;

static void fill(const Filler *f, Str format, Buf *out);

static bool find_field(const Filler *f, char letter, Str *value)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->fields[i].letter == letter) {
			*value = f->fields[i].value;
			return true;
		}
	return false;
}

static void add_blanks(Buf *out, int count)
{
	while (count-- > 0)
		buf_char(out, ' ');
}

/* "-17T", "=5x", "4i"; the length of it, 0 if it is none. */
static size_t add_field(const Filler *f, Str spec, Buf *out)
{
	char side = spec.n && (spec.s[0] == '-' || spec.s[0] == '=') ? spec.s[0] : '\0';
	size_t at = side != '\0';
	int cells = 0, room;
	Str value;

	while (at < spec.n && char_is_digit(spec.s[at]) && cells < MOST_CELLS)
		cells = cells * 10 + (spec.s[at++] - '0');
	if (at >= spec.n || !find_field(f, spec.s[at], &value))
		return 0;
	if (cells == 0 && side == '=')
		cells = f->width;
	if (cells > 0)
		value = utf8_fit(value, (size_t)cells);
	room = cells - (int)utf8_width(value);
	add_blanks(out, side == '-' ? 0 : side == '=' ? room / 2 : room);
	buf_add(out, value);
	add_blanks(out, side == '-' ? room : side == '=' ? room - room / 2 : 0);
	return at + 1;
}

/* "?x?yes&no?"; "&no" may be missing. */
static size_t add_choice(const Filler *f, Str spec, Buf *out)
{
	Str rest = str_from_at(spec, 3), yes, value;
	ptrdiff_t end = str_find_char(rest, '?'), between;

	if (spec.n < 4 || spec.s[2] != '?' || end < 0 || !find_field(f, spec.s[1], &value))
		return 0;
	rest.n = (size_t)end;
	between = str_find_char(rest, '&');
	yes = between < 0 ? rest : str_slice(rest, 0, (size_t)between);
	if (str_trim(value).n)
		fill(f, yes, out);
	else if (between >= 0)
		fill(f, str_from_at(rest, (size_t)between + 1), out);
	return (size_t)end + 4;
}

/* What follows is made first, to know how much there is to fill. */
static void add_filling(const Filler *f, Str filling, Str rest, Buf *out)
{
	Buf tail = {0};
	int room;

	fill(f, rest, &tail);
	room = f->width - (int)utf8_width(buf_str(out)) - (int)utf8_width(buf_str(&tail));
	while (room-- > 0)
		buf_add(out, filling);
	buf_add(out, buf_str(&tail));
	buf_drop(&tail);
}

static void fill(const Filler *f, Str format, Buf *out)
{
	while (format.n) {
		Str spec = str_from_at(format, 1);
		size_t used = 0;

		if (format.s[0] != '%') {
			buf_char(out, format.s[0]);
			format = spec;
			continue;
		}
		if (str_starts(spec, S(">")) && spec.n > 1) {
			size_t n = utf8_cluster(str_from_at(spec, 1));

			add_filling(f, str_slice(spec, 1, n), str_from_at(spec, 1 + n), out);
			return;
		}
		used = str_starts(spec, S("?")) ? add_choice(f, spec, out)
						: add_field(f, spec, out);
		if (used == 0) {
			buf_char(out, '%');
			used = str_starts(spec, S("%"));
		}
		format = str_from_at(spec, used);
	}
}

Str format_fill(Str format, const FormatField *fields, size_t count, int width, Arena *arena)
{
	const Filler filler = {fields, count, width};
	Buf out = {0};

	fill(&filler, format, &out);
	return buf_give(&out, arena);
}
