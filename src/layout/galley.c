/* Text on its way into a galley: what the lines are made of. */
#include "base/utf8.h"
#include "layout/wrap.h"

/* More than any script puts on a letter, and enough for the tags of a flag. */
enum { MAX_MARKS = 8 };

void galley_drop(Galley *galley)
{
	buf_drop(&galley->text);
	buf_drop(&galley->breaks);
	buf_drop(&galley->paths);
	vec_drop(&galley->pieces);
	vec_drop(&galley->lines);
	vec_drop(&galley->softs);
	vec_drop(&galley->words);
}

void galley_clear(Galley *galley)
{
	buf_clear(&galley->text);
	galley->pieces.count = galley->lines.count = galley->softs.count = galley->words.count = 0;
	galley->blank = true;
	galley->marks = 0;
	galley->tab_at = 0;
	galley->tab_cells = 0;
}

static void open_piece(Galley *galley, Piece like, uint32_t from)
{
	Piece *last = galley->pieces.count ? &galley->pieces.items[galley->pieces.count - 1] : NULL;

	if (!last || last->at != galley->text.n)
		last = vec_push(&galley->pieces);
	*last = like;
	last->at = (uint32_t)galley->text.n;
	last->from = from;
}

/* Characters that act on the text around them or are not seen. */
static bool is_dropped(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f) || c == 0xfeff ||
	       c == 0x180e || (c >= 0xfff9 && c <= 0xfffb) || c == 0x061c || c == 0x2060;
}

static bool is_crowd(Galley *galley, uint32_t c, Str character)
{
	if (c < 0x300 || utf8_cluster_width(character) != 0) {
		galley->marks = 0;
		return false;
	}
	/* Without a letter before it, a mark would land on the border of a box. */
	if (galley->text.n == 0 || galley->text.s[galley->text.n - 1] == '\n')
		return true;
	return ++galley->marks > MAX_MARKS;
}

/* Appends bytes [at, end) of text; the piece goes on unless something was left out before. */
typedef struct {
	Galley *galley;
	Str text;
	Piece like;
	bool broken; /* the next bytes need a piece of their own */
} Adder;

static void adder_copy(Adder *a, size_t at, size_t end)
{
	if (at == end)
		return;
	if (a->broken)
		open_piece(a->galley, a->like,
			a->like.from == NONE ? NONE : a->like.from + (uint32_t)at);
	a->broken = false;
	buf_add(&a->galley->text, str_slice(a->text, at, end - at));
}

static void adder_char(Adder *a, size_t at, char c, size_t times)
{
	if (a->broken)
		open_piece(a->galley, a->like,
			a->like.from == NONE ? NONE : a->like.from + (uint32_t)at);
	while (times--)
		buf_char(&a->galley->text, c);
	a->broken = true;
}

static bool is_plain(char c)
{
	return c > 0x20 && c < 0x7f;
}

/* A character beyond ASCII, from `at` to `end`. */
static void add_wide(Adder *a, uint32_t c, size_t at, size_t end)
{
	Galley *galley = a->galley;

	if (c == 0x2028 || c == 0x2029) {
		a->broken = true;
		adder_char(a, at, '\n', 1);
		galley->blank = true;
		galley->marks = 0;
	} else if (c == 0xad || c == 0x200b) {
		SoftBreak soft = {(uint32_t)galley->text.n, c == 0xad};

		if (galley->text.n)
			*vec_push(&galley->softs) = soft;
		a->broken = true;
	} else if (is_dropped(c) || is_crowd(galley, c, str_slice(a->text, at, end - at))) {
		a->broken = true;
	} else {
		adder_copy(a, at, end);
		galley->blank = false;
	}
}

void galley_add(Galley *galley, Str text, Piece like)
{
	Adder a = {galley, text, like, true};

	for (size_t at = 0; at < text.n;) {
		size_t start = at;

		while (at < text.n && is_plain(text.s[at]))
			at++;
		if (at > start) {
			adder_copy(&a, start, at);
			galley->blank = false;
			galley->marks = 0;
		} else if (text.s[at] == '\n') {
			a.broken = true;
			adder_char(&a, at++, '\n', 1);
			galley->blank = true;
			galley->marks = 0;
		} else if ((uint8_t)text.s[at] <= ' ' || text.s[at] == 0x7f) {
			if (!galley->blank && text.s[at] == ' ')
				adder_copy(&a, at, at + 1);
			else if (!galley->blank)
				adder_char(&a, at, ' ', 1);
			else
				a.broken = true;
			galley->blank = true;
			galley->marks = 0;
			at++;
		} else {
			uint32_t c = utf8_next(text, &at);

			add_wide(&a, c, start, at);
		}
	}
}

static unsigned tab_column(Galley *galley)
{
	Str rest = str_from_at(buf_str(&galley->text), galley->tab_at);

	galley->tab_cells += (unsigned)utf8_width(rest);
	galley->tab_at = (uint32_t)galley->text.n;
	return galley->tab_cells;
}

void galley_add_pre(Galley *galley, Str text, Piece like, unsigned tab)
{
	Adder a = {galley, text, like, true};

	for (size_t at = 0; at < text.n;) {
		size_t start = at;

		while (at < text.n && (is_plain(text.s[at]) || text.s[at] == ' '))
			at++;
		if (at > start) {
			adder_copy(&a, start, at);
			galley->marks = 0;
		} else if (text.s[at] == '\n') {
			a.broken = true;
			adder_char(&a, at++, '\n', 1);
			galley->marks = 0;
			galley->tab_at = (uint32_t)galley->text.n;
			galley->tab_cells = 0;
		} else if (text.s[at] == '\t') {
			a.broken = true;
			adder_char(&a, at++, ' ', tab - tab_column(galley) % tab);
			galley->marks = 0;
		} else if ((uint8_t)text.s[at] < 0x80) {
			a.broken = true;
			at++;
		} else {
			uint32_t c = utf8_next(text, &at);

			add_wide(&a, c, start, at);
		}
	}
	galley->blank = galley->text.n == 0 || (uint8_t)galley->text.s[galley->text.n - 1] <= ' ';
}
