/* view/find.h: what a reader searches in a text that is laid out: all places, as cells of lines. */
#ifndef LEDE_VIEW_FIND_H
#define LEDE_VIEW_FIND_H

#include "base/token.h"
#include "layout/layout.h"

/* The part of a hit that lies on one line. */
typedef struct {
	uint32_t line;
	uint16_t at, end; /* cells, from the left edge of the page */
	uint32_t hit;     /* from 0; parts of one hit follow each other */
} HitPart;

typedef struct {
	Arena *arena; /* opened with the first search */
	Str needle;
	bool lit;
	bool by_words;        /* by find_words: what led here, not what is searched here */
	const HitPart *parts; /* in order of the text */
	size_t part_count, hit_count;
	size_t hit; /* the one the reader stands on */

	/* The words of the lines, folded, as long as the lines are the same. */
	const Lines *lines;
	Arena *text_arena;
	Str folded;
	const uint32_t *map; /* byte of `folded` to byte of the words */
	struct FindPiece *pieces;
	size_t piece_count;
} Find;

void find_drop(Find *find);
/* The lines are about to be others. What was searched stays known. */
void find_forget(Find *find);
/* All hits of `needle` in the words of the lines, whatever their case and accents; a line break or
 * any white space in the text is one blank. Linear in the text. False: there is none. */
bool find_all(Find *find, const Lines *lines, Str needle);
/* All places where any of the words stands. Keeps nothing of them. */
bool find_words(Find *find, const Lines *lines, const Needle *words, size_t count);
void find_unlight(Find *find);
/* The first part that lies on `line` or below; part_count if there is none. */
size_t find_part_at(const Find *find, size_t line);
/* The first part of a hit. */
const HitPart *find_hit(const Find *find, size_t hit);

#endif
