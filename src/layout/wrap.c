#include "layout/wrap.h"

#include <string.h>
#include <unilbrk.h>

#include "base/utf8.h"

enum {
	WORD_HARD = 1 << 0,   /* a line feed follows */
	WORD_HYPHEN = 1 << 1, /* a soft hyphen follows */
	WORD_DASHED = 1 << 2, /* ends in a dash or slash: a poorer place to break */
	WORD_LETTER = 1 << 3, /* one letter, as "a", "I": hangs on what follows */
};

static bool has_at(const char *s, uint32_t i, uint32_t n, const char *what)
{
	size_t length = strlen(what);

	return n - i >= length && memcmp(s + i, what, length) == 0;
}

/* French sets quotation marks apart: "« mot »". Outside of them are blanks or the ends of the text;
 * that tells them from German ones, »Wort«. */
static bool is_french_quote(const char *s, uint32_t i, uint32_t n)
{
	if (i >= 3 && has_at(s, i - 3, n, "«"))
		return i == 3 || s[i - 4] == ' ' || s[i - 4] == '(' || s[i - 4] == '\n';
	return has_at(s, i, n, "»") &&
	       !(i + 2 < n && (char_is_alpha(s[i + 2]) || (uint8_t)s[i + 2] >= 0x80));
}

/* libunistring 1.0 parts "example.com" behind the dot, and any rule would part "https://" from its
 * host; a reader takes either for the end. */
static bool is_poor_break(const char *s, uint32_t i, uint32_t n)
{
	char before = s[i - 1];

	if (before == ' ')
		return is_french_quote(s, i, n);
	/* A dash without blanks hangs on the word before it. */
	if (has_at(s, i, n, "—"))
		return true;
	if (before == '.' || before == ',' || before == ':')
		return i < n && (char_is_alpha(s[i]) || char_is_digit(s[i]));
	return before == '/' && i >= 2 && s[i - 2] == '/';
}

/* One byte for each of text: UC_BREAK_*. */
static const char *find_breaks(Galley *galley)
{
	uint32_t n = (uint32_t)galley->text.n;
	const char *s = galley->text.s;
	char *breaks;

	buf_clear(&galley->breaks);
	breaks = buf_room(&galley->breaks, n + 1);
	u8_possible_linebreaks((const uint8_t *)s, n, "UTF-8", breaks);
	for (uint32_t i = 1; i < n; i++)
		if (breaks[i] == UC_BREAK_POSSIBLE && is_poor_break(s, i, n))
			breaks[i] = UC_BREAK_PROHIBITED;
	for (size_t i = 0; i < galley->softs.count; i++)
		if (galley->softs.items[i].at < n)
			breaks[galley->softs.items[i].at] = UC_BREAK_POSSIBLE;
	for (size_t i = 0; i < galley->pieces.count; i++) {
		const Piece *piece = &galley->pieces.items[i];
		uint32_t end = i + 1 < galley->pieces.count ? piece[1].at : n;

		if (piece->whole && end > piece->at)
			memset(breaks + piece->at + 1, UC_BREAK_PROHIBITED, end - piece->at - 1);
		if (piece->cling && piece->at < n)
			breaks[piece->at] = UC_BREAK_PROHIBITED;
	}
	return breaks;
}

/* Walks the clusters of a galley; styles change only between clusters, so a piece that begins
 * within one is moved behind it. */
typedef struct {
	Galley *galley;
	size_t piece; /* the first that begins after the cluster's start */
} Walker;

static uint32_t next_cluster(Walker *w, uint32_t at, unsigned *width)
{
	Str rest = str_from_at(buf_str(&w->galley->text), at);
	size_t n = utf8_cluster(rest);

	*width = n == 1 ? rest.s[0] >= ' ' && rest.s[0] < 0x7f
			: utf8_cluster_width(str_slice(rest, 0, n));
	while (w->piece < w->galley->pieces.count && w->galley->pieces.items[w->piece].at <= at)
		w->piece++;
	for (size_t i = w->piece;
		i < w->galley->pieces.count && w->galley->pieces.items[i].at < at + n; i++) {
		Piece *piece = &w->galley->pieces.items[i];

		if (piece->from != NONE)
			piece->from += at + (uint32_t)n - piece->at;
		piece->at = at + (uint32_t)n;
	}
	return at + (uint32_t)n;
}

static void close_word(Galley *galley, Word *word, uint32_t next, uint8_t flags)
{
	char last = word->end > word->at ? galley->text.s[word->end - 1] : ' ';

	if (word->gap == 0 && (last == '-' || last == '/'))
		flags |= WORD_DASHED;
	if (word->width == 1 && (char_is_alpha(last) || (uint8_t)last >= 0x80))
		flags |= WORD_LETTER;
	word->flags = flags;
	*vec_push(&galley->words) = *word;
	*word = (Word){.at = next, .end = next};
}

/* Words while they are found. */
typedef struct {
	Galley *galley;
	Walker walker;
	Word word;   /* so far */
	Word before; /* what it was where a piece began that is to stay whole */
	size_t soft; /* the next soft break */
} Finder;

static bool at_hyphen(Finder *f, uint32_t at)
{
	const Galley *galley = f->galley;

	while (f->soft < galley->softs.count && galley->softs.items[f->soft].at < at)
		f->soft++;
	return f->soft < galley->softs.count && galley->softs.items[f->soft].at == at &&
	       galley->softs.items[f->soft].hyphen;
}

/* Cuts a word that is too long: before the piece that is to stay whole, if it began within. */
static void cut_word(Finder *f, uint32_t at)
{
	const Piece *piece = &f->galley->pieces.items[f->walker.piece - 1];
	Word rest;

	if (!piece->whole || piece->at <= f->word.at || f->before.at != f->word.at) {
		close_word(f->galley, &f->word, at, 0);
		return;
	}
	rest = (Word){.at = piece->at,
		.end = f->word.end,
		.width = f->word.width - f->before.width - f->before.gap,
		.gap = f->word.gap};
	close_word(f->galley, &f->before, at, 0);
	f->word = rest;
}

static void add_cluster(Finder *f, uint32_t at, uint32_t next, unsigned cells, unsigned width)
{
	const Piece *piece = &f->galley->pieces.items[f->walker.piece - 1];

	if (f->galley->text.s[at] == ' ' && next == at + 1) {
		if (f->word.end > f->word.at)
			f->word.gap += 1;
		else
			f->word.at = f->word.end = next;
		return;
	}
	if (piece->whole && piece->at == at)
		f->before = f->word;
	if (f->word.end > f->word.at && f->word.width + f->word.gap + cells > width)
		cut_word(f, at);
	f->word.width += f->word.gap + cells;
	f->word.gap = 0;
	f->word.end = next;
}

/* Words of at most `width` cells. */
static void find_words(Galley *galley, unsigned width)
{
	const char *breaks = find_breaks(galley);
	uint32_t n = (uint32_t)galley->text.n;
	Finder f = {.galley = galley, .walker = {galley, 0}};

	galley->words.count = 0;
	for (uint32_t at = 0, next; at < n; at = next) {
		unsigned cells;

		next = next_cluster(&f.walker, at, &cells);
		if (galley->text.s[at] == '\n') {
			close_word(galley, &f.word, next, WORD_HARD);
			continue;
		}
		if (at > f.word.at && breaks[at] == UC_BREAK_POSSIBLE) {
			bool hyphen = at_hyphen(&f, at) && f.word.gap == 0 && f.word.width < width;

			close_word(galley, &f.word, at, hyphen ? WORD_HYPHEN : 0);
		}
		add_cluster(&f, at, next, cells, width);
	}
	if (f.word.at < n || n == 0)
		close_word(galley, &f.word, n, WORD_HARD);
	else if (galley->words.count)
		galley->words.items[galley->words.count - 1].flags |= WORD_HARD;
}

/* The cheapest way to set the words before one. */
typedef struct {
	uint32_t from; /* the first word of the last line */
	uint32_t lines;
	uint64_t cost;
} Path;

static uint32_t span_width(const Word *first, const Word *last)
{
	uint32_t width = 0;

	for (const Word *word = first; word < last; word++)
		width += word->width + word->gap;
	return width + last->width;
}

/* The last word of the line that begins with `first`: where it, with its hyphen, still fits. */
static size_t fill_line(const Word *words, size_t first, size_t count, unsigned width)
{
	size_t last = first;
	uint32_t used = words[first].width;

	for (size_t i = first + 1; i < count; i++) {
		used += words[i - 1].gap + words[i].width;
		if (used > width)
			break;
		if (used + ((words[i].flags & WORD_HYPHEN) != 0) <= width)
			last = i;
	}
	return last;
}

/* Fills each line as far as it goes, but leaves no single character for the last. */
static void wrap_greedily(Galley *galley, const Word *words, size_t count, unsigned width)
{
	size_t first = 0, next;

	for (; first < count; first = next) {
		size_t last = fill_line(words, first, count, width);
		bool hyphen;

		if (last + 2 == count && last > first + 4 && words[last + 1].width <= 4)
			last -= 2;
		next = last + 1;
		hyphen = words[last].flags & WORD_HYPHEN;
		*vec_push(&galley->lines) = (GalleyLine){words[first].at, words[last].end,
			span_width(&words[first], &words[last]) + hyphen, hyphen};
	}
}

/* What a line costs that ends in `last`: the square of what it lacks, as in TeX, and some more
 * where it is not good to break. The last line of a paragraph costs only if a scrap is left for it.
 */
static uint64_t line_cost(const Word *last, bool first_line, bool last_line, uint32_t used,
	unsigned width)
{
	uint64_t slack = width > used ? width - used : 0, square = (uint64_t)width * width;

	if (last_line)
		return !first_line && used * 6 < width ? square / 16 : 0;
	if (last->flags & WORD_HYPHEN)
		return slack * slack + square / 36;
	if (last->flags & (WORD_DASHED | WORD_LETTER))
		return slack * slack + square / 100;
	return slack * slack;
}

/* The fewest lines there can be, and of these the most even: Knuth and Plass, "Breaking paragraphs
 * into lines" (1981), without stretching. Each word looks back over one line. */
static void wrap_evenly(Galley *galley, const Word *words, size_t count, unsigned width,
	WrapMode mode)
{
	Path *paths;
	uint32_t ends;

	buf_clear(&galley->paths);
	paths = (Path *)(void *)buf_room(&galley->paths, (count + 1) * sizeof *paths);
	paths[0] = (Path){0};
	for (size_t i = 1; i <= count; i++) {
		const Word *last = &words[i - 1];
		uint32_t used = last->width + ((last->flags & WORD_HYPHEN) != 0);
		Path best = {(uint32_t)i - 1, UINT32_MAX, 0};

		for (size_t first = i; first-- > 0;) {
			Path path = paths[first];

			if (first + 1 < i) {
				used += words[first].width + words[first].gap;
				if (used > width || i - first > width)
					break;
			}
			path.cost += line_cost(last, first == 0, i == count && mode != WRAP_TITLE,
				used, width);
			path.lines++;
			path.from = (uint32_t)first;
			if (path.lines < best.lines ||
				(path.lines == best.lines && path.cost < best.cost))
				best = path;
		}
		paths[i] = best;
	}
	/* Found from the end, written from the start. */
	ends = (uint32_t)galley->lines.count + paths[count].lines;
	for (uint32_t i = paths[count].lines; i > 0; i--)
		vec_push(&galley->lines);
	for (size_t i = count; i > 0; i = paths[i].from) {
		const Word *first = &words[paths[i].from], *last = &words[i - 1];
		bool hyphen = last->flags & WORD_HYPHEN;

		galley->lines.items[--ends] = (GalleyLine){first->at, last->end,
			span_width(first, last) + hyphen, hyphen};
	}
}

static void wrap_words(Galley *galley, unsigned width, WrapMode mode)
{
	const Word *words;
	size_t count;

	find_words(galley, width);
	words = galley->words.items;
	count = galley->words.count;
	for (size_t start = 0, end; start < count; start = end) {
		size_t blanks = 0;

		for (end = start; !(words[end].flags & WORD_HARD); end++)
			blanks += words[end].gap != 0;
		end++;
		/* Where most characters can end a line, lines are even by themselves. */
		if (blanks * 2 < end - start - 1)
			wrap_greedily(galley, words + start, end - start, width);
		else
			wrap_evenly(galley, words + start, end - start, width, mode);
	}
}

/* Lines as they are; what is too long goes on below, behind a blank if one is near. */
static void wrap_cells(Galley *galley, unsigned width)
{
	uint32_t n = (uint32_t)galley->text.n;
	Walker walker = {galley, 0};
	GalleyLine line = {0}, good = {0}; /* good: up to the last blank */

	for (uint32_t at = 0, next; at < n; at = next) {
		unsigned cells;

		next = next_cluster(&walker, at, &cells);
		if (galley->text.s[at] == '\n') {
			*vec_push(&galley->lines) = line;
			line = good = (GalleyLine){.at = next, .end = next};
			continue;
		}
		/* A blank that no longer fits has done its work. */
		if (line.width + cells > width && galley->text.s[at] == ' ' && line.end > line.at) {
			*vec_push(&galley->lines) = line;
			line = good = (GalleyLine){.at = next, .end = next};
			continue;
		}
		if (line.end > line.at && line.width + cells > width) {
			bool near = good.width > width - width / 4 && good.end < at;
			GalleyLine full = near ? good : line;

			*vec_push(&galley->lines) = full;
			line = (GalleyLine){full.end, at, line.width - full.width, false};
			good = (GalleyLine){.at = full.end, .end = full.end};
		}
		line.width += cells;
		line.end = next;
		if (galley->text.s[at] == ' ')
			good = line;
	}
	*vec_push(&galley->lines) = line;
}

void galley_wrap(Galley *galley, unsigned width, WrapMode mode)
{
	galley->lines.count = 0;
	if (width == 0)
		width = 1;
	if (mode == WRAP_CELLS)
		wrap_cells(galley, width);
	else
		wrap_words(galley, width, mode);
}

void galley_measure(Galley *galley, unsigned *line, unsigned *word)
{
	uint32_t used = 0;

	*line = *word = 0;
	find_words(galley, UINT16_MAX);
	for (size_t i = 0; i < galley->words.count; i++) {
		const Word *w = &galley->words.items[i];

		if (w->width > *word)
			*word = w->width;
		if (used + w->width > *line)
			*line = used + w->width;
		used = w->flags & WORD_HARD ? 0 : used + w->width + w->gap;
	}
}
