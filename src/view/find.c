#include "view/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

/* Where a run's words lie among all words. */
typedef struct FindPiece {
	uint32_t at; /* byte */
	uint32_t line, run;
} Piece;

/* A run that is being measured: hits come in order, so no cell is counted twice. */
typedef struct {
	const Run *run;
	size_t byte;
	size_t cells;
} Ruler;

void find_drop(Find *find)
{
	arena_close(find->arena);
	arena_close(find->text_arena);
	*find = (Find){0};
}

void find_unlight(Find *find)
{
	find->lit = find->by_words = false;
	find->parts = NULL;
	find->part_count = find->hit_count = find->hit = 0;
}

void find_forget(Find *find)
{
	find->lines = NULL;
	find->folded = S("");
	find->map = NULL;
	find->pieces = NULL;
	find->piece_count = 0;
	find->parts = NULL;
	find->part_count = find->hit_count = 0;
	if (find->text_arena)
		arena_reset(find->text_arena);
}

/* All words in reading order. What the layout made itself (numbers, frames, labels) is left out, so
 * that a sentence is found although a frame runs through it. */
static void gather(Find *find, const Lines *lines)
{
	VEC(Piece) pieces = {0};
	Buf words = {0};
	uint32_t *map;
	uint32_t end = NONE, block = NONE;

	find_forget(find);
	if (!find->text_arena)
		find->text_arena = arena_open();
	for (size_t i = 0; i < lines->line_count; i++) {
		const Line *line = &lines->lines[i];

		for (uint32_t k = 0; k < line->run_count; k++) {
			const Run *run = &line->runs[k];

			if (run->from == NONE || run->text.n == 0)
				continue;
			if (words.n && line->block != block)
				buf_char(&words, '\n');
			else if (words.n && run->from != end)
				buf_char(&words, ' ');
			*vec_push_in(&pieces, find->text_arena) =
				(Piece){(uint32_t)words.n, (uint32_t)i, k};
			buf_add(&words, run->text);
			end = run->from + (uint32_t)run->text.n;
			block = line->block;
		}
	}
	find->folded = utf8_fold(buf_str(&words), find->text_arena, &map);
	find->map = map;
	find->pieces = pieces.items;
	find->piece_count = pieces.count;
	find->lines = lines;
	buf_drop(&words);
}

static uint16_t cell_of(Ruler *ruler, const Run *run, size_t byte)
{
	size_t cell;

	if (ruler->run != run || byte < ruler->byte)
		*ruler = (Ruler){run, 0, 0};
	ruler->cells += utf8_width(str_slice(run->text, ruler->byte, byte - ruler->byte));
	ruler->byte = byte;
	cell = run->at + ruler->cells;
	return cell < UINT16_MAX ? (uint16_t)cell : UINT16_MAX;
}

/* Needle with each run of white space as one blank, folded. */
static Str fold_needle(Str needle, Arena *arena)
{
	return utf8_fold(arena_squeeze(arena, needle), arena, NULL);
}

/* Bytes of the folded words. */
typedef struct {
	size_t from, to;
} Range;
typedef VEC(Range) Ranges;

/* The cells of ranges that rise and do not overlap. */
static bool take_hits(Find *find, const Ranges *ranges)
{
	VEC(HitPart) parts = {0};
	Ruler ruler = {0};
	size_t piece = 0;

	for (size_t i = 0; i < ranges->count; i++) {
		uint32_t from = find->map[ranges->items[i].from];
		uint32_t to = find->map[ranges->items[i].to];

		for (; piece < find->piece_count && find->pieces[piece].at < to; piece++) {
			const Piece *p = &find->pieces[piece];
			const Run *run = &find->lines->lines[p->line].runs[p->run];
			uint32_t end = p->at + (uint32_t)run->text.n;

			if (end > from)
				*vec_push_in(&parts, find->arena) = (HitPart){.line = p->line,
					.at = cell_of(&ruler, run, from > p->at ? from - p->at : 0),
					.end = cell_of(&ruler, run, (to < end ? to : end) - p->at),
					.hit = (uint32_t)find->hit_count};
			if (end > to)
				break;
		}
		find->hit_count++;
	}
	find->parts = parts.items;
	find->part_count = parts.count;
	find->lit = parts.count > 0;
	return find->lit;
}

static void start(Find *find, Str needle)
{
	Arena *arena = arena_open();

	find->needle = arena_str(arena, needle);
	arena_close(find->arena);
	find->arena = arena;
	find_unlight(find);
}

bool find_all(Find *find, const Lines *lines, Str needle)
{
	Ranges ranges = {0};
	Str rest;
	ptrdiff_t found;

	start(find, needle);
	needle = fold_needle(find->needle, find->arena);
	if (needle.n == 0)
		return false;
	if (find->lines != lines)
		gather(find, lines);
	rest = find->folded;
	while ((found = str_find(rest, needle)) >= 0) {
		size_t first = (size_t)(rest.s - find->folded.s) + (size_t)found;

		*vec_push_in(&ranges, find->arena) = (Range){first, first + needle.n};
		rest = str_from_at(find->folded, first + needle.n);
	}
	return take_hits(find, &ranges);
}

static int by_place(const void *a, const void *b)
{
	const Range *x = a, *y = b;

	return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
				  : (x->to < y->to) - (x->to > y->to);
}

bool find_words(Find *find, const Lines *lines, const Needle *words, size_t count)
{
	Ranges ranges = {0};
	size_t kept = 0;

	start(find, S(""));
	if (count && find->lines != lines)
		gather(find, lines);
	for (size_t i = 0; i < count; i++) {
		Range range = {0};

		while (needle_find(&words[i], find->folded, range.to, &range.from, &range.to))
			*vec_push_in(&ranges, find->arena) = range;
	}
	if (ranges.count)
		qsort(ranges.items, ranges.count, sizeof *ranges.items, by_place);
	for (size_t i = 0; i < ranges.count; i++)
		if (kept == 0 || ranges.items[i].from >= ranges.items[kept - 1].to)
			ranges.items[kept++] = ranges.items[i];
	ranges.count = kept;
	find->by_words = take_hits(find, &ranges);
	return find->lit;
}

size_t find_part_at(const Find *find, size_t line)
{
	size_t low = 0, high = find->part_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (find->parts[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const HitPart *find_hit(const Find *find, size_t hit)
{
	size_t low = 0, high = find->part_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (find->parts[middle].hit < hit)
			low = middle + 1;
		else
			high = middle;
	}
	return low < find->part_count ? &find->parts[low] : NULL;
}
